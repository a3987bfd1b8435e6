import { get, type HeaderList } from '../cors/headers.ts';
import { isLocalHost } from '../cors/loopback.ts';

/** The tool that serves a page during development. */
export interface DevServer {
  readonly tool: 'vite' | 'webpack' | 'next';
  /** What gave it away: the beginning of a path that it alone serves, or a header. */
  readonly sign: string;
}

/** Paths of each tool; `local`: those that built pages have too, so that they count on this network only. */
const paths: readonly (DevServer & { readonly path: RegExp; readonly local?: true })[] = [
  { tool: 'next', sign: '/_next/webpack-hmr', path: /^\/_next\/webpack-hmr/ },
  { tool: 'next', sign: '/_next/', path: /^\/_next\//, local: true },
  { tool: 'vite', sign: '/@vite/client', path: /^\/@vite\// },
  { tool: 'vite', sign: '/@react-refresh', path: /^\/@react-refresh$/ },
  { tool: 'vite', sign: '/node_modules/.vite/', path: /^\/node_modules\/\.vite\// },
  { tool: 'webpack', sign: '/sockjs-node', path: /^\/sockjs-node(?:\/|$)/ },
  { tool: 'webpack', sign: '/webpack-dev-server', path: /^\/webpack-dev-server(?:[/.]|$)/ },
  { tool: 'webpack', sign: '.hot-update.js', path: /\.hot-update\.js(?:on)?$/ },
  {
    tool: 'webpack',
    sign: '/static/js/bundle.js',
    path: /^\/static\/js\/bundle\.js$/,
    local: true,
  },
];

/**
 * The dev server that a request shows, with the origin whose pages it serves; null for most. `headers`: those of the
 * response. A port says nothing: many tools listen on those of others.
 */
export function devServerAt(
  url: string,
  headers: HeaderList = [],
): { readonly origin: string; readonly server: DevServer } | null {
  // Few URLs have any of this, and parsing all of a large session would take its time.
  const mayBe =
    /\/(?:_next|@vite|@react-refresh|node_modules|sockjs-node|webpack-dev-server|static\/js\/bundle)|\.hot-update\./;
  const said = get(headers, 'x-powered-by') === 'Next.js';
  if (!said && !mayBe.test(url)) return null;
  const parsed = URL.parse(url);
  if (parsed === null || !/^(?:https?|wss?):$/.test(parsed.protocol)) return null;
  const local = isLocalHost(parsed.hostname);
  const found = paths.find((one) => one.path.test(parsed.pathname) && (local || !one.local));
  const origin = parsed.origin.replace(/^ws/, 'http');
  if (found) return { origin, server: { tool: found.tool, sign: found.sign } };
  return said && local ? { origin, server: { tool: 'next', sign: 'x-powered-by: Next.js' } } : null;
}
