import { headerSeen, headerSent } from '../clues/evidence.ts';
import { certaintyOf } from '../clues/failure.ts';
import { credentialsToo, retryNotes, retrySteps } from '../clues/sentences.ts';
import { extractTokens, get } from '../cors/headers.ts';
import { requestedHeaders } from '../cors/preflight.ts';
import { code, codes, header, named } from '../prose.ts';
import type { Failure, Rule } from './types.ts';

export default {
  id: 'allow-headers',
  title(failure) {
    const missing = missingHeaders(failure);
    const [only] = missing;
    if (only === undefined) return 'A request header is not allowed';
    if (missing.length === 1) return `Request header ${code(only, 46)} is not allowed`;
    const titles = missing.map(
      (_, index) => `Request headers ${codes(missing, missing.length - index)} are not allowed`,
    );
    return (
      titles.find(({ length }) => length <= 80) ??
      `${missing.length} request headers are not allowed`
    );
  },
  misleading: false,
  fix: 'server-config',
  spec: 'https://fetch.spec.whatwg.org/#cors-preflight-fetch',
  mdn: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS/Errors/CORSMissingAllowHeaderFromPreflight',
  explain(failure) {
    if (failure.error !== 'HeaderDisallowedByPreflightResponse' || !failure.hop.response) return;
    const { hop } = failure;
    const value = get(failure.hop.response.headers, 'access-control-allow-headers');
    const missing = missingHeaders(failure);
    if (missing.length === 0) return;
    // Response headers on a request: once removed, they need no permission.
    const misplaced = missing.filter((name) => name.startsWith('access-control-'));
    const traced = missing.filter((name) => tracing.includes(name));
    const wanted = missing.filter((name) => !misplaced.includes(name));
    const has =
      value === null
        ? 'has no `Access-Control-Allow-Headers`'
        : /^[*\s]*$/.test(value)
          ? `has ${header('Access-Control-Allow-Headers', value)}`
          : `only allows ${code(value)}`;
    const wildcard = allowedHeaders(failure).includes('*')
      ? " With credentials, `*` isn't a wildcard, but a literal header name."
      : '';
    return {
      summary: `The request sends ${codes(missing)}, but the preflight response (${named(hop)}) ${has}.${wildcard}`,
      steps: [
        ...(misplaced.length === 0
          ? []
          : [
              `Remove ${codes(misplaced)} from the request: only a server can send ${misplaced.length === 1 ? 'this header' : 'these headers'}.`,
            ]),
        ...(traced.length === 0
          ? []
          : [
              `Restrict your tracing SDK to your own servers (Sentry: \`tracePropagationTargets\`): it probably adds ${codes(traced)}.`,
            ]),
        ...(wanted.length === 0
          ? []
          : [
              `${traced.length === wanted.length ? 'Or add' : 'Add'} ${codes(wanted)} to \`Access-Control-Allow-Headers\` in the preflight response${wildcard === '' ? '' : ', by name'}.`,
            ]),
        ...retrySteps(failure),
      ],
      notes: [
        ...(missing.length === 1
          ? []
          : ["Chrome's message names only the first missing header; these are all of them."]),
        ...credentialsToo(failure),
        ...retryNotes(failure),
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

/** The names in the preflight response's list, in lower case. */
function allowedHeaders({ hop }: Failure): string[] {
  const names = hop.response && extractTokens(hop.response.headers, 'access-control-allow-headers');
  return (names ?? []).map((name) => name.toLowerCase());
}

/** The requested headers that the list does not name. */
function missingHeaders(failure: Failure): string[] {
  const allowed = allowedHeaders(failure);
  return requestedHeaders(failure.hop.headers).filter((name) => !allowed.includes(name));
}

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
