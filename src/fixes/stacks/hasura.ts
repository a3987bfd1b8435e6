import { lines } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'hasura',
  title: 'Hasura GraphQL Engine 2',
  language: 'properties',
  layer: 'app',
  place:
    'The environment of graphql-engine, e.g. `environment` in docker-compose.yml; in Hasura Cloud: Env vars. Then start it again.',
  existing: [
    'HASURA_GRAPHQL_CORS_DOMAIN',
    'HASURA_GRAPHQL_DISABLE_CORS',
    '--cors-domain',
    '--disable-cors',
  ],
  leftIn: '`HASURA_GRAPHQL_DISABLE_CORS=true` and the command line options override this variable.',
  docs: 'https://hasura.io/docs/2.0/deployment/graphql-engine-flags/config-examples/#cors',
  signs: [
    {
      header: 'server',
      value: /^Warp\/\S+/,
      // Warp serves other Haskell programs too; this one numbers every response.
      with: [{ header: 'x-request-id', value: /^[0-9a-f]{8}-[0-9a-f]{4}-/ }],
    },
  ],
  bodies: [/"extensions":\{(?:"code":"[a-z-]+",)?"path":"\$/],
  verified: null,
  limits: [
    'Credentials (allowed), methods, request headers (all) and exposed headers (none) cannot be set.',
    'Origins with another scheme than http or https (capacitor://, tauri://) are left out: the engine does not accept them.',
    'Without the variable, every site is allowed, with credentials.',
  ],
  render: ({ origins }) => {
    const known = origins.filter((origin) => /^https?:/.test(origin));
    return lines(
      ...(known.length > 0
        ? [`HASURA_GRAPHQL_CORS_DOMAIN=${known.join(',')}`]
        : ['# The page’s origin cannot be listed here.', 'HASURA_GRAPHQL_CORS_DOMAIN=']),
    );
  },
} satisfies Stack as Stack;
