import { headerSeen, headerSent, originEvidence } from '../clues/evidence.ts';
import { accessFault, certaintyOf, originSent, wantedOrigin } from '../clues/failure.ts';
import {
  allowOrigin,
  alsoAnError,
  inferredMode,
  opaqueOrigin,
  withCredentials,
} from '../clues/sentences.ts';
import { code } from '../prose.ts';
import type { Rule } from './types.ts';

export default {
  id: 'allow-origin-wildcard-credentials',
  title: () => "`Access-Control-Allow-Origin: *` doesn't work with credentials",
  misleading: false,
  fix: 'server-config',
  spec: 'https://fetch.spec.whatwg.org/#concept-cors-check',
  mdn: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS/Errors/CORSNotSupportingCredentials',
  explain(failure) {
    if (!accessFault(failure, 'WildcardOriginNotAllowed')) return;
    const origin = originSent(failure);
    const cookie = headerSent(failure, 'cookie');
    return {
      summary: `${withCredentials(failure)} \`Access-Control-Allow-Origin: *\`. With credentials, the header must name the exact origin, ${code(origin)}.`,
      steps: [
        ...opaqueOrigin(origin),
        `If the API needs cookies, send ${origin === 'null' ? '`Access-Control-Allow-Origin` with that origin' : allowOrigin(origin)}, \`Access-Control-Allow-Credentials: true\` and \`Vary: Origin\`, for allowlisted origins only.`,
        "If the API needs no cookies, remove `credentials: 'include'` (or `withCredentials`) from the request: then `*` works.",
      ],
      notes: [...inferredMode(failure), ...alsoAnError(failure)],
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
