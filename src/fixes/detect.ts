import { get, getAll, type HeaderList } from '../cors/headers.ts';
import { originOf } from '../cors/origin.ts';
import type { Exchange, Response } from '../recording/types.ts';
import type { HeaderPattern, Sign, Stack } from './types.ts';

/** A response of the server that CORS config must change. */
export interface Failed extends Response {
  /** True for the response to a preflight. */
  readonly preflight: boolean;
}

/** Which server is meant, where it is not the one the request first went to, and which responses of it failed. */
export interface About {
  readonly server?: string;
  readonly failed?: readonly Failed[];
}

/** A stack that may be in use, and the sentences that say why we think so. */
export interface Detected {
  readonly stack: Stack;
  readonly evidence: string;
}

interface Match {
  readonly stack: Stack;
  /** What was found, between backticks, strongest first. */
  readonly found: readonly string[];
}

/** Statuses a proxy returns by itself, without its application. */
const proxyStatuses = new Set([413, 502, 503, 504]);

/** Headers a server writes into every response it gives, so that their absence says something too. */
const writtenAlways = /^`(?:server|x-powered-by|x-runtime): /;

/**
 * The stacks whose signs are in the responses, the one to fix first; none without a sign. Never more
 * than a preselection: `Server` is often rewritten, so the evidence is shown.
 *
 * Where a proxy and an application are both seen, the first sentences say which of them to fix: the
 * application, unless the failing response bears none of its marks, which means that the proxy
 * returned it.
 *
 * `others`: further responses of the same server. A CORS failure often shows one bare response, while
 * the next one over has the marks.
 */
export function detectAmong(
  stacks: readonly Stack[],
  exchange: Exchange,
  others: readonly Response[] = [],
  about: About = {},
): readonly Detected[] {
  // A redirect may lead to another server, whose marks say nothing of this one.
  const server = about.server ?? originOf(exchange.hops[0].url);
  const hops = exchange.hops.filter(({ url }) => originOf(url) === server);
  const host: HeaderList =
    server === null || server === 'null' ? [] : [[':authority', new URL(server).host]];
  const ownResponses = hops.flatMap(({ response, preflight }): Response[] =>
    [preflight?.response ?? null, response].flatMap((one) =>
      one === null ? [] : [{ ...one, headers: [...one.headers, ...host] }],
    ),
  );
  const responses = [...ownResponses, ...others];
  const matches = stacks
    .map((stack): Match => ({ stack, found: signsOf(stack, responses) }))
    .filter(({ found }) => found.length > 0);
  // Of a framework and what it is built on, the framework comes first.
  const weight = ({ stack: { builtOn, cache }, found }: Match): number =>
    cache
      ? 0
      : found.length + (matches.find(({ stack }) => stack.id === builtOn)?.found.length ?? 0);
  // A service that is not the user's, or is set up in a console: what stands in front of it is not theirs either.
  const isService = ({ stack: { kind = 'headers' } }: Match) => kind !== 'headers';
  matches.sort((a, b) => Number(isService(b)) - Number(isService(a)) || weight(b) - weight(a));

  const app = matches.find(({ stack }) => stack.layer === 'app');
  const front = matches.find(({ stack }) => stack.layer !== 'app');
  if (!app || !front || matches.some(isService)) return matches.map(alone);

  // Browsers send the request itself only after its preflight has passed.
  const last = hops.at(-1);
  const failing = last?.response ?? last?.preflight?.response ?? null;
  const isFromFront = ({ preflight, ...response }: Failed): boolean =>
    signsOf(app.stack, [response]).length === 0 &&
    (proxyStatuses.has(response.status) ||
      response.bodyOf?.includes(front.stack.id) ||
      (preflight &&
        signsOf(front.stack, [response]).length > 0 &&
        app.found.some((sign) => writtenAlways.test(sign))));
  const own = failing && { ...failing, preflight: failing === last?.preflight?.response };
  // One server, one place to fix: where the proxy returned any of its failures, only the proxy reaches all.
  const failed = about.failed ?? (own ? [own] : []);
  const fromFront = failed.some(isFromFront);

  const [first, second] = fromFront ? [front, app] : [app, front];
  const both = `Detected: ${front.stack.title} in front of ${app.stack.title} (${front.found[0]}, ${app.found[0]}).`;
  const once = 'Only one of them should add CORS headers.';
  // Two lines, or one list, are an error of their own: both layers add the header.
  const twice = failed.some(({ headers }) =>
    (get(headers, 'access-control-allow-origin') ?? '').includes(','),
  );
  const fix = twice
    ? `\`Access-Control-Allow-Origin\` is sent twice: remove it in ${front.stack.title}, or have ${front.stack.title} drop the app's.`
    : fromFront
      ? `${failed.every(isFromFront) ? 'The failing response' : 'A failing response of this server'} came from ${front.stack.title} itself. Fix it there. ${once}`
      : `Fix it in ${app.stack.title}. ${once}`;
  return [
    { stack: first.stack, evidence: `${both} ${fix}` },
    { stack: second.stack, evidence: `${both} ${once} ${front.stack.strip ?? ''}`.trim() },
    ...matches.filter((match) => match !== first && match !== second).map(alone),
  ];
}

/**
 * The stack's signs in these responses, each once, as `header: the part that matched`. Only that part:
 * the rest of a cookie is nobody's business. After them the bodies, where a recording had any.
 */
function signsOf(stack: Stack, responses: readonly Response[]): string[] {
  const found = new Set<string>();
  for (const { status, headers, bodyOf } of responses) {
    for (const sign of stack.signs) {
      if (!holds(sign, headers)) continue;
      for (const line of getAll(headers, sign.header)) {
        const match = sign.value.exec(line);
        if (match) {
          found.add(shown(`${sign.header === ':authority' ? 'host' : sign.header}: ${match[0]}`));
        }
      }
    }
    // What it says may hold paths and names of hosts; whose it is was looked up when the file was read.
    if (bodyOf?.includes(stack.id)) found.add(`the body of a ${status} response`);
  }
  return [...found];
}

/** Whether the response has what the sign needs beside it, and nothing that takes it away. */
function holds({ with: needed = [], unless = [] }: Sign, headers: HeaderList): boolean {
  const has = ({ header, value }: HeaderPattern) =>
    getAll(headers, header).some((line) => value.test(line));
  return needed.every(has) && !unless.some(has);
}

function shown(text: string): string {
  return `\`${text.replace(/[`\s]+/g, ' ').slice(0, 80)}\``;
}

/** The evidence of a stack that is judged by itself. */
function alone({ stack, found }: Match): Detected {
  const seen = found.slice(0, 3).join(', ');
  return {
    stack,
    evidence:
      stack.kind === 'same-origin'
        ? `${seen} shows a service whose headers you cannot change. Call it through a server of your own.`
        : `Detected from ${seen}.`,
  };
}
