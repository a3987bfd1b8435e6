import { lines } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'quarkus',
  title: 'Quarkus',
  language: 'properties',
  layer: 'app',

  place: 'src/main/resources/application.properties',
  docs: 'https://quarkus.io/guides/security-cors',
  signs: [],

  verified: null,
  limits: ['Other origins get 403.'],
  render: ({ origins, methods, headers, exposed, credentials, maxAge }) =>
    lines(
      '# Quarkus 3.20 and later; before that the first line is quarkus.http.cors=true.',
      'quarkus.http.cors.enabled=true',
      `quarkus.http.cors.origins=${origins.join(',')}`,
      `quarkus.http.cors.methods=${methods.join(',')}`,
      '# Never left out: without a list everything asked for is allowed.',
      `quarkus.http.cors.headers=${(headers.length > 0 ? headers : ['accept']).join(',')}`,
      exposed.length > 0 && `quarkus.http.cors.exposed-headers=${exposed.join(',')}`,
      `quarkus.http.cors.access-control-allow-credentials=${credentials}`,
      `quarkus.http.cors.access-control-max-age=${maxAge}S`,
    ),
} satisfies Stack as Stack;
