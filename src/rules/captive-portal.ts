import { allowOriginSeen, headersPresent, statusSeen } from '../clues/evidence.ts';
import { errorResponse, refusedPreflight } from '../clues/failure.ts';
import { hides, notCors } from '../clues/sentences.ts';
import { named } from '../prose.ts';
import type { Rule } from './types.ts';

export default {
  id: 'captive-portal',
  title: () => 'Captive portal: the network requires a login (511)',
  misleading: true,
  fix: 'network',
  spec: 'https://www.rfc-editor.org/rfc/rfc6585#section-6',
  mdn: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Status/511',
  explain(failure) {
    // Only what intercepts the connection sends it, never the requested server.
    const response = errorResponse(failure) ?? refusedPreflight(failure);
    if (response?.status !== 511) return;
    return {
      summary: `${named(failure.hop)} returned 511 Network Authentication Required: your network intercepted the request, and it never reached the server. ${hides(failure)}`,
      steps: [
        'Open any http page, such as `http://example.com`, in a new tab and log in to the network there. Then reload this page.',
      ],
      notes: [notCors],
      evidence: [
        statusSeen(failure),
        ...headersPresent(failure, 'server', 'via'),
        ...allowOriginSeen(failure),
      ],
      certainty: 'certain',
    };
  },
} satisfies Rule;
