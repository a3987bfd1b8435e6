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
      '# Quarkus 3; up to 3.8 the first line is quarkus.http.cors=true.',
      'quarkus.http.cors.enabled=true',
      `quarkus.http.cors.origins=${origins.join(',')}`,
      `quarkus.http.cors.methods=${methods.join(',')}`,
      headers.length > 0 && `quarkus.http.cors.headers=${headers.join(',')}`,
      exposed.length > 0 && `quarkus.http.cors.exposed-headers=${exposed.join(',')}`,
      `quarkus.http.cors.access-control-allow-credentials=${credentials}`,
      `quarkus.http.cors.access-control-max-age=${maxAge}S`,
    ),
} satisfies Stack as Stack;
