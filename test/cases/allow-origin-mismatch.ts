import { type Cases, cors, jsonPost } from '../build.ts';

const says = (value: string) => ({
  response: { status: 200, headers: { 'Access-Control-Allow-Origin': value } },
  error: 'AllowOriginMismatch' as const,
});

export default {
  reports: [
    {
      name: 'the scheme differs',
      ...says('http://app.example.com'),
      behind: [],
      certainty: 'certain',
      says: ['different scheme', 'https://app.example.com'],
    },
    {
      name: 'the port differs',
      page: 'http://localhost:5173/',
      url: 'http://localhost:8080/api',
      ...says('http://localhost:3000'),
      says: ['different port (`3000` vs. `5173`)', '3000', '5173'],
    },
    {
      name: 'with and without www',
      page: 'https://www.example.com/',
      ...says('https://example.com'),
      says: ['www'],
    },
    { name: 'a trailing slash', ...says('https://app.example.com/'), says: ['no trailing slash'] },
    { name: 'a path', ...says('https://app.example.com/login'), says: ['no path'] },
    {
      name: 'the letter case',
      ...says('https://App.Example.com'),
      says: ['only the case differs'],
    },
    {
      name: 'a literal wildcard subdomain',
      ...says('https://*.example.com'),
      says: ['is literal', 'lone `*`'],
    },
    {
      name: 'the value null for a page that has an origin',
      ...says('null'),
      says: ['some middleware sends `null`'],
    },
    {
      name: 'the server is set up for staging',
      ...says('https://app.staging.example.com'),
      says: ['"staging"', 'production'],
    },
    {
      name: 'the server is set up for production, the page runs locally',
      page: 'http://localhost:3000/',
      ...says('https://app.example.com'),
      says: ['local development'],
    },
    {
      name: 'a deploy preview calls production',
      page: 'https://shop-git-checkout-team.vercel.app/',
      ...says('https://shop.vercel.app'),
      says: ['the page runs in a deploy preview'],
    },
    {
      name: 'localhost is not 127.0.0.1',
      page: 'http://127.0.0.1:3000/',
      url: 'http://localhost:8080/',
      ...says('http://localhost:3000'),
      says: ['different origins'],
    },
    {
      name: 'another customer altogether',
      ...says('https://partner.example.org'),
      says: ['different host'],
    },
    {
      name: 'the preflight response allows another origin',
      ...jsonPost,
      preflight: {
        status: 204,
        headers: {
          'Access-Control-Allow-Origin': 'https://admin.example.com',
          'Access-Control-Allow-Methods': 'POST',
          'Access-Control-Allow-Headers': 'Content-Type',
        },
      },
      error: 'PreflightAllowOriginMismatch',
      behind: [],
      says: ['The preflight response'],
    },
    {
      name: 'a 401 that was set up for another origin: the config first, then the 401',
      response: {
        status: 401,
        headers: { 'Access-Control-Allow-Origin': 'https://admin.example.com' },
      },
      error: 'AllowOriginMismatch',
      says: ['401 Unauthorized'],
    },
  ],
  silent: [
    {
      name: 'the origins agree',
      response: { status: 200, headers: cors },
      error: null,
      instead: null,
    },
    {
      name: 'two values are no mismatch',
      response: {
        status: 200,
        headers: {
          'Access-Control-Allow-Origin': ['https://app.example.com', 'https://app.example.com'],
        },
      },
      error: 'MultipleAllowOriginValues',
      instead: 'allow-origin-duplicated',
    },
  ],
} satisfies Cases;
