import { headersPresent, originEvidence } from '../clues/evidence.ts';
import { accessFault, certaintyOf, linesOf, originSent } from '../clues/failure.ts';
import { allowOrigin, alsoAnError } from '../clues/sentences.ts';
import { duplicatedOrigins } from '../clues/signs.ts';
import { codes, named } from '../prose.ts';
import type { Rule } from './types.ts';

export default {
  id: 'allow-origin-duplicated',
  title(failure) {
    const values = duplicatedOrigins(linesOf(failure, 'access-control-allow-origin')) ?? [];
    return `\`Access-Control-Allow-Origin\` is sent ${values.length > 2 ? `${values.length} times` : 'twice'}`;
  },
  misleading: false,
  fix: 'server-config',
  spec: 'https://fetch.spec.whatwg.org/#concept-cors-check',
  mdn: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS/Errors/CORSMultipleAllowOriginNotAllowed',
  explain(failure) {
    if (!accessFault(failure, 'MultipleAllowOriginValues')) return;
    const lines = linesOf(failure, 'access-control-allow-origin');
    const values = duplicatedOrigins(lines);
    if (values === null) return;
    return {
      summary: `The response to ${named(failure.hop)} has ${values.length} values for \`Access-Control-Allow-Origin\`: ${codes(values)}. Browsers join them with a comma, which isn't a valid origin.`,
      steps: [
        'Set CORS headers in one place only, the application or the proxy in front of it, and remove them from the other (nginx: `proxy_hide_header Access-Control-Allow-Origin`).',
        `Send the header once: ${allowOrigin(originSent(failure))}.`,
      ],
      notes: alsoAnError(failure),
      evidence: [
        ...lines.map(
          (found, index) =>
            ({
              side: 'response',
              header: 'access-control-allow-origin',
              found,
              expected: index === 0 ? null : 'remove duplicate',
            }) as const,
        ),
        originEvidence(failure),
        ...headersPresent(failure, 'server', 'x-powered-by', 'via'),
      ],
      certainty: certaintyOf(failure),
    };
  },
} satisfies Rule;
