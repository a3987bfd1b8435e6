import { headerSeen, headerSent, originEvidence } from '../clues/evidence.ts';
import { accessFault, certaintyOf } from '../clues/failure.ts';
import { alsoAnError, inferredMode, withCredentials } from '../clues/sentences.ts';
import { get } from '../cors/headers.ts';
import { code, header } from '../prose.ts';
import type { Rule } from './types.ts';

export default {
  id: 'allow-credentials',
  title({ hop }) {
    const value = hop.response && get(hop.response.headers, 'access-control-allow-credentials');
    return value === null
      ? 'No `Access-Control-Allow-Credentials` for a request with credentials'
      : `${code(`Access-Control-Allow-Credentials: ${value}`, 55)} must be \`true\``;
  },
  misleading: false,
  fix: 'server-config',
  spec: 'https://fetch.spec.whatwg.org/#concept-cors-check',
  mdn: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS/Errors/CORSMissingAllowCredentials',
  explain(failure) {
    const response = accessFault(failure, 'InvalidAllowCredentials');
    if (!response) return;
    const value = get(response.headers, 'access-control-allow-credentials');
    const cookie = headerSent(failure, 'cookie');
    return {
      summary: `${withCredentials(failure)} ${value === null ? 'no `Access-Control-Allow-Credentials`' : header('Access-Control-Allow-Credentials', value)}. The value must be exactly \`true\` (lowercase).`,
      steps: [
        value !== null && /^true(, ?true)+$/i.test(value)
          ? 'Set the header in one place only: it is sent more than once.'
          : 'If the API needs cookies, send `Access-Control-Allow-Credentials: true` on the preflight response and on every other response.',
        "If the API needs no cookies, remove `credentials: 'include'` (or `withCredentials`) from the request.",
      ],
      notes: [...inferredMode(failure), ...alsoAnError(failure)],
      evidence: [
        headerSeen(failure, 'access-control-allow-credentials', 'true'),
        headerSeen(failure, 'access-control-allow-origin'),
        originEvidence(failure),
        ...(cookie.found === null ? [] : [cookie]),
      ],
      certainty: certaintyOf(failure),
    };
  },
} satisfies Rule;
