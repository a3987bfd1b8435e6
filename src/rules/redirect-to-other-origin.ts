import { headerSeen, originEvidence } from '../clues/evidence.ts';
import { accessFault, certaintyOf, isTainted } from '../clues/failure.ts';
import { get } from '../cors/headers.ts';
import { code, header, named, serverIn, serverOf } from '../prose.ts';
import type { Rule } from './types.ts';

export default {
  id: 'redirect-to-other-origin',
  title: ({ hop }) => `Redirect to ${serverIn(hop.url)} set \`Origin\` to \`null\``,
  misleading: false,
  fix: 'server-code',
  spec: 'https://fetch.spec.whatwg.org/#serializing-a-request-origin',
  mdn: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS/Errors/CORSAllowOriginNotMatchingOrigin',
  explain(failure) {
    const response = accessFault(failure, 'AllowOriginMismatch', 'InvalidAllowOriginValue');
    if (!response || !isTainted(failure)) return;
    const { hop, exchange } = failure;
    const value = get(response.headers, 'access-control-allow-origin') ?? '';
    const first = exchange.hops[0];
    return {
      summary: `${named(first)} was redirected to ${code(serverOf(hop.url))}, a third origin. From there on the browser sends \`Origin: null\`, and the response has ${header('Access-Control-Allow-Origin', value)}.`,
      steps: [
        `Call ${code(serverOf(hop.url))} directly, so that it gets ${header('Origin', exchange.origin)}.`,
        `Or fetch the data on ${code(serverOf(first.url))} instead of redirecting.`,
        "If neither is possible and the data is public, send `Access-Control-Allow-Origin: *`. Don't allow `null`: any site can produce it.",
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
