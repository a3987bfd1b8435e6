import { type Cases, jsonPost, preflightOk } from '../build.ts';

const express = {
  status: 500,
  headers: {
    'X-Powered-By': 'Express',
    'Content-Security-Policy': "default-src 'none'",
    'X-Content-Type-Options': 'nosniff',
    'Content-Type': 'text/html; charset=utf-8',
  },
} as const;

export default {
  reports: [
    {
      name: 'the origin callback of cors throws "Not allowed by CORS", seen on the preflight',
      ...jsonPost,
      preflight: express,
      error: 'PreflightMissingAllowOriginHeader',
      certainty: 'likely',
      says: ['probably the CORS middleware itself', 'Not allowed by CORS', 'callback(null, false)'],
    },
    {
      name: 'the same with helmet, which takes X-Powered-By away',
      method: 'PUT',
      preflight: {
        status: 500,
        headers: {
          'Content-Security-Policy': "default-src 'none'",
          'X-Content-Type-Options': 'nosniff',
        },
      },
      error: 'PreflightMissingAllowOriginHeader',
      certainty: 'likely',
    },
    {
      name: '@fastify/cors sets Vary: Origin, then the origin function fails',
      response: { status: 500, headers: { Vary: 'Origin', 'Content-Type': 'application/json' } },
      error: 'MissingAllowOriginHeader',
      certainty: 'likely',
      says: ['Vary: Origin'],
    },
    {
      name: 'every request to this Express server is returned 500 without the header',
      response: express,
      earlier: [
        {
          name: 'another path',
          url: 'https://api.example.com/v1/users',
          response: express,
          error: 'MissingAllowOriginHeader',
        },
      ],
      error: 'MissingAllowOriginHeader',
      certainty: 'likely',
      says: ['every request'],
    },
  ],
  silent: [
    {
      name: 'the preflight passed, so the origin is allowed and the application crashed',
      ...jsonPost,
      preflight: preflightOk,
      response: express,
      error: 'MissingAllowOriginHeader',
      instead: 'server-error',
    },
    {
      name: 'another request of this origin passed',
      response: { status: 500, headers: { Vary: 'Origin' } },
      earlier: [
        {
          name: 'another path',
          url: 'https://api.example.com/v1/users',
          response: { status: 200, headers: { 'Access-Control-Allow-Origin': '*' } },
          error: null,
        },
      ],
      error: 'MissingAllowOriginHeader',
      instead: 'server-error',
    },
    {
      name: 'one 500 of an Express server tells too little',
      response: express,
      error: 'MissingAllowOriginHeader',
      instead: 'server-error',
    },
    {
      name: 'Spring names Origin in Vary before it decides anything',
      response: {
        status: 500,
        headers: {
          Vary: ['Origin', 'Access-Control-Request-Method', 'Access-Control-Request-Headers'],
        },
      },
      error: 'MissingAllowOriginHeader',
      instead: 'server-error',
    },
    {
      name: 'a crash on the preflight that nothing ties to CORS',
      ...jsonPost,
      preflight: { status: 500, headers: { Server: 'gunicorn' } },
      error: 'PreflightMissingAllowOriginHeader',
      instead: 'preflight-server-error',
    },
  ],
} satisfies Cases;
