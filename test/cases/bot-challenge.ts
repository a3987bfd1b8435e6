import { type Cases, cors, jsonPost, preflightOk } from '../build.ts';

const challenged = {
  status: 403,
  headers: {
    Server: 'cloudflare',
    'CF-RAY': '8b1c2d3e4f5a6b7c-FRA',
    'CF-Mitigated': 'challenge',
    'Content-Type': 'text/html; charset=UTF-8',
  },
} as const;

export default {
  reports: [
    {
      name: 'Cloudflare asks for a challenge',
      response: challenged,
      error: 'MissingAllowOriginHeader',
      certainty: 'certain',
      says: ['Cloudflare blocked `GET', 'cf-mitigated: challenge', '403 Forbidden'],
    },
    {
      name: 'the firewall of Cloudflare blocks in production only',
      thread: 'hicommonwealth/commonwealth#7993',
      ...jsonPost,
      preflight: preflightOk,
      response: {
        status: 403,
        headers: {
          Server: 'cloudflare',
          'CF-RAY': '8b1c2d3e4f5a6b7c-FRA',
          'Content-Type': 'text/html; charset=UTF-8',
        },
      },
      error: 'MissingAllowOriginHeader',
      certainty: 'likely',
      says: ['Cloudflare probably blocked'],
    },
    {
      name: 'hotlink protection of Cloudflare',
      thread: 'mchangrh/sb.js#4',
      response: {
        status: 403,
        headers: {
          Server: 'cloudflare',
          'CF-RAY': '6f1c2d3e4f5a6b7c-YYZ',
          'Content-Type': 'text/html; charset=UTF-8',
        },
      },
      error: 'MissingAllowOriginHeader',
    },
    {
      name: 'the preflight is challenged, and can never pass',
      thread: 'cloudflare/cloudflare-docs#11753',
      ...jsonPost,
      preflight: challenged,
      error: 'PreflightMissingAllowOriginHeader',
      certainty: 'certain',
      says: ['preflights carry no cookies'],
    },
    {
      name: 'AWS WAF wants a puzzle solved (405)',
      response: { status: 405, headers: { 'x-amzn-waf-action': 'captcha', Server: 'CloudFront' } },
      error: 'MissingAllowOriginHeader',
      says: ['AWS WAF'],
    },
    {
      name: 'AWS WAF returns 202 with a challenge',
      response: { status: 202, headers: { 'x-amzn-waf-action': 'challenge' } },
      error: 'MissingAllowOriginHeader',
      says: ['202'],
    },
    {
      name: 'CloudFront blocks by country',
      response: {
        status: 403,
        headers: { Server: 'CloudFront', 'X-Cache': 'Error from cloudfront', 'X-Amz-Cf-Id': 'x' },
      },
      error: 'MissingAllowOriginHeader',
      certainty: 'likely',
    },
    {
      name: 'a challenge under load (503)',
      response: { ...challenged, status: 503 },
      error: 'MissingAllowOriginHeader',
    },
  ],
  silent: [
    {
      name: 'the application refuses, and Cloudflare only passes it on',
      response: {
        status: 403,
        headers: {
          Server: 'cloudflare',
          'CF-RAY': '8b1c2d3e4f5a6b7c-FRA',
          'CF-Cache-Status': 'DYNAMIC',
          'Content-Type': 'application/json',
        },
      },
      error: 'MissingAllowOriginHeader',
      instead: 'forbidden',
    },
    {
      name: 'a challenge the page can read',
      response: { ...challenged, headers: { ...challenged.headers, ...cors } },
      error: null,
      instead: null,
    },
    {
      name: 'a plain 403',
      response: { status: 403, headers: { Server: 'nginx' } },
      error: 'MissingAllowOriginHeader',
      instead: 'forbidden',
    },
    {
      name: 'a 200 through Cloudflare without CORS headers',
      response: { status: 200, headers: { Server: 'cloudflare', 'CF-RAY': '8b1c-FRA' } },
      error: 'MissingAllowOriginHeader',
      instead: 'allow-origin-missing',
    },
  ],
} satisfies Cases;
