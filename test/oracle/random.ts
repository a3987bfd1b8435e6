import type { Call, Case, Context, Lines, Place, Response, Route } from './case.ts';

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

/** Random cases by id, none of the shapes left out. The same seed gives the same cases. */
export function randomCases(
  seed: number,
  count: number,
  without: readonly Shape[] = [],
): Map<string, Case> {
  const wanted = shapes.filter(([, shape]) => !without.includes(shape));
  const next = numbers(seed);
  const cases = new Map<string, Case>();
  for (let i = 0; i < count; i++)
    cases.set(`r${seed.toString(36)}x${i}`, randomCase(next, `random ${seed}/${i}`, wanted));
  return cases;
}

type Weighted<T> = readonly (readonly [weight: number, value: T])[];

const acao = 'Access-Control-Allow-Origin';
const acac = 'Access-Control-Allow-Credentials';
const acam = 'Access-Control-Allow-Methods';
const acah = 'Access-Control-Allow-Headers';

const badOrigins: Weighted<readonly string[]> = [
  [8, []],
  [2, ['https://elsewhere.test']],
  [1, ['{origin}/']],
  [1, ['http://app.test']],
  [1, ['null']],
  [1, ['{origin}, https://elsewhere.test']],
  [1, ['{origin}', '{origin}']],
  [1, ['*', '*']],
  [1, ['*', '{origin}']],
  [1, ['*.app.test']],
  [1, ['app.test']],
  [1, ['']],
  [0.5, ['"{origin}"']],
  [0.5, ['true']],
  [0.5, ['{origin} {origin}']],
  [0.5, ['http://*.test']],
  [0.5, ['undefined']],
  [0.5, ['HTTP://APP.TEST']],
  [0.5, ['{origin}:80']],
  [0.5, ['{origin},*']],
];

const faults = ['reset', 'empty', 'truncated', 'chunk-truncated', 'not-http', 'bad-gzip'] as const;

const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>';

/** What an element loads, so that a load that passes CORS is not refused for something else. */
const content: Partial<Record<Call['client'], readonly [type: string, body: string]>> = {
  eventsource: ['text/event-stream', 'data: 1\n\n'],
  module: ['text/javascript', '1'],
  modulepreload: ['text/javascript', '1'],
  import: ['text/javascript', '1'],
  script: ['text/javascript', '1'],
  style: ['text/css', 'a{}'],
  image: ['image/svg+xml', svg],
  mask: ['image/svg+xml', svg],
  font: ['font/woff2', 'no font'],
  track: ['text/vtt', 'WEBVTT\n'],
};

/** What a case is about, so that no seed is without some of each; `plain` are most requests of most pages. */
type Shape =
  | 'plain'
  | 'h2'
  | 'cookies'
  | 'cache'
  | 'upgrade'
  | 'chain'
  | 'frame'
  | 'eventsource'
  | 'beacon'
  | 'worker'
  | 'service-worker'
  | 'running';

const shapes: Weighted<Shape> = [
  [50, 'plain'],
  [5, 'h2'],
  [6, 'cookies'],
  [8, 'cache'],
  [6, 'upgrade'],
  [6, 'chain'],
  [6, 'frame'],
  [4, 'eventsource'],
  [4, 'beacon'],
  [1, 'worker'],
  [3, 'service-worker'],
  [4, 'running'],
];

/**
 * One random configuration. As in the field, a server is set up for the call it serves and then has
 * some defects, mostly none or one; every tenth is thrown together without regard to the call.
 */
export function randomCase(
  next: () => number,
  name: string,
  wanted: Weighted<Shape> = shapes,
): Case {
  const pick = <T>(choices: Weighted<T>): T => {
    let left = next() * choices.reduce((sum, [weight]) => sum + weight, 0);
    for (const [weight, value] of choices) {
      left -= weight;
      if (left < 0) return value;
    }
    return (choices[choices.length - 1] as readonly [number, T])[1];
  };
  const any = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T;
  const chance = (share: number) => next() < share;

  const shape = pick(wanted);
  const page = randomPage();
  const call = randomCall();
  const context = randomContext();
  const credentials = sendsCredentials(call);
  const method = call.method ?? 'GET';
  const asked = (call.headers ?? []).map(([key]) => key.toLowerCase());
  const wild = chance(0.1);
  const routes: Record<string, Route> = {};
  const stations = randomStations();
  for (const [i, station] of stations.entries()) addStation(station, stations[i + 1]);
  if (shape === 'cache') addConditional(stations.at(-1) as string);
  if (shape === 'running') keepRunning(stations.at(-1) as string);
  const [first = 'api/a'] = stations;
  const where =
    chance(0.02) && stations.length === 1 ? `${any(['refused', 'nowhere', 'untrusted'])}/x` : first;
  return {
    name,
    page,
    context,
    ...(shape === 'cookies'
      ? { cookies: stations.map((station) => [station.split('/')[0] as Place, randomCookie()]) }
      : chance(0.25)
        ? { cookies: [[first.split('/')[0] as Place, randomCookie()]] }
        : {}),
    calls: variants({ ...call, url: `{${where}}` }),
    ...(shape !== 'cache' && chance(0.5) ? { together: true } : {}),
    ...(shape === 'upgrade' ? { upgrades: true } : {}),
    ...(shape === 'running' ? { running: true } : {}),
    routes,
  };

  function randomPage(): Place {
    if (shape === 'h2' || shape === 'cookies' || shape === 'upgrade') return 'sapp';
    // Only a secure page has service workers, and only what it trusts.
    if (shape === 'service-worker') return 'local';
    if (shape === 'running') return any(['app', 'local']);
    return pick<Place>([
      [5, 'app'],
      [4, 'sapp'],
      [2, 'local'],
    ]);
  }

  /** Mostly the call alone; now and then more of the same URL, as a busy page makes them. */
  function variants(call: Call): Call[] {
    if (shape === 'cache') return Array.from({ length: any([2, 2, 3]) }, () => cached(call));
    if (context === 'controlled')
      return [
        { ...call, url: `${call.url}?sw=${any(['pass', 'pass', 'error', 'opaque', 'own'])}` },
      ];
    if (call.client !== 'fetch' || call.mode === 'no-cors' || !chance(0.06)) return [call];
    return [
      call,
      ...Array.from({ length: any([1, 1, 2, 3]) }, () =>
        pick<Call>([
          [1, call],
          [1, { ...call, credentials: any(['include', 'omit']) }],
          [1, { ...call, headers: [...(call.headers ?? []), ['X-Other', '1']] }],
          [1, { client: 'fetch', url: call.url }],
          [1, { ...scriptCall('fetch'), url: call.url, mode: 'cors' }],
        ]),
      ),
    ];
  }

  /** One of several loads of a URL that a cache may have by then. */
  function cached(call: Call): Call {
    const { url } = call;
    return pick<Call>([
      [4, call],
      [2, { client: 'fetch', url }],
      [1, { client: 'fetch', url, credentials: 'include' }],
      [1, { client: 'fetch', url, cache: any(['no-cache', 'reload', 'force-cache', 'no-store']) }],
      [1, { client: 'fetch', url, mode: 'no-cors' }],
      [1, { client: 'xhr', url }],
      [1, { client: 'image', url }],
      [1, { client: 'image', url, crossorigin: 'anonymous' }],
    ]);
  }

  function randomCookie() {
    return pick([
      [2, 'sid=1; SameSite=None; Secure'],
      [1, 'sid=1'],
    ]);
  }

  function randomContext(): Context {
    if (shape === 'cache') return any(['page', 'page', 'frame']);
    if (shape === 'frame')
      return any(['sandbox', 'frame', 'cross-frame', 'data-frame', 'blob-frame']);
    if (shape === 'worker') return any(['worker', 'blob-worker']);
    if (shape === 'service-worker') return any(['controlled', 'controlled', 'service-worker']);
    if (call.client !== 'fetch' && call.client !== 'xhr') return 'page';
    return pick<Context>([
      [60, 'page'],
      [5, 'sandbox'],
      [3, 'frame'],
      [3, 'cross-frame'],
      [2, 'data-frame'],
      [2, 'blob-frame'],
      [1, 'worker'],
      [0.5, 'blob-worker'],
    ]);
  }

  function randomCall(): Call {
    if (shape === 'cache') return plainGet();
    if (shape === 'worker' || shape === 'service-worker') return scriptCall('fetch');
    if (shape === 'cookies')
      return { ...scriptCall(any(['fetch', 'xhr'])), credentials: 'include' };
    if (shape === 'beacon' && chance(0.5)) return { ...scriptCall('fetch'), keepalive: true };
    const client = shape === 'eventsource' || shape === 'beacon' ? shape : randomClient();
    const base = { client, url: '' };
    if (client === 'fetch' || client === 'xhr') return scriptCall(client);
    if (client === 'eventsource')
      return { ...base, ...(chance(0.4) ? { credentials: 'include' } : {}) };
    if (client === 'beacon') {
      const type = any(['application/json', 'text/plain']);
      return { ...base, body: 'x', headers: [['Content-Type', type]] };
    }
    const crossorigin = pick<Call['crossorigin']>([
      [4, 'anonymous'],
      [1, null],
      [2, 'use-credentials'],
    ]);
    return {
      ...base,
      ...(crossorigin ? { crossorigin } : {}),
      ...(client === 'preload' ? { as: any(['fetch', 'font', 'script', 'image']) } : {}),
    };
  }

  function plainGet(): Call {
    const { body: _, upload: __, ...call } = scriptCall('fetch');
    return {
      ...call,
      method: 'GET',
      headers: (call.headers ?? []).filter(([name]) => name !== 'Content-Type'),
    };
  }

  function randomClient(): Call['client'] {
    return pick<Call['client']>([
      [52, 'fetch'],
      [22, 'xhr'],
      [3, 'image'],
      [3, 'font'],
      [2, 'module'],
      [2, 'import'],
      [2, 'script'],
      [2, 'style'],
      [1, 'media'],
      [2, 'preload'],
      [2, 'modulepreload'],
      [3, 'eventsource'],
      [3, 'beacon'],
      [1, 'track'],
    ]);
  }

  function scriptCall(client: 'fetch' | 'xhr'): Call {
    const method = pick([
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
    ]);
    const body = /^(get|head)$/i.test(method) || chance(0.2) ? {} : { body: 'a=1' };
    const type = pick<string | null>([
      [4, 'application/json'],
      [3, null],
      [2, 'application/x-www-form-urlencoded'],
      [1, 'text/plain;charset=UTF-8'],
      [1, 'application/xml'],
    ]);
    const possible: Lines = [
      ['X-Api-Key', 'k'],
      ['Authorization', 'Bearer t'],
      ['X-Requested-With', 'XMLHttpRequest'],
      ['Accept', 'application/json'],
      ['Accept-Language', 'en'],
      ['Cache-Control', 'no-cache'],
      ['Range', 'bytes=0-10'],
      ['X-Trace', 'a'.repeat(200)],
    ];
    const headers = [
      ...possible.filter(() => chance(0.12)),
      ...(body.body && type ? ([['Content-Type', type]] as Lines) : []),
    ];
    const credentials = pick<'include' | 'same-origin' | 'omit'>([
      [3, 'include'],
      [6, 'same-origin'],
      [1, 'omit'],
    ]);
    const plain: Call = { client, url: '', method, headers, credentials, ...body };
    if (client === 'xhr') return chance(0.05) && body.body ? { ...plain, upload: true } : plain;
    // Mode no-cors takes the three safelisted methods only.
    if (chance(0.05)) return { ...plain, mode: 'no-cors', method: body.body ? 'POST' : 'GET' };
    return {
      ...plain,
      redirect: pick([
        [92, 'follow'],
        [5, 'error'],
        [3, 'manual'],
      ]),
      ...(chance(0.03) ? { keepalive: true } : {}),
      ...(chance(0.15) ? { unread: true } : {}),
    };
  }

  function randomStations(): string[] {
    const length =
      shape === 'chain'
        ? any([4, 5])
        : pick([
            [84, 1],
            [11, 2],
            [4, 3],
            [1, 4],
          ]);
    const places: Weighted<Place> =
      shape === 'h2'
        ? [[1, 'h2']]
        : shape === 'upgrade'
          ? [
              [4, 'uapi'],
              [2, 'usub'],
              [1, 'uthird'],
              [1, 'sapi'],
            ]
          : page === 'sapp'
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
              ];
    return Array.from({ length }, (_, i) => {
      const own = length > 1 && chance(0.15);
      return `${own ? page : pick(places)}/${'abcde'[i]}`;
    });
  }

  function addStation(station: string, following: string | undefined): void {
    const defects = wild ? [] : randomDefects(following !== undefined);
    const preflight = preflightResponse(defects);
    const response = following ? redirectResponse(following, defects) : finalResponse(defects);
    routes[station] = {
      // A page's own OPTIONS comes after the preflight's.
      OPTIONS: method === 'OPTIONS' ? [preflight, response] : preflight,
      '*': response,
    };
  }

  /** Gives the last station something to store, and an answer to those who ask whether it is still right. */
  function addConditional(station: string): void {
    const route = routes[station] as { OPTIONS: Response; '*': Response };
    const { headers = [], ...rest } = route['*'];
    const control = any(['max-age=60', 'no-cache', 'max-age=0, must-revalidate', null]);
    const stored: Lines = [
      ...headers.filter(([name]) => !/^cache-control$/i.test(name)),
      ...(control ? ([['Cache-Control', control]] as const) : []),
      chance(0.7) ? ['ETag', '"v1"'] : ['Last-Modified', 'Fri, 01 Aug 2025 00:00:00 GMT'],
    ];
    const full: Response = { ...rest, headers: stored };
    // A 304 mostly says nothing of CORS; some say the same again, some another origin's.
    const again = pick<Lines>([
      [5, []],
      [3, headers.filter(([name]) => /^access-control-/i.test(name))],
      [1, [[acao, 'https://elsewhere.test']]],
      [1, [[acao, '{origin}']]],
    ]);
    const confirmation: Response = { status: 304, headers: [...again, ['ETag', '"v1"']] };
    routes[station] = { ...route, '*': full, conditional: chance(0.8) ? confirmation : full };
  }

  /** The last station never answers, or its preflight does not, or its body never ends. */
  function keepRunning(station: string): void {
    const route = routes[station] as { OPTIONS: Response; '*': Response };
    const hanging: Response = { fault: 'hang' };
    delete routes[station];
    const own = `hanging/${station.split('/')[1]}`;
    const before = stations.length > 1 ? stations[stations.length - 2] : undefined;
    if (before !== undefined) addStation(before, own);
    stations[stations.length - 1] = own;
    routes[own] = pick<Route>([
      [4, { ...route, '*': hanging }],
      [2, { ...route, OPTIONS: hanging }],
      [1, { ...route, '*': { ...route['*'], fault: 'stall' } }],
    ]);
  }

  /** What is wrong with one server. A redirecting one is mostly sound, or no chain would get far. */
  function randomDefects(redirects: boolean): string[] {
    const count = pick<number>(
      redirects
        ? [
            [70, 0],
            [30, 1],
          ]
        : [
            [30, 0],
            [52, 1],
            [15, 2],
            [3, 3],
          ],
    );
    return Array.from({ length: count }, () =>
      pick([
        [5, 'origin'],
        [3, 'preflight origin'],
        [4, 'credentials'],
        [2, 'preflight credentials'],
        [3, 'wildcard'],
        [5, 'methods'],
        [5, 'headers'],
        [4, 'preflight status'],
        [4, 'status'],
        [4, 'bare status'],
        [2, 'bare preflight status'],
        [2, 'preflight redirect'],
        [2, 'fault'],
        [1, 'preflight fault'],
        [1, 'corp'],
      ]),
    );
  }

  function originLines(broken: boolean, wildcard: boolean): Lines {
    if (wild)
      return pick<Lines>([
        [20, [[acao, '{origin}']]],
        [8, [[acao, '*']]],
        [12, pick(badOrigins).map((value) => [acao, value] as const)],
      ]);
    if (broken) return pick(badOrigins).map((value) => [acao, value] as const);
    const star = wildcard || (!credentials && chance(0.4));
    return [[any([acao, acao.toLowerCase()]), star ? '*' : '{origin}']];
  }

  function credentialsLines(broken: boolean): Lines {
    const bad = [null, null, null, 'True', 'false', '1', '', 'true, true'];
    const value =
      wild || broken ? any([...bad, ...(wild ? ['true', 'true', 'true'] : [])]) : 'true';
    if (value === null || (!wild && !credentials && chance(0.7))) return [];
    return [[acac, value]];
  }

  function preflightResponse(defects: readonly string[]): Response {
    const has = (defect: string) => defects.includes(defect);
    const failing = () => any([300, 400, 401, 403, 404, 404, 405, 405, 429, 500, 502, 503]);
    if (has('bare preflight status') || (wild && chance(0.05))) return { status: failing() };
    const status =
      has('preflight status') || (wild && chance(0.2))
        ? failing()
        : has('preflight redirect') || (wild && chance(0.05))
          ? any([301, 302, 307])
          : any([200, 204]);
    const list = asked.join(', ');
    const star = !credentials && chance(0.3);
    const methods =
      has('methods') || wild
        ? pick<string | null>([
            [3, null],
            [3, 'GET, POST'],
            [2, '*'],
            [1, 'GET,, POST,'],
            [1, 'GET PUT'],
            [1, method.toLowerCase()],
            [1, '"PUT"'],
            [1, ''],
            [wild ? 6 : 0, method],
          ])
        : star
          ? '*'
          : any([method, `GET, POST, ${method}`, 'GET, POST, PUT, PATCH, DELETE, OPTIONS']);
    const names =
      has('headers') || wild
        ? pick<string | null>([
            [3, null],
            [2, '*'],
            [2, 'content-type'],
            [1, 'Content-Type, Authorization, X-Api-Key'],
            [1, asked.slice(1).join(',')],
            [1, asked.join(' ')],
            [1, 'content-type; authorization'],
            [1, `*, ${list}`],
            [wild ? 6 : 0, list],
          ])
        : star
          ? '*'
          : any([list, `${list}, x-more`, list.toUpperCase()]);
    const [failure] = has('preflight fault') ? [any(faults)] : [];
    return {
      status,
      headers: [
        ...originLines(has('preflight origin'), has('wildcard')),
        ...credentialsLines(has('preflight credentials')),
        ...(methods === null ? [] : ([[acam, methods]] as Lines)),
        ...(names === null ? [] : ([[acah, names]] as Lines)),
        ...(chance(0.2) ? ([['Access-Control-Max-Age', '600']] as Lines) : []),
        ...([301, 302, 307].includes(status)
          ? ([['Location', any(['/login', '{third/else}', '{sapi/else}'])]] as Lines)
          : []),
      ],
      ...(failure ? { fault: failure } : {}),
    };
  }

  function redirectResponse(following: string, defects: readonly string[]): Response {
    const has = (defect: string) => defects.includes(defect);
    return {
      status: any([301, 302, 302, 303, 307, 308]),
      headers: [
        ...originLines(has('origin') || has('bare status'), has('wildcard')),
        ...credentialsLines(has('credentials')),
        ['Location', chance(0.05) ? `{user:pass@${following}}` : `{${following}}`],
      ],
    };
  }

  function finalResponse(defects: readonly string[]): Response {
    const has = (defect: string) => defects.includes(defect);
    const failing = () =>
      any([400, 401, 401, 403, 404, 404, 405, 413, 429, 500, 500, 502, 503, 504]);
    const [type, body] = content[call.client] ?? ['application/json', '{"a":1}'];
    if (has('bare status'))
      return {
        status: failing(),
        headers: [['Content-Type', 'text/html']],
        body: '<h1>Error</h1>',
      };
    const [failure] = has('fault') || (wild && chance(0.03)) ? [any(faults)] : [];
    return {
      status: has('status') || (wild && chance(0.2)) ? failing() : any([200, 200, 200, 201, 204]),
      headers: [
        ...originLines(has('origin'), has('wildcard')),
        ...credentialsLines(has('credentials')),
        ['Content-Type', chance(0.95) ? type : 'text/html'],
        ...(chance(0.3) ? ([['Vary', 'Origin']] as Lines) : []),
        ...(has('corp') ? ([['Cross-Origin-Resource-Policy', 'same-origin']] as Lines) : []),
        ...(chance(0.1) ? ([['Cache-Control', 'max-age=60']] as Lines) : []),
      ],
      body,
      ...(failure ? { fault: failure } : {}),
    };
  }
}

/** True when the call is made in credentials mode "include". */
function sendsCredentials({ client, credentials, crossorigin }: Call): boolean {
  return client === 'beacon' || credentials === 'include' || crossorigin === 'use-credentials';
}
