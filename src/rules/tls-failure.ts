import { errorSeen, urlSent } from '../clues/evidence.ts';
import { certaintyOf, netError } from '../clues/failure.ts';
import { quote, serverOf } from '../prose.ts';
import { firefoxErrors } from '../recording/firefox.ts';
import type { Rule } from './types.ts';

export default {
  id: 'tls-failure',
  title: () => 'The secure connection failed (certificate or TLS)',
  misleading: true,
  fix: 'network',
  spec: 'https://fetch.spec.whatwg.org/#concept-network-error',
  mdn: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS/Errors/CORSDidNotSucceed',
  explain(failure) {
    const error = netError(failure);
    if (error === null || !(words.test(error) || error === firefoxErrors.tls)) return;
    const server = serverOf(failure.hop.url);
    return {
      summary: `The browser did not trust or could not set up the secure connection to ${server} (${quote(error)}): ${meaningOf(error)}. It sent no request, so there was no response to check for CORS.`,
      steps: [
        `Open https://${server}/ in a tab of its own: the browser shows there what it holds against the certificate.`,
        stepFor(error),
        'No CORS setting is involved.',
      ],
      evidence: [errorSeen(error), urlSent(failure)],
      certainty: certaintyOf(failure),
    };
  },
} satisfies Rule;

const words =
  /^(net::ERR_(CERT_|SSL_|BAD_SSL_|ECH_|CT_)\w+|(SEC|SSL|MOZILLA_PKIX)_ERROR_\w+|NS_ERROR_NET_INADEQUATE_SECURITY|NS_ERROR_GENERATE_FAILURE\b.*|The certificate is not trusted\b.*)$/s;

function meaningOf(error: string): string {
  if (/DATE|EXPIRED/.test(error)) return 'the certificate has expired or is not valid yet';
  if (/COMMON_NAME|BAD_CERT_DOMAIN/.test(error)) return 'the certificate is for another host name';
  if (/AUTHORITY|SELF_SIGNED|UNKNOWN_ISSUER|not trusted/.test(error)) {
    return 'the certificate comes from an issuer this browser does not know, such as a self-signed one';
  }
  if (/REVOKED/.test(error)) return 'the certificate was revoked';
  if (/CLIENT_AUTH|CLIENT_CERT/.test(error)) return 'the server wants a certificate of the client';
  if (/PROTOCOL_ERROR|RX_RECORD_TOO_LONG/.test(error)) {
    return 'the other side does not speak TLS, most often because https is asked of a port that speaks http';
  }
  if (/VERSION|CIPHER/.test(error)) return 'browser and server share no TLS version or cipher';
  return 'the two could not agree';
}

function stepFor(error: string): string {
  if (/PROTOCOL_ERROR|RX_RECORD_TOO_LONG/.test(error)) {
    return 'Check scheme and port of the URL: if the server speaks plain http there, call http (from an http page), or give it a certificate.';
  }
  if (/CLIENT_AUTH|CLIENT_CERT/.test(error)) {
    return "Install the client's certificate; a preflight never carries one, so the server must answer OPTIONS without it.";
  }
  return 'Give the server a valid certificate. For local work use mkcert, whose issuer your browser trusts; accepting the warning in a tab helps only until it is forgotten.';
}
