import { comma, lines } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'haproxy',
  title: 'HAProxy',
  language: 'cfg',
  layer: 'proxy',
  place: 'haproxy.cfg, at the top of the `frontend` that receives the requests.',
  existing: ['Access-Control-', 'METH_OPTIONS', 'method OPTIONS', 'lua.cors', 'cors.lua'],
  leftIn:
    'The config still works with old `http-response` lines left in: these run later. An old `http-after-response` line below them wins, so that requests are still blocked, or, where it sends the origin back, every origin is allowed.',
  onlyOnSuccess:
    '`http-response` rules skip the responses HAProxy sends by itself (401, 403, 503); `http-after-response` reaches them too.',
  docs: 'https://docs.haproxy.org/2.6/configuration.html#4.2-http-after-response',
  signs: [{ header: 'set-cookie', value: /^SERVERID(?==[\w.-]+(?:;|$))/ }],
  bodies: [
    /^<html><body><h1>\d{3} [^<]+<\/h1>\n(?:The resource could not be found|No server is available|The server didn't respond in time|Request forbidden)/,
  ],
  strip:
    'In HAProxy, `http-after-response del-header Access-Control-Allow-Origin` drops the header the application sends.',
  verified: 'HAProxy 2.6.12',
  limits: ['HAProxy before 2.2 has neither `http-after-response` nor `http-request return`.'],
  render: ({ origins, methods, headers, exposed, credentials, maxAge }) =>
    lines(
      '    # Only origins listed here get CORS headers. Responses cannot see the request: hence the variable.',
      `    http-request set-var(txn.cors_allowed) req.fhdr(Origin) if { req.fhdr(Origin) -m str ${origins.join(' ')} }`,
      '    # Preflights are handled here: before "http-request auth" and "deny", and before the application.',
      [
        '    http-request return status 204',
        ` hdr Access-Control-Allow-Methods "${comma(methods)}"`,
        headers.length > 0 ? ` hdr Access-Control-Allow-Headers "${comma(headers)}"` : '',
        ` hdr Access-Control-Max-Age ${maxAge}`,
        ' if { method OPTIONS } { req.hdr(Access-Control-Request-Method) -m found } { var(txn.cors_allowed) -m found }',
      ].join(''),
      '    # "http-response" would miss the responses HAProxy sends by itself: the one above, 401, 403, 503.',
      "    # Add CORS headers in one place only: the first three drop the application's.",
      '    http-after-response del-header Access-Control-Allow-Origin',
      '    http-after-response del-header Access-Control-Allow-Credentials',
      '    http-after-response del-header Access-Control-Expose-Headers',
      '    http-after-response set-header Access-Control-Allow-Origin %[var(txn.cors_allowed)] if { var(txn.cors_allowed) -m found }',
      credentials &&
        '    http-after-response set-header Access-Control-Allow-Credentials true if { var(txn.cors_allowed) -m found }',
      exposed.length > 0 &&
        `    http-after-response set-header Access-Control-Expose-Headers "${comma(exposed)}" if { var(txn.cors_allowed) -m found }`,
      '    http-after-response add-header Vary Origin',
    ),
} satisfies Stack as Stack;
