import { get, getAll } from '../cors/headers.ts';
import type { Exchange, Response } from '../recording/types.ts';
import type { Stack } from './types.ts';

/** An answer of the server, with its body where it is at hand. */
export interface Seen extends Response {
  readonly body?: string;
}

/** A stack that may be in use, and the sentence that says why we think so. */
export interface Detected {
  readonly stack: Stack;
  readonly evidence: string;
}

interface Match {
  readonly stack: Stack;
  /** What was found, between backticks, strongest first. */
  readonly found: readonly string[];
}

/** Statuses a proxy answers by itself, without its application. */
const proxyAnswers = new Set([413, 502, 503, 504]);

/**
 * The stacks whose signs are in the answers, the one to repair first. Never more than a
 * preselection: `Server` is often rewritten, so the evidence is shown.
 *
 * Where a proxy and an application are both seen, the first sentence says which of them to repair:
 * the application, unless the answer that failed bears none of its marks, which means that the
 * proxy answered for it.
 *
 * `others`: further answers of the same server. A CORS failure often shows one bare answer, while
 * the next one over has the marks.
 */
export function detectAmong(
  stacks: readonly Stack[],
  exchange: Exchange,
  others: readonly Seen[] = [],
): readonly Detected[] {
  const own = exchange.hops.flatMap(({ response, preflight }): Seen[] => [
    ...(preflight?.response ? [preflight.response] : []),
    ...(response ? [response] : []),
  ]);
  const answers = [...own, ...others];
  const matches = stacks
    .map((stack): Match => ({ stack, found: signsOf(stack, answers) }))
    .filter(({ found }) => found.length > 0);
  // Of a framework and what it is built on, the framework comes first.
  const weight = ({ stack: { builtOn }, found }: Match): number =>
    found.length + (matches.find(({ stack }) => stack.id === builtOn)?.found.length ?? 0);
  matches.sort((a, b) => weight(b) - weight(a));

  const app = matches.find(({ stack }) => stack.layer === 'app');
  const front = matches.find(({ stack }) => stack.layer !== 'app');
  if (!app || !front) return matches.map(({ stack, found }) => ({ stack, evidence: said(found) }));

  const last = exchange.hops.at(-1);
  const failed = last?.preflight?.response ?? last?.response ?? null;
  const answeredByFront =
    failed !== null &&
    signsOf(app.stack, [failed]).length === 0 &&
    (signsOf(front.stack, [failed]).length > 0 || proxyAnswers.has(failed.status)) &&
    (failed === last?.preflight?.response || proxyAnswers.has(failed.status));

  const [first, second] = answeredByFront ? [front, app] : [app, front];
  const both = `${said([front.found[0] ?? '', app.found[0] ?? ''])} point to ${front.stack.title} in front of ${app.stack.title}.`;
  // Two lines, or one list, are an error of their own: both layers add the header.
  const twice =
    failed !== null && (get(failed.headers, 'access-control-allow-origin') ?? '').includes(',');
  const why = twice
    ? `The answer says Access-Control-Allow-Origin twice: take it out of ${front.stack.title}, or let it drop the application's.`
    : answeredByFront
      ? `The answer that failed bears no mark of ${app.stack.title}, so ${front.stack.title} gave it: repair it there.`
      : `The request reaches ${app.stack.title}: repair it there.`;
  const alone = `Only one of the two may add the headers.`;
  return [
    { stack: first.stack, evidence: `${both} ${why} ${alone}` },
    {
      stack: second.stack,
      evidence: `${both} ${alone} ${front.stack.strip ?? ''}`.trim(),
    },
    ...matches
      .filter((match) => match !== first && match !== second)
      .map(({ stack, found }) => ({ stack, evidence: said(found) })),
  ];
}

/**
 * The stack's signs in these answers, each once, as `header: the part that matched`. Only that part:
 * the rest of a cookie is nobody's business.
 */
function signsOf(stack: Stack, answers: readonly Seen[]): string[] {
  const found = new Set<string>();
  for (const { headers, body } of answers) {
    for (const { header, value } of stack.signs) {
      for (const line of getAll(headers, header)) {
        const match = value.exec(line);
        if (match) found.add(shown(`${header}: ${match[0]}`));
      }
    }
    for (const page of body === undefined ? [] : (stack.bodies ?? [])) {
      const match = page.exec(body?.slice(0, 10_000) ?? '');
      if (match) found.add(shown(`body: ${match[0]}`));
    }
  }
  return [...found];
}

function shown(text: string): string {
  return `\`${text.replace(/[`\s]+/g, ' ').slice(0, 80)}\``;
}

function said(found: readonly string[]): string {
  return found.slice(0, 3).join(' and ');
}
