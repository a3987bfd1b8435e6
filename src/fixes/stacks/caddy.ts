import { alternation, comma, lines } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'caddy',
  title: 'Caddy',
  language: 'caddyfile',
  layer: 'proxy',
  place: 'At the top of the site block that serves the API, in the Caddyfile.',
  docs: 'https://caddyserver.com/docs/caddyfile/directives/header',
  signs: [
    { header: 'server', value: /^Caddy\b/ },
    { header: 'via', value: /\bCaddy\b/ },
  ],
  strip:
    'In Caddy, `header -Access-Control-Allow-Origin` with `defer` drops the header the application sends.',
  verified: 'Caddy 2.6.2',
  limits: [
    'Where the site uses `basic_auth`, give it a matcher that leaves out OPTIONS: Caddy orders it before `respond`.',
  ],
  render: ({ origins, methods, headers, exposed, credentials, maxAge }) => {
    const origin = `header_regexp cors Origin ^(${alternation(origins)})$`;
    return lines(
      '# Only the origins listed here are answered.',
      `@cors ${origin}`,
      '@cors_preflight {',
      '\tmethod OPTIONS',
      '\theader Access-Control-Request-Method *',
      `\t${origin}`,
      '}',
      '# "defer": the headers are set last and replace those of an application behind Caddy. Only one',
      '# layer may add them.',
      'header {',
      '\t+Vary Origin',
      '\t-Access-Control-Allow-Origin',
      '\t-Access-Control-Allow-Credentials',
      '\t-Access-Control-Expose-Headers',
      '\tdefer',
      '}',
      'header @cors {',
      '\tAccess-Control-Allow-Origin {re.cors.1}',
      credentials && '\tAccess-Control-Allow-Credentials true',
      exposed.length > 0 && `\tAccess-Control-Expose-Headers "${comma(exposed)}"`,
      '\tdefer',
      '}',
      'header @cors_preflight {',
      `\tAccess-Control-Allow-Methods "${comma(methods)}"`,
      headers.length > 0 && `\tAccess-Control-Allow-Headers "${comma(headers)}"`,
      `\tAccess-Control-Max-Age ${maxAge}`,
      '\tdefer',
      '}',
      'respond @cors_preflight 204',
      '# Errors of Caddy itself (502, a missing file) pass by the lines above.',
      'handle_errors {',
      '\theader +Vary Origin',
      '\theader @cors Access-Control-Allow-Origin {re.cors.1}',
      credentials && '\theader @cors Access-Control-Allow-Credentials true',
      exposed.length > 0 && `\theader @cors Access-Control-Expose-Headers "${comma(exposed)}"`,
      '}',
    );
  },
} satisfies Stack as Stack;
