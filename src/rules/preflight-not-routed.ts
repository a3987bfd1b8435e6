import { headerSeen, headersPresent, statusSeen } from '../clues/evidence.ts';
import { refusedPreflight, wantedOrigin } from '../clues/failure.ts';
import { notYours } from '../clues/owners.ts';
import { hides, retryNotes, retrySteps } from '../clues/sentences.ts';
import { get } from '../cors/headers.ts';
import { named, statusName } from '../prose.ts';
import type { Rule } from './types.ts';

export default {
  id: 'preflight-not-routed',
  title: ({ hop }) =>
    `Preflight returned ${hop.response?.status ?? 404}: no route handles \`OPTIONS\``,
  misleading: false,
  fix: 'server-config',
  spec: 'https://fetch.spec.whatwg.org/#cors-preflight-fetch',
  mdn: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS/Errors/CORSPreflightDidNotSucceed',
  explain(failure) {
    const response = refusedPreflight(failure);
    if (response?.status !== 404 && response?.status !== 410) return;
    const method = get(failure.hop.headers, 'access-control-request-method') ?? 'GET';
    return {
      summary: `The preflight ${named(failure.hop)} returned ${statusName(response.status)}. ${hides(failure)}`,
      steps: [
        ...notYours(failure),
        `Check the URL: if ${named({ method, url: failure.hop.url })} returns 404 in curl, too, the path is wrong.`,
        'If the path is right, handle `OPTIONS` in CORS middleware before routing, for every path: 204 plus CORS headers.',
        ...retrySteps(failure),
      ],
      notes: retryNotes(failure),
      evidence: [
        statusSeen(failure, '204'),
        ...headersPresent(failure, 'server', 'x-powered-by'),
        headerSeen(failure, 'access-control-allow-origin', wantedOrigin(failure)),
      ],
      certainty: 'certain',
    };
  },
} satisfies Rule;
