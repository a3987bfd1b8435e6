import { type Cases, cors, jsonPost, preflightOk, url } from '../build.ts';

const stored = (headers: Record<string, string>) => ({ status: 200, headers });

const image = {
  name: 'a plain image first',
  client: 'image',
  noCors: true,
  url: 'https://images.example.net/a.png',
  response: {
    status: 200,
    headers: { 'Content-Type': 'image/png', 'Cache-Control': 'max-age=600' },
  },
  error: null,
} as const;

export default {
  reports: [
    {
      name: 'CloudFront serves what it stored for another site',
      thread: 'fast-average-color/fast-average-color#117',
      response: stored({
        'Access-Control-Allow-Origin': 'https://www.example.org',
        'X-Cache': 'Hit from cloudfront',
        Age: '1200',
      }),
      error: 'AllowOriginMismatch',
      behind: [],
      certainty: 'likely',
      says: ['x-cache: Hit from cloudfront', 'Vary: Origin', 'CloudFront'],
    },
    {
      name: 'rack-cors without Vary behind a cache',
      thread: 'cyu/rack-cors#127',
      response: stored({ 'Access-Control-Allow-Origin': 'https://admin.example.com', Age: '30' }),
      error: 'AllowOriginMismatch',
      says: ['age: 30'],
    },
    {
      name: 'Cloudflare keeps one response for all origins',
      thread: 'Hubs-Foundation/reticulum#244',
      response: stored({
        'Access-Control-Allow-Origin': 'https://hubs.example.org',
        'CF-Cache-Status': 'HIT',
        Vary: 'Accept-Encoding',
      }),
      error: 'AllowOriginMismatch',
    },
    {
      name: 'stored for a request without Origin: S3 sends no header then',
      thread: 'samvera/serverless-iiif#111',
      response: stored({ 'X-Cache': 'Hit from cloudfront', Server: 'AmazonS3' }),
      earlier: [
        {
          name: 'the same URL with the header',
          response: stored({ ...cors, 'X-Cache': 'Miss from cloudfront' }),
          error: null,
          url,
        },
      ],
      error: 'MissingAllowOriginHeader',
      certainty: 'likely',
      says: ['a request without `Origin`'],
    },
    {
      name: 'the browser took the copy a plain image left in its cache',
      thread: 'mozilla/addons#12155',
      url: image.url,
      response: { error: 'net::ERR_FAILED' },
      earlier: [image],
      error: 'MissingAllowOriginHeader',
      certainty: 'likely',
      says: ['loaded without CORS', 'Disable cache'],
    },
    {
      name: 'a 304 without CORS headers confirms what a plain image stored',
      url: image.url,
      stored: '"a"',
      response: { status: 304, headers: { ETag: '"a"' } },
      error: 'MissingAllowOriginHeader',
      certainty: 'likely',
      says: ['returned 304', 'stored', 'Disable cache'],
      unserved: 'The oracle lane revalidates a stored response for real.',
    },
    {
      name: 'a 304 without CORS headers confirms what another origin of the site stored',
      url: image.url,
      stored: '"a"',
      earlier: [
        {
          ...image,
          response: {
            status: 200,
            headers: { ETag: '"a"', 'Access-Control-Allow-Origin': 'https://shop.example.com' },
          },
        },
      ],
      response: { status: 304, headers: { ETag: '"a"' } },
      error: 'AllowOriginMismatch',
      certainty: 'likely',
      says: ['https://shop.example.com', 'Vary: Origin'],
      unserved: 'The oracle lane revalidates a stored response for real.',
    },
  ],
  silent: [
    {
      name: 'a 304 that confirms a wildcard, to a request with credentials',
      url: image.url,
      credentials: true,
      stored: '"a"',
      earlier: [
        {
          ...image,
          response: { status: 200, headers: { ETag: '"a"', 'Access-Control-Allow-Origin': '*' } },
        },
      ],
      response: { status: 304, headers: { ETag: '"a"' } },
      error: 'WildcardOriginNotAllowed',
      instead: 'allow-origin-wildcard-credentials',
      unserved: 'The oracle lane revalidates a stored response for real.',
    },
    {
      name: 'a 304 to a condition that nobody made',
      url: image.url,
      response: { status: 304, headers: { ETag: '"a"' } },
      error: 'MissingAllowOriginHeader',
      instead: 'allow-origin-missing',
    },
    {
      name: 'a 304 to a condition of the page itself',
      url: image.url,
      headers: { 'If-None-Match': '"a"' },
      preflight: {
        status: 204,
        headers: { ...cors, 'Access-Control-Allow-Headers': 'If-None-Match' },
      },
      response: { status: 304, headers: { ETag: '"a"' } },
      error: 'MissingAllowOriginHeader',
      instead: 'allow-origin-missing',
    },
    {
      name: 'a 304 of a server that varies by origin',
      url: image.url,
      stored: '"a"',
      response: { status: 304, headers: { ETag: '"a"', Vary: 'Origin' } },
      error: 'MissingAllowOriginHeader',
      instead: 'allow-origin-missing',
      unserved: 'The oracle lane revalidates a stored response for real.',
    },
    {
      name: 'a mismatch that no cache is part of',
      response: stored({
        'Access-Control-Allow-Origin': 'https://www.example.org',
        'X-Cache': 'Miss from cloudfront',
      }),
      error: 'AllowOriginMismatch',
      instead: 'allow-origin-mismatch',
    },
    {
      name: 'a cache that keeps a copy for each origin',
      response: stored({
        'Access-Control-Allow-Origin': 'https://www.example.org',
        Age: '30',
        Vary: 'Accept-Encoding, Origin',
      }),
      error: 'AllowOriginMismatch',
      instead: 'allow-origin-mismatch',
    },
    {
      name: 'a configured value with a slash came from a cache: still the config',
      response: stored({ 'Access-Control-Allow-Origin': 'https://app.example.com/', Age: '30' }),
      error: 'AllowOriginMismatch',
      instead: 'allow-origin-mismatch',
    },
    {
      name: 'a cached response without CORS, and no sign that there ever was any',
      response: stored({ 'X-Cache': 'Hit from cloudfront' }),
      error: 'MissingAllowOriginHeader',
      instead: 'allow-origin-missing',
    },
    {
      name: 'the image before it may not be stored',
      url: image.url,
      response: { error: 'net::ERR_FAILED' },
      earlier: [{ ...image, response: { status: 200, headers: { 'Cache-Control': 'no-store' } } }],
      error: null,
      instead: null,
      unserved: 'Something else must make the request fail.',
    },
    {
      name: 'a POST is never served from that cache',
      ...jsonPost,
      url: image.url,
      response: { error: 'net::ERR_FAILED' },
      earlier: [image],
      error: null,
      instead: null,
      unserved: 'Something else must make the request fail.',
    },
    {
      name: 'the preflight of the same exchange shows the config',
      ...jsonPost,
      preflight: preflightOk,
      response: stored({ 'Access-Control-Allow-Origin': 'https://www.example.org' }),
      error: 'AllowOriginMismatch',
      instead: 'allow-origin-mismatch',
    },
  ],
} satisfies Cases;
