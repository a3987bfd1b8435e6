import { headerSeen, headersPresent, statusSeen } from '../clues/evidence.ts';
import { isOriginCallbackError, refusedPreflight, wantedOrigin } from '../clues/failure.ts';
import { afterFix } from '../clues/sentences.ts';
import { gateway, isGatewayStatus } from '../clues/signs.ts';
import { named, quote, statusName } from '../prose.ts';
import type { Rule } from './types.ts';

export default {
  id: 'preflight-server-error',
  title: () => 'The server failed on the preflight (5xx)',
  misleading: false,
  fix: 'server-config',
  spec: 'https://fetch.spec.whatwg.org/#cors-preflight-fetch',
  mdn: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS/Errors/CORSPreflightDidNotSucceed',
  explain(failure) {
    const response = refusedPreflight(failure);
    if (!response || response.status < 500 || response.status === 501) return;
    if (isOriginCallbackError(failure)) return;
    const sign = gateway(response);
    const gone = isGatewayStatus(response.status);
    return {
      summary: `The preflight ${named(failure.hop)} returned ${statusName(response.status)}${gone ? `: ${sign === null ? 'a proxy' : quote(sign.who)} answered, because the application did not` : ''}. A preflight must be answered with a 2xx status, so the browser never sends the request and reports a CORS error.`,
      steps: [
        gone
          ? 'Check that the application runs and responses in time: the request itself would fail as well.'
          : 'Look into the server log for this OPTIONS request: code that expects a body, a user or a tenant often fails on a preflight, which has none.',
        'Let the CORS layer answer OPTIONS first, before the application runs.',
        ...afterFix(failure),
      ],
      evidence: [
        statusSeen(failure, '204'),
        ...headersPresent(
          failure,
          ...new Set(['server', sign?.header ?? 'x-powered-by', 'retry-after']),
        ),
        headerSeen(failure, 'access-control-allow-origin', wantedOrigin(failure)),
      ],
      certainty: 'certain',
    };
  },
} satisfies Rule;
