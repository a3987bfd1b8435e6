import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Finding } from '../../src/session.ts';
import type { Panel } from './panel.ts';
import { until } from './until.ts';

/** A site and an API on names below `localhost`, which browsers resolve themselves. */
export interface TracingLab {
  readonly site: string;
  readonly api: string;
  /** The URL of an API path that answers its preflight and its request as said. */
  url(path: string, answers: Answers): string;
  close(): Promise<void>;
}

/** What an API path answers; left out: all is allowed. */
export interface Answers {
  readonly preflight?: Answer;
  readonly response?: Answer;
}

export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Milliseconds. */
  readonly after?: number;
}

/** A page of the site: its HTML, or a script, and the headers that come with it. */
export interface SitePage {
  readonly body: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Starts both servers. `pages`: what the site has, by path; a path ending in `.js` is a script. */
export async function startTracingLab(
  pages: Readonly<Record<string, SitePage>> = {},
): Promise<TracingLab> {
  const listen = async (handler: (request: IncomingMessage, response: ServerResponse) => void) => {
    const server = createServer(handler);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return { server, port: (server.address() as AddressInfo).port };
  };
  const site = await listen((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://x');
    const page = pages[pathname];
    const type = pathname.endsWith('.js') ? 'text/javascript' : 'text/html; charset=utf-8';
    response.writeHead(page || pathname === '/' ? 200 : 404, {
      'content-type': type,
      ...page?.headers,
    });
    response.end(page?.body ?? '<!doctype html><link rel="icon" href="data:,"><title>t</title>');
  });
  const api = await listen((request, response) => {
    const { searchParams } = new URL(request.url ?? '/', 'http://x');
    const answers = JSON.parse(searchParams.get('answers') ?? '{}') as Answers;
    const preflight = request.method === 'OPTIONS';
    const { status, headers, after = 0 } = (preflight ? answers.preflight : answers.response) ?? {};
    const allowed = {
      'access-control-allow-origin': request.headers.origin ?? '*',
      'access-control-allow-credentials': 'true',
      'access-control-allow-methods': request.headers['access-control-request-method'] ?? '',
      'access-control-allow-headers': request.headers['access-control-request-headers'] ?? '',
    };
    setTimeout(() => {
      response.writeHead(status ?? (preflight ? 204 : 200), headers ?? allowed);
      response.end(preflight ? undefined : '{"ok":true}');
    }, after);
  });
  const origin = `http://shop.localhost:${site.port}`;
  const base = `http://api.localhost:${api.port}`;
  return {
    site: origin,
    api: base,
    url: (path, answers) =>
      `${base}/${path}?answers=${encodeURIComponent(JSON.stringify(answers))}`,
    async close() {
      for (const { server } of [site, api]) {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
    },
  };
}

/** Everything the worker knows of the tab, as a panel of its own hears it. */
export async function readFindings(panel: Panel): Promise<Finding[]> {
  return panel.evaluate(
    () =>
      new Promise<Finding[]>((resolve) => {
        const { runtime, devtools } =
          (globalThis as unknown as { browser: typeof chrome }).browser ?? chrome;
        const port = runtime.connect({ name: 'panel' });
        const found = new Map<string, Finding>();
        let timer: ReturnType<typeof setTimeout> | undefined;
        port.onMessage.addListener(
          (message: { type: string; findings?: Finding[]; removed?: string[] }) => {
            if (message.type === 'snapshot') found.clear();
            for (const id of message.removed ?? []) found.delete(id);
            for (const finding of message.findings ?? []) found.set(finding.exchange.id, finding);
            clearTimeout(timer);
            timer = setTimeout(() => {
              port.disconnect();
              resolve([...found.values()]);
            }, 300);
          },
        );
        port.postMessage({ type: 'hello', tabId: devtools.inspectedWindow.tabId });
      }),
  );
}

/** Clicks "Reload with tracing" and waits until the page that is shown is traced. */
export async function reloadWithTracing(panel: Panel): Promise<void> {
  // Of the page before, which was traced, too.
  await untracked(panel);
  await panel.evaluate(() => {
    document.querySelector<HTMLElement>('[data-testid="trace"]')?.click();
  });
  await until('the traced load', () =>
    panel.evaluate(
      () => document.querySelector('[data-testid="traced"]')?.textContent === 'Traced load',
    ),
  );
}

/** Calls that only the credentials mode tells apart. */
export interface Ambiguous {
  readonly id: string;
  readonly url: string;
  readonly how: 'fetch' | 'xhr' | 'request' | 'override';
  readonly method: string;
  readonly included: boolean;
}

/** What a preflight refuses with credentials, by the one name, and without, by another. */
const refusals: readonly { readonly answer: Answer; readonly method: string }[] = [
  ...[
    { 'access-control-allow-origin': '*' },
    { 'access-control-allow-origin': 'SITE' },
    { 'access-control-allow-origin': 'SITE', 'access-control-allow-credentials': 'TRUE' },
  ].flatMap((headers) => [
    { answer: { status: 404, headers }, method: 'PUT' },
    { answer: { status: 401, headers }, method: 'GET' },
    {
      answer: { status: 500, headers: { ...headers, 'access-control-allow-methods': 'PUT' } },
      method: 'PUT',
    },
    { answer: { status: 204, headers }, method: 'PATCH' },
    {
      answer: { status: 204, headers: { ...headers, 'access-control-allow-methods': 'GET' } },
      method: 'DELETE',
    },
    {
      answer: { status: 204, headers: { ...headers, 'access-control-allow-headers': 'x-other' } },
      method: 'GET',
    },
  ]),
  {
    answer: {
      status: 204,
      headers: {
        'access-control-allow-origin': 'SITE',
        'access-control-allow-credentials': 'true',
        'access-control-allow-methods': '*',
        'access-control-allow-headers': 'x-other',
      },
    },
    method: 'PUT',
  },
];

/** More than 150 of them: what the preflight refuses, how the call is made, with and without credentials. */
export function ambiguousCalls(lab: TracingLab): Ambiguous[] {
  const hows = ['fetch', 'xhr', 'request', 'override'] as const;
  return refusals.flatMap(({ answer, method }, index) =>
    hows.flatMap((how) =>
      [true, false].map((included) => {
        const id = `a${index}-${how}-${included ? 'with' : 'without'}`;
        const headers = Object.fromEntries(
          Object.entries(answer.headers ?? {}).map(([name, value]) => [
            name,
            value === 'SITE' ? lab.site : value,
          ]),
        );
        return {
          id,
          how,
          method,
          included,
          url: lab.url(id, { preflight: { ...answer, headers } }),
        };
      }),
    ),
  );
}

/** Makes the calls, all at once; runs in the page. */
export async function makeCalls(calls: readonly Ambiguous[]): Promise<void> {
  await Promise.all(
    calls.map(({ url, how, method, included }) => {
      const headers = { 'x-a': '1' };
      const credentials = included ? 'include' : 'omit';
      if (how === 'xhr') {
        return new Promise<void>((resolve) => {
          const request = new XMLHttpRequest();
          request.open(method, url);
          request.withCredentials = included;
          request.setRequestHeader('x-a', '1');
          request.onloadend = () => resolve();
          request.send();
        });
      }
      const made =
        how === 'fetch'
          ? fetch(url, { method, headers, credentials })
          : how === 'request'
            ? fetch(new Request(url, { method, headers, credentials }))
            : fetch(new Request(url, { method, headers }), { credentials });
      return made.then(
        () => {},
        () => {},
      );
    }),
  );
}

/** Waits until the page that is shown is known to be none that is traced. */
export async function untracked(panel: Panel): Promise<void> {
  await until('the end of tracing', () =>
    panel.evaluate(() => document.querySelector('[data-testid="traced"]') === null),
  );
}

/** The findings, once there are enough of them that tracing has settled; after `timeout` milliseconds those there are. */
export async function settledFindings(
  panel: Panel,
  enough: (findings: Finding[]) => boolean,
  timeout = 30_000,
): Promise<Finding[]> {
  return until(
    'the traced findings',
    async () => {
      const findings = await readFindings(panel);
      return enough(findings) && findings;
    },
    timeout,
  ).catch(() => readFindings(panel));
}

/** The path of a URL, without its slash: what a call of the lab is known by. */
export const pathOf = (url: string): string => new URL(url).pathname.slice(1);
