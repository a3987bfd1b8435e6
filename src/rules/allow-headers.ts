import { extractTokens, get } from '../cors/headers.ts';
import { requestedHeaders } from '../cors/preflight.ts';
import { certaintyOf, headerSeen, headerSent } from '../exchange/failed.ts';
import { afterRepair, credentialsToo, list, named, quote } from '../exchange/words.ts';
import type { Rule } from './types.ts';

export default {
  id: 'allow-headers',
  title: "The preflight's answer does not allow a request header",
  misleading: false,
  repair: 'server',
  spec: 'https://fetch.spec.whatwg.org/#cors-preflight-fetch',
  mdn: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS/Errors/CORSMissingAllowHeaderFromPreflight',
  explain(failure) {
    if (failure.error !== 'HeaderDisallowedByPreflightResponse' || !failure.hop.response) return;
    const { hop } = failure;
    const value = get(failure.hop.response.headers, 'access-control-allow-headers');
    const allowed = (
      extractTokens(failure.hop.response.headers, 'access-control-allow-headers') ?? []
    ).map((name) => name.toLowerCase());
    const missing = requestedHeaders(hop.headers).filter((name) => !allowed.includes(name));
    if (missing.length === 0) return;
    const says =
      value === null
        ? 'has no Access-Control-Allow-Headers header'
        : `says Access-Control-Allow-Headers: ${quote(value)}`;
    const wildcard = allowed.includes('*')
      ? ' With credentials the * is no wildcard, it is the name of a header.'
      : '';
    return {
      summary: `The page wants to send ${list(missing)}; the answer to the preflight ${named(hop)} ${says}.${wildcard} Chrome names only the first header that is missing; these are all.`,
      steps: [
        ...missing.flatMap((name) => fromThePage(name)),
        `Add ${list(missing)} to Access-Control-Allow-Headers in the answer to OPTIONS${wildcard === '' ? '' : ', by name'}.`,
        ...credentialsToo(failure),
        ...afterRepair(failure),
      ],
      evidence: [
        headerSeen(failure, 'access-control-allow-headers', missing.join(', ')),
        headerSent(failure, 'access-control-request-headers'),
      ],
      certainty: certaintyOf(failure),
    };
  },
} satisfies Rule;

/** Headers that better not be sent at all, and those nobody remembers to have added. */
function fromThePage(name: string): string[] {
  if (name.startsWith('access-control-')) {
    return [
      `Take ${quote(name)} out of the request: it is a response header, only the server can send it.`,
    ];
  }
  if (
    [
      'sentry-trace',
      'baggage',
      'traceparent',
      'tracestate',
      'newrelic',
      'x-datadog-trace-id',
    ].includes(name)
  ) {
    return [
      `${quote(name)} is added by a tracing library; limit it to your own servers there, or allow it.`,
    ];
  }
  return [];
}
