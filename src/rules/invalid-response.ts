import { errorSeen, urlSent } from '../clues/evidence.ts';
import { certaintyOf, detailOf, netError } from '../clues/failure.ts';
import { notCors } from '../clues/sentences.ts';
import { code, named } from '../prose.ts';
import type { ErrorDetail } from '../recording/types.ts';
import type { Rule } from './types.ts';

export default {
  id: 'invalid-response',
  title: (failure) =>
    detailOf(failure) === 'redirect-loop' ? 'Too many redirects' : 'Invalid HTTP response',
  misleading: true,
  fix: 'network',
  spec: 'https://fetch.spec.whatwg.org/#concept-network-error',
  mdn: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS/Errors/CORSDidNotSucceed',
  explain(failure) {
    const error = netError(failure, 'invalid-response');
    if (failure.hop.response?.notHttp) {
      return {
        summary: `The response to ${named(failure.hop)} is not HTTP: it has no status line. The browser treats it as a response without headers and reports a CORS error.`,
        steps: [meaningOf(undefined)[1]],
        notes: [notCors],
        evidence: [urlSent(failure)],
        certainty: certaintyOf(failure),
      };
    }
    if (error === null) return;
    const [what, step] = meaningOf(detailOf(failure));
    return {
      summary: `The browser can't use the response to ${named(failure.hop)} (${code(error)}): ${what}. Your code sees the same error as with CORS.`,
      steps: [step],
      notes: [notCors],
      evidence: [errorSeen(error), urlSent(failure)],
      certainty: certaintyOf(failure),
    };
  },
} satisfies Rule;

function meaningOf(detail: ErrorDetail | undefined): [what: string, step: string] {
  if (detail === 'redirect' || detail === 'redirect-loop') {
    return detail === 'redirect-loop'
      ? [
          'the redirects form a loop',
          'Follow them with `curl -iL`: often http and https, or URLs with and without a slash, redirect to each other, or a cookie is missing.',
        ]
      : [
          'it redirects to a URL that browsers do not follow',
          'Check the `Location` header with `curl -i` and fix it: it must be an http or https URL.',
        ];
  }
  if (detail === 'encoding') {
    return [
      "the body's encoding doesn't match its headers",
      'Compare `Content-Encoding` and `Transfer-Encoding` with the body: usual causes are compressing twice, and a proxy that decompresses but keeps the header.',
    ];
  }
  if (detail === 'headers') {
    return [
      'its headers are too large, duplicated or truncated',
      'Check the headers with `curl -i`: look for several `Content-Length` or `Location` headers, and for very long ones.',
    ];
  }
  return [
    'it is not the HTTP that the browser expects',
    'Check the port: another service may be listening on it, or the server expects https.',
  ];
}
