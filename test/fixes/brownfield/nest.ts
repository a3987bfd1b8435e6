import type { Scene } from '../brownfield.ts';
import { npm } from '../stacks/nest.ts';

const files = {
  'files/a.json': '{}',
  'package.json': '{"private":true}',
  'tsconfig.json': JSON.stringify({
    compilerOptions: {
      ...{ target: 'ES2022', module: 'nodenext', strict: true, skipLibCheck: true },
      ...{ experimentalDecorators: true, emitDecoratorMetadata: true, outDir: 'dist' },
      types: ['node'],
    },
    include: ['src'],
  }),
  'src/app.module.ts': `
import { CanActivate, Controller, ExecutionContext, Get, Header, Injectable, Module, Patch, Put, UnauthorizedException } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';

@Injectable()
class AuthGuard implements CanActivate {
  canActivate(context: ExecutionContext) {
    if (context.switchToHttp().getRequest().headers.authorization === 'Bearer token') return true;
    throw new UnauthorizedException();
  }
}

@Controller('api')
class Data {
  @Get('data') @Header('X-Total-Count', '42') @Header('Vary', 'Accept') read() { return { ok: true }; }
  @Put('data') @Header('X-Total-Count', '42') write() { return { ok: true }; }
  @Patch('data') @Header('X-Total-Count', '42') change() { return { ok: true }; }
  @Get('err') err() { throw new Error('crash'); }
}

@Module({ controllers: [Data], providers: [{ provide: APP_GUARD, useClass: AuthGuard }] })
export class AppModule {}
`,
};

const build: Scene['build'] = ({ cache }) => [[`${cache}/node_modules/.bin/tsc`]];
const start = () => ['node', 'dist/main.js'];
// Not `file`: static files are served before enableCors() has its turn.
const all = ['get', 'put', 'unauthorized', 'missing', 'crash'] as const;

export default [
  {
    name: 'enableCors() with a list, on Express, a global guard',
    npm,
    build,
    start,
    today: { calls: all, credentials: true },
    leftIn: 'works',
    files: ({ snippet, old, origins }, { port }) => ({
      ...files,
      'src/main.ts': `
import { NestFactory } from '@nestjs/core';
import { NestExpressApplication } from '@nestjs/platform-express';
import { AppModule } from './app.module';

async function bootstrap() {
  const app = await NestFactory.create<NestExpressApplication>(AppModule, { logger: false });
  ${snippet}
  app.useStaticAssets('files', { prefix: '/files' });
  ${old(`app.enableCors({
    origin: ['${origins.old}'],
    methods: 'GET,POST,PUT,DELETE',
    allowedHeaders: 'Content-Type, Authorization, X-CSRF-Token',
    exposedHeaders: 'X-Total-Count',
    credentials: true,
  });`)}
  await app.listen(${port}, '127.0.0.1');
}
bootstrap();
`,
    }),
  },
  {
    name: 'create(…, { cors: true }), on Express',
    npm,
    build,
    start,
    today: { calls: [...all, 'patch'], credentials: false },
    anyOrigin: true,
    leftIn: 'works',
    files: ({ snippet, old }, { port }) => ({
      ...files,
      'src/main.ts': `
import { NestFactory } from '@nestjs/core';
import { NestExpressApplication } from '@nestjs/platform-express';
import { AppModule } from './app.module';

async function bootstrap() {
  const app = await NestFactory.create<NestExpressApplication>(AppModule, { logger: false${old(', cors: true')} });
  ${snippet}
  app.useStaticAssets('files', { prefix: '/files' });
  await app.listen(${port}, '127.0.0.1');
}
bootstrap();
`,
    }),
  },
  {
    name: 'enableCors() on Fastify, where PUT is not among its methods',
    npm,
    build,
    start,
    calls: { file: null },
    today: { calls: ['get', 'unauthorized', 'missing', 'crash'], credentials: false },
    anyOrigin: true,
    leftIn: 'still blocked',
    files: ({ snippet, old }, { port }) => ({
      ...files,
      'src/main.ts': `
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from './app.module';

async function bootstrap() {
  const app = await NestFactory.create<NestFastifyApplication>(AppModule, new FastifyAdapter(), { logger: false });
  ${snippet}
  ${old('app.enableCors();')}
  await app.listen(${port}, '127.0.0.1');
}
bootstrap();
`,
    }),
  },
] satisfies Scene[];
