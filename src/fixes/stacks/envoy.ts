import { comma, each, lines } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'envoy',
  title: 'Envoy',
  language: 'yaml',
  layer: 'proxy',

  place:
    'In the virtual host of the route configuration. Put the filter `envoy.filters.http.cors` first in `http_filters`, before the router and before filters that authenticate.',
  existing: ['allow_origin_string_match', 'allow_origin', 'filters.http.cors', 'access-control-'],
  leftIn:
    'A policy on the route wins over this one on the virtual host; remove it. Headers from `response_headers_to_add` or the application are sent as well, and browsers reject two values.',
  onlyOnSuccess:
    'Headers set in the application or in `response_headers_to_add` of one route do not reach the local replies of Envoy (401, 403, 503).',
  docs: 'https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/cors_filter',
  signs: [
    { header: 'server', value: /^envoy\b/ },
    { header: 'x-envoy-upstream-service-time', value: /^\d+/ },
  ],

  verified: null,
  limits: [
    'Redirects and direct responses of Envoy bypass the filter.',
    'Do not also send CORS headers from the application.',
  ],
  render: ({ origins, methods, headers, exposed, credentials, maxAge }) =>
    lines(
      '# http_filters, first of all:',
      '#   - name: envoy.filters.http.cors',
      '#     typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.http.cors.v3.Cors }',
      'typed_per_filter_config:',
      '  envoy.filters.http.cors:',
      '    "@type": type.googleapis.com/envoy.extensions.filters.http.cors.v3.CorsPolicy',
      '    allow_origin_string_match:',
      each(origins, (origin) => `      - exact: "${origin}"`),
      `    allow_methods: "${comma(methods)}"`,
      headers.length > 0 && `    allow_headers: "${comma(headers)}"`,
      exposed.length > 0 && `    expose_headers: "${comma(exposed)}"`,
      credentials && '    allow_credentials: true',
      `    max_age: "${maxAge}"`,
      '# The filter does not send it.',
      'response_headers_to_add:',
      '  - header: { key: vary, value: Origin }',
    ),
} satisfies Stack as Stack;
