import { lines, proxied } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'express-proxy',
  title: "Own proxy, Express (for APIs you don't control)",
  language: 'js',
  layer: 'app',
  kind: 'same-origin',
  place:
    'Put this in the Express app that serves the page, before `express.json()`; then call the API by its path, as the comment shows.',
  leftIn: 'Of two proxies for the same path, the first one registered handles the request.',
  docs: 'https://github.com/chimurai/http-proxy-middleware#readme',
  // Services whose headers nobody but the vendor can change, by what they send and by their hosts.
  signs: [
    {
      header: 'x-github-request-id',
      value: /^[0-9A-F]{4}/,
      // GitHub Pages: it allows every origin, and what it serves is the user's own.
      unless: [{ header: 'x-served-by', value: /^cache-/ }],
    },
    { header: 'server', value: /^AtlassianEdge\b/ },
    { header: 'openai-version', value: /^\S+/ },
    { header: 'anthropic-organization-id', value: /^\S{4}/ },
    { header: 'stripe-version', value: /^\S+/ },
    { header: 'x-slack-req-id', value: /^\S{4}/ },
    { header: 'x-notion-request-id', value: /^\S{4}/ },
    { header: 'twilio-request-id', value: /^\S{4}/ },
    { header: 'x-hubspot-correlation-id', value: /^\S{4}/ },
    { header: 'sforce-limit-info', value: /^\S+/ },
    { header: 'powered-by', value: /^Shopify\b/ },
    { header: 'x-shopid', value: /^\d+/ },
    { header: 'x-wix-request-id', value: /^\d+/ },
    { header: 'server', value: /^Squarespace\b/ },
    {
      header: ':authority',
      value:
        /^(?:api\.(?:openai|anthropic|mistral|github|stripe|notion|twilio|hubapi|airtable|twitter|x|linkedin|spotify|yelp|sendgrid|paypal|trello|openweathermap|coingecko|nasa|themoviedb|dropboxapi)\.(?:com|org|ai|gov)|api-m\.paypal\.com|slack\.com|discord\.com|api\.(?:telegram\.org|mailgun\.net|zoom\.us|linear\.app|intercom\.io|deepl\.com)|newsapi\.org|maps\.googleapis\.com|oauth2\.googleapis\.com|graph\.(?:facebook|microsoft|instagram)\.com|login\.microsoftonline\.com|(?:www|oauth)\.reddit\.com|[\w-]{1,63}\.(?:atlassian\.net|myshopify\.com|zendesk\.com))(?::443)?$/,
    },
  ],
  verified: 'Express 5.3.0 with http-proxy-middleware 3.0.10',
  limits: [
    'Anyone who can open your page can call that API through it: pass on only the paths you need.',
  ],
  render: (policy) => {
    const { server = 'https://api.example.com' } = policy;
    return lines(
      '// npm install http-proxy-middleware        (version 3)',
      "import { createProxyMiddleware } from 'http-proxy-middleware';",
      '',
      '// Same origin as the page, so no CORS. Keys for the API stay here, on the server.',
      `// ${proxied(policy)}`,
      'app.use(',
      "  '/remote',",
      '  createProxyMiddleware({',
      `    target: '${server}',`,
      '    changeOrigin: true,',
      '    on: {',
      '      proxyReq(request) {',
      "        // The API doesn't need to know the page's origin, and may reject it.",
      "        request.removeHeader('origin');",
      "        // The page's cookies are for this server. Remove this line if the API is your own.",
      "        request.removeHeader('cookie');",
      '      },',
      '    },',
      '  }),',
      ');',
    );
  },
} satisfies Stack as Stack;
