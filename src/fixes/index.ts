import type { Exchange } from '../exchange/types.ts';
import { type Detected, detectAmong, type Seen } from './detect.ts';
import aiohttp from './stacks/aiohttp.ts';
import apache from './stacks/apache.ts';
import caddy from './stacks/caddy.ts';
import django from './stacks/django.ts';
import express from './stacks/express.ts';
import fastapi from './stacks/fastapi.ts';
import fastify from './stacks/fastify.ts';
import flask from './stacks/flask.ts';
import go from './stacks/go.ts';
import mojolicious from './stacks/mojolicious.ts';
import nextHeaders from './stacks/next-headers.ts';
import nextProxy from './stacks/next-proxy.ts';
import nextRoute from './stacks/next-route.ts';
import nginx from './stacks/nginx.ts';
import php from './stacks/php.ts';
import plack from './stacks/plack.ts';
import rails from './stacks/rails.ts';
import sinatra from './stacks/sinatra.ts';
import symfony from './stacks/symfony.ts';
import tornado from './stacks/tornado.ts';
import workers from './stacks/workers.ts';
import type { Stack } from './types.ts';

export type { Detected, Seen } from './detect.ts';
export { policyFor } from './policy.ts';
export type { Policy, Sign, Stack } from './types.ts';

/** Every stack, the most used first: the order of the panel's selector. */
export const stacks: readonly Stack[] = [
  express,
  nginx,
  nextProxy,
  nextHeaders,
  nextRoute,
  fastapi,
  django,
  fastify,
  apache,
  php,
  rails,
  go,
  workers,
  caddy,
  flask,
  aiohttp,
  tornado,
  sinatra,
  mojolicious,
  plack,
  symfony,
];

/**
 * The stacks seen in the exchange's answers, the one to repair first, each with the evidence to
 * show. Empty when nothing gives the server away. `others`: further answers of the same server.
 */
export function detect(exchange: Exchange, others?: readonly Seen[]): readonly Detected[] {
  return detectAmong(stacks, exchange, others);
}
