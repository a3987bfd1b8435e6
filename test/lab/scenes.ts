import type { Routes } from './lab.ts';
import type { Call, Handler, Lab, Reply } from './types.ts';

/** What goes wrong in a scene: where, and what the panel must find. */
export interface Fault {
  readonly title: string;
  /** The path of the request. */
  readonly path: string;
  readonly rule: string;
  /** What the headline must say: the value that decided. */
  readonly says: string;
  /** What the clipboard has after two clicks, one on the row and one on the first Copy; null: there is nothing to copy. */
  readonly copies: string | null;
}

/** A page of an application with servers as they are met, broken in several ways at once. */
export interface Scene {
  readonly id: 'shop' | 'outage';
  readonly routes: Routes;
  readonly faults: readonly Fault[];
  /** The page, which makes its calls by itself. */
  page(lab: Lab): string;
}

const page = (lab: Lab, name: string, servers: Readonly<Record<string, string>>): string =>
  `${lab.site}/scene/${name}?${new URLSearchParams(servers)}`;

/** The `cors` package of an earlier release: one origin, the methods and headers of that time. */
const oldCors = ({ origin }: Call) => ({
  'x-powered-by': 'Express',
  'access-control-allow-origin': origin,
  'access-control-allow-credentials': 'true',
  vary: 'Origin',
});

const preflight: Handler = (call) => ({
  status: 204,
  headers: {
    ...oldCors(call),
    'access-control-allow-methods': 'GET,PUT,POST,DELETE',
    'access-control-allow-headers': 'content-type,authorization',
  },
});

const express = (call: Call, body: object): Reply => ({
  headers: { ...oldCors(call), 'content-type': 'application/json; charset=utf-8' },
  body: JSON.stringify(body),
});

const crash = {
  statusCode: 500,
  message: 'column orders.discount_code does not exist',
  stack: [
    'QueryFailedError: column orders.discount_code does not exist',
    '    at PostgresQueryRunner.query (/app/node_modules/typeorm/driver/postgres/PostgresQueryRunner.js:219:19)',
    '    at OrderService.checkOut (/app/src/orders/order.service.ts:88:21)',
  ].join('\n'),
};

const shop: Scene = {
  id: 'shop',
  page: (lab) => page(lab, 'shop', { api: lab.host('api') }),
  routes: {
    '/api/products': { preflight, response: (call) => express(call, [{ sku: 'A-1' }]) },
    '/api/cart': { preflight, response: (call) => express(call, {}) },
    '/api/orders': {
      // The authentication middleware stands before `cors()`, and no preflight carries a token.
      preflight: () => ({
        status: 401,
        headers: {
          'x-powered-by': 'Express',
          'content-type': 'application/json; charset=utf-8',
          'www-authenticate': 'Bearer',
        },
        body: '{"error":"Missing token"}',
      }),
      response: (call) => express(call, []),
    },
    '/api/checkout': {
      preflight,
      // The error handler answers before `cors()` has run.
      response: () => ({
        status: 500,
        headers: {
          'x-powered-by': 'Express',
          'content-type': 'application/json; charset=utf-8',
          'x-request-id': '7f3a91c2-checkout',
        },
        body: JSON.stringify(crash),
      }),
    },
  },
  faults: [
    {
      title: 'An old list of allowed headers',
      path: '/api/cart',
      rule: 'allow-headers',
      says: 'x-cart-version',
      copies: 'x-cart-version',
    },
    {
      title: 'Authentication before CORS',
      path: '/api/orders',
      rule: 'preflight-unauthenticated',
      says: '401',
      copies: 'res.statusCode = 204',
    },
    {
      title: 'An exception behind a CORS error',
      path: '/api/checkout',
      rule: 'server-error',
      says: '500',
      copies: 'curl',
    },
  ],
};

const badGateway = [
  '<html>',
  '<head><title>502 Bad Gateway</title></head>',
  '<body>',
  '<center><h1>502 Bad Gateway</h1></center>',
  '<hr><center>nginx/1.27.2</center>',
  '</body>',
  '</html>',
].join('\r\n');

const outage: Scene = {
  id: 'outage',
  page: (lab) =>
    page(lab, 'outage', {
      api: lab.host('api'),
      payment: lab.untrusted,
      mail: `http://mail.localhost:${lab.closedPort}`,
    }),
  routes: {
    '/v1/catalog': {
      response: () => ({
        status: 502,
        headers: { server: 'nginx/1.27.2', 'content-type': 'text/html' },
        body: badGateway,
      }),
    },
  },
  faults: [
    {
      title: 'A dead application behind nginx',
      path: '/v1/catalog',
      rule: 'gateway-error',
      says: '502',
      copies: 'curl',
    },
    {
      title: 'A certificate that nobody trusts',
      path: '/v1/methods',
      rule: 'tls-failure',
      says: 'Certificate',
      copies: null,
    },
    {
      title: 'A service that is down',
      path: '/v1/subscriptions',
      rule: 'connection-refused',
      says: 'refused',
      copies: null,
    },
  ],
};

/** The scenes by their name on the command line. */
export const scenes: Readonly<Record<Scene['id'], Scene>> = { shop, outage };
