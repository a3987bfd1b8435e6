import { type Cases, cors, jsonPost } from '../build.ts';

const says = (value: string) => ({
  ...jsonPost,
  preflight: { status: 204, headers: { ...cors, 'Access-Control-Allow-Headers': value } },
});

export default {
  reports: [
    {
      name: 'spaces in place of commas',
      ...says('content-type x-api-key'),
      error: 'InvalidAllowHeadersPreflightResponse',
      says: ['content-type x-api-key', 'with commas'],
    },
    {
      name: 'brackets or quotes around it',
      ...says('"content-type"'),
      error: 'InvalidAllowHeadersPreflightResponse',
    },
    {
      name: 'semicolons',
      ...says('content-type; charset'),
      error: 'InvalidAllowHeadersPreflightResponse',
    },
  ],
  silent: [
    {
      name: 'an empty member at the end is passed over',
      ...says('content-type,'),
      response: { status: 200, headers: cors },
      error: null,
      instead: null,
    },
    {
      name: 'a list that can be read and lacks the member',
      ...says('x-other'),
      error: 'HeaderDisallowedByPreflightResponse',
      instead: 'allow-headers',
    },
  ],
} satisfies Cases;
