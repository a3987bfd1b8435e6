import { type Cases, cors, jsonPost } from '../build.ts';

export default {
  reports: [
    {
      name: 'a server that knows nothing of CORS answers 200',
      answer: {
        status: 200,
        headers: { 'Content-Type': 'application/json', Server: 'nginx/1.22.1' },
      },
      error: 'MissingAllowOriginHeader',
      behind: [],
      certainty: 'certain',
      says: ['200', 'the Network panel shows it', 'Postman', 'https://app.example.com'],
    },
    {
      name: 'the preflight is answered 200 without any CORS header',
      ...jsonPost,
      preflight: { status: 200, headers: { Allow: 'GET, POST, OPTIONS' } },
      error: 'PreflightMissingAllowOriginHeader',
      behind: ['allow-headers'],
      says: ['OPTIONS', 'did not send the request'],
    },
    {
      name: 'Apache "Header set" leaves the 204 of the rewrite without headers',
      method: 'DELETE',
      preflight: { status: 204, headers: { Server: 'Apache/2.4.71 (Debian)' } },
      error: 'PreflightMissingAllowOriginHeader',
      behind: ['allow-methods'],
    },
    {
      name: 'a font from a server without CORS',
      client: 'font',
      url: 'https://cdn.example.net/inter.woff2',
      answer: { status: 200, headers: { 'Content-Type': 'font/woff2' } },
      error: 'MissingAllowOriginHeader',
    },
  ],
  silent: [
    {
      name: 'the wildcard is enough without credentials',
      answer: { status: 200, headers: { 'Access-Control-Allow-Origin': '*' } },
      error: null,
      instead: null,
    },
    {
      name: 'the header is there for the page',
      answer: { status: 200, headers: cors },
      error: null,
      instead: null,
    },
    {
      name: 'the header is there for another page',
      answer: { status: 200, headers: { 'Access-Control-Allow-Origin': 'https://example.com' } },
      error: 'AllowOriginMismatch',
      instead: 'allow-origin-mismatch',
    },
  ],
} satisfies Cases;
