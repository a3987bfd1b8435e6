import { headerSeen } from '../clues/evidence.ts';
import { redirectToLogin, wantedOrigin } from '../clues/failure.ts';
import { allowOrigin, corporateLogin } from '../clues/sentences.ts';
import { address, named, quote, statusName } from '../prose.ts';
import type { Rule } from './types.ts';

export default {
  id: 'login-redirect',
  title: () => 'The request was redirected to a login page',
  misleading: true,
  fix: 'server-code',
  spec: 'https://fetch.spec.whatwg.org/#http-redirect-fetch',
  mdn: null,
  explain(failure) {
    const redirect = redirectToLogin(failure);
    if (redirect === null) return;
    const { from, target, status, sign } = redirect;
    const corporate = sign.who === 'Zscaler';
    return {
      summary: `${named(from)} returned ${statusName(status)} with a redirect to ${address(target)}, ${sign.who === null ? `which looks like a login page ("${quote(sign.word)}")` : `the login of ${sign.who}`}. ${redirect.followed ? 'That page allows no other origin' : 'The redirect carries no CORS headers for the page'}, so the browser reports a CORS error.`,
      steps: corporate
        ? corporateLogin
        : [
            'Sign in again: open the API or the application in a tab of its own, renew the session, then reload. A script cannot do that behind a redirect.',
            'Let the API answer 401 instead of a redirect when the session has expired, and send the page to the login from its own code.',
            `Send the CORS headers on that 401 as well (${allowOrigin(failure.exchange.origin)}). Opening the login page to CORS does not help: it does not answer this request.`,
          ],
      evidence: [
        { side: 'response', header: ':status', found: String(status), expected: '401' },
        redirect.followed
          ? { side: 'request', header: ':url', found: target, expected: null }
          : headerSeen(failure, 'location'),
        ...(redirect.followed
          ? []
          : [headerSeen(failure, 'access-control-allow-origin', wantedOrigin(failure))]),
      ],
      certainty: sign.who === null ? 'likely' : 'certain',
    };
  },
} satisfies Rule;
