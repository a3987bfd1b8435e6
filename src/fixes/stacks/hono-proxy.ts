import { lines } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'hono-proxy',
  title: 'Your own proxy (Hono), for an API you cannot change',
  language: 'ts',
  layer: 'app',
  kind: 'same-origin',
  place: 'The Hono app that serves the page; the page then calls `/api/…`.',
  docs: 'https://hono.dev/docs/helpers/proxy',
  signs: [],
  verified: 'Hono 4.13.19',
  limits: [
    'Anyone who can open your page can call that API through it: pass on only the paths you need.',
  ],
  render: ({ server = 'https://api.example.com' }) =>
    lines(
      "import { proxy } from 'hono/proxy';",
      '',
      "// Under the page's own origin there is no CORS. Keys for the API stay here, on the server.",
      "app.all('/api/*', (c) => {",
      '  const url = new URL(c.req.url);',
      `  return proxy('${server}' + url.pathname.slice('/api'.length) + url.search, {`,
      '    ...c.req,',
      '    headers: {',
      '      ...c.req.header(),',
      '      Host: undefined,',
      '      // The API need not know the page, and may refuse an origin it does not.',
      '      Origin: undefined,',
      "      // The page's cookies are for this server. Leave the line out where the API is your own.",
      '      Cookie: undefined,',
      '    },',
      '  });',
      '});',
    ),
} satisfies Stack as Stack;
