import { type Cases, cors, corsWithCredentials, jsonPost } from '../build.ts';

const allows = (headers: string | null) => ({
  status: 204,
  headers: { ...cors, ...(headers === null ? {} : { 'Access-Control-Allow-Headers': headers }) },
});

export default {
  reports: [
    {
      name: 'two of three headers are missing, and both are named',
      headers: { Authorization: 'Bearer t', 'X-Api-Key': 'k', 'X-Request-Id': '7' },
      preflight: allows('X-Api-Key'),
      error: 'HeaderDisallowedByPreflightResponse',
      behind: [],
      certainty: 'certain',
      says: ['`authorization` and `x-request-id`'],
    },
    {
      name: 'JSON needs content-type',
      ...jsonPost,
      preflight: allows(null),
      error: 'HeaderDisallowedByPreflightResponse',
      says: ['content-type', 'no `Access-Control-Allow-Headers`'],
    },
    {
      name: '* with credentials is a name',
      ...jsonPost,
      credentials: true,
      preflight: {
        status: 204,
        headers: { ...corsWithCredentials, 'Access-Control-Allow-Headers': '*' },
      },
      error: 'HeaderDisallowedByPreflightResponse',
      certainty: 'likely',
      says: ["isn't a wildcard", 'by name'],
    },
    {
      name: 'the page sends a response header',
      headers: { 'Access-Control-Allow-Origin': '*' },
      preflight: allows('content-type'),
      error: 'HeaderDisallowedByPreflightResponse',
      says: ['Remove `access-control-allow-origin` from the request'],
    },
    {
      name: 'a tracing library adds headers',
      headers: { 'Sentry-Trace': 'a-b-1', Baggage: 'sentry-environment=production' },
      preflight: allows('content-type'),
      error: 'HeaderDisallowedByPreflightResponse',
      says: ['tracePropagationTargets', '`baggage` and `sentry-trace`'],
    },
  ],
  silent: [
    {
      name: 'letter case does not matter',
      ...jsonPost,
      preflight: allows('CONTENT-TYPE'),
      response: { status: 200, headers: cors },
      error: null,
      instead: null,
    },
    {
      name: '* still covers Authorization',
      headers: { Authorization: 'Bearer t' },
      preflight: allows('*'),
      response: { status: 200, headers: cors },
      error: null,
      instead: null,
    },
  ],
} satisfies Cases;
