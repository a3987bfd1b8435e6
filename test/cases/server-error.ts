import { type Cases, cors, corsWithCredentials, jsonPost, preflightOk } from '../build.ts';

const crashed = {
  status: 500,
  headers: { 'Content-Type': 'text/plain', Date: 'Mon, 05 Jan 2026 09:00:00 GMT' },
};

export default {
  reports: [
    {
      name: 'an unhandled exception: Starlette responds outside its CORS middleware',
      thread: 'Kludex/starlette#1116',
      ...jsonPost,
      preflight: preflightOk,
      response: {
        status: 500,
        headers: { Server: 'uvicorn', 'Content-Type': 'text/plain; charset=utf-8' },
      },
      error: 'MissingAllowOriginHeader',
      certainty: 'certain',
      says: ['500 Internal Server Error', 'server log'],
    },
    {
      name: 'FastAPI: any ValueError ends as a 500 without headers',
      thread: 'fastapi/fastapi#775',
      response: { status: 500, headers: { Server: 'uvicorn', 'Content-Type': 'text/plain' } },
      error: 'MissingAllowOriginHeader',
    },
    {
      name: 'ASP.NET Core strips the headers when a controller throws',
      thread: 'dotnet/aspnetcore#2378',
      ...jsonPost,
      preflight: preflightOk,
      response: { status: 500, headers: { Server: 'Kestrel', 'Content-Length': '0' } },
      error: 'MissingAllowOriginHeader',
    },
    {
      name: 'half an hour of CORS config for a controller that threw',
      thread: 'aspnet/CORS#46',
      response: { status: 500, headers: { Server: 'Kestrel', 'X-Powered-By': 'ASP.NET' } },
      error: 'MissingAllowOriginHeader',
    },
    {
      name: 'an ASP.NET crash whose error on the front is misleading',
      thread: 'aspnet/CORS#86',
      response: { status: 500, headers: { Server: 'Microsoft-IIS/10.0' } },
      error: 'MissingAllowOriginHeader',
    },
    {
      name: 'the 500 page added a second Allow-Origin',
      thread: 'fruitcake/laravel-cors#365',
      page: 'http://localhost:8100/',
      ...jsonPost,
      preflight: {
        status: 204,
        headers: {
          'Access-Control-Allow-Origin': 'http://localhost:8100',
          'Access-Control-Allow-Methods': 'POST',
          'Access-Control-Allow-Headers': 'content-type',
        },
      },
      response: {
        status: 500,
        headers: { 'Access-Control-Allow-Origin': ['*', 'http://localhost:8100'] },
      },
      error: 'MultipleAllowOriginValues',
    },
    {
      name: 'every server error has been arriving as a CORS error',
      thread: 'pocketpaw/pocketpaw#2006',
      ...jsonPost,
      preflight: preflightOk,
      response: crashed,
      error: 'MissingAllowOriginHeader',
    },
    {
      name: 'shown as a CORS error when it is not one',
      thread: 'hotosm/field-tm#1353',
      response: crashed,
      error: 'MissingAllowOriginHeader',
    },
    {
      name: 'the front says "Backend not reachable", the backend said 500',
      thread: 'dbinfrago/capella-collab-manager#1843',
      response: crashed,
      error: 'MissingAllowOriginHeader',
    },
    {
      name: 'a handler returned the wrong type',
      thread: 'sourcebroker/t3api#38',
      response: { status: 500, headers: { 'X-Powered-By': 'PHP/8.2.35', Server: 'nginx' } },
      error: 'MissingAllowOriginHeader',
    },
    {
      name: 'a crash before the headers were set; the client says the internet is down',
      thread: '5apps/liquor-cabinet#47',
      method: 'PUT',
      headers: { Authorization: 'Bearer t' },
      preflight: preflightOk,
      response: { status: 500, headers: { Server: 'thin', 'Content-Type': 'text/html' } },
      error: 'MissingAllowOriginHeader',
    },
    {
      name: 'AdGuard returns a bare 500 for a blocked request',
      thread: 'AdguardTeam/CoreLibs#851',
      response: { status: 500, headers: { 'Content-Length': '0' } },
      error: 'MissingAllowOriginHeader',
      says: ['AdGuard'],
    },
    {
      name: 'one 500 of an Express server: a crash, or its CORS middleware',
      response: {
        status: 500,
        headers: { 'X-Powered-By': 'Express', Date: 'Mon, 05 Jan 2026 09:00:00 GMT' },
      },
      error: 'MissingAllowOriginHeader',
      certainty: 'likely',
      says: ['Not allowed by CORS'],
    },
  ],
  silent: [
    {
      name: 'a 500 the page can read',
      response: { status: 500, headers: cors },
      error: null,
      instead: null,
    },
    {
      name: 'a 500 the page can read with credentials',
      credentials: true,
      response: { status: 500, headers: corsWithCredentials },
      error: null,
      instead: null,
    },
    {
      name: 'a 502 is the proxy, not the server',
      response: { status: 502, headers: { Server: 'nginx' } },
      error: 'MissingAllowOriginHeader',
      instead: 'gateway-error',
    },
    {
      name: 'a 500 set up for another environment: the config is wrong, whatever the status',
      response: {
        status: 500,
        headers: { 'Access-Control-Allow-Origin': 'https://app.staging.example.com' },
      },
      error: 'AllowOriginMismatch',
      instead: 'allow-origin-mismatch',
    },
  ],
} satisfies Cases;
