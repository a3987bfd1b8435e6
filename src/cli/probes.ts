import type { AdviceFinding } from '../advice/types.ts';
import { headerSeen } from '../clues/evidence.ts';
import { variesByOrigin } from '../clues/signs.ts';
import { corsCheck } from '../cors/cors-check.ts';
import { get, type HeaderList } from '../cors/headers.ts';
import { isLocalHost } from '../cors/loopback.ts';
import { maxAgeCaps, preflightMaxAge } from '../cors/max-age.ts';
import { originOf } from '../cors/origin.ts';
import { isOkStatus } from '../cors/preflight.ts';
import { startState } from '../cors/redirect.ts';
import { unsafeRequestHeaderNames } from '../cors/safelist.ts';
import { code, header, named } from '../prose.ts';
import type { Exchange, Hop } from '../recording/types.ts';
import type { Redactor } from '../report/redact.ts';
import type { Finding } from '../session.ts';
import type { Live } from './options.ts';
import { lowered, preflightHeaders } from './page.ts';
import { type SendOptions, send } from './send.ts';

/** The warnings that only a check of a live server can give; the others are of `src/advice`. */
export const probeIds = [
  'reflected-origin',
  'look-alike-origin-allowed',
  'preflight-unauthenticated',
] as const;

/** What the probes of a server found. */
export interface Probed {
  /** Requests of origins that should not be allowed, and were. */
  readonly findings: readonly Finding[];
  /** Those of them that let any site read what the user's cookies give access to. */
  readonly dangerous: ReadonlySet<Finding>;
  /** What is to be said of the responses to the page's own origin. */
  readonly advice: readonly AdviceFinding[];
  /** How many got a response, and a sentence on each that got none. */
  readonly sent: number;
  readonly failed: readonly string[];
}

/** Nobody can register it. RFC 6761, 6.5 */
const unknown = 'https://cors-lens.example';

type Kind = 'unknown' | 'null' | 'prefix' | 'suffix' | 'insecure';

interface Probe {
  readonly kind: Kind;
  readonly origin: string;
  /** The origin that it resembles. */
  readonly of: string;
}

/** Origins that a sloppy comparison takes for one of `origins`, without those that the user names anyway. */
function probesFor(origins: readonly string[]): Probe[] {
  const probes: Probe[] = [
    { kind: 'unknown', origin: unknown, of: unknown },
    { kind: 'null', origin: 'null', of: 'null' },
  ];
  for (const of of origins) {
    const url = URL.parse(of);
    if (url === null || !/^https?:$/.test(url.protocol)) continue;
    const port = url.port === '' ? '' : `:${url.port}`;
    const likes: [Kind, string][] = [
      ['suffix', `${url.protocol}//${url.hostname}.evil.test${port}`],
      ['prefix', `${url.protocol}//evil${url.hostname}${port}`],
    ];
    if (url.protocol === 'https:' && !isLocalHost(url.hostname)) {
      likes.push(['insecure', `http://${url.hostname}${port}`]);
    }
    // Neither can be made of an address.
    for (const [kind, like] of likes) {
      const origin = originOf(like);
      if (origin !== null && origin !== 'null') probes.push({ kind, origin, of });
    }
  }
  const asked = new Set(origins);
  return probes.filter(({ origin }) => !asked.has(origin) && asked.add(origin));
}

/** Probes sent at a time. */
const together = 4;

/**
 * Sends the probes: GET and HEAD as they are, of every other method the preflight alone, so that nothing is changed.
 * `passed`: the request of the first origin that was allowed, null when none was.
 */
export async function probe(
  live: Live,
  passed: Exchange | null,
  redactor: Redactor | null,
  options: Pick<SendOptions, 'insecure'>,
): Promise<Probed> {
  const probes = probesFor(live.origins);
  const hops = new Map<Probe, Hop>();
  const failed: string[] = [];
  const take = async (each: Probe | undefined): Promise<void> => {
    if (each === undefined) return;
    try {
      hops.set(each, await hopOf(live, each.origin, redactor, options));
    } catch {
      failed.push(`No response to the probe with \`Origin: ${each.origin}\`.`);
    }
    await take(queue.shift());
  };
  const queue = [...probes];
  const leg = passed?.hops.length === 1 ? passed.hops[0] : null;
  const [preflight] = await Promise.all([
    leg && leg.preflight === null
      ? preflightOf(live, redactor, options).catch(() => null)
      : (leg?.preflight ?? null),
    ...queue.splice(0, together).map(take),
  ]);
  const allowed = probes.flatMap((each) => {
    const hop = hops.get(each);
    return hop?.response && allows(hop, each.origin) ? [{ ...each, hop }] : [];
  });
  // Of a server that takes every origin, one says it all.
  const any = allowed.some(({ kind }) => kind === 'unknown');
  const told = allowed.filter(({ kind }) => !any || kind === 'unknown' || kind === 'null');
  const dangerous = new Set<Finding>();
  const findings = told.map(({ kind, origin, of, hop }) => {
    const credentials = allows(hop, origin, true);
    const finding = findingOf(live, origin, hop, danger(kind, of, hop, credentials));
    // An http page of the same name takes an attacker in the network.
    if (credentials && kind !== 'insecure') dangerous.add(finding);
    return finding;
  });
  const other = probes.find(({ kind }) => kind === 'unknown');
  return {
    findings,
    dangerous,
    advice: [
      ...(leg ? varies(leg, passed?.origin ?? '', (other && hops.get(other)) ?? null) : []),
      ...(preflight ? ofPreflight(preflight, leg?.preflight === null) : []),
    ],
    sent: hops.size,
    failed,
  };
}

async function hopOf(
  { url, method, headers, cookie, timeout }: Live,
  origin: string,
  redactor: Redactor | null,
  { insecure }: Pick<SendOptions, 'insecure'>,
): Promise<Hop> {
  const options = { insecure, signal: AbortSignal.timeout(timeout) };
  const safe = /^(GET|HEAD)$/.test(method);
  const asked = preflightHeaders(
    { origin },
    url,
    startState(origin, url.href),
    method,
    unsafeRequestHeaderNames(headers),
  );
  const sent: HeaderList = safe
    ? [
        ...asked.filter(([name]) => !name.startsWith('access-control-')),
        ...headers,
        ...(cookie === null ? [] : [['cookie', cookie] as const]),
      ]
    : asked;
  return exchanged(safe ? method : 'OPTIONS', url, sent, redactor, options);
}

/** The preflight that a request with an `Authorization` header would need. */
function preflightOf(
  { url, origins, method, timeout }: Live,
  redactor: Redactor | null,
  { insecure }: Pick<SendOptions, 'insecure'>,
): Promise<Hop> {
  const origin = origins[0] ?? unknown;
  const state = startState(origin, url.href);
  const asked = preflightHeaders({ origin }, url, state, method, ['authorization']);
  const options = { insecure, signal: AbortSignal.timeout(timeout) };
  return exchanged('OPTIONS', url, asked, redactor, options);
}

async function exchanged(
  method: string,
  url: URL,
  headers: HeaderList,
  redactor: Redactor | null,
  options: SendOptions,
): Promise<Hop> {
  const startedAt = Date.now();
  const received = await send({ method, url, headers, body: null }, options);
  if (received.status === 0) throw new Error(received.error ?? 'no response');
  const safe = (list: HeaderList): HeaderList =>
    redactor ? list.map(([name, value]) => [name, redactor.header(name, value)] as const) : list;
  const response = lowered(received);
  return {
    method,
    url: redactor ? redactor.url(url.href) : url.href,
    headers: safe(headers),
    response: { status: response.status, headers: safe(response.headers) },
    error: null,
    startedAt,
    duration: Date.now() - startedAt,
    entry: -1,
  };
}

/** Whether the CORS check passes; a public `*` is nobody's fault. */
function allows({ response }: Hop, origin: string, credentials = false): boolean {
  const headers = response?.headers ?? [];
  const mode = credentials ? 'include' : 'omit';
  return (
    get(headers, 'access-control-allow-origin') === origin &&
    corsCheck({ origin, credentials: mode }, headers).length === 0
  );
}

function findingOf(live: Live, origin: string, hop: Hop, said: AdviceFinding): Finding {
  const exchange: Exchange = {
    id: `probe ${origin}`,
    source: 'chromium',
    origin,
    page: null,
    mode: 'cors',
    destination: 'empty',
    client: 'fetch',
    credentials: live.credentials ? 'include' : 'omit',
    reported: 'succeeded',
    hops: [{ ...hop, preflight: null }],
    initiator: null,
    simulated: false,
  };
  return { exchange, verdict: { outcome: 'allowed' }, diagnosis: null, advice: [said] };
}

const list =
  'Compare the whole origin with an allowlist, character by character, and send CORS headers only for those in it.';

/** What allowing this origin means. */
function danger(kind: Kind, of: string, hop: Hop, credentials: boolean): AdviceFinding {
  const origin = get(hop.headers, 'origin') ?? '';
  const evidence = [
    headerSeen({ hop }, 'access-control-allow-origin'),
    headerSeen({ hop }, 'access-control-allow-credentials'),
  ];
  const allowed = `The response to ${named(hop)} allows the origin ${code(origin)}${credentials ? ', with credentials' : ''}.`;
  const cookies = credentials ? " with the user's cookies" : '';
  switch (kind) {
    case 'unknown':
      return {
        rule: credentials ? 'reflected-origin-credentials' : 'reflected-origin',
        title: credentials
          ? 'Server reflects any origin, with credentials'
          : 'Server reflects any origin',
        summary: `${allowed} The server cannot know it, so it reflects every origin: any site that a user visits can read this API${cookies}.`,
        steps: [
          list,
          credentials
            ? 'For a public API, send `*` without `Access-Control-Allow-Credentials`.'
            : 'For a public API, send `*`: caches then store one response for all.',
        ],
        evidence,
      };
    case 'null':
      return {
        rule: 'null-origin-allowed',
        title: 'Server allows the origin `null`',
        summary: `${allowed} Any site can produce that origin with a sandboxed iframe, so any site can read the response${cookies}.`,
        steps: [
          'Remove `null` from the allowlist, and serve the page that needs it from a real origin.',
        ],
        evidence,
      };
    case 'insecure':
      return {
        rule: 'insecure-origin-allowed',
        title: 'Server allows the http variant of an https origin',
        summary: `${allowed} A network attacker can inject a script into an http page of that name and read this API${cookies}.`,
        steps: ['Remove the http origin from the allowlist, and compare the scheme, too.'],
        evidence,
      };
    default:
      return {
        rule: 'look-alike-origin-allowed',
        title: 'Server allows a look-alike origin',
        summary: `${allowed} It only ${kind === 'suffix' ? 'begins' : 'ends'} like ${code(of)}, and anyone can register such a name: that site can read this API${cookies}.`,
        steps: [
          list,
          kind === 'suffix'
            ? 'If a regular expression or a prefix decides, anchor it at the end.'
            : 'If a regular expression or a suffix decides, anchor it: require `^https://` or a dot before the name.',
        ],
        evidence,
      };
  }
}

/** A response that depends on the origin and does not say so. */
function varies(hop: Hop, origin: string, other: Hop | null): AdviceFinding[] {
  const value = hop.response && get(hop.response.headers, 'access-control-allow-origin');
  if (!hop.response || hop.method !== 'GET' || value !== origin || variesByOrigin(hop.response)) {
    return [];
  }
  if (/no-store/i.test(get(hop.response.headers, 'cache-control') ?? '')) return [];
  const theirs = other?.response ?? null;
  if (theirs === null || get(theirs.headers, 'access-control-allow-origin') === value) return [];
  return [
    {
      rule: 'vary-origin-missing',
      title: 'Missing `Vary: Origin`',
      summary: `The response to ${named(hop)} has ${header('Access-Control-Allow-Origin', value)}, and another value or none for other origins, without \`Vary: Origin\`. A cache can serve one origin the response that is meant for another, where the check fails.`,
      steps: [
        'Send `Vary: Origin` on every response of this URL, even when the request has no `Origin`.',
      ],
      evidence: [
        headerSeen({ hop }, 'access-control-allow-origin'),
        headerSeen({ hop }, 'vary', 'Origin'),
      ],
    },
  ];
}

/** A preflight that is refused for want of authentication, or that browsers do not keep. */
function ofPreflight(hop: Hop, extra: boolean): AdviceFinding[] {
  const { response } = hop;
  if (response === null) return [];
  if (extra && /^(401|403|407)$/.test(String(response.status))) {
    return [
      {
        rule: 'preflight-unauthenticated',
        title: `Preflight gets ${response.status}: authentication runs before CORS`,
        summary: `${named(hop)} returned ${response.status}. Browsers send preflights without credentials, so every request that needs one, such as one with an \`Authorization\` header or a JSON body, is blocked.`,
        steps: ['Handle `OPTIONS` before authentication.'],
        evidence: [
          { side: 'response', header: ':status', found: String(response.status), expected: '204' },
        ],
      },
    ];
  }
  if (
    extra ||
    !isOkStatus(response.status) ||
    preflightMaxAge(response.headers, 'chromium') >= 60
  ) {
    return [];
  }
  const value = get(response.headers, 'access-control-max-age');
  return [
    {
      rule: 'preflight-not-cached',
      title: "Preflight isn't cached",
      summary: `The preflight response for ${named(hop)} has ${value === null ? 'no `Access-Control-Max-Age`, so browsers cache it for 5 seconds' : header('Access-Control-Max-Age', value)}: nearly every request sends another preflight first.`,
      steps: [
        `Send ${header('Access-Control-Max-Age', String(maxAgeCaps.chromium))} on the preflight response, or less if config changes must take effect sooner.`,
      ],
      evidence: [headerSeen({ hop }, 'access-control-max-age', String(maxAgeCaps.chromium))],
    },
  ];
}
