import { type Cases, cors, jsonPost, preflightOk } from '../build.ts';

const tooLarge = (name: string, thread: string, Server = 'nginx/1.22.1') => ({
  name,
  thread,
  ...jsonPost,
  preflight: preflightOk,
  response: { status: 413, headers: { Server, 'Content-Type': 'text/html' } },
  error: 'MissingAllowOriginHeader' as const,
});

export default {
  reports: [
    {
      ...tooLarge('client_max_body_size of nginx', 'fruitcake/laravel-cors#306'),
      certainty: 'certain',
      says: ['413 Content Too Large, sent by nginx', 'client_max_body_size'],
    },
    tooLarge('a reverse proxy stops at 150 MB', 'department-of-veterans-affairs/va.gov-team#15687'),
    tooLarge('nginx: client intended to send too large body', 'fruitcake/laravel-cors#421'),
    tooLarge('nginx refuses a 10 MB POST', 'api-platform/api-platform#1441'),
    tooLarge(
      'App Engine refuses 177 MB after its preflight passed',
      'firefox-devtools/profiler#998',
      'Google Frontend',
    ),
    tooLarge(
      'an upload that fails only on the server behind nginx',
      'jaydenseric/graphql-upload#165',
    ),
    tooLarge('the CORS error overrules the 413', 'DIAGNijmegen/rse-grand-challenge#2620'),
  ],
  silent: [
    {
      name: 'a 413 the page can read',
      ...jsonPost,
      preflight: preflightOk,
      response: { status: 413, headers: cors },
      error: null,
      instead: null,
    },
    {
      name: 'a 400 of the same endpoint',
      ...jsonPost,
      preflight: preflightOk,
      response: { status: 400 },
      error: 'MissingAllowOriginHeader',
      instead: 'client-error',
    },
  ],
} satisfies Cases;
