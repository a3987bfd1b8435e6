import { errorSeen, urlSent } from '../clues/evidence.ts';
import { certaintyOf, detailOf, netError } from '../clues/failure.ts';
import { named, quote } from '../prose.ts';
import type { ErrorDetail } from '../recording/types.ts';
import type { Rule } from './types.ts';

export default {
  id: 'invalid-response',
  title: () => 'What came back cannot be used as an HTTP answer',
  misleading: true,
  fix: 'network',
  spec: 'https://fetch.spec.whatwg.org/#concept-network-error',
  mdn: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS/Errors/CORSDidNotSucceed',
  explain(failure) {
    const error = netError(failure, 'invalid-response');
    if (failure.hop.response?.notHttp) {
      return {
        summary: `What came back for ${named(failure.hop)} is not HTTP: it began with no status line. The browser takes it for a response without headers, so scripts see a CORS error.`,
        steps: [meaningOf(undefined)[1], 'No CORS setting is involved.'],
        evidence: [urlSent(failure)],
        certainty: certaintyOf(failure),
      };
    }
    if (error === null) return;
    const [what, step] = meaningOf(detailOf(failure));
    return {
      summary: `${named(failure.hop)} got something the browser cannot use (${quote(error)}): ${what}. Scripts see only a network error, as with CORS.`,
      steps: [step, 'No CORS setting is involved.'],
      evidence: [errorSeen(error), urlSent(failure)],
      certainty: certaintyOf(failure),
    };
  },
} satisfies Rule;

function meaningOf(detail: ErrorDetail | undefined): [what: string, step: string] {
  if (detail === 'redirect' || detail === 'redirect-loop') {
    return detail === 'redirect-loop'
      ? [
          'the redirects do not end',
          'Follow them with curl -iL: often http and https, or two slashes, redirect to each other, or a cookie that would end it is not sent.',
        ]
      : [
          'a redirect leads to a URL the browser does not follow',
          'Look at the Location header with curl -i and correct it: it must be an http or https URL.',
        ];
  }
  if (detail === 'encoding') {
    return [
      'the body is not encoded as its headers say',
      'Compare Content-Encoding and Transfer-Encoding with what is sent: two layers that both compress, or a proxy that unpacks and keeps the header, do this.',
    ];
  }
  if (detail === 'headers') {
    return [
      'its headers are too large, doubled or cut off',
      'Look at the headers with curl -i: several Content-Length or Location lines, or very long ones.',
    ];
  }
  return [
    'the other side does not speak HTTP as expected',
    'Check the port: another service may listen there, or the server speaks https where http is asked.',
  ];
}
