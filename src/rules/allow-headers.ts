import { headerSeen, headerSent } from '../clues/evidence.ts';
import { certaintyOf } from '../clues/failure.ts';
import { afterFix, credentialsToo } from '../clues/sentences.ts';
import { extractTokens, get } from '../cors/headers.ts';
import { requestedHeaders } from '../cors/preflight.ts';
import { list, named, quote } from '../prose.ts';
import type { Rule } from './types.ts';

export default {
  id: 'allow-headers',
  title: () => 'The preflight response does not allow a request header',
  misleading: false,
  fix: 'server-config',
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
    // Response headers on a request: taken out of it, nobody need allow them.
    const misplaced = missing.filter((name) => name.startsWith('access-control-'));
    const traced = missing.filter((name) => tracing.includes(name));
    const wanted = missing.filter((name) => !misplaced.includes(name));
    const others =
      missing.length === 1
        ? ''
        : ' Chrome names only the first header that is missing; these are all.';
    const says =
      value === null
        ? 'has no Access-Control-Allow-Headers header'
        : `says Access-Control-Allow-Headers: ${quote(value)}`;
    const wildcard = allowed.includes('*')
      ? ' With credentials the * is no wildcard, it is the name of a header.'
      : '';
    return {
      summary: `The page wants to send ${list(missing)}; the preflight response ${named(hop)} ${says}.${wildcard}${others}`,
      steps: [
        ...(misplaced.length === 0
          ? []
          : [
              `Take ${list(misplaced)} out of the request: a page cannot allow itself anything, only the server's answer can.`,
            ]),
        ...(traced.length === 0
          ? []
          : [
              `${list(traced)} most likely comes from a tracing library: limit it to your own servers there, or allow it.`,
            ]),
        ...(wanted.length === 0
          ? []
          : [
              `Add ${list(wanted)} to Access-Control-Allow-Headers in the preflight response${wildcard === '' ? '' : ', by name'}.`,
            ]),
        ...credentialsToo(failure),
        ...afterFix(failure),
      ],
      evidence: [
        headerSeen(failure, 'access-control-allow-headers', wanted.join(', ') || null),
        headerSent(failure, 'access-control-request-headers'),
      ],
      // Without * the fault is there in either credentials mode.
      certainty: wildcard === '' ? 'certain' : certaintyOf(failure),
    };
  },
} satisfies Rule;

/** Headers that nobody remembers to have added. */
const tracing = [
  'sentry-trace',
  'baggage',
  'traceparent',
  'tracestate',
  'newrelic',
  'x-datadog-trace-id',
  'x-datadog-parent-id',
  'b3',
  'x-b3-traceid',
];
