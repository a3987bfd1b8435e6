import type { Exchange, Hop, Verdict } from '../exchange/types.ts';
import type { Finding } from '../session.ts';

/** The server's name as the list shows it: host and port; the whole URL where it has none. */
export function serverOf(url: string): string {
  try {
    return new URL(url).host || url;
  } catch {
    return url;
  }
}

/** Path and query, the part of a URL that tells requests to one server apart. */
export function pathOf(url: string): string {
  try {
    const { pathname, search } = new URL(url);
    return pathname + search;
  } catch {
    return url;
  }
}

/** The request the page made, not the one it ended at. */
export function firstHop(exchange: Exchange): Hop {
  return exchange.hops[0];
}

/** The outcome in one word. */
export function outcomeWord({ verdict }: Finding): string {
  switch (verdict.outcome) {
    case 'allowed':
      return 'Allowed';
    case 'blocked':
      return 'Blocked';
    case 'failed':
      return 'Failed';
    case 'undetermined':
      return 'Cannot tell';
  }
}

/** True when the page did not get the answer. */
export function isProblem(verdict: Verdict): boolean {
  return verdict.outcome !== 'allowed' && (verdict.outcome !== 'undetermined' || verdict.failed);
}

/** What is wrong with it in one line, for the list. */
export function causeOf({ diagnosis, verdict, advice }: Finding): string {
  if (diagnosis !== null) return diagnosis.title;
  switch (verdict.outcome) {
    case 'allowed':
      return advice[0]?.title ?? 'Nothing wrong';
    case 'blocked':
      return `The browser’s check failed: ${verdict.error}`;
    case 'failed':
      return `The request failed: ${verdict.error}`;
    case 'undetermined':
      return 'The browser does not show why it failed';
  }
}

/** The diagnosis as a heading and what follows it. */
export function headlineOf(finding: Finding): { heading: string; rest: string } {
  const { diagnosis, verdict } = finding;
  if (diagnosis === null) {
    const rest = verdict.outcome === 'undetermined' ? verdict.reason : '';
    return { heading: causeOf(finding), rest };
  }
  if (!diagnosis.misleading) return { heading: diagnosis.title, rest: diagnosis.summary };
  const { first, rest } = sentences(diagnosis.summary);
  return { heading: `Not a CORS problem: ${lowerFirst(first.replace(/\.$/, ''))}`, rest };
}

/** Splits after the first sentence; dots inside names and addresses are followed by no space. */
function sentences(text: string): { first: string; rest: string } {
  const end = /[.!?](?=\s+\p{Lu})/u.exec(text);
  if (end === null) return { first: text, rest: '' };
  return { first: text.slice(0, end.index + 1), rest: text.slice(end.index + 1).trim() };
}

/** For the middle of a sentence; names in capitals (HTTP, DNS) stay as they are. */
function lowerFirst(text: string): string {
  return /^\p{Lu}\p{Ll}/u.test(text) || /^A\s/.test(text)
    ? text.charAt(0).toLowerCase() + text.slice(1)
    : text;
}
