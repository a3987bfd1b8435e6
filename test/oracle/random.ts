import type { Answer, Call, Case, Context, Lines, Place, Route } from './case.ts';

/** A generator of numbers in [0, 1) that gives the same ones for the same seed (mulberry32). */
export function numbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Choices weighted by how often real servers and pages make them, so that half the cases pass. */
type Weighted<T> = readonly (readonly [weight: number, value: T])[];

/** One random configuration. `next` gives numbers in [0, 1). */
export function randomCase(next: () => number, name: string): Case {
  const pick = <T>(choices: Weighted<T>): T => {
    let left = next() * choices.reduce((sum, [weight]) => sum + weight, 0);
    for (const [weight, value] of choices) {
      left -= weight;
      if (left < 0) return value;
    }
    return (choices[choices.length - 1] as readonly [number, T])[1];
  };
  const chance = (share: number) => next() < share;
  const some = <T>(list: readonly T[], share: number) => list.filter(() => chance(share));

  const page = pick<Place>([
    [5, 'app'],
    [4, 'sapp'],
    [2, 'local'],
  ]);
  const client = pick<Call['client']>([
    [50, 'fetch'],
    [22, 'xhr'],
    [3, 'image'],
    [3, 'font'],
    [2, 'module'],
    [2, 'import'],
    [2, 'script'],
    [2, 'style'],
    [2, 'media'],
    [2, 'preload'],
    [2, 'modulepreload'],
    [3, 'eventsource'],
    [3, 'beacon'],
    [1, 'mask'],
    [1, 'track'],
  ]);
  const programmatic = client === 'fetch' || client === 'xhr';
  const context: Context = programmatic
    ? pick<Context>([
        [60, 'page'],
        [5, 'sandbox'],
        [3, 'frame'],
        [3, 'cross-frame'],
        [2, 'data-frame'],
        [2, 'blob-frame'],
        [3, 'worker'],
        [1, 'blob-worker'],
        [1, 'shared-worker'],
      ])
    : 'page';
  const secure = page === 'sapp';
  const target = () =>
    pick<Place>(
      secure
        ? [
            [5, 'sapi'],
            [2, 'ssub'],
            [2, 'sthird'],
            [2, 'h2'],
          ]
        : [
            [6, 'api'],
            [2, 'sub'],
            [2, 'port'],
            [2, 'third'],
            [2, 'sapi'],
            [1, 'h2'],
          ],
    );
  const credentials = pick<'include' | 'same-origin' | 'omit'>([
    [4, 'include'],
    [5, 'same-origin'],
    [1, 'omit'],
  ]);

  const acao = (good: number): Lines => {
    const value = pick<string | readonly string[] | null>([
      [good, '{origin}'],
      [good / 4, '*'],
      [6, null],
      [1, '{origin}/'],
      [1, 'http://app.test'],
      [1, 'https://elsewhere.test'],
      [1, 'null'],
      [1, '{origin}, https://elsewhere.test'],
      [1, ['{origin}', '{origin}']],
      [0.5, ['*', '*']],
      [0.5, ['*', '{origin}']],
      [0.5, '*.app.test'],
      [0.5, 'app.test'],
      [0.5, ''],
      [0.5, '{origin}  '],
      [0.3, '"{origin}"'],
      [0.3, 'true'],
      [0.3, '{origin} {origin}'],
      [0.3, 'http://*.test'],
      [0.3, 'undefined'],
      [0.3, 'HTTP://APP.TEST'],
    ]);
    if (value === null) return [];
    const values = typeof value === 'string' ? [value] : value;
    const key = pick([
      [6, 'Access-Control-Allow-Origin'],
      [1, 'access-control-allow-origin'],
    ]);
    return values.map((v) => [key, v] as const);
  };
  const acac = (): Lines => {
    const value = pick<string | null>([
      [credentials === 'include' ? 8 : 2, 'true'],
      [3, null],
      [0.5, 'True'],
      [0.5, 'false'],
      [0.3, '1'],
      [0.3, ''],
      [0.3, 'true, true'],
    ]);
    return value === null ? [] : [['Access-Control-Allow-Credentials', value]];
  };
  const requestHeaders: Lines = programmatic
    ? some<readonly [string, string]>(
        [
          ['X-Api-Key', 'k'],
          ['Authorization', 'Bearer t'],
          ['X-Requested-With', 'XMLHttpRequest'],
          ['Accept', 'application/json'],
          ['Accept-Language', 'en'],
          ['Cache-Control', 'no-cache'],
          ['Range', 'bytes=0-10'],
          ['X-Trace', 'a'.repeat(200)],
        ],
        0.12,
      )
    : [];
  const method = programmatic
    ? pick([
        [8, 'GET'],
        [5, 'POST'],
        [3, 'PUT'],
        [2, 'DELETE'],
        [1, 'PATCH'],
        [0.5, 'patch'],
        [0.5, 'HEAD'],
        [0.5, 'OPTIONS'],
        [0.5, 'PURGE'],
        [0.3, 'put'],
      ])
    : 'GET';
  const hasBody = programmatic && !['GET', 'HEAD'].includes(method.toUpperCase()) && chance(0.8);
  const contentType = pick<string | null>([
    [4, 'application/json'],
    [3, null],
    [2, 'application/x-www-form-urlencoded'],
    [1, 'text/plain;charset=UTF-8'],
    [1, 'application/xml'],
  ]);
  const headers: Lines =
    hasBody && contentType ? [...requestHeaders, ['Content-Type', contentType]] : requestHeaders;
  const asked = headers.map(([key]) => key.toLowerCase());
  const acam = (): Lines => {
    const value = pick<string | null>([
      [5, 'GET, POST, PUT, PATCH, DELETE, OPTIONS'],
      [3, method],
      [2, '*'],
      [2, null],
      [1, 'GET, POST'],
      [0.5, 'GET,, POST,'],
      [0.5, 'GET PUT'],
      [0.5, method.toLowerCase()],
      [0.3, '"PUT"'],
      [0.3, ''],
    ]);
    return value === null ? [] : [['Access-Control-Allow-Methods', value]];
  };
  const acah = (): Lines => {
    const value = pick<string | null>([
      [6, asked.join(', ')],
      [3, '*'],
      [3, null],
      [2, 'content-type'],
      [1, 'Content-Type, Authorization, X-Api-Key'],
      [0.5, asked.slice(1).join(',')],
      [0.5, asked.join(' ')],
      [0.5, 'content-type; authorization'],
      [0.3, `*, ${asked.join(', ')}`],
    ]);
    return value === null ? [] : [['Access-Control-Allow-Headers', value]];
  };
  const fault = () =>
    pick<Answer['fault'] | undefined>([
      [94, undefined],
      [1, 'reset'],
      [1, 'empty'],
      [1, 'truncated'],
      [1, 'chunk-truncated'],
      [1, 'not-http'],
    ]);
  const withFault = (answer: Answer): Answer => {
    const f = fault();
    return f === undefined ? answer : { ...answer, fault: f };
  };
  const status = () =>
    pick([
      [60, 200],
      [4, 204],
      [3, 201],
      [3, 400],
      [4, 401],
      [3, 403],
      [4, 404],
      [1, 405],
      [1, 413],
      [2, 429],
      [4, 500],
      [2, 502],
      [2, 503],
      [1, 504],
      [0.5, 304],
    ]);
  const preflight = (): Answer =>
    withFault({
      status: pick([
        [8, 204],
        [12, 200],
        [1, 401],
        [1, 403],
        [1, 404],
        [1, 405],
        [1, 500],
        [0.5, 502],
        [0.5, 201],
        [0.7, 302],
        [0.7, 307],
      ]),
      headers: [
        ...acao(30),
        ...acac(),
        ...acam(),
        ...acah(),
        ...(chance(0.3) ? ([['Access-Control-Max-Age', '600']] as Lines) : []),
        ...(chance(0.05) ? ([['Location', '{third/else}']] as Lines) : []),
      ],
    });
  const types: Partial<Record<Call['client'], string>> = {
    eventsource: 'text/event-stream',
    module: 'text/javascript',
    modulepreload: 'text/javascript',
    import: 'text/javascript',
    script: 'text/javascript',
    style: 'text/css',
    image: 'image/svg+xml',
    mask: 'image/svg+xml',
    font: 'font/woff2',
    track: 'text/vtt',
  };
  const bodies: Partial<Record<Call['client'], string>> = {
    eventsource: 'data: 1\n\n',
    module: '1',
    modulepreload: '1',
    import: '1',
    script: '1',
    style: 'a{}',
    image: '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>',
    mask: '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>',
    track: 'WEBVTT\n',
  };
  const final = (): Answer => ({
    ...withFault({
      status: status(),
      headers: [
        ...acao(22),
        ...acac(),
        ...(chance(0.9)
          ? ([['Content-Type', types[client] ?? 'application/json']] as Lines)
          : ([['Content-Type', 'text/html']] as Lines)),
        ...(chance(0.3) ? ([['Vary', 'Origin']] as Lines) : []),
        ...(chance(0.03) ? ([['Cross-Origin-Resource-Policy', 'same-origin']] as Lines) : []),
        ...(chance(0.1) ? ([['Cache-Control', 'max-age=60']] as Lines) : []),
      ],
    }),
    body: bodies[client] ?? '{"a":1}',
  });

  // A chain of redirects, mostly none.
  const length = pick([
    [85, 0],
    [10, 1],
    [4, 2],
    [1, 3],
  ]);
  const routes: Record<string, Route> = {};
  const stations: string[] = [];
  for (let i = 0; i <= length; i++) {
    const place: Place =
      i > 0 && chance(0.15) ? page : i === 0 && length > 0 && chance(0.2) ? page : target();
    stations.push(`${place}/${'abcd'[i]}`);
  }
  stations.forEach((station, i) => {
    const nextStation = stations[i + 1];
    const location = nextStation
      ? chance(0.05)
        ? `{user:pass@${nextStation}}`
        : `{${nextStation}}`
      : null;
    const answer: Answer = location
      ? {
          status: pick([
            [4, 302],
            [3, 301],
            [1, 303],
            [4, 307],
            [3, 308],
          ]),
          headers: [...acao(40), ...acac(), ['Location', location]],
        }
      : final();
    routes[station] = { OPTIONS: preflight(), '*': answer };
    if (method === 'OPTIONS') routes[station] = { OPTIONS: [preflight(), answer], '*': answer };
  });
  if (Object.values(routes).some((r) => JSON.stringify(r).includes('{third/else}')))
    routes['third/else'] = { '*': final() };

  const first = stations[0] as string;
  const unreachable = chance(0.02) && length === 0;
  const where = unreachable
    ? pick<string>([
        [1, 'refused/x'],
        [1, 'nowhere/x'],
        [1, 'untrusted/x'],
      ])
    : first;
  const crossorigin = ['module', 'import', 'modulepreload', 'font'].includes(client)
    ? pick<Call['crossorigin']>([
        [2, 'anonymous'],
        [1, null],
        [1, 'use-credentials'],
      ])
    : pick<Call['crossorigin']>([
        [4, 'anonymous'],
        [1, null],
        [2, 'use-credentials'],
      ]);
  const call: Call = {
    client,
    url: `{${where}}`,
    ...(programmatic ? { method, headers, credentials } : {}),
    ...(hasBody ? { body: 'a=1' } : {}),
    ...(client === 'eventsource' ? { credentials } : {}),
    ...(client === 'beacon'
      ? { body: 'x', headers: [['Content-Type', chance(0.5) ? 'application/json' : 'text/plain']] }
      : {}),
    ...(client === 'fetch'
      ? {
          mode: pick<'cors' | 'no-cors'>([
            [94, 'cors'],
            [6, 'no-cors'],
          ]),
          redirect: pick<'follow' | 'error' | 'manual'>([
            [92, 'follow'],
            [5, 'error'],
            [3, 'manual'],
          ]),
          ...(chance(0.03) ? { keepalive: true } : {}),
          ...(chance(0.15) ? { unread: true } : {}),
        }
      : {}),
    ...(client === 'xhr' && hasBody && chance(0.1) ? { upload: true } : {}),
    ...(!programmatic && client !== 'eventsource' && client !== 'beacon' && crossorigin
      ? { crossorigin }
      : {}),
    ...(client === 'preload'
      ? {
          as: pick([
            [2, 'fetch'],
            [1, 'font'],
            [1, 'script'],
            [1, 'image'],
          ]),
        }
      : {}),
  };
  // no-cors allows only the three safelisted methods, and its headers are filtered.
  const legal: Call =
    call.mode === 'no-cors'
      ? { ...call, method: call.body ? 'POST' : 'GET', redirect: 'follow' }
      : call;
  const cookies: [Place, string][] = chance(0.25)
    ? [[first.split('/')[0] as Place, 'sid=1; SameSite=None; Secure']]
    : [];
  return {
    name,
    page,
    context,
    ...(cookies.length ? { cookies } : {}),
    calls: [legal],
    routes,
  };
}

/** Random cases by id. The same seed gives the same cases. */
export function randomCases(seed: number, count: number): Map<string, Case> {
  const next = numbers(seed);
  const cases = new Map<string, Case>();
  for (let i = 0; i < count; i++)
    cases.set(`r${seed.toString(36)}x${i}`, randomCase(next, `random ${seed}/${i}`));
  return cases;
}
