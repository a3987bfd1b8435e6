import { type Cases, cors, corsWithCredentials, preflightOk } from '../build.ts';

const allows = (methods: string | null) => ({
  status: 204,
  headers: { ...cors, ...(methods === null ? {} : { 'Access-Control-Allow-Methods': methods }) },
});

export default {
  reports: [
    {
      name: 'DELETE is not on the list',
      method: 'DELETE',
      preflight: allows('GET, POST, PUT'),
      error: 'MethodDisallowedByPreflightResponse',
      behind: [],
      certainty: 'certain',
      says: ['DELETE', 'GET, POST, PUT'],
    },
    {
      name: 'there is no list',
      method: 'PUT',
      preflight: allows(null),
      error: 'MethodDisallowedByPreflightResponse',
      says: ['only `GET`, `HEAD` and `POST`'],
    },
    {
      name: 'the page writes patch in lower case',
      method: 'patch',
      preflight: allows('GET, PATCH'),
      error: 'MethodDisallowedByPreflightResponse',
      says: ['Write the method in uppercase in your code: `PATCH`'],
    },
    {
      name: 'the server writes put in lower case',
      method: 'PUT',
      preflight: allows('get, put'),
      error: 'MethodDisallowedByPreflightResponse',
      says: ['`put` is not `PUT`'],
    },
    {
      name: '* with credentials is a name',
      method: 'PUT',
      credentials: true,
      preflight: {
        status: 204,
        headers: { ...corsWithCredentials, 'Access-Control-Allow-Methods': '*' },
      },
      error: 'MethodDisallowedByPreflightResponse',
      certainty: 'likely',
      says: ["isn't a wildcard"],
    },
  ],
  silent: [
    {
      name: '* without credentials',
      method: 'PUT',
      preflight: allows('*'),
      response: { status: 200, headers: cors },
      error: null,
      instead: null,
    },
    {
      name: 'POST needs no entry',
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      preflight: {
        status: 204,
        headers: { ...cors, 'Access-Control-Allow-Headers': 'content-type' },
      },
      response: { status: 200, headers: cors },
      error: null,
      instead: null,
    },
    {
      name: 'the header is what is refused',
      method: 'PUT',
      headers: { 'X-Api-Key': 'k' },
      preflight: preflightOk,
      error: 'HeaderDisallowedByPreflightResponse',
      instead: 'allow-headers',
    },
  ],
} satisfies Cases;
