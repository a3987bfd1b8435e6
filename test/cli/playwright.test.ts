import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CorsAnnotation } from '../../src/report/annotate.ts';
import { findChromium } from '../browser/chromium.ts';
import { cases } from '../lab/cases.ts';
import { startLab } from '../lab/lab.ts';
import type { Lab } from '../lab/types.ts';
import { run } from './run.ts';

interface Attachment {
  readonly name: string;
  readonly path?: string;
  readonly body?: string;
}

/** One test of `playwright/cors.spec.mjs`, as Playwright's own JSON report has it. */
interface Outcome {
  readonly status: string;
  readonly errors: readonly { message: string }[];
  readonly attachments: readonly Attachment[];
}

interface Entry {
  readonly request: { readonly url: string; readonly method: string };
  readonly response: { readonly status: number };
  readonly _resourceType: string;
  readonly _corsErrorStatus?: { readonly corsError: string; readonly failedParameter: string };
  readonly _cors?: CorsAnnotation;
}

let lab: Lab;
let folder: string;
const outcomes = new Map<string, Outcome>();

/** Runs Playwright Test, and gives what it printed. */
function runPlaywright(report: string): Promise<string> {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const child = spawn(
    process.execPath,
    [
      join(root, 'node_modules/@playwright/test/cli.js'),
      ...['test', '--config', join(root, 'test/cli/playwright/playwright.config.mjs')],
    ],
    {
      cwd: root,
      env: {
        ...process.env,
        REPORT: report,
        CHROMIUM: findChromium(),
        FLAGS: JSON.stringify(lab.flags),
        LAB: lab.url,
        API: lab.host('api'),
      },
    },
  );
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (part) => {
      printed += part;
    });
  }
  return new Promise((done) => child.on('close', () => done(printed)));
}

beforeAll(async () => {
  lab = await startLab();
  folder = mkdtempSync(join(tmpdir(), 'cors-lens-playwright-'));
  const file = join(folder, 'report.json');
  const printed = await runPlaywright(file);
  interface Suite {
    readonly suites?: readonly Suite[];
    readonly specs: readonly { title: string; tests: readonly { results: readonly Outcome[] }[] }[];
  }
  const collect = ({ suites = [], specs }: Suite): void => {
    for (const { title, tests } of specs) {
      const result = tests[0]?.results[0];
      if (result) outcomes.set(title, result);
    }
    suites.forEach(collect);
  };
  try {
    for (const suite of JSON.parse(readFileSync(file, 'utf8')).suites) collect(suite);
  } catch {
    throw new Error(printed);
  }
});

afterAll(async () => {
  await lab?.close();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

function attached(title: string, name: string): string | null {
  const found = outcomes.get(title)?.attachments.find((each) => each.name === name);
  if (!found) return null;
  return found.path
    ? readFileSync(found.path, 'utf8')
    : Buffer.from(found.body ?? '', 'base64').toString();
}

function entriesOf(title: string): Entry[] {
  return JSON.parse(attached(title, 'cors-lens.har') ?? '{"log":{"entries":[]}}').log.entries;
}

/** The id of the case that an entry belongs to: part of its path, but for the app that one redirects into. */
function caseOf({ request }: Entry): string | undefined {
  return request.url.startsWith('shop-app:')
    ? 'unsupported-scheme-redirect'
    : new URL(request.url).pathname.split('/')[1];
}

describe('the fixture in a real Playwright test', () => {
  test('records preflights, blocked responses and what Chromium says of them; our verdicts are the same', () => {
    const entries = entriesOf('every call of the lab');
    expect(outcomes.get('every call of the lab')?.errors).toEqual([]);
    expect(entries.filter((entry) => entry._resourceType === 'preflight').length).toBeGreaterThan(
      20,
    );
    const blocked = entries.filter((entry) => entry._corsErrorStatus);
    expect(blocked.length).toBeGreaterThan(40);
    expect(blocked.filter(({ response }) => response.status >= 400).length).toBeGreaterThan(10);
    const different = blocked
      // Of a worker's request, the page's session tells only that it failed.
      .filter(({ _cors, _corsErrorStatus }) => _cors?.error !== _corsErrorStatus?.corsError)
      .map(
        (entry) =>
          `${caseOf(entry)}: ${entry._corsErrorStatus?.corsError}, not ${entry._cors?.error}`,
      );
    expect(different).toEqual([]);
  });

  test.each(
    cases.filter(
      ({ request: { from = 'page' }, id }) => from === 'page' && id !== 'unsupported-scheme',
    ),
  )('$id', (entry) => {
    const mine = entriesOf('every call of the lab').filter((each) => caseOf(each) === entry.id);
    const rules = new Set(mine.flatMap(({ _cors }) => _cors?.rule ?? []));
    const unsent = ['blocked-by-client'];
    expect([...rules]).toEqual(
      entry.rule === null || unsent.includes(entry.id) ? [] : [entry.rule],
    );
  });

  test('attaches a report where there is something to report, and nothing where nothing was checked', () => {
    expect(attached('every call of the lab', 'cors-lens.html')).toMatch(/^<!doctype html>/);
    expect(attached('nothing cross-origin', 'cors-lens.har')).toBeNull();
    expect(
      attached('lets one pass that has nothing to complain of', 'cors-lens.har'),
    ).not.toBeNull();
    expect(attached('lets one pass that has nothing to complain of', 'cors-lens.html')).toBeNull();
  });

  test('can fail the test, in the words of the command line', () => {
    const [error] = outcomes.get('fails the test')?.errors ?? [];
    expect(error?.message).toContain('Not CORS: Server returned 500');
    const passed = ['leaves a rule out', 'lets one pass that has nothing to complain of'];
    for (const title of passed) expect(outcomes.get(title)?.status, title).toBe('passed');
  });

  test("Playwright's own .har.zip is read", async () => {
    const { attachments = [] } = outcomes.get('recordHar') ?? {};
    const zip = attachments.find(({ name }) => name === 'session.har.zip')?.path ?? '';
    const { code, out, error } = await run(['diagnose', zip]);
    expect({ code, error }).toEqual({ code: 1, error: '' });
    expect(out).toContain('/server-error');
  });

  test('records other pages of the context', () => {
    const [found] = entriesOf('a popup is recorded, too').filter(
      (each) => caseOf(each) === 'not-found',
    );
    expect(found?._cors).toMatchObject({ rule: 'not-found', error: 'MissingAllowOriginHeader' });
  });
});
