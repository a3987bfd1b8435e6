import type { Message, ToPanel } from '../src/messages.ts';
import { nothing, type Shown } from '../src/panel/store.ts';
import { type Finding, Session } from '../src/session.ts';
import { type Case, type Cases, cors, entriesOf, preflightOk } from './build.ts';

const modules = import.meta.glob<Cases>('./cases/*.ts', { eager: true, import: 'default' });

/** The findings of one case, as a session of its own sees them, under ids that name the case. */
export function findingsOf(test: Case, id: string, startedAt?: number): Finding[] {
  const session = new Session({ source: 'chromium', complete: true });
  session.add(entriesOf(test, startedAt), 0);
  session.flush();
  return session.findings().map((finding) => ({
    ...finding,
    exchange: { ...finding.exchange, id: `${id} ${finding.exchange.id}` },
  }));
}

/** Every case of every rule and advice. */
export function allCases(): Finding[] {
  let startedAt = Date.UTC(2026, 0, 5, 9);
  return Object.entries(modules).flatMap(([path, { reports, silent }]) => {
    const rule = path.replace(/^.*\/|\.ts$/g, '');
    return [...reports, ...silent].flatMap((test, index) => {
      startedAt += 60_000;
      return findingsOf(test, `${rule} ${index}`, startedAt);
    });
  });
}

/** What a panel shows of these findings. */
export function shownWith(findings: readonly Finding[], change: Partial<Shown> = {}): Shown {
  return {
    ...nothing,
    connected: true,
    page: 'https://app.example.com/',
    findings,
    counts: { entries: findings.length * 2, checked: findings.length, dropped: 0 },
    ...change,
  };
}

/** Ten thousand requests: forty causes to page through, and a group of thousands. */
function flood(): Finding[] {
  const some = allCases();
  return Array.from({ length: 10_000 }, (_, index) => {
    const finding = some[index % 3 === 0 ? index % some.length : 0] as Finding;
    const [first, ...rest] = finding.exchange.hops;
    const at = first.startedAt + index;
    return {
      ...finding,
      exchange: {
        ...finding.exchange,
        id: `flood ${index}`,
        hops: [{ ...first, url: `${first.url}?n=${index}`, startedAt: at }, ...rest] as const,
      },
    };
  });
}

/** Everything a server or page could write to mislead or break what shows it. */
const evil = [
  '"><img src=x onerror=alert(1)>`$',
  "{alert(1)}`\u202Egnp.exe\u0000\u001B[31m$(reboot) `id` '; DROP \u2066\uD800 🏴‍☠️",
].join('');

function hostile(): Finding[] {
  const long = 'a'.repeat(4_000);
  const tests: Case[] = [
    {
      name: 'markup and shell characters everywhere',
      url: `https://api.example.com/${encodeURI(evil.slice(0, 60))}?q=${'%22%3E%3Cscript%3E'.repeat(20)}`,
      method: 'PUT',
      headers: { 'x-`$(id)`': 'a', "x-'quote|pipe": 'b' },
      preflight: {
        status: 401,
        headers: { Server: evil, 'Access-Control-Allow-Origin': evil, 'WWW-Authenticate': evil },
      },
      error: 'PreflightMultipleAllowOriginValues',
    },
    {
      name: 'one word of thousands of characters',
      url: `https://${'very-long-subdomain.'.repeat(8)}example.com/${long}`,
      response: { status: 500, headers: { 'x-long': long, Server: long, [`x-${long}`]: 'y' } },
      error: 'MissingAllowOriginHeader',
    },
    {
      name: 'hundreds of headers',
      response: {
        status: 403,
        headers: Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`x-${i}`, evil])),
      },
      error: 'MissingAllowOriginHeader',
    },
    {
      name: 'a password and a script in the redirect',
      response: {
        status: 302,
        headers: { ...cors, Location: 'javascript:alert(document.domain)' },
      },
      error: 'MissingAllowOriginHeader',
    },
  ];
  return tests.flatMap((test, index) => findingsOf(test, `hostile ${index}`));
}

const fine: Case = { name: 'fine', response: { status: 200, headers: cors }, error: null };
const blind: Case = {
  name: 'no response, no headers, no reason: a worker looks like this',
  response: { error: 'net::ERR_FAILED' },
  error: null,
};
const long: Case = {
  name: 'a preflight, then a redirect, then a refusal',
  method: 'PUT',
  headers: { 'Content-Type': 'application/json', 'X-Api-Key': '1' },
  preflight: {
    ...preflightOk,
    headers: { ...preflightOk.headers, 'Access-Control-Allow-Headers': 'content-type, x-api-key' },
  },
  response: { status: 307, headers: { ...cors, Location: 'https://api2.example.com/v2/items' } },
  followed: [{ preflight: { status: 403 } }],
  error: 'PreflightMissingAllowOriginHeader',
};

/** The panel's states by name, made when asked for. */
export const states: Readonly<Record<string, () => Shown>> = {
  cases: () => shownWith(allCases()),
  waiting: () => shownWith([]),
  connecting: () => ({ ...nothing }),
  'no cross-origin': () => shownWith([], { counts: { entries: 31, checked: 0, dropped: 0 } }),
  'not a web page': () => shownWith([], { page: 'chrome://settings/' }),
  'nothing wrong': () =>
    shownWith(Array.from({ length: 212 }, (_, index) => findingsOf(fine, `fine ${index}`)).flat()),
  'cannot see': () => shownWith(findingsOf(blind, 'blind')),
  'long exchange': () => shownWith(findingsOf(long, 'long')),
  malformed: () =>
    shownWith(findingsOf(fine, 'fine'), {
      malformed: Array.from({ length: 120 }, (_, entry) => ({
        entry,
        problem: entry % 2 === 0 ? 'it has no URL' : `its URL is none: ${evil}`,
      })),
    }),
  dropped: () =>
    shownWith(allCases(), { counts: { entries: 10_000, checked: 8_123, dropped: 90_000 } }),
  updated: () => shownWith(allCases(), { lost: true }),
  hostile: () => shownWith(hostile()),
  'ten thousand': () => shownWith(flood()),
};

/** The snapshot a worker would send for it. */
export function snapshotOf(shown: Shown): Message<ToPanel> {
  const { lost: _, before: _before, cleared: _cleared, restored: _restored, ...snapshot } = shown;
  return { type: 'snapshot', ...snapshot };
}
