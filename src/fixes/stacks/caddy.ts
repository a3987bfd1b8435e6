import { alternation, comma, lines } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'caddy',
  title: 'Caddy',
  language: 'caddyfile',
  layer: 'proxy',
  place:
    'At the top of the site block that serves the API. Then move everything else the block has, except `tls`, `log`, `bind` and `handle_errors`, into one `handle { … }` below it.',
  existing: ['Access-Control-', 'method OPTIONS', 'import cors', '(cors)'],
  leftIn:
    'The config still works with old `header` lines left in below it: these are applied last. Only on errors of Caddy itself (401, 404, 502) an old line wins, and may still allow every origin to read these.',
  onlyOnSuccess:
    '`header` with `defer` does not reach the errors of Caddy itself (401, 404, 502), and a `header` inside one `handle` or `route` reaches no other.',
  docs: 'https://caddyserver.com/docs/caddyfile/directives/header',
  signs: [
    { header: 'server', value: /^Caddy\b/ },
    { header: 'via', value: /\bCaddy\b/ },
  ],
  strip:
    'In Caddy, `header -Access-Control-Allow-Origin` with `defer` drops the header the application sends.',
  verified: 'Caddy 2.6.2',
  limits: [
    'Directives left outside the `handle { … }` that Caddy runs first (`redir`, `basic_auth`, `forward_auth`, `handle_path`) get the preflight instead.',
  ],
  render: ({ origins, methods, headers, exposed, credentials, maxAge }) => {
    const origin = `header_regexp cors Origin ^(${alternation(origins)})$`;
    const allow = [
      '\tAccess-Control-Allow-Origin {re.cors.1}',
      credentials && '\tAccess-Control-Allow-Credentials true',
      exposed.length > 0 && `\tAccess-Control-Expose-Headers "${comma(exposed)}"`,
    ];
    return lines(
      '# Only origins listed here get CORS headers.',
      `@cors ${origin}`,
      '@cors_preflight {',
      '\tmethod OPTIONS',
      '\theader Access-Control-Request-Method *',
      `\t${origin}`,
      '}',
      '# At once, for errors of Caddy itself (401, 404, 502), which no deferred header reaches.',
      'header +Vary Origin',
      'header @cors {',
      ...allow,
      '}',
      "# Deferred, to replace the application's: add CORS headers in one place only.",
      'header {',
      '\t-Access-Control-Allow-Origin',
      '\t-Access-Control-Allow-Credentials',
      '\t-Access-Control-Expose-Headers',
      '\tdefer',
      '}',
      'header @cors {',
      ...allow,
      '\tdefer',
      '}',
      'header @cors_preflight {',
      `\tAccess-Control-Allow-Methods "${comma(methods)}"`,
      headers.length > 0 && `\tAccess-Control-Allow-Headers "${comma(headers)}"`,
      `\tAccess-Control-Max-Age ${maxAge}`,
      '\tdefer',
      '}',
      '# Preflights end here. Caddy runs redir, basic_auth, forward_auth and handle_path before this line',
      '# unless they are in a handle of their own: enclose the rest of the site in handle { ... }.',
      'handle @cors_preflight {',
      '\trespond 204',
      '}',
    );
  },
} satisfies Stack as Stack;
