import type { Dialect, Meanings } from './types.ts';

/** Chromium's error codes. net/base/net_error_list.h */
const errors: Meanings = [
  [/^net::ERR_FAILED$/, { kind: 'failed' }],
  [/^net::ERR_ABORTED$/, { kind: 'aborted' }],
  [
    /^net::ERR_(INTERNET_DISCONNECTED|NETWORK_IO_SUSPENDED|NETWORK_ACCESS_DENIED)$/,
    { kind: 'offline' },
  ],
  [
    /^net::ERR_(NAME_NOT_RESOLVED|NAME_RESOLUTION_FAILED|DNS_\w+|ICANN_NAME_COLLISION)$/,
    { kind: 'dns' },
  ],
  [
    /^net::ERR_((HTTPS_)?PROXY_\w+|TUNNEL_CONNECTION_FAILED|SOCKS_CONNECTION_\w+)$/,
    { kind: 'proxy' },
  ],
  [/^net::ERR_(CONNECTION_(REFUSED|FAILED)|ADDRESS_(UNREACHABLE|INVALID))$/, { kind: 'refused' }],
  [/^net::ERR_CERT_DATE_INVALID$/, { kind: 'tls', detail: 'expired' }],
  [/^net::ERR_CERT_COMMON_NAME_INVALID$/, { kind: 'tls', detail: 'wrong-host' }],
  [/^net::ERR_CERT_AUTHORITY_INVALID$/, { kind: 'tls', detail: 'untrusted' }],
  [/^net::ERR_CERT_\w*REVOKED$/, { kind: 'tls', detail: 'revoked' }],
  [
    /^net::ERR_(SSL_CLIENT_AUTH|BAD_SSL_CLIENT_AUTH)_\w+$/,
    { kind: 'tls', detail: 'client-certificate' },
  ],
  [/^net::ERR_SSL_PROTOCOL_ERROR$/, { kind: 'tls', detail: 'not-tls' }],
  [/^net::ERR_SSL_\w*(VERSION|CIPHER)/, { kind: 'tls', detail: 'no-common-version' }],
  // Older versions called a response over a connection with a bad certificate insecure.
  [/^net::ERR_((CERT_|SSL_|BAD_SSL_|ECH_|CT_)\w+|INSECURE_RESPONSE)$/, { kind: 'tls' }],
  [/^net::ERR_CONNECTION_TIMED_OUT$/, { kind: 'timeout', detail: 'connecting' }],
  [/^net::ERR_TIMED_OUT$/, { kind: 'timeout' }],
  [
    /^net::ERR_(CONNECTION_(RESET|CLOSED|ABORTED)|EMPTY_RESPONSE|CONTENT_LENGTH_MISMATCH|INCOMPLETE_\w+|SOCKET_\w+|NETWORK_CHANGED|(HTTP2|SPDY|QUIC)_\w+)$/,
    { kind: 'reset' },
  ],
  [/^net::ERR_TOO_MANY_REDIRECTS$/, { kind: 'invalid-response', detail: 'redirect-loop' }],
  [/^net::ERR_(INVALID|UNSAFE)_REDIRECT$/, { kind: 'invalid-response', detail: 'redirect' }],
  [
    /^net::ERR_(INVALID_CHUNKED_ENCODING|CONTENT_DECODING_\w+)$/,
    { kind: 'invalid-response', detail: 'encoding' },
  ],
  [/^net::ERR_RESPONSE_HEADERS_\w+$/, { kind: 'invalid-response', detail: 'headers' }],
  [
    /^net::ERR_(INVALID_(HTTP_RESPONSE|RESPONSE)|HTTP_1_1_REQUIRED|HTTP_RESPONSE_CODE_FAILURE|METHOD_NOT_SUPPORTED)$/,
    { kind: 'invalid-response' },
  ],
  [/^net::ERR_UNSAFE_PORT$/, { kind: 'unsafe-port' }],
  [/^net::ERR_BLOCKED_BY_CLIENT\.Inspector$/i, { kind: 'blocked-by-client', detail: 'devtools' }],
  [
    /^net::ERR_BLOCKED_BY_(ADMINISTRATOR|ENTERPRISE\w*)$/,
    { kind: 'blocked-by-client', detail: 'policy' },
  ],
  [
    /^net::ERR_BLOCKED_BY_(CLIENT(\.\w+)?|FINGERPRINTING\w*|PRIVACY_CHECKS)$/,
    { kind: 'blocked-by-client' },
  ],
  [/^net::ERR_BLOCKED_BY_ORB$/, { kind: 'orb' }],
  [/^net::ERR_BLOCKED_BY_RESPONSE\.\w*Coep/i, { kind: 'blocked-by-response', detail: 'isolated' }],
  [/^net::ERR_BLOCKED_BY_RESPONSE(\.\w+)?$/, { kind: 'blocked-by-response' }],
  [/^net::ERR_BLOCKED_BY_CSP$/, { kind: 'csp' }],
  [/^net::ERR_BLOCKED_BY_LOCAL_NETWORK_ACCESS_CHECKS$/, { kind: 'local-network' }],
];

/**
 * The empty `_error` with which Chromium ends a request that the browser itself stopped before it was sent. A null
 * `_error` means that it still runs.
 */
export const blockedBeforeSending = { kind: 'unsent', text: '(blocked)' } as const;

/** The Network panel of Chrome, Edge and others, with or without its `_` fields, sanitized or not. */
export const devtools: Dialect = {
  id: 'devtools',
  title: 'DevTools',
  wrote: (creator) => /^(webinspector|browser devtools|chrome devtools|edge)/.test(creator),
  source: 'chromium',
  errors,
};
