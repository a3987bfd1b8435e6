import { errorSeen, urlSent } from '../clues/evidence.ts';
import { certaintyOf, netError } from '../clues/failure.ts';
import { named, quote } from '../prose.ts';
import type { Rule } from './types.ts';

export default {
  id: 'invalid-response',
  title: () => 'What came back cannot be used as an HTTP answer',
  misleading: true,
  fix: 'network',
  spec: 'https://fetch.spec.whatwg.org/#concept-network-error',
  mdn: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS/Errors/CORSDidNotSucceed',
  explain(failure) {
    const error = netError(failure);
    if (failure.hop.response?.notHttp) {
      return {
        summary: `What came back for ${named(failure.hop)} is not HTTP: it began with no status line. The browser takes it for a response without headers, so scripts see a CORS error.`,
        steps: [meaningOf('')[1], 'No CORS setting is involved.'],
        evidence: [urlSent(failure)],
        certainty: certaintyOf(failure),
      };
    }
    if (error === null || !words.test(error)) return;
    const [what, step] = meaningOf(error);
    return {
      summary: `${named(failure.hop)} got something the browser cannot use (${quote(error)}): ${what}. Scripts see only a network error, as with CORS.`,
      steps: [step, 'No CORS setting is involved.'],
      evidence: [errorSeen(error), urlSent(failure)],
      certainty: certaintyOf(failure),
    };
  },
} satisfies Rule;

const words =
  /^(net::ERR_(INVALID_(HTTP_RESPONSE|CHUNKED_ENCODING|REDIRECT|RESPONSE)|UNSAFE_REDIRECT|TOO_MANY_REDIRECTS|CONTENT_DECODING_\w+|RESPONSE_HEADERS_\w+|HTTP_1_1_REQUIRED|HTTP_RESPONSE_CODE_FAILURE|METHOD_NOT_SUPPORTED)|NS_ERROR_(CORRUPTED_CONTENT|INVALID_CONTENT_ENCODING|REDIRECT_LOOP|MALFORMED_URI|NET_ERROR_RESPONSE|UNSAFE_CONTENT_TYPE))$/;

function meaningOf(error: string): [what: string, step: string] {
  if (/REDIRECT/.test(error)) {
    return /TOO_MANY|LOOP/.test(error)
      ? [
          'the redirects do not end',
          'Follow them with curl -iL: often http and https, or two slashes, redirect to each other, or a cookie that would end it is not sent.',
        ]
      : [
          'a redirect leads to a URL the browser does not follow',
          'Look at the Location header with curl -i and correct it: it must be an http or https URL.',
        ];
  }
  if (/DECODING|ENCODING/.test(error)) {
    return [
      'the body is not encoded as its headers say',
      'Compare Content-Encoding and Transfer-Encoding with what is sent: two layers that both compress, or a proxy that unpacks and keeps the header, do this.',
    ];
  }
  if (/HEADERS/.test(error)) {
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
