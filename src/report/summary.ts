import { quote, statusName } from '../prose.ts';
import type { Exchange } from '../recording/types.ts';
import type { Finding } from '../session.ts';
import { hopAt } from '../verdict/examine.ts';

/** What became of a request, as far as the list tells it apart. */
export type Kind = 'misleading' | 'blocked' | 'failed' | 'unknown' | 'advice' | 'allowed';

/** The finding's kind. */
export function kindOf({ verdict, diagnosis, advice }: Finding): Kind {
  if (diagnosis?.misleading) return 'misleading';
  switch (verdict.outcome) {
    case 'blocked':
    case 'failed':
      return verdict.outcome;
    case 'undetermined':
      return 'unknown';
    case 'allowed':
      return advice.length > 0 ? 'advice' : 'allowed';
  }
}

/** Each kind in a word or two, for eyes and screen readers. */
export const kindLabels: Readonly<Record<Kind, string>> = {
  misleading: 'Misleading',
  blocked: 'Blocked by CORS',
  failed: 'Failed',
  unknown: 'Cannot tell',
  advice: 'Works, with advice',
  allowed: 'Allowed',
};

/** What is wrong with it in one line. */
export function causeOf({ exchange, diagnosis, verdict, advice }: Finding): string {
  if (diagnosis !== null) return diagnosis.title;
  switch (verdict.outcome) {
    case 'allowed':
      if (exchange.simulated) return 'Passed while a fix was tried';
      return advice[0]?.title ?? 'Nothing wrong';
    case 'blocked':
      return `The browser’s check failed: ${verdict.error}`;
    case 'failed':
      return `The request failed: ${quote(verdict.error.text || 'the browser does not say why')}`;
    case 'undetermined':
      if (exchange.simulated) return 'Did not pass while a fix was tried';
      return verdict.failed ? 'It failed, and the browser does not show why' : 'Not decided';
  }
}

/** "preflight returned 401", "returned 500", "no response": the message that decided. */
export function responseOf({ exchange, verdict }: Finding): string {
  const step =
    verdict.outcome === 'allowed'
      ? ({ kind: 'response', hop: exchange.hops.length - 1 } as const)
      : verdict.step;
  const { response } = hopAt(exchange, step);
  const preflight = step.kind === 'preflight';
  if (response === null) return preflight ? 'no response to the preflight' : 'no response';
  if (step.kind === 'redirect') return `redirected with ${response.status}`;
  return `${preflight ? 'preflight ' : ''}returned ${response.status}`;
}

/** The response in the shortest form, for a column: "500", "OPTIONS 401", "none". */
export function statusOf({ exchange, verdict }: Finding): string {
  const step =
    verdict.outcome === 'allowed'
      ? ({ kind: 'response', hop: exchange.hops.length - 1 } as const)
      : verdict.step;
  const { response } = hopAt(exchange, step);
  const status = response === null ? 'no response' : String(response.status);
  return step.kind === 'preflight' ? `OPTIONS ${status}` : status;
}

/** The diagnosis in plain words: a heading, and the sentences under it. */
export function headlineOf(finding: Finding): { heading: string; text: string } {
  const { exchange, diagnosis, verdict, advice } = finding;
  if (diagnosis === null) {
    const text =
      verdict.outcome === 'undetermined'
        ? verdict.reason
        : verdict.outcome === 'allowed' && exchange.simulated
          ? 'CORS Lens changed the headers of this response on their way to the page, because you tried a fix in this tab. What is shown here is the server’s own: it says nothing about whether the server is fixed.'
          : verdict.outcome === 'allowed' && advice.length === 0
            ? 'The page got the response, and nothing in it is likely to break later.'
            : '';
    const works = verdict.outcome === 'allowed' && advice.length > 0;
    return { heading: works ? 'It works, with something to look at' : causeOf(finding), text };
  }
  if (!diagnosis.misleading || verdict.outcome === 'allowed') {
    return { heading: diagnosis.title, text: diagnosis.summary };
  }
  const { response } = hopAt(exchange, verdict.step);
  const truth =
    response !== null && response.status >= 400
      ? `the server returned ${statusName(response.status)}`
      : lowerFirst(diagnosis.title);
  return { heading: `Not a CORS problem: ${truth}`, text: diagnosis.summary };
}

/** For the middle of a sentence. Abbreviations (HTTP, DNS) stay as they are. */
function lowerFirst(text: string): string {
  return /^(?:\p{Lu}\p{Ll}|A )/u.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}

/** Who reads the response: "fetch()", "XMLHttpRequest", "a font" … */
export function clientLabel({ client, destination }: Exchange): string {
  switch (client ?? destination) {
    case 'fetch':
    case 'empty':
      return 'fetch()';
    case 'xhr':
      return 'XMLHttpRequest';
    case 'ping':
      return 'a beacon';
    case 'eventsource':
      return 'EventSource';
    default:
      return `a ${quote(client ?? destination) || 'request'}`;
  }
}

/** When the request began, as a clock shows it. */
export function timeOf({ exchange }: Finding): string {
  const time = new Date(exchange.hops[0].startedAt);
  return Number.isNaN(time.getTime()) ? '' : time.toTimeString().slice(0, 8);
}
