import type { Scene } from '../brownfield.ts';
import { npm } from '../stacks/express.ts';

/** What every application of these scenes does besides CORS. */
const routes = `
app.use('/files', express.static('files'));
app.use('/api', (req, res, next) => {
  if (req.get('authorization') === 'Bearer token') return next();
  res.set('X-Total-Count', '0').status(401).json({ error: 'who are you' });
});
app.use(express.json({ limit: '10kb' }));
const data = (req, res) => res.set('X-Total-Count', '42').json({ ok: true });
app.get('/api/data', data);
app.put('/api/data', data);
app.patch('/api/data', data);
app.get('/api/err', () => { throw new Error('crash'); });`;

const handler = `
app.use((error, req, res, next) => res.status(500).json({ error: error.message }));`;

const files = { 'files/a.json': '{}' };
const start = () => ['node', 'app.js'];
const module = { 'package.json': '{"private":true,"type":"module"}' };
const commonJs = { 'package.json': '{"private":true}' };
const everything = ['get', 'put', 'unauthorized', 'missing', 'crash', 'file'] as const;

export default [
  {
    name: 'cors() with a list, helmet, a limiter of bodies',
    npm,
    start,
    today: { calls: everything, credentials: true },
    leftIn: 'works',
    files: ({ snippet, old, origins }, { port }) => ({
      ...files,
      ...module,
      'app.js': `
import express from 'express';
import helmet from 'helmet';
${old("import cors from 'cors';")}
const app = express();
${snippet}
app.use(helmet());
${old(`app.use(cors({
  origin: ['${origins.old}'],
  methods: 'GET,POST,PUT,DELETE',
  allowedHeaders: ['Content-Type', 'Authorization', 'X-CSRF-Token'],
  exposedHeaders: ['X-Total-Count'],
  credentials: true,
}));`)}
${routes}
${handler}
app.listen(${port}, '127.0.0.1');
`,
    }),
  },
  {
    name: 'cors() after the authentication, CommonJS, Express 4',
    npm,
    start,
    today: { calls: ['file', 'get', 'missing', 'crash'], credentials: false },
    anyOrigin: true,
    leftIn: 'works',
    // A simple request alone gets as far as cors().
    calls: {
      get: { path: '/api/data?token=token', status: 200 },
      crash: { path: '/api/err?token=token', status: 500 },
    },
    files: ({ snippet, old }, { port }) => ({
      ...files,
      ...commonJs,
      'app.js': `
const express = require('express4');
${old("const cors = require('cors');")}
const app = express();
${snippet}
app.use('/api', (req, res, next) => {
  if (req.get('authorization') === 'Bearer token' || req.query.token === 'token') return next();
  res.set('X-Total-Count', '0').status(401).json({ error: 'who are you' });
});
${old("app.use(cors());\napp.options('*', cors());")}
app.use('/files', express.static('files'));
app.use(express.json());
const data = (req, res) => res.set('X-Total-Count', '42').json({ ok: true });
app.route('/api/data').get(data).put(data).patch(data);
app.get('/api/err', () => { throw new Error('crash'); });
app.listen(${port}, '127.0.0.1');
`,
    }),
  },
  {
    name: 'headers set by hand, and in a stream',
    npm,
    start,
    today: { calls: ['unauthorized', 'missing', 'file'], credentials: false },
    anyOrigin: true,
    leftIn: 'works',
    files: ({ snippet, old }, { port }) => ({
      ...files,
      ...module,
      'app.js': `
import express from 'express';
const app = express();
${snippet}
${old(`app.use((req, res, next) => {
  res.header('Access-Control-Allow-Origin', '*');
  res.header('Access-Control-Allow-Headers', 'Origin, X-Requested-With, Content-Type, Accept');
  next();
});`)}
${routes.replace(
  "app.get('/api/err'",
  `app.get('/api/stream', (req, res) => {
  res.writeHead(200, { 'Content-Type': 'text/event-stream'${old(", 'Access-Control-Allow-Origin': '*'")} });
  res.end('data: 1\\n\\n');
});
app.get('/api/err'`,
)}
${handler}
app.listen(${port}, '127.0.0.1');
`,
    }),
  },
] satisfies Scene[];
