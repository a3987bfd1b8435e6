import { double, lines } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'fastapi',
  title: 'FastAPI, Starlette',
  language: 'py',
  layer: 'app',
  place: 'The last lines of the module that holds `app`.',
  docs: 'https://fastapi.tiangolo.com/tutorial/cors/',
  signs: [{ header: 'server', value: /^uvicorn\b/ }],
  bodies: [
    /^\{"detail":"(?:Not Found|Method Not Allowed|Not authenticated)"\}/,
    /^Disallowed CORS [a-z]+/,
  ],
  verified: 'FastAPI 0.92.0 with Starlette 0.26.1',
  limits: [
    'Starlette before 1.0 sends `Vary: Origin` only to an allowed origin.',
    'From then on `app` is the wrapper: tests that need the FastAPI object itself must keep it under another name.',
  ],
  render: ({ origins, methods, headers, exposed, credentials, maxAge }) =>
    lines(
      'from fastapi.middleware.cors import CORSMiddleware',
      '',
      '# Around the whole application. app.add_middleware() would run inside the error handling, and the',
      '# 500 of an unhandled exception would go out without these headers.',
      'app = CORSMiddleware(',
      '    app=app,',
      `    allow_origins=[${double(origins)}],`,
      `    allow_methods=[${double(methods)}],`,
      `    allow_headers=[${double(headers)}],`,
      exposed.length > 0 && `    expose_headers=[${double(exposed)}],`,
      credentials && '    allow_credentials=True,',
      `    max_age=${maxAge},`,
      ')',
    ),
} satisfies Stack as Stack;
