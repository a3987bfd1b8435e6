import type { Cases } from '../build.ts';

const denied = (name: string, thread: string, url: string) => ({
  name,
  thread,
  url,
  response: { error: 'net::ERR_FAILED' },
  error: null,
  unserved: 'The lab has no public address.',
});

export default {
  reports: [
    {
      ...denied(
        'the agent of a web app on this machine',
        'postmanlabs/postman-app-support#13877',
        'http://localhost:30000/status',
      ),
      certainty: 'likely',
      says: ['public page', 'Local network access', 'permission'],
    },
    denied('a game server on localhost', 'Icehunter/dune-admin#4', 'http://127.0.0.1:8080/api'),
    denied(
      'a local assistant with a hosted front end',
      'gptme/gptme#2483',
      'http://127.0.0.1:5700/api',
    ),
    denied('a router in the LAN', 'WICG/local-network-access#47', 'https://192.168.1.1/api'),
    {
      name: 'an http page is denied without being asked',
      page: 'http://app.example.com/',
      url: 'http://10.0.0.5/api',
      response: { error: 'net::ERR_FAILED' },
      error: null,
      says: ['Serve the page over https'],
      unserved: 'The lab has no public address.',
    },
    {
      name: 'the preflight is denied, and its entry says so',
      url: 'http://localhost:8080/api',
      method: 'PUT',
      preflight: { error: 'net::ERR_BLOCKED_BY_LOCAL_NETWORK_ACCESS_CHECKS' },
      response: { error: 'net::ERR_FAILED' },
      error: 'LocalNetworkAccessPermissionDenied',
      certainty: 'certain',
      unserved: 'The oracle serves it.',
    },
    {
      name: 'the request itself is denied, and its entry says so',
      url: 'http://printer.example.net/status',
      response: { error: 'net::ERR_BLOCKED_BY_LOCAL_NETWORK_ACCESS_CHECKS' },
      error: null,
      certainty: 'certain',
      unserved: 'Chromium 156 says so of preflights only.',
    },
    {
      name: 'the preflight of an http page is denied, and its entry says so',
      page: 'http://app.example.com/',
      url: 'http://localhost:8080/api',
      method: 'PUT',
      preflight: { error: 'net::ERR_BLOCKED_BY_LOCAL_NETWORK_ACCESS_CHECKS' },
      response: { error: 'net::ERR_FAILED' },
      error: 'InsecureLocalNetwork',
      certainty: 'certain',
      says: ['Serve the page over https'],
      unserved: 'The oracle serves it.',
    },
  ],
  silent: [
    {
      name: 'a local page calls a local server',
      page: 'http://localhost:3000/',
      url: 'http://localhost:8080/api',
      response: { error: 'net::ERR_FAILED' },
      error: null,
      instead: null,
      unserved: 'Something else must make the request fail.',
    },
    {
      name: 'the local server responded, so there was permission',
      url: 'http://localhost:8080/api',
      response: { status: 200 },
      error: 'MissingAllowOriginHeader',
      instead: 'allow-origin-missing',
    },
    {
      name: 'nothing listens on this machine',
      url: 'http://localhost:8080/api',
      response: { error: 'net::ERR_CONNECTION_REFUSED' },
      error: null,
      instead: 'connection-refused',
    },
  ],
} satisfies Cases;
