import { headerSeen, headerSent, originEvidence } from '../clues/evidence.ts';
import { accessFault, certaintyOf, originSent, wantedOrigin } from '../clues/failure.ts';
import { allowOrigin, alsoAnError, opaqueOrigin, withCredentials } from '../clues/sentences.ts';
import { quote } from '../prose.ts';
import type { Rule } from './types.ts';

export default {
  id: 'allow-origin-wildcard-credentials',
  title: () => 'The wildcard * does not hold for requests with credentials',
  misleading: false,
  fix: 'server-config',
  spec: 'https://fetch.spec.whatwg.org/#concept-cors-check',
  mdn: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS/Errors/CORSNotSupportingCredentials',
  explain(failure) {
    if (!accessFault(failure, 'WildcardOriginNotAllowed')) return;
    const origin = quote(originSent(failure));
    const likely = certaintyOf(failure) === 'likely';
    const cookie = headerSent(failure, 'cookie');
    return {
      summary: `${withCredentials(failure)} Access-Control-Allow-Origin: *. With credentials the browser takes no wildcard: it wants the page's own origin, ${origin}.`,
      steps: [
        ...opaqueOrigin(originSent(failure)),
        `If the API needs the cookies: send ${originSent(failure) === 'null' ? 'Access-Control-Allow-Origin with that origin' : allowOrigin(originSent(failure))}, Access-Control-Allow-Credentials: true and Vary: Origin, for origins on a list only.`,
        "If it does not: leave out credentials: 'include' (withCredentials = true) in the page, and * will do.",
        ...(likely
          ? [
              'DevTools does not show the credentials mode. Every other check passes, which leaves this one; the calling line tells.',
            ]
          : []),
        ...alsoAnError(failure),
      ],
      evidence: [
        headerSeen(failure, 'access-control-allow-origin', wantedOrigin(failure)),
        headerSeen(failure, 'access-control-allow-credentials', 'true'),
        originEvidence(failure),
        ...(cookie.found === null ? [] : [cookie]),
      ],
      certainty: certaintyOf(failure),
    };
  },
} satisfies Rule;
