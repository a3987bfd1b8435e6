import type { Host } from '../host.ts';

export const npm = {
  '@nestjs/common': '12.5.1',
  '@nestjs/core': '12.5.1',
  '@nestjs/platform-express': '12.5.1',
  '@nestjs/platform-fastify': '12.5.0',
  'reflect-metadata': '0.2.2',
  rxjs: '7.8.2',
  tsx: '4.23.15',
  typescript: '5.9.3',
  '@types/node': '24.10.1',
  '@fastify/static': '10.1.11',
};

/** Decorators applied by hand, so that no compiler stands between the snippet and the server. */
function host(adapter: 'express' | 'fastify'): Host {
  const name = adapter === 'express' ? 'ExpressAdapter' : 'FastifyAdapter';
  return {
    npm,
    files: (snippet, { port }) => ({
      'app.ts': `
import 'reflect-metadata';
import * as nest from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ${name} } from '@nestjs/platform-${adapter}';

class Data {
  read() { return { ok: true }; }
  write() { return { ok: true }; }
  err() { throw new Error('crash'); }
}
const method = (name, ...decorators) => decorators.forEach((decorator) =>
  decorator(Data.prototype, name, Object.getOwnPropertyDescriptor(Data.prototype, name)));
method('read', nest.Get('data'), nest.Header('X-Total-Count', '42'));
method('write', nest.Put('data'), nest.Header('X-Total-Count', '42'));
method('err', nest.Get('err'));
nest.Controller('api')(Data);
class AppModule {}
nest.Module({ controllers: [Data] })(AppModule);

const app = await NestFactory.create(AppModule, new ${name}(), { logger: false });
${snippet}
app.use((request, response, next) => {
  if (!(request.originalUrl ?? request.url).startsWith('/api/') || request.headers.authorization === 'Bearer token') return next();
  response.statusCode = 401;
  response.setHeader('X-Total-Count', '0');
  response.end('who are you');
});
await app.listen(${port}, '127.0.0.1');
`,
    }),
    start: ({ cache }) => [
      'node',
      '--import',
      `${cache}/node_modules/tsx/dist/loader.mjs`,
      'app.ts',
    ],
    version: ({ npm }) => `NestJS ${npm('@nestjs/core')} on ${adapter}`,
  };
}

export default [host('express'), host('fastify')];
