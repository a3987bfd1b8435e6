import { headerSeen, headersPresent, statusSeen } from '../clues/evidence.ts';
import { refusedPreflight, wantedOrigin } from '../clues/failure.ts';
import { notYours } from '../clues/owners.ts';
import { retryNotes, retrySteps } from '../clues/sentences.ts';
import { get } from '../cors/headers.ts';
import { code, header, named, statusName } from '../prose.ts';
import type { Rule } from './types.ts';

export default {
  id: 'preflight-method-refused',
  title: ({ hop }) =>
    `Preflight returned ${hop.response?.status ?? 405}: the server rejects \`OPTIONS\``,
  misleading: false,
  fix: 'server-config',
  spec: 'https://fetch.spec.whatwg.org/#cors-preflight-fetch',
  mdn: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS/Errors/CORSPreflightDidNotSucceed',
  explain(failure) {
    const response = refusedPreflight(failure);
    if (response?.status !== 405 && response?.status !== 501) return;
    const allow = get(response.headers, 'allow');
    const method = get(failure.hop.headers, 'access-control-request-method');
    return {
      summary: `The preflight ${named(failure.hop)} returned ${statusName(response.status)}${allow === null ? '' : ` (${header('Allow', allow)})`}: the server rejects \`OPTIONS\`, so the browser never sent the ${method === null ? 'request' : code(method)}.`,
      steps: [
        ...notYours(failure),
        'Handle `OPTIONS` in CORS middleware before routing: 204 plus CORS headers.',
        'Check proxies and firewalls in front of it, too: they often block `OPTIONS` (IIS: WebDAV and request filtering).',
        ...retrySteps(failure),
      ],
      notes: retryNotes(failure),
      evidence: [
        statusSeen(failure, '204'),
        ...headersPresent(failure, 'allow', 'server', 'x-powered-by'),
        headerSeen(failure, 'access-control-allow-origin', wantedOrigin(failure)),
      ],
      certainty: 'certain',
    };
  },
} satisfies Rule;
