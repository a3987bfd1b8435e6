import { errorSeen, urlSent } from '../clues/evidence.ts';
import { certaintyOf, detailOf, netError } from '../clues/failure.ts';
import { notCors } from '../clues/sentences.ts';
import { code, serverIn, serverOf } from '../prose.ts';
import type { ErrorDetail } from '../recording/types.ts';
import type { Rule } from './types.ts';

export default {
  id: 'tls-failure',
  title: (failure) => `${titleOf(detailOf(failure))} (${serverIn(failure.hop.url)})`,
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
      summary: `The TLS connection to ${code(server)} failed (${code(error)}): ${meaningOf(detail)}. The request wasn't sent, so no CORS check took place.`,
      steps: [
        `Open ${code(`https://${server}/`)} in a new tab to see the browser's TLS error.`,
        stepFor(detail),
      ],
      notes: [notCors],
      evidence: [errorSeen(error), urlSent(failure)],
      certainty: certaintyOf(failure),
    };
  },
} satisfies Rule;

function titleOf(detail: ErrorDetail | undefined): string {
  switch (detail) {
    case 'expired':
      return 'Certificate expired or not yet valid';
    case 'wrong-host':
      return 'Certificate is for another host';
    case 'untrusted':
      return 'Certificate is not trusted';
    case 'revoked':
      return 'Certificate was revoked';
    case 'client-certificate':
      return 'Server requires a client certificate';
    case 'not-tls':
      return "Server doesn't speak TLS on this port";
    case 'no-common-version':
      return 'No common TLS version or cipher';
    default:
      return 'TLS connection failed';
  }
}

function meaningOf(detail: ErrorDetail | undefined): string {
  switch (detail) {
    case 'expired':
      return 'the certificate has expired or is not valid yet';
    case 'wrong-host':
      return 'the certificate is for another host name';
    case 'untrusted':
      return "the browser doesn't trust the certificate's issuer, for example because it is self-signed";
    case 'revoked':
      return 'the certificate was revoked';
    case 'client-certificate':
      return 'the server requires a client certificate';
    case 'not-tls':
      return 'the port probably serves plain http, not https';
    case 'no-common-version':
      return 'the browser and the server have no TLS version or cipher in common';
    default:
      return 'the handshake failed';
  }
}

function stepFor(detail: ErrorDetail | undefined): string {
  switch (detail) {
    case 'not-tls':
      return 'Check the scheme and port of the URL: if the server speaks plain http, use `http://` (from an http page), or enable TLS on the server.';
    case 'client-certificate':
      return 'Install the client certificate, and exempt `OPTIONS` from it on the server: preflights never carry one.';
    default:
      return 'Install a valid certificate on the server; in development, create one with `mkcert`. Accepting the warning in a tab helps only temporarily.';
  }
}
