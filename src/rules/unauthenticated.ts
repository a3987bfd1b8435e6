import { allowOriginSeen, headersPresent, statusSeen } from '../clues/evidence.ts';
import { errorResponse } from '../clues/failure.ts';
import { errorsToo, hides } from '../clues/sentences.ts';
import { get } from '../cors/headers.ts';
import { named, quote } from '../prose.ts';
import type { Rule } from './types.ts';

export default {
  id: 'unauthenticated',
  title: () => 'The server returned 401: it does not accept the login',
  misleading: true,
  fix: 'server-code',
  spec: 'https://fetch.spec.whatwg.org/#concept-cors-check',
  mdn: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Status/401',
  explain(failure) {
    const response = errorResponse(failure);
    if (response?.status !== 401) return;
    const { hop, exchange } = failure;
    const wanted = get(response.headers, 'www-authenticate');
    const carriesToken = get(hop.headers, 'authorization') !== null;
    const carriesCookie = get(hop.headers, 'cookie') !== null;
    const sent = carriesToken
      ? 'The request carries an Authorization header: check that the token has not expired and was issued for this API.'
      : carriesCookie
        ? 'The request carries cookies: check that the session has not expired and that the cookie is the one this API reads.'
        : exchange.credentials === 'omit'
          ? "The request was sent without cookies and shows no Authorization header: send the token, or set credentials: 'include' (withCredentials for XMLHttpRequest) if a session cookie is meant to sign in."
          : 'DevTools shows no Authorization header and no cookie on the request: send the token or the session cookie.';
    return {
      summary: `${named(hop)} returned 401 Unauthorized. ${hides(failure)}`,
      steps: [
        `Fix the login first. ${sent}`,
        ...(wanted === null
          ? []
          : [`The server names what it wants: WWW-Authenticate: ${quote(wanted)}`]),
        ...errorsToo(failure),
      ],
      evidence: [
        statusSeen(failure),
        ...headersPresent(failure, 'www-authenticate'),
        ...allowOriginSeen(failure),
      ],
      certainty: 'certain',
    };
  },
} satisfies Rule;
