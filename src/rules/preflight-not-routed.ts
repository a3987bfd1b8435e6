import { headerSeen, headersPresent, statusSeen } from '../clues/evidence.ts';
import { refusedPreflight, wantedOrigin } from '../clues/failure.ts';
import { notYours } from '../clues/owners.ts';
import { afterFix, hides } from '../clues/sentences.ts';
import { get } from '../cors/headers.ts';
import { address, named, quote, statusName } from '../prose.ts';
import type { Rule } from './types.ts';

export default {
  id: 'preflight-not-routed',
  title: () => 'The server has no route for the preflight (404)',
  misleading: false,
  fix: 'server-config',
  spec: 'https://fetch.spec.whatwg.org/#cors-preflight-fetch',
  mdn: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS/Errors/CORSPreflightDidNotSucceed',
  explain(failure) {
    const response = refusedPreflight(failure);
    if (response?.status !== 404 && response?.status !== 410) return;
    const method = quote(get(failure.hop.headers, 'access-control-request-method') ?? 'request');
    return {
      summary: `The preflight ${named(failure.hop)} returned ${statusName(response.status)}: no route takes OPTIONS there. ${hides(failure)}`,
      steps: [
        ...notYours(failure),
        `Check the URL first: if ${method} ${address(failure.hop.url)} is a 404 as well (try it with curl), the path is wrong.`,
        'If the path is right, let the CORS layer answer OPTIONS before routing, for every path, with 204.',
        ...afterFix(failure),
      ],
      evidence: [
        statusSeen(failure, '204'),
        ...headersPresent(failure, 'server', 'x-powered-by'),
        headerSeen(failure, 'access-control-allow-origin', wantedOrigin(failure)),
      ],
      certainty: 'certain',
    };
  },
} satisfies Rule;
