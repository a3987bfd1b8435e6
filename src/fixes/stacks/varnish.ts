import { alternation, comma, lines } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'varnish',
  title: 'Varnish',
  language: 'vcl',
  layer: 'proxy',
  place:
    'Save as cors.vcl, and put `include "cors.vcl";` after the `backend` of your VCL, above every `sub`.',
  existing: ['Access-Control-', 'req.method == "OPTIONS"', 'req.http.Origin'],
  leftIn:
    'With an old `set resp.http.Access-Control-Allow-Origin` left in, requests are still blocked: it runs after these lines and wins. One that sends `req.http.Origin` back allows every origin.',
  onlyOnSuccess:
    'Headers set in `vcl_backend_response` or `vcl_deliver` do not reach the responses Varnish sends by itself (`vcl_synth`, `vcl_backend_error`), those from `return (synth(401))` included.',
  docs: 'https://varnish-cache.org/docs/trunk/users-guide/vcl-built-in-subs.html',
  cache: true,
  signs: [
    // Not `1.1 varnish` alone: that is Fastly, whose users have no VCL of their own.
    { header: 'via', value: /\bvarnish(?:-v\d| \(Varnish\/[^)]*\))/i },
    { header: 'x-varnish', value: /^\d+/ },
  ],
  bodies: [/Guru Meditation/],
  strip:
    'In Varnish, `unset resp.http.Access-Control-Allow-Origin;` in vcl_deliver drops the header the application sends.',
  verified: 'Varnish 7.1.1',
  limits: [],
  render: ({ origins, methods, headers, exposed, credentials, maxAge }) =>
    lines(
      'sub vcl_recv {',
      '    # Only origins listed here get CORS headers.',
      '    unset req.http.X-Cors-Origin;',
      `    if (req.http.Origin ~ "^(${alternation(origins)})$") {`,
      '        set req.http.X-Cors-Origin = req.http.Origin;',
      '    }',
      '    # Preflights are handled here, before authentication and the application.',
      '    if (req.http.X-Cors-Origin && req.method == "OPTIONS" && req.http.Access-Control-Request-Method) {',
      '        return (synth(204, "CORS preflight"));',
      '    }',
      '}',
      '',
      'sub cors {',
      '    # Added on delivery: the cache holds one object for all origins. Add CORS headers in one place',
      "    # only: the application's are dropped.",
      '    unset resp.http.Access-Control-Allow-Origin;',
      '    unset resp.http.Access-Control-Allow-Credentials;',
      '    unset resp.http.Access-Control-Expose-Headers;',
      '    if (!resp.http.Vary) {',
      '        set resp.http.Vary = "Origin";',
      '    } elseif (resp.http.Vary !~ "(?i)\\bOrigin\\b") {',
      '        set resp.http.Vary = resp.http.Vary + ", Origin";',
      '    }',
      '    if (req.http.X-Cors-Origin) {',
      '        set resp.http.Access-Control-Allow-Origin = req.http.X-Cors-Origin;',
      credentials && '        set resp.http.Access-Control-Allow-Credentials = "true";',
      exposed.length > 0 &&
        `        set resp.http.Access-Control-Expose-Headers = "${comma(exposed)}";`,
      '    }',
      '}',
      '',
      'sub vcl_deliver {',
      '    call cors;',
      '}',
      '',
      '# Responses of Varnish itself: preflights and errors.',
      'sub vcl_synth {',
      '    call cors;',
      '    if (resp.reason == "CORS preflight") {',
      `        set resp.http.Access-Control-Allow-Methods = "${comma(methods)}";`,
      headers.length > 0 &&
        `        set resp.http.Access-Control-Allow-Headers = "${comma(headers)}";`,
      `        set resp.http.Access-Control-Max-Age = "${maxAge}";`,
      '        return (deliver);',
      '    }',
      '}',
    ),
} satisfies Stack as Stack;
