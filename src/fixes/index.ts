import type { Exchange, Response } from '../recording/types.ts';
import { type About, type Detected, detectAmong } from './detect.ts';
import actix from './stacks/actix.ts';
import aiohttp from './stacks/aiohttp.ts';
import allowedOrigins from './stacks/allowed-origins.ts';
import apache from './stacks/apache.ts';
import apiGatewayHttp from './stacks/api-gateway-http.ts';
import apiGatewayHttpCdk from './stacks/api-gateway-http-cdk.ts';
import apiGatewayHttpSam from './stacks/api-gateway-http-sam.ts';
import apiGatewayHttpServerless from './stacks/api-gateway-http-serverless.ts';
import apiGatewayHttpTerraform from './stacks/api-gateway-http-terraform.ts';
import apiGatewayRest from './stacks/api-gateway-rest.ts';
import apollo from './stacks/apollo.ts';
import aspnetCore from './stacks/aspnet-core.ts';
import astro from './stacks/astro.ts';
import axum from './stacks/axum.ts';
import azureApim from './stacks/azure-apim.ts';
import azureAppService from './stacks/azure-app-service.ts';
import azureBlob from './stacks/azure-blob.ts';
import azureFunctions from './stacks/azure-functions.ts';
import bun from './stacks/bun.ts';
import caddy from './stacks/caddy.ts';
import chi from './stacks/chi.ts';
import cloudfront from './stacks/cloudfront.ts';
import deno from './stacks/deno.ts';
import directus from './stacks/directus.ts';
import django from './stacks/django.ts';
import echo from './stacks/echo.ts';
import elasticsearch from './stacks/elasticsearch.ts';
import envoy from './stacks/envoy.ts';
import express from './stacks/express.ts';
import expressProxy from './stacks/express-proxy.ts';
import fastapi from './stacks/fastapi.ts';
import fastify from './stacks/fastify.ts';
import firebase from './stacks/firebase.ts';
import flask from './stacks/flask.ts';
import gatewayApi from './stacks/gateway-api.ts';
import gcs from './stacks/gcs.ts';
import gin from './stacks/gin.ts';
import go from './stacks/go.ts';
import grafana from './stacks/grafana.ts';
import h3 from './stacks/h3.ts';
import hapi from './stacks/hapi.ts';
import haproxy from './stacks/haproxy.ts';
import hasura from './stacks/hasura.ts';
import hono from './stacks/hono.ts';
import honoProxy from './stacks/hono-proxy.ts';
import iis from './stacks/iis.ts';
import ingressNginx from './stacks/ingress-nginx.ts';
import istio from './stacks/istio.ts';
import jetty from './stacks/jetty.ts';
import jupyter from './stacks/jupyter.ts';
import keycloak from './stacks/keycloak.ts';
import koa from './stacks/koa.ts';
import kong from './stacks/kong.ts';
import ktor from './stacks/ktor.ts';
import lambdaUrl from './stacks/lambda-url.ts';
import lambdaUrlCdk from './stacks/lambda-url-cdk.ts';
import lambdaUrlSam from './stacks/lambda-url-sam.ts';
import lambdaUrlServerless from './stacks/lambda-url-serverless.ts';
import lambdaUrlTerraform from './stacks/lambda-url-terraform.ts';
import laravel from './stacks/laravel.ts';
import lighttpd from './stacks/lighttpd.ts';
import llamaCpp from './stacks/llama-cpp.ts';
import lmStudio from './stacks/lm-studio.ts';
import micronaut from './stacks/micronaut.ts';
import minio from './stacks/minio.ts';
import mojolicious from './stacks/mojolicious.ts';
import n8n from './stacks/n8n.ts';
import nest from './stacks/nest.ts';
import netlify from './stacks/netlify.ts';
import nextHeaders from './stacks/next-headers.ts';
import nextProxy from './stacks/next-proxy.ts';
import nextRewrites from './stacks/next-rewrites.ts';
import nextRoute from './stacks/next-route.ts';
import nginx from './stacks/nginx.ts';
import nuxt from './stacks/nuxt.ts';
import ollama from './stacks/ollama.ts';
import phoenix from './stacks/phoenix.ts';
import php from './stacks/php.ts';
import plack from './stacks/plack.ts';
import pocketbase from './stacks/pocketbase.ts';
import quarkus from './stacks/quarkus.ts';
import rails from './stacks/rails.ts';
import reactRouter from './stacks/react-router.ts';
import s3 from './stacks/s3.ts';
import s3Cdk from './stacks/s3-cdk.ts';
import s3Cloudformation from './stacks/s3-cloudformation.ts';
import s3Terraform from './stacks/s3-terraform.ts';
import sinatra from './stacks/sinatra.ts';
import socketIo from './stacks/socket-io.ts';
import springBoot from './stacks/spring-boot.ts';
import springMvc from './stacks/spring-mvc.ts';
import springWebflux from './stacks/spring-webflux.ts';
import strapi from './stacks/strapi.ts';
import supabase from './stacks/supabase.ts';
import sveltekit from './stacks/sveltekit.ts';
import symfony from './stacks/symfony.ts';
import tomcat from './stacks/tomcat.ts';
import tornado from './stacks/tornado.ts';
import traefik from './stacks/traefik.ts';
import traefikDocker from './stacks/traefik-docker.ts';
import traefikKubernetes from './stacks/traefik-kubernetes.ts';
import varnish from './stacks/varnish.ts';
import vercel from './stacks/vercel.ts';
import vite from './stacks/vite.ts';
import viteProxy from './stacks/vite-proxy.ts';
import vllm from './stacks/vllm.ts';
import webpackDevServer from './stacks/webpack-dev-server.ts';
import webpackProxy from './stacks/webpack-proxy.ts';
import wordpress from './stacks/wordpress.ts';
import workers from './stacks/workers.ts';
import yoga from './stacks/yoga.ts';
import type { Stack } from './types.ts';

export type { Detected, Failed } from './detect.ts';
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
  haproxy,
  varnish,
  lighttpd,
  flask,
  aiohttp,
  tornado,
  sinatra,
  mojolicious,
  plack,
  symfony,
  nest,
  hono,
  koa,
  nuxt,
  vite,
  sveltekit,
  astro,
  reactRouter,
  deno,
  supabase,
  bun,
  firebase,
  hapi,
  h3,
  yoga,
  apollo,
  socketIo,
  webpackDevServer,
  azureBlob,
  gin,
  echo,
  chi,
  tomcat,
  jetty,
  springMvc,
  wordpress,
  springBoot,
  aspnetCore,
  laravel,
  s3,
  apiGatewayHttp,
  apiGatewayRest,
  lambdaUrl,
  cloudfront,
  vercel,
  netlify,
  gcs,
  azureAppService,
  azureFunctions,
  azureApim,
  iis,
  ingressNginx,
  gatewayApi,
  traefik,
  traefikKubernetes,
  traefikDocker,
  envoy,
  istio,
  kong,
  quarkus,
  micronaut,
  ktor,
  axum,
  actix,
  phoenix,
  strapi,
  directus,
  ollama,
  lmStudio,
  llamaCpp,
  vllm,
  minio,
  elasticsearch,
  jupyter,
  pocketbase,
  n8n,
  hasura,
  grafana,
  keycloak,
  springWebflux,
  apiGatewayHttpTerraform,
  apiGatewayHttpSam,
  apiGatewayHttpCdk,
  apiGatewayHttpServerless,
  lambdaUrlTerraform,
  lambdaUrlSam,
  lambdaUrlCdk,
  lambdaUrlServerless,
  s3Terraform,
  s3Cloudformation,
  s3Cdk,
  viteProxy,
  webpackProxy,
  expressProxy,
  honoProxy,
  nextRewrites,
  allowedOrigins,
];

/**
 * The stacks detected from the exchange's responses, the one to fix first, each with the evidence to
 * show. Empty when nothing gives the server away. `others`: further responses of the same server.
 */
export function detect(
  exchange: Exchange,
  others?: readonly Response[],
  about?: About,
): readonly Detected[] {
  return detectAmong(stacks, exchange, others, about);
}

/** The stack of this id; undefined when there is none, and for no id. */
export function stackOf(id: string | undefined): Stack | undefined {
  return stacks.find((stack) => stack.id === id);
}
