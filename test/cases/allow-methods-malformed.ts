import { type Cases, cors } from '../build.ts';

const says = (value: string) => ({
  method: 'PUT',
  preflight: { status: 204, headers: { ...cors, 'Access-Control-Allow-Methods': value } },
});

export default {
  reports: [
    {
      name: 'spaces in place of commas',
      ...says('GET POST PUT'),
      error: 'InvalidAllowMethodsPreflightResponse',
      says: ['GET POST PUT', 'with commas'],
    },
    {
      name: 'brackets or quotes around it',
      ...says('[GET, PUT]'),
      error: 'InvalidAllowMethodsPreflightResponse',
    },
    { name: 'semicolons', ...says('GET; PUT'), error: 'InvalidAllowMethodsPreflightResponse' },
  ],
  silent: [
    {
      name: 'an empty member at the end is passed over',
      ...says('GET, PUT,'),
      response: { status: 200, headers: cors },
      error: null,
      instead: null,
    },
    {
      name: 'a list that can be read and lacks the member',
      ...says('x-other'),
      error: 'MethodDisallowedByPreflightResponse',
      instead: 'allow-methods',
    },
  ],
} satisfies Cases;
