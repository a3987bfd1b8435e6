import { allowOriginSeen, headerSent, headersPresent, statusSeen } from '../clues/evidence.ts';
import { errorResponse } from '../clues/failure.ts';
import { errorsToo, hides } from '../clues/sentences.ts';
import { gateway } from '../clues/signs.ts';
import { named, quote } from '../prose.ts';
import type { Rule } from './types.ts';

export default {
  id: 'payload-too-large',
  title: () => 'The upload is larger than the server takes (413)',
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
      summary: `${named(failure.hop)}${length.found === null ? '' : ` with ${quote(length.found)} bytes`} returned 413 Content Too Large${sign === null ? '' : ` by ${quote(sign.who)}`}, usually by a proxy before the application sees the upload. ${hides(failure)}`,
      steps: [
        'Raise the limit on the server (nginx: client_max_body_size, 1 MB unless set; then the one of the application), or send less at a time.',
        'The preflight passes all the same: it carries no body.',
        ...errorsToo(failure, 'If the proxy made this page, set them there.'),
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
