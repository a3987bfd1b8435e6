import type { Exchange, Hop } from '../src/recording/types.ts';

/** A request as a browser sent it. */
export interface Sent {
  method: string;
  url: string;
  headers: (readonly [string, string])[];
}

/** The exchange it is the only request of, with its preflight. */
export function exchangeOf({ method, url, headers }: Sent, preflight: Hop | null = null): Exchange {
  return {
    id: 'x0',
    source: 'chromium',
    origin: 'https://app.test',
    page: null,
    mode: 'cors',
    destination: 'empty',
    client: 'fetch',
    credentials: 'unknown',
    reported: 'failed',
    hops: [
      {
        method,
        url,
        headers,
        response: null,
        error: null,
        startedAt: 0,
        duration: 0,
        entry: 0,
        preflight,
      },
    ],
    initiator: null,
    simulated: false,
  };
}
