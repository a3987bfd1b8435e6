import { type Cases, cors, jsonPost } from '../build.ts';

const says = (value: string) => ({
  response: { status: 200, headers: { 'Access-Control-Allow-Origin': value } },
  error: 'InvalidAllowOriginValue' as const,
});

export default {
  reports: [
    {
      name: 'an unset variable',
      ...says(''),
      behind: [],
      certainty: 'certain',
      says: ['is empty', 'unset environment variable'],
    },
    {
      name: 'the scheme is missing',
      ...says('app.example.com'),
      says: ['without the scheme (`https://`)'],
    },
    {
      name: 'a wildcard subdomain without a scheme',
      ...says('*.example.com'),
      says: ['only a lone `*` is a wildcard'],
    },
    { name: 'a config value', ...says('true'), says: ['a config value'] },
    { name: 'a variable nobody filled in', ...says('$http_origin'), says: ["wasn't substituted"] },
    { name: 'quotes around it', ...says('"https://app.example.com"'), says: ['quotes'] },
    {
      name: 'on the preflight',
      ...jsonPost,
      preflight: {
        status: 204,
        headers: {
          'Access-Control-Allow-Origin': '**',
          'Access-Control-Allow-Headers': 'content-type',
        },
      },
      error: 'PreflightInvalidAllowOriginValue',
    },
  ],
  silent: [
    {
      name: 'the origin of the page',
      response: { status: 200, headers: cors },
      error: null,
      instead: null,
    },
    {
      name: 'another origin is at least an origin',
      response: { status: 200, headers: { 'Access-Control-Allow-Origin': 'https://x.example' } },
      error: 'AllowOriginMismatch',
      instead: 'allow-origin-mismatch',
    },
  ],
} satisfies Cases;
