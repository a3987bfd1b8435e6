import { redirectLocation } from '../cors/redirect.ts';
import type { Exchange, Leg, Step } from '../recording/types.ts';
import type { Examination } from './examine.ts';

/** Nothing recorded says by which check the request failed, or whether by one; the reason says what to look at. */
export function unexplained(exchange: Exchange, leg: Leg, step: Step): Examination {
  const { source, reported } = exchange;
  return {
    verdict: {
      outcome: 'undetermined',
      reason: whyUnexplained(exchange, leg),
      // Other tools than browsers leave a response out for reasons of their own.
      failed: reported === 'failed' || source === 'firefox' || source === 'chromium',
      step,
    },
    failures: [],
  };
}

function whyUnexplained(exchange: Exchange, leg: Leg): string {
  const { source, reported, responsesOmitted, traced } = exchange;
  const redirected = leg.response !== null && redirectLocation(leg.response) !== null;
  if (redirected && traced?.redirect === 'error' && traced.certainty === 'certain') {
    return 'Failed at a redirect: the call used `redirect: "error"`.';
  }
  if (leg.response !== null && reported === 'unknown' && source !== 'firefox') {
    return 'The redirect passes the CORS check, and the recording has no request that followed it. Tools that leave out failed requests leave out one that CORS blocked, too.';
  }
  if (leg.response !== null) {
    return redirectLocation(leg.response) !== null
      ? 'Failed at a redirect that passes the CORS check without credentials: the request used `redirect: "error"`, or it had credentials and failed the check.'
      : 'The request failed, although all CORS checks pass.';
  }
  if (leg.hidden) {
    return "Probably sent by a worker, and Chrome doesn't show extensions the responses that it blocks in workers.";
  }
  if (source === 'firefox') {
    return leg.sent === false
      ? 'Stopped before it was sent, and Firefox does not tell extensions why. Most often the page aborted it (`AbortController`, an effect that React runs twice in StrictMode, a navigation). Otherwise the Console names the Content Security Policy that blocked it, or an extension blocked it.'
      : 'No response, and Firefox tells extensions no more. Possible causes: aborted by the page, DNS failure, connection refused, blocked by the browser. The "Transferred" column of the Network panel often names it.';
  }
  if (responsesOmitted) {
    return 'Failed, and the recording has neither the response nor the preflight. Most likely a CORS check failed: the browser reports the same error for each. The Console of the page names the check, and a HAR saved from the Network panel of DevTools has the responses. A service worker, local network access or a cached response look the same, but are rarer.';
  }
  return reported === 'failed'
    ? 'No response is shown. Possible causes: a worker, a service worker, local network access, a cached response, a blocked request.'
    : 'The recording has no response for this request and does not say why.';
}
