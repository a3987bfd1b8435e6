import { comma, lines } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'haproxy',
  title: 'HAProxy',
  language: 'cfg',
  layer: 'proxy',
  place: 'haproxy.cfg, at the top of the `frontend` that takes the requests.',
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
      '    # Only the origins listed here are answered. The response cannot see the request: hence the variable.',
      `    acl cors_origin req.fhdr(Origin) -m str ${origins.join(' ')}`,
      '    acl cors_preflight req.hdr(Access-Control-Request-Method) -m found',
      '    http-request set-var(txn.cors) req.fhdr(Origin) if cors_origin',
      '    # The preflight is answered here: before "http-request auth" and "deny", and before the application.',
      [
        '    http-request return status 204',
        ` hdr Access-Control-Allow-Methods "${comma(methods)}"`,
        headers.length > 0 ? ` hdr Access-Control-Allow-Headers "${comma(headers)}"` : '',
        ` hdr Access-Control-Max-Age ${maxAge}`,
        ' if METH_OPTIONS cors_preflight cors_origin',
      ].join(''),
      '    # "http-response" would miss the answers HAProxy gives by itself: the one above, 401, 403, 503.',
      '    # Only one layer may add them: the first three drop those of the application.',
      '    http-after-response del-header Access-Control-Allow-Origin',
      '    http-after-response del-header Access-Control-Allow-Credentials',
      '    http-after-response del-header Access-Control-Expose-Headers',
      '    http-after-response set-header Access-Control-Allow-Origin %[var(txn.cors)] if { var(txn.cors) -m found }',
      credentials &&
        '    http-after-response set-header Access-Control-Allow-Credentials true if { var(txn.cors) -m found }',
      exposed.length > 0 &&
        `    http-after-response set-header Access-Control-Expose-Headers "${comma(exposed)}" if { var(txn.cors) -m found }`,
      '    http-after-response add-header Vary Origin',
    ),
} satisfies Stack as Stack;
