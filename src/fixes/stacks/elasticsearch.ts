import { comma, lines } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'elasticsearch',
  title: 'Elasticsearch, OpenSearch',
  language: 'yaml',
  layer: 'app',
  place:
    'elasticsearch.yml (opensearch.yml) of every node that is called, in place of the `http.cors` lines you have; then start the node again.',
  existing: ['http.cors.enabled', 'http.cors.allow-origin', 'http.cors:'],
  leftIn: 'The node does not start: a duplicate key is an error.',
  docs: 'https://www.elastic.co/docs/reference/elasticsearch/configuration-reference/networking-settings#http-settings',
  signs: [{ header: 'x-elastic-product', value: /^Elasticsearch$/ }],
  bodies: [
    /"tagline"\s?:\s?"(?:You Know, for Search|The OpenSearch Project: https:\/\/opensearch\.org\/)"/,
  ],
  verified: null,
  limits: [
    'Other origins get 403.',
    'A page that reaches the cluster can send every request its credentials allow. Prefer a server of your own in between.',
    'Elastic Cloud Serverless has no CORS config.',
  ],
  render: ({ origins, methods, headers, exposed, credentials, maxAge }) =>
    lines(
      'http.cors.enabled: true',
      `http.cors.allow-origin: "${origins.join(',')}"`,
      `http.cors.allow-methods: "${comma([...methods, 'OPTIONS'])}"`,
      `http.cors.allow-headers: "${comma(headers)}"`,
      '# Elastic’s own clients read x-elastic-product.',
      `http.cors.expose-headers: "${comma([...new Set(['x-elastic-product', ...exposed])])}"`,
      `http.cors.allow-credentials: ${credentials}`,
      `http.cors.max-age: ${maxAge}`,
    ),
} satisfies Stack as Stack;
