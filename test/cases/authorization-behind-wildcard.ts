import { type Cases, cors, jsonPost } from '../build.ts';

const allows = (headers: string) => ({
  status: 204,
  headers: { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Headers': headers },
});
const bearer = { Authorization: 'Bearer t' };

export default {
  reports: [
    {
      name: '* alone',
      headers: bearer,
      preflight: allows('*'),
      response: { status: 200, headers: cors },
      error: null,
      says: ['by name', 'Access-Control-Allow-Headers: Authorization, *'],
    },
    {
      name: '* and another name',
      headers: { ...bearer, 'X-Api-Key': 'k' },
      preflight: allows('x-api-key, *'),
      response: { status: 200, headers: cors },
      error: null,
    },
  ],
  silent: [
    {
      name: 'it is named beside *',
      headers: bearer,
      preflight: allows('authorization, *'),
      response: { status: 200, headers: cors },
      error: null,
      instead: null,
    },
    {
      name: '* for other headers',
      ...jsonPost,
      preflight: allows('*'),
      response: { status: 200, headers: cors },
      error: null,
      instead: null,
    },
  ],
} satisfies Cases;
