import { headerSeen, originEvidence } from '../clues/evidence.ts';
import { accessFault, certaintyOf, isTainted, redirectToLogin } from '../clues/failure.ts';
import { get } from '../cors/headers.ts';
import { named, quote, serverOf } from '../prose.ts';
import type { Rule } from './types.ts';

export default {
  id: 'redirect-to-other-origin',
  title: () => 'A redirect to another origin turned the Origin header into null',
  misleading: false,
  fix: 'server-code',
  spec: 'https://fetch.spec.whatwg.org/#serializing-a-request-origin',
  mdn: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS/Errors/CORSAllowOriginNotMatchingOrigin',
  explain(failure) {
    const response = accessFault(failure, 'AllowOriginMismatch', 'InvalidAllowOriginValue');
    if (!response || !isTainted(failure) || redirectToLogin(failure)?.followed) return;
    const { hop, exchange } = failure;
    const value = get(response.headers, 'access-control-allow-origin') ?? '';
    const first = exchange.hops[0];
    return {
      summary: `${named(first)} was redirected to ${serverOf(hop.url)}, a second foreign server. From there on the browser sends Origin: null, and the response says Access-Control-Allow-Origin: ${quote(value)}.`,
      steps: [
        `Call ${serverOf(hop.url)} from the page directly: then it sees Origin: ${quote(exchange.origin)}.`,
        `Or let ${serverOf(first.url)} fetch the data itself instead of redirecting.`,
        'If neither is possible and the response is public, Access-Control-Allow-Origin: * passes, without credentials. Do not allow the value null: every sandboxed page has it.',
      ],
      evidence: [
        headerSeen(failure, 'access-control-allow-origin'),
        originEvidence(failure),
        { side: 'request', header: ':url', found: first.url, expected: null },
      ],
      certainty: certaintyOf(failure),
    };
  },
} satisfies Rule;
