import { type Cases, jsonPost } from '../build.ts';

export default {
  reports: [
    {
      name: 'a self-signed certificate',
      thread: 'sillsdev/TheCombine#83',
      response: { error: 'net::ERR_CERT_AUTHORITY_INVALID' },
      error: null,
      behind: [],
      certainty: 'certain',
      says: ['self-signed', 'Open `https://api.example.com/` in a new tab', 'mkcert'],
    },
    {
      name: 'the same in Firefox',
      thread: 'spenibus/cors-everywhere-firefox-addon#48',
      response: { error: 'MOZILLA_PKIX_ERROR_SELF_SIGNED_CERT' },
      error: null,
      unserved: 'Firefox says it to webRequest only.',
    },
    {
      name: 'an expired certificate, seen on the preflight',
      ...jsonPost,
      preflight: { error: 'net::ERR_CERT_DATE_INVALID' },
      error: null,
      says: ['expired'],
    },
    {
      name: 'https asked of a port that speaks http',
      url: 'https://localhost:8080/api',
      response: { error: 'net::ERR_SSL_PROTOCOL_ERROR' },
      error: null,
      says: ["doesn't speak TLS"],
    },
    {
      name: 'the certificate is for another name',
      response: { error: 'net::ERR_CERT_COMMON_NAME_INVALID' },
      error: null,
      says: ['another host name'],
    },
  ],
  silent: [
    {
      name: 'the connection is reset before TLS',
      response: { error: 'net::ERR_CONNECTION_RESET' },
      error: null,
      instead: 'connection-lost',
    },
    {
      name: 'http asked of a port that speaks https',
      url: 'http://localhost:8443/api',
      response: { error: 'net::ERR_INVALID_HTTP_RESPONSE' },
      error: null,
      instead: 'invalid-response',
    },
  ],
} satisfies Cases;
