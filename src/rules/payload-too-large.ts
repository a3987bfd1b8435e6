import { allowOriginSeen, headerSent, headersPresent, statusSeen } from '../clues/evidence.ts';
import { errorResponse } from '../clues/failure.ts';
import { errorsToo, hides, returned } from '../clues/sentences.ts';
import { gateway } from '../clues/signs.ts';
import { code, named } from '../prose.ts';
import type { Rule } from './types.ts';

export default {
  id: 'payload-too-large',
  title: (failure) => returned(failure),
  misleading: true,
  fix: 'server-code',
  spec: 'https://fetch.spec.whatwg.org/#concept-cors-check',
  mdn: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Status/413',
  explain(failure) {
    const response = errorResponse(failure);
    if (response?.status !== 413) return;
    const length = headerSent(failure, 'content-length');
    const sign = gateway(response);
    return {
      summary: `${named(failure.hop)}${length.found === null ? '' : ` with ${code(length.found)} bytes`} returned 413 Content Too Large, ${sign === null ? 'usually sent by a proxy before the application sees the upload' : `sent by ${sign.who} before the application saw the upload`}. ${hides(failure)}`,
      steps: [
        "Raise the body limit (nginx: `client_max_body_size`, 1 MB by default; then the application's own limit), or upload less at a time.",
        ...errorsToo(failure, 'If a proxy generated this response, set them there.'),
      ],
      evidence: [
        statusSeen(failure),
        ...(length.found === null ? [] : [length]),
        ...headersPresent(failure, 'server'),
        ...allowOriginSeen(failure),
      ],
      certainty: 'certain',
    };
  },
} satisfies Rule;
