import { headersPresent, originEvidence } from '../clues/evidence.ts';
import { accessFault, certaintyOf, linesOf, originSent } from '../clues/failure.ts';
import { allowOrigin, alsoAnError } from '../clues/sentences.ts';
import { duplicatedOrigins } from '../clues/signs.ts';
import { list, named, quote } from '../prose.ts';
import type { Rule } from './types.ts';

export default {
  id: 'allow-origin-duplicated',
  title: () => 'Two layers each add Access-Control-Allow-Origin',
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
      summary: `The response to ${named(failure.hop)} carries Access-Control-Allow-Origin ${values.length} times: ${list(values)}. Browsers join the values with a comma, and "${quote(lines.join(', '))}" is not an origin.`,
      steps: [
        'Set the CORS headers in one layer only: in the application or in the proxy in front of it, and remove them from the other (nginx: proxy_hide_header Access-Control-Allow-Origin).',
        `What must remain is one line: ${allowOrigin(originSent(failure))}.`,
        ...alsoAnError(failure),
      ],
      evidence: [
        ...lines.map(
          (found, index) =>
            ({
              side: 'response',
              header: 'access-control-allow-origin',
              found,
              expected: index === 0 ? null : 'no second line',
            }) as const,
        ),
        originEvidence(failure),
        ...headersPresent(failure, 'server', 'x-powered-by', 'via'),
      ],
      certainty: certaintyOf(failure),
    };
  },
} satisfies Rule;
