import { headerSeen, headerSent, originEvidence } from '../clues/evidence.ts';
import { accessFault, certaintyOf } from '../clues/failure.ts';
import { alsoAnError, withCredentials } from '../clues/sentences.ts';
import { get } from '../cors/headers.ts';
import { quote } from '../prose.ts';
import type { Rule } from './types.ts';

export default {
  id: 'allow-credentials',
  title: () => 'Access-Control-Allow-Credentials is not exactly true',
  misleading: false,
  fix: 'server-config',
  spec: 'https://fetch.spec.whatwg.org/#concept-cors-check',
  mdn: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS/Errors/CORSMissingAllowCredentials',
  explain(failure) {
    const response = accessFault(failure, 'InvalidAllowCredentials');
    if (!response) return;
    const value = get(response.headers, 'access-control-allow-credentials');
    const likely = certaintyOf(failure) === 'likely';
    const cookie = headerSent(failure, 'cookie');
    return {
      summary: `${withCredentials(failure)} ${value === null ? 'nothing of Access-Control-Allow-Credentials' : `Access-Control-Allow-Credentials: ${quote(value)}`}. The browser lets a page read such a response only if the value is true, in lower case.`,
      steps: [
        'If the API needs the cookies: send Access-Control-Allow-Credentials: true on the preflight and on every response.',
        "If it does not: leave out credentials: 'include' (withCredentials = true) in the page.",
        ...(likely
          ? [
              'DevTools does not show the credentials mode. Every other check passes, which leaves this one; the calling line tells.',
            ]
          : []),
        ...(value !== null && /^true(, ?true)+$/i.test(value)
          ? ['The value is there more than once: two layers add it. Let one of them do it.']
          : []),
        ...alsoAnError(failure),
      ],
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
