import { type Cases, cors, jsonPost } from '../build.ts';

export default {
  reports: [
    {
      name: 'the server takes GET and POST only',
      ...jsonPost,
      preflight: { status: 405, headers: { Allow: 'GET, POST' } },
      error: 'PreflightMissingAllowOriginHeader',
      certainty: 'certain',
      says: ['405 Method Not Allowed', 'Allow: GET, POST', 'rejects `OPTIONS`'],
    },
    {
      name: 'OPTIONS is not implemented (501), with CORS headers',
      method: 'DELETE',
      preflight: { status: 501, headers: { ...cors, 'Access-Control-Allow-Methods': 'DELETE' } },
      error: 'PreflightInvalidStatus',
      behind: [],
    },
    {
      name: 'a service worker adds a header, and the static server knows no OPTIONS',
      thread: 'lukejacksonn/servor#30',
      headers: { 'X-Requested-With': 'sw' },
      preflight: { status: 405 },
      error: 'PreflightMissingAllowOriginHeader',
    },
  ],
  silent: [
    {
      name: 'POST itself is refused',
      method: 'POST',
      response: { status: 405, headers: { Allow: 'GET' } },
      error: 'MissingAllowOriginHeader',
      instead: 'method-not-allowed',
    },
    {
      name: 'the method is not on the list of the preflight',
      method: 'PUT',
      preflight: { status: 204, headers: { ...cors, 'Access-Control-Allow-Methods': 'GET' } },
      error: 'MethodDisallowedByPreflightResponse',
      instead: 'allow-methods',
    },
  ],
} satisfies Cases;
