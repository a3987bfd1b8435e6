import type { HeaderList } from '../../src/cors/headers.ts';
import { policyFor } from '../../src/fixes/policy.ts';
import type { Policy } from '../../src/fixes/types.ts';
import type { Exchange, Hop } from '../../src/recording/types.ts';

/** What a test says of an exchange; the rest is filled in. */
export interface Given {
  origin?: string;
  url?: string;
  method?: string;
  /** Header names as the preflight lists them. */
  asks?: string | null;
  headers?: HeaderList;
  credentials?: Exchange['credentials'];
  preflight?: { status: number; headers: HeaderList } | null;
  response?: { status: number; headers: HeaderList } | null;
}

/** An exchange whose request was preflighted, as Chromium shows it. */
export function exchange(given: Given = {}): Exchange {
  const { origin = 'https://app.example.com', url = 'https://api.example.com/v1/items' } = given;
  const { method = 'PUT', asks = 'content-type,x-request-id', headers = [] } = given;
  const hop: Omit<Hop, 'method' | 'headers' | 'response'> = {
    url,
    error: null,
    startedAt: 0,
    duration: 1,
    entry: 0,
  };
  const preflight: Hop = {
    ...hop,
    method: 'OPTIONS',
    headers: [
      ['origin', origin],
      ['access-control-request-method', method],
      ...(asks ? ([['access-control-request-headers', asks]] as const) : []),
    ],
    response: given.preflight === undefined ? { status: 404, headers: [] } : given.preflight,
  };
  return {
    id: '1',
    source: 'chromium',
    origin,
    page: `${origin}/`,
    mode: 'cors',
    destination: 'empty',
    client: 'fetch',
    credentials: given.credentials ?? 'omit',
    reported: 'failed',
    hops: [
      {
        ...hop,
        method,
        headers,
        response: given.response ?? null,
        preflight: asks === null ? null : preflight,
      },
    ],
    initiator: null,
    simulated: false,
  };
}

const response = {
  status: 200,
  headers: [
    ['access-control-expose-headers', 'ETag, X-Total-Count'],
    ['x-total-count', '42'],
    ['etag', '"1"'],
  ],
} as const;

function policy(given: Given, also: Given[] = []): Policy {
  const found = policyFor(exchange(given), also.map(exchange));
  if (found === null) throw new Error(`No policy for ${given.origin}`);
  return found;
}

/** The policies every stack is written out for, by the name of their golden file. */
export const policies: Readonly<Record<string, Policy>> = {
  plain: policy({ method: 'GET', asks: null }),
  credentials: policy({ credentials: 'include', response }),
  origins: policy({ credentials: 'include', response }, [
    { origin: 'http://localhost:5173' },
    { origin: 'https://staging.example.com:8443', method: 'DELETE' },
    { origin: 'capacitor://localhost' },
  ]),
  custom: policy({ method: 'PURGE', asks: 'authorization,content-type,x-api_key,x-tenant' }, [
    { method: 'PATCH' },
    { method: 'QUERY' },
  ]),
  hostile: policy(
    {
      method: "PUT';x",
      asks: 'x-ok,x-$(id),x-`id`,x-\'quote\',x-a|b,x-"q",x-%0a,x-#{7*7}',
      response: {
        status: 200,
        headers: [
          ['access-control-expose-headers', 'X-Total-Count'],
          ['access-control-expose-headers', "x-page-$(id)'"],
        ],
      },
      credentials: 'include',
    },
    [{ origin: 'https://evil.example.com"; return 200;' }, { origin: "https://a.example'--" }],
  ),
};
