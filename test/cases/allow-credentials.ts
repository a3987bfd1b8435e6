import { type Cases, cors, corsWithCredentials, jsonPost, preflightOk } from '../build.ts';

export default {
  reports: [
    {
      name: 'the header is missing on a request with cookies',
      credentials: true,
      cookie: 'session=1',
      response: { status: 200, headers: cors },
      error: 'InvalidAllowCredentials',
      behind: [],
      certainty: 'certain',
      says: ['no `Access-Control-Allow-Credentials`', "credentials: 'include'"],
    },
    {
      name: 'True with a capital letter',
      credentials: true,
      cookie: 'session=1',
      response: { status: 200, headers: { ...cors, 'Access-Control-Allow-Credentials': 'True' } },
      error: 'InvalidAllowCredentials',
      says: ['Access-Control-Allow-Credentials: True', 'lowercase'],
    },
    {
      name: 'two layers both say true',
      credentials: true,
      cookie: 'session=1',
      response: {
        status: 200,
        headers: { ...cors, 'Access-Control-Allow-Credentials': ['true', 'true'] },
      },
      error: 'InvalidAllowCredentials',
      says: ['true, true'],
    },
    {
      name: 'the preflight lacks it',
      credentials: true,
      ...jsonPost,
      preflight: preflightOk,
      error: 'PreflightInvalidAllowCredentials',
      certainty: 'likely',
    },
  ],
  silent: [
    {
      name: 'it is true',
      credentials: true,
      cookie: 'session=1',
      response: { status: 200, headers: corsWithCredentials },
      error: null,
      instead: null,
    },
    {
      name: 'without credentials nobody asks for it',
      response: { status: 200, headers: cors },
      error: null,
      instead: null,
    },
  ],
} satisfies Cases;
