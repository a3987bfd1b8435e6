import { headerSeen, headersPresent, statusSeen } from '../clues/evidence.ts';
import { refusedPreflight, wantedOrigin } from '../clues/failure.ts';
import { notYours } from '../clues/owners.ts';
import { afterFix } from '../clues/sentences.ts';
import { get } from '../cors/headers.ts';
import { named, quote, statusName } from '../prose.ts';
import type { Rule } from './types.ts';

export default {
  id: 'preflight-method-refused',
  title: () => 'The server refuses the OPTIONS method (405, 501)',
  misleading: false,
  fix: 'server-config',
  spec: 'https://fetch.spec.whatwg.org/#cors-preflight-fetch',
  mdn: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS/Errors/CORSPreflightDidNotSucceed',
  explain(failure) {
    const response = refusedPreflight(failure);
    if (response?.status !== 405 && response?.status !== 501) return;
    const allow = get(response.headers, 'allow');
    const method = quote(
      get(failure.hop.headers, 'access-control-request-method') ?? 'The request',
    );
    return {
      summary: `The preflight ${named(failure.hop)} returned ${statusName(response.status)}${allow === null ? '' : ` (Allow: ${quote(allow)})`}: the server does not take OPTIONS, with which every preflight is asked. ${method} itself was never sent.`,
      steps: [
        ...notYours(failure),
        'Let the CORS layer answer OPTIONS before routing, with 204 and the CORS headers.',
        'Check what stands in front as well: firewalls, proxies and IIS often forbid OPTIONS (IIS: WebDAV and request filtering).',
        ...afterFix(failure),
      ],
      evidence: [
        statusSeen(failure, '204'),
        ...headersPresent(failure, 'allow', 'server', 'x-powered-by'),
        headerSeen(failure, 'access-control-allow-origin', wantedOrigin(failure)),
      ],
      certainty: 'certain',
    };
  },
} satisfies Rule;
