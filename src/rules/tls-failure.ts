import { errorSeen, urlSent } from '../clues/evidence.ts';
import { certaintyOf, detailOf, netError } from '../clues/failure.ts';
import { quote, serverOf } from '../prose.ts';
import type { ErrorDetail } from '../recording/types.ts';
import type { Rule } from './types.ts';

export default {
  id: 'tls-failure',
  title: () => 'The secure connection failed (certificate or TLS)',
  misleading: true,
  fix: 'network',
  spec: 'https://fetch.spec.whatwg.org/#concept-network-error',
  mdn: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS/Errors/CORSDidNotSucceed',
  explain(failure) {
    const error = netError(failure, 'tls');
    if (error === null) return;
    const detail = detailOf(failure);
    const server = serverOf(failure.hop.url);
    return {
      summary: `The browser did not trust or could not set up the secure connection to ${server} (${quote(error)}): ${meaningOf(detail)}. It sent no request, so there was no response to check for CORS.`,
      steps: [
        `Open https://${server}/ in a tab of its own: the browser shows there what it holds against the certificate.`,
        stepFor(detail),
        'No CORS setting is involved.',
      ],
      evidence: [errorSeen(error), urlSent(failure)],
      certainty: certaintyOf(failure),
    };
  },
} satisfies Rule;

function meaningOf(detail: ErrorDetail | undefined): string {
  switch (detail) {
    case 'expired':
      return 'the certificate has expired or is not valid yet';
    case 'wrong-host':
      return 'the certificate is for another host name';
    case 'untrusted':
      return 'the certificate comes from an issuer this browser does not know, such as a self-signed one';
    case 'revoked':
      return 'the certificate was revoked';
    case 'client-certificate':
      return 'the server wants a certificate of the client';
    case 'not-tls':
      return 'the other side does not speak TLS, most often because https is asked of a port that speaks http';
    case 'no-common-version':
      return 'browser and server share no TLS version or cipher';
    default:
      return 'the two could not agree';
  }
}

function stepFor(detail: ErrorDetail | undefined): string {
  switch (detail) {
    case 'not-tls':
      return 'Check scheme and port of the URL: if the server speaks plain http there, call http (from an http page), or give it a certificate.';
    case 'client-certificate':
      return "Install the client's certificate; a preflight never carries one, so the server must answer OPTIONS without it.";
    default:
      return 'Give the server a valid certificate. For local work use mkcert, whose issuer your browser trusts; accepting the warning in a tab helps only until it is forgotten.';
  }
}
