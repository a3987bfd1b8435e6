import { headerSeen } from '../clues/evidence.ts';
import { redirectToLogin, wantedOrigin } from '../clues/failure.ts';
import { allowOrigin, corporateLogin } from '../clues/sentences.ts';
import { address, code, named, statusName } from '../prose.ts';
import type { Rule } from './types.ts';

export default {
  id: 'login-redirect',
  title(failure) {
    const who = redirectToLogin(failure)?.sign.who ?? null;
    return who === null ? 'Redirected to a login page' : `Redirected to the ${who} login page`;
  },
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
      summary: `${named(from)} returned ${statusName(status)} with a redirect to ${code(address(target))}, ${sign.who === null ? `which looks like a login page (${code(sign.word)})` : `the ${sign.who} login page`}. ${redirect.followed ? 'A login page sends no CORS headers' : 'The redirect has no CORS headers for this page'}, so the browser reports a CORS error.`,
      steps: corporate
        ? corporateLogin
        : [
            'Log in again in a new tab (open the API or the application there), then reload this page.',
            'Return 401 instead of a redirect from the API when the session has expired, and have your front end navigate to the login page.',
            `Also send CORS headers on that 401 (${allowOrigin(failure.exchange.origin)}), so your code can read the status.`,
          ],
      notes: corporate
        ? ['The proxy redirected the request: the API never saw it.']
        : ["CORS headers on the login page won't help: your code can't log in through `fetch`."],
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
