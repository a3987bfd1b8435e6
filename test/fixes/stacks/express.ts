import type { Host } from '../host.ts';

export const npm = {
  express: '5.3.0',
  express4: 'npm:express@4.22.3',
  cors: '2.8.6',
  helmet: '8.3.0',
};

function host(name: string): Host {
  return {
    npm,
    files: (snippet, { port }) => ({
      'app.mjs': `
import express from '${name}';
const app = express();
${snippet}
app.use('/api', (req, res, next) => {
  if (req.get('authorization') === 'Bearer token') return next();
  res.set('X-Total-Count', '0').status(401).json({ error: 'who are you' });
});
app.use(express.json());
app.get('/api/data', (req, res) => res.set('X-Total-Count', '42').json({ ok: true }));
app.put('/api/data', (req, res) => res.set('X-Total-Count', '42').json(req.body));
app.get('/api/err', () => { throw new Error('crash'); });
app.listen(${port}, '127.0.0.1');
`,
    }),
    start: () => ['node', 'app.mjs'],
    version: ({ npm }) => `Express ${npm(name)}`,
  };
}

export default [host('express'), host('express4')];
