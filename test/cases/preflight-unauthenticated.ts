import { type Cases, cors, jsonPost, preflightOk } from '../build.ts';

const bearer = { headers: { Authorization: 'Bearer valid' } } as const;

export default {
  reports: [
    {
      name: 'the login runs before flask-cors',
      thread: 'corydolphin/flask-cors#170',
      ...bearer,
      preflight: { status: 401, headers: { 'WWW-Authenticate': 'Bearer' } },
      error: 'PreflightMissingAllowOriginHeader',
      certainty: 'certain',
      says: ['401 Unauthorized', 'before authentication'],
    },
    {
      name: 'http4s wraps CORS inside the authentication',
      thread: 'http4s/http4s#1039',
      ...bearer,
      preflight: { status: 401 },
      error: 'PreflightMissingAllowOriginHeader',
    },
    {
      name: 'Ocelot authenticates OPTIONS',
      thread: 'ThreeMammals/Ocelot#633',
      ...bearer,
      preflight: { status: 401, headers: { Server: 'Kestrel' } },
      error: 'PreflightMissingAllowOriginHeader',
    },
    {
      name: 'an auth middleware refuses OPTIONS',
      thread: 'kdeps/kdeps#468',
      ...bearer,
      preflight: { status: 401 },
      error: 'PreflightMissingAllowOriginHeader',
    },
    {
      name: 'json-server-auth guards the preflight',
      thread: 'jeremyben/json-server-auth#15',
      ...bearer,
      preflight: { status: 401, headers: { 'X-Powered-By': 'Express' } },
      error: 'PreflightMissingAllowOriginHeader',
    },
    {
      name: 'RestRserve authenticates before CORS',
      thread: 'rexyai/RestRserve#199',
      ...bearer,
      preflight: { status: 401 },
      error: 'PreflightMissingAllowOriginHeader',
    },
    {
      name: 'the headers are there, but the status is 401',
      ...bearer,
      preflight: { status: 401, headers: preflightOk.headers },
      error: 'PreflightInvalidStatus',
      behind: [],
    },
    {
      name: 'a firewall lets no OPTIONS through',
      ...jsonPost,
      preflight: { status: 403, headers: { Server: 'nginx' } },
      error: 'PreflightMissingAllowOriginHeader',
      says: ['Spring'],
    },
    {
      name: 'the preflight after a redirect is refused',
      ...jsonPost,
      preflight: preflightOk,
      response: { status: 307, headers: { ...cors, Location: 'https://api.example.com/v2/items' } },
      followed: [{ preflight: { status: 403 } }],
      error: 'PreflightMissingAllowOriginHeader',
    },
  ],
  silent: [
    {
      name: 'Spring rejects the origin: its CORS filter ran',
      ...jsonPost,
      preflight: {
        status: 403,
        headers: { Vary: 'Origin, Access-Control-Request-Method, Access-Control-Request-Headers' },
      },
      error: 'PreflightMissingAllowOriginHeader',
      instead: 'allow-origin-missing',
    },
    {
      name: 'S3 has no CORS rule for the page',
      ...jsonPost,
      url: 'https://bucket.s3.eu-central-1.amazonaws.com/a.json',
      preflight: {
        status: 403,
        headers: { Server: 'AmazonS3', 'Content-Type': 'application/xml' },
      },
      error: 'PreflightMissingAllowOriginHeader',
      instead: 'allow-origin-missing',
    },
    {
      name: 'the preflight passes and the request itself is returned 401',
      ...bearer,
      preflight: preflightOk,
      response: { status: 401 },
      error: 'MissingAllowOriginHeader',
      instead: 'unauthenticated',
    },
    {
      name: 'the preflight passes and the page reads the 403',
      ...bearer,
      preflight: preflightOk,
      response: { status: 403, headers: cors },
      error: null,
      instead: null,
    },
    {
      name: 'the preflight is returned 404',
      ...bearer,
      preflight: { status: 404 },
      error: 'PreflightMissingAllowOriginHeader',
      instead: 'preflight-not-routed',
    },
  ],
} satisfies Cases;
