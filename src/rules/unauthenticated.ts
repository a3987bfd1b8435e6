import { allowOriginSeen, headersPresent, statusSeen } from '../clues/evidence.ts';
import { errorResponse } from '../clues/failure.ts';
import { errorsToo, hides, returned } from '../clues/sentences.ts';
import { get } from '../cors/headers.ts';
import { header, named } from '../prose.ts';
import type { Rule } from './types.ts';

export default {
  id: 'unauthenticated',
  title: (failure) => returned(failure),
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
      ? 'check that the token in the `Authorization` header has not expired and was issued for this API.'
      : carriesCookie
        ? 'cookies were sent, so check that the session has not expired and that this API reads that cookie.'
        : exchange.credentials === 'omit'
          ? "no cookie and no `Authorization` header was sent. Send the token, or use `credentials: 'include'` (`withCredentials`) if the API uses a session cookie."
          : 'DevTools shows no `Authorization` header and no cookie on the request. Send the token or the session cookie.';
    return {
      summary: `${named(hop)} returned 401 Unauthorized. ${hides(failure)}`,
      steps: [`Fix authentication first: ${sent}`, ...errorsToo(failure)],
      notes: wanted === null ? [] : [`The server expects ${header('WWW-Authenticate', wanted)}.`],
      evidence: [
        statusSeen(failure),
        ...headersPresent(failure, 'www-authenticate'),
        ...allowOriginSeen(failure),
      ],
      certainty: 'certain',
    };
  },
} satisfies Rule;
