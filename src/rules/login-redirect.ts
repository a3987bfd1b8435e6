import { withoutStage } from '../cors/errors.ts';
import { get } from '../cors/headers.ts';
import { redirectLocation } from '../cors/redirect.ts';
import { headerSeen, legOf, originSent } from '../exchange/failed.ts';
import { signIn } from '../exchange/signs.ts';
import { address, named, quote, statusName } from '../exchange/words.ts';
import type { Failure, Rule } from './types.ts';

export default {
  id: 'login-redirect',
  title: 'The request was redirected to a sign-in page',
  misleading: true,
  repair: 'server',
  spec: 'https://fetch.spec.whatwg.org/#concept-http-redirect-fetch',
  mdn: null,
  explain(failure) {
    const redirect = redirectToSignIn(failure);
    if (redirect === null) return;
    const { from, target, status } = redirect;
    const sign = signIn(target);
    if (sign === null) return;
    const corporate = sign.who === 'Zscaler';
    return {
      summary: `${named(from)} was answered ${statusName(status)} with a redirect to ${address(target)}, ${sign.who === null ? `which looks like a sign-in page ("${quote(sign.word)}")` : `the sign-in of ${sign.who}`}. ${redirect.followed ? 'That page allows no other origin' : 'The redirect carries no CORS headers for the page'}, so the browser reports a CORS error.`,
      steps: corporate
        ? [
            'Your network asks you to sign in to its proxy: open any page in a tab, sign in there, then reload.',
            'Ask the administrators of the proxy to let requests to this API pass without the redirect. The API itself is not involved.',
          ]
        : [
            'Sign in again: open the API or the application in a tab of its own, renew the session, then reload. A script cannot do that behind a redirect.',
            'Let the API answer 401 instead of a redirect when the session has expired, and send the page to the sign-in from its own code.',
            `Send the CORS headers on that 401 as well (Access-Control-Allow-Origin: ${quote(failure.exchange.origin)}). Opening the sign-in page to CORS does not help: it is no answer to this request.`,
          ],
      evidence: [
        { side: 'response', header: ':status', found: String(status), expected: '401' },
        redirect.followed
          ? { side: 'request', header: ':url', found: target, expected: null }
          : headerSeen(failure, 'location'),
        headerSeen(failure, 'access-control-allow-origin', originSent(failure)),
      ],
      certainty: sign.who === null ? 'likely' : 'certain',
    };
  },
} satisfies Rule;

/** The redirect to a sign-in page that failed, or that led to the page that failed. */
function redirectToSignIn(failure: Failure) {
  const { hop, error, exchange, verdict } = failure;
  if (error === null || !hop.response || !hidesAnswer.includes(withoutStage(error))) return null;
  if (verdict.step.kind === 'redirect') {
    const location = redirectLocation(hop.response);
    const target = location === null ? null : URL.parse(location, hop.url);
    // An API that moves within its own sign-in paths is not asking for a session.
    if (
      !target ||
      signIn(target.href) === null ||
      signIn(hop.url)?.word === signIn(target.href)?.word
    ) {
      return null;
    }
    return { from: hop, target: target.href, status: hop.response.status, followed: false };
  }
  const at = exchange.hops.indexOf(legOf(failure));
  const from = exchange.hops[at - 1];
  if (!from?.response || signIn(hop.url) === null || signIn(from.url) !== null) return null;
  if (get(from.response.headers, 'location') === null) return null;
  return { from, target: hop.url, status: from.response.status, followed: true };
}

const hidesAnswer = ['MissingAllowOriginHeader', 'AllowOriginMismatch', 'WildcardOriginNotAllowed'];
