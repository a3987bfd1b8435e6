import { quote } from '../prose.ts';
import type { Certainty, CheckFailure, Exchange } from '../recording/types.ts';
import type { Finding } from '../session.ts';
import { decisiveStep, hopAt } from '../verdict/step.ts';

/** What became of a request, as far as the list tells it apart. */
export type Kind =
  | 'blocked'
  | 'notcors'
  | 'noresponse'
  | 'unknown'
  | 'doubtful'
  | 'warning'
  | 'pending'
  | 'allowed';

/** The finding's kind. */
export function kindOf({ exchange, verdict, diagnosis, advice }: Finding): Kind {
  if (verdict.outcome === 'pending') return 'pending';
  if (verdict.outcome === 'allowed') {
    if (verdict.doubt) return 'doubtful';
    return advice.length > 0 ? 'warning' : 'allowed';
  }
  const { response } = hopAt(exchange, verdict.step);
  const unseen = response === null;
  // A gateway whose application is down says so to preflights, too.
  if (response && response.status >= 502 && response.status <= 504) return 'notcors';
  const network = diagnosis === null || diagnosis.fix === 'network';
  switch (verdict.outcome) {
    case 'blocked':
      return diagnosis?.misleading !== true ? 'blocked' : unseen ? 'noresponse' : 'notcors';
    case 'failed':
      return unseen && network ? 'noresponse' : 'notcors';
    case 'undetermined':
      if (diagnosis?.misleading) return unseen && network ? 'noresponse' : 'notcors';
      return verdict.failed && unseen ? 'noresponse' : 'unknown';
  }
}

/** How sure the verdict and its diagnosis are: no surer than the verdict alone. */
export function certaintyOf({ verdict, diagnosis }: Finding): Certainty {
  switch (verdict.outcome) {
    case 'undetermined':
    case 'pending':
      return 'likely';
    case 'allowed':
      return verdict.doubt ? 'likely' : 'certain';
    default:
      return verdict.certainty === 'likely' ? 'likely' : (diagnosis?.certainty ?? 'certain');
  }
}

/** True when the page did not get the response. */
export function isProblem({ verdict }: Finding): boolean {
  if (verdict.outcome === 'undetermined') return verdict.failed;
  return verdict.outcome !== 'allowed' && verdict.outcome !== 'pending';
}

/** Each kind in a word or two, for eyes and screen readers. */
export const kindLabels: Readonly<Record<Kind, string>> = {
  blocked: 'CORS',
  notcors: 'Not CORS',
  noresponse: 'No response',
  unknown: 'Unknown',
  doubtful: 'Likely allowed',
  pending: 'Pending',
  warning: 'Warning',
  allowed: 'Allowed',
};

/** What is wrong with it in one line; code between backticks. */
export function causeOf({ exchange, diagnosis, verdict, advice }: Finding): string {
  if (diagnosis !== null) return diagnosis.title;
  switch (verdict.outcome) {
    case 'allowed':
      if (exchange.simulated) return 'Allowed (fix preview active)';
      if (verdict.doubt) return `Likely allowed: fails \`${verdict.doubt.error}\` with credentials`;
      return advice[0]?.title ?? 'Allowed';
    case 'pending':
      return 'Pending';
    case 'blocked':
      return `Blocked by CORS: \`${verdict.error}\``;
    case 'failed':
      return `Request failed: ${quote(verdict.error.text || 'no reason given')}`;
    case 'undetermined':
      if (exchange.simulated) return 'Failed (fix preview active)';
      return verdict.failed ? 'Request failed; the browser exposes no reason' : 'Unknown';
  }
}

/** "preflight 401", "500", "redirect 302", "no response": the message that decided. */
export function responseOf({ exchange, verdict }: Finding): string {
  const step = decisiveStep(exchange, verdict);
  const { response } = hopAt(exchange, step);
  const preflight = step.kind === 'preflight';
  if (response === null) return preflight ? 'no preflight response' : 'no response';
  if (step.kind === 'redirect') return `redirect ${response.status}`;
  return `${preflight ? 'preflight ' : ''}${response.status}`;
}

/** The diagnosis in plain words: a heading, and the sentences under it; code between backticks. */
export function headlineOf(finding: Finding): { heading: string; text: string } {
  const { diagnosis, verdict, advice } = finding;
  const heading =
    diagnosis === null && verdict.outcome === 'allowed' && advice.length > 0
      ? 'Allowed, with warnings'
      : causeOf(finding);
  return { heading, text: diagnosis?.summary ?? undiagnosed(finding) };
}

function undiagnosed({ exchange, verdict, advice }: Finding): string {
  if (verdict.outcome === 'undetermined') return verdict.reason;
  if (verdict.outcome === 'pending')
    return 'No response or error yet: the request is still running.';
  if (verdict.outcome !== 'allowed') return '';
  if (exchange.simulated) {
    return 'The fix preview rewrote this response’s headers before the page saw them. The headers below are the server’s originals, so this does not show that the server is fixed.';
  }
  if (verdict.doubt) return doubtText(verdict.doubt);
  return advice.length === 0 ? 'The page could read the response. No CORS warnings.' : '';
}

/** Why a verdict of "allowed" may be wrong. */
function doubtText({ error, parameter }: CheckFailure): string {
  const why = error.endsWith('WildcardOriginNotAllowed')
    ? 'because `Access-Control-Allow-Origin: *` does not allow credentials'
    : error.endsWith('InvalidAllowCredentials')
      ? 'because the response has no `Access-Control-Allow-Credentials: true`'
      : `because of ${quote(parameter ?? 'its headers')}`;
  return `The response passes the CORS check without credentials, which is the default. With credentials (\`credentials: 'include'\`, \`withCredentials\`) the check fails (\`${error}\`), ${why}. The recording does not show the credentials mode.`;
}

/** Who reads the response: "fetch()", "XMLHttpRequest", "Font" … */
export function clientLabel({ client, destination }: Exchange): string {
  const name = client ?? destination;
  switch (name) {
    case 'fetch':
    case 'empty':
      return 'fetch()';
    case 'xhr':
      return 'XMLHttpRequest';
    case 'ping':
      return 'sendBeacon()';
    case 'eventsource':
      return 'EventSource';
    default:
      return name === '' ? 'Request' : quote(name.charAt(0).toUpperCase() + name.slice(1));
  }
}

/** When the request began, as a clock shows it. */
export function timeOf({ exchange }: Finding): string {
  const time = new Date(exchange.hops[0].startedAt);
  return Number.isNaN(time.getTime()) ? '' : time.toTimeString().slice(0, 8);
}
