import { lines } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'quarkus',
  title: 'Quarkus',
  language: 'properties',
  layer: 'app',

  place: 'src/main/resources/application.properties, replacing every `quarkus.http.cors` line.',
  existing: ['quarkus.http.cors', 'Access-Control-'],
  leftIn:
    'Of two lines with the same key, the last one counts; lines with a profile (`%prod.`), environment variables and headers that code sets come before these: where they allow any origin, they still do.',
  onlyOnSuccess:
    'The headers are set in a `ContainerResponseFilter` or in the resources, which the 401 of the security layer and unknown paths may never reach.',
  docs: 'https://quarkus.io/guides/security-cors',
  signs: [],

  verified: null,
  limits: ['Requests from other origins get 403.'],
  render: ({ origins, methods, headers, exposed, credentials, maxAge }) =>
    lines(
      '# Quarkus 3.20 and later; in earlier versions the first line is quarkus.http.cors=true.',
      'quarkus.http.cors.enabled=true',
      `quarkus.http.cors.origins=${origins.join(',')}`,
      `quarkus.http.cors.methods=${methods.join(',')}`,
      '# Always set: without a list, every requested header is allowed.',
      `quarkus.http.cors.headers=${(headers.length > 0 ? headers : ['accept']).join(',')}`,
      exposed.length > 0 && `quarkus.http.cors.exposed-headers=${exposed.join(',')}`,
      `quarkus.http.cors.access-control-allow-credentials=${credentials}`,
      `quarkus.http.cors.access-control-max-age=${maxAge}S`,
    ),
} satisfies Stack as Stack;
