import type { Host } from './host.ts';

const npm = {
  next: '16.4.6',
  react: '19.3.1',
  'react-dom': '19.3.1',
  typescript: '5.9.3',
  '@types/node': '24.10.1',
  '@types/react': '19.3.0',
};

/**
 * A Next.js application of two route handlers. `where` names the file the snippet is; `wrap` is for
 * the snippet that is applied in each handler.
 */
export function next(where: string, except: Host['except'], wrap = false): Host {
  const handler = (snippet: string, methods: readonly string[], body: string) =>
    [
      `async function handler(request: Request) {
  if (request.headers.get('authorization') !== 'Bearer token') {
    return Response.json({ error: 'who are you' }, { status: 401, headers: { 'X-Total-Count': '0' } });
  }
  ${body}
}`,
      ...(snippet && wrap
        ? ["import { withCors } from '@/lib/cors';", "export { OPTIONS } from '@/lib/cors';"]
        : []),
      ...methods.map(
        (method) =>
          `export const ${method} = ${snippet && wrap ? 'withCors(handler)' : 'handler'};`,
      ),
    ].join('\n');
  return {
    npm,
    cache: 'next',
    calls: { missing: { path: '/api/nope', status: 404 } },
    ...(except ? { except } : {}),
    files: (snippet) => ({
      'app/api/data/route.ts': handler(
        snippet,
        ['GET', 'PUT'],
        "return Response.json({ ok: true }, { headers: { 'X-Total-Count': '42' } });",
      ),
      'app/api/err/route.ts': handler(snippet, ['GET'], "throw new Error('crash');"),
      'app/layout.tsx': `export default function Layout({ children }: { children: React.ReactNode }) {
  return <html lang="en"><body>{children}</body></html>;
}`,
      'tsconfig.json': JSON.stringify({
        compilerOptions: {
          strict: true,
          target: 'ES2022',
          lib: ['dom', 'esnext'],
          module: 'esnext',
          moduleResolution: 'bundler',
          esModuleInterop: true,
          isolatedModules: true,
          resolveJsonModule: true,
          allowJs: true,
          skipLibCheck: true,
          noEmit: true,
          incremental: true,
          jsx: 'react-jsx',
          plugins: [{ name: 'next' }],
          paths: { '@/*': ['./*'] },
        },
        include: ['**/*.ts', '**/*.tsx', '.next/types/**/*.ts'],
        exclude: ['node_modules'],
      }),
      ...(snippet ? { [where]: snippet } : {}),
    }),
    env: () => ({ NEXT_TELEMETRY_DISABLED: '1' }),
    build: ({ cache }) => [[`${cache}/node_modules/.bin/next`, 'build']],
    start: ({ cache, port }) => [
      ...[`${cache}/node_modules/.bin/next`, 'start', '-H', '127.0.0.1', '-p', String(port)],
    ],
    version: ({ npm }) => `Next.js ${npm('next')}`,
  };
}
