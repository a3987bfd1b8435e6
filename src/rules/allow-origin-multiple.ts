import { headerSeen, originEvidence } from '../clues/evidence.ts';
import { accessFault, certaintyOf, linesOf, originSent } from '../clues/failure.ts';
import { allowOrigin, alsoAnError, opaqueOrigin } from '../clues/sentences.ts';
import { duplicatedOrigins } from '../clues/signs.ts';
import { get } from '../cors/headers.ts';
import { named, quote } from '../prose.ts';
import type { Rule } from './types.ts';

export default {
  id: 'allow-origin-multiple',
  title: () => 'Access-Control-Allow-Origin holds a list; it may hold one origin',
  misleading: false,
  fix: 'server-config',
  spec: 'https://fetch.spec.whatwg.org/#concept-cors-check',
  mdn: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS/Errors/CORSMultipleAllowOriginNotAllowed',
  explain(failure) {
    const response = accessFault(failure, 'MultipleAllowOriginValues');
    if (!response) return;
    if (duplicatedOrigins(linesOf(failure, 'access-control-allow-origin')) !== null) return;
    const value = get(response.headers, 'access-control-allow-origin') ?? '';
    const origin = originSent(failure);
    const listed = value.split(/[\s,]+/).includes(origin);
    return {
      summary: `The response to ${named(failure.hop)} says Access-Control-Allow-Origin: ${quote(value)}. The header takes one origin or a lone *; the browser compares the whole list with ${quote(origin)}.`,
      steps: [
        `Keep the list in the server config and answer with the one origin that asks: ${allowOrigin(origin)}, with Vary: Origin.`,
        ...opaqueOrigin(origin),
        ...(listed || origin === 'null'
          ? []
          : [`${quote(origin)} is not on the list yet: add it.`]),
        ...alsoAnError(failure),
      ],
      evidence: [
        headerSeen(failure, 'access-control-allow-origin', origin),
        originEvidence(failure),
      ],
      certainty: certaintyOf(failure),
    };
  },
} satisfies Rule;
