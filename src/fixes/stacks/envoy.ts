import { comma, each, lines } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'envoy',
  title: 'Envoy',
  language: 'yaml',
  layer: 'proxy',

  place:
    'The virtual host of the route configuration; the filter `envoy.filters.http.cors` stands before the router, and before filters that authenticate.',
  docs: 'https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/cors_filter',
  signs: [
    { header: 'server', value: /^envoy\b/ },
    { header: 'x-envoy-upstream-service-time', value: /^\d+/ },
  ],

  verified: null,
  limits: ['Redirects and direct responses of Envoy bypass the filter.'],
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
      '# The filter does not say it.',
      'response_headers_to_add:',
      '  - header: { key: vary, value: Origin }',
    ),
} satisfies Stack as Stack;
