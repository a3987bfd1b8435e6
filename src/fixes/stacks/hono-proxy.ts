import { lines, proxied } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'hono-proxy',
  title: "Own proxy, Hono (for APIs you don't control)",
  language: 'ts',
  layer: 'app',
  kind: 'same-origin',
  place:
    'Put this in the Hono app that serves the page; then call the API by its path, as the comment shows.',
  leftIn: 'Of two routes for the same path, the first one registered handles the request.',
  docs: 'https://hono.dev/docs/helpers/proxy',
  signs: [],
  verified: 'Hono 4.13.19',
  limits: [
    'Anyone who can open your page can call that API through it: pass on only the paths you need.',
  ],
  render: (policy) => {
    const { server = 'https://api.example.com' } = policy;
    return lines(
      "import { proxy } from 'hono/proxy';",
      '',
      '// Same origin as the page, so no CORS. Keys for the API stay here, on the server.',
      `// ${proxied(policy)}`,
      "app.all('/remote/*', (c) => {",
      '  const url = new URL(c.req.url);',
      `  return proxy('${server}' + url.pathname.slice('/remote'.length) + url.search, {`,
      '    ...c.req,',
      '    headers: {',
      '      ...c.req.header(),',
      '      Host: undefined,',
      "      // The API doesn't need to know the page's origin, and may reject it.",
      '      Origin: undefined,',
      "      // The page's cookies are for this server. Remove this line if the API is your own.",
      '      Cookie: undefined,',
      '    },',
      '  });',
      '});',
    );
  },
} satisfies Stack as Stack;
