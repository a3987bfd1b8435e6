import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axe from 'axe-core';
import type { ElementHandle } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { annotate } from '../../src/report/annotate.ts';
import { validHar } from '../../src/report/export.ts';
import { readHar } from '../../src/report/har.ts';
import { createRedactor } from '../../src/report/redact.ts';
import { distFolder } from '../browser/build.ts';
import { readRows, show } from '../browser/panel.ts';
import { until } from '../browser/until.ts';
import { fixture, fixtures } from '../har/index.ts';
import { schemaErrors } from '../har/schema.ts';
import { type InspectedLab, inspectLab } from '../lab/inspect.ts';

let inspected: InspectedLab;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cors-lens-files-'));
  inspected = await inspectLab(distFolder(), { headless: true });
  await show(inspected.panel, 'everything');
  await inspected.page.goto(`${inspected.lab.site}/frame`);
  await inspected.page.evaluate(async (api) => {
    const options = {
      headers: { authorization: 'Bearer planted-token', 'x-api-key': 'planted-key' },
    };
    for (const path of ['server-error', 'unauthenticated', 'allow-origin-missing']) {
      await fetch(`${api}/${path}?access_token=planted-query`, options).catch(() => {});
    }
  }, inspected.lab.host('api'));
  await until('three rows', async () => (await readRows(inspected.panel)).length >= 3);
}, 240_000);

afterAll(async () => {
  await inspected?.close();
  rmSync(folder, { recursive: true, force: true });
});

const text = (selector: string) =>
  inspected.panel.evaluate((css) => document.querySelector(css)?.textContent ?? '', selector);
const click = (selector: string) =>
  inspected.panel.evaluate((css) => document.querySelector<HTMLElement>(css)?.click(), selector);

/** Types into the filter, as React hears it. */
const filterBy = (words: string) =>
  inspected.panel.evaluate((value) => {
    const filter = document.querySelector<HTMLInputElement>('.filter');
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(filter, value);
    filter?.dispatchEvent(new Event('input', { bubbles: true }));
  }, words);

/** Saves what the dialog offers and reads it where a download would be written. */
async function save(): Promise<{ name: string; text: string }> {
  await inspected.panel.waitForSelector('[data-testid="save"]:not([disabled])');
  return inspected.panel.evaluate(async () => {
    const saved = new Promise<{ name: string; text: string }>((resolve) => {
      const create = URL.createObjectURL;
      let blob: Blob;
      URL.createObjectURL = (object) => {
        blob = object as Blob;
        return create.call(URL, object);
      };
      document.addEventListener(
        'click',
        async ({ target }) => {
          if (!(target instanceof HTMLAnchorElement)) return;
          URL.createObjectURL = create;
          resolve({ name: target.download, text: await blob.text() });
        },
        { capture: true },
      );
      // The link is in no document, so its click is heard at the link alone.
      const clickLink = HTMLAnchorElement.prototype.click;
      HTMLAnchorElement.prototype.click = function () {
        HTMLAnchorElement.prototype.click = clickLink;
        URL.createObjectURL = create;
        const { download } = this;
        void blob.text().then((written) => resolve({ name: download, text: written }));
      };
    });
    document.querySelector<HTMLElement>('[data-testid="save"]')?.click();
    return saved;
  });
}

async function importFile(path: string): Promise<void> {
  const input = (await inspected.panel.$(
    '[data-testid="import"]',
  )) as ElementHandle<HTMLInputElement>;
  await input.uploadFile(path);
}

describe('export', () => {
  test('the annotated HAR is valid, redacted, previewed, and what was shown', async () => {
    await click('[data-testid="open-export"]');
    const { name, text: written } = await save();
    expect(name).toMatch(/^cors-lens-api\.localhost-\d+-\d{4}-\d\d-\d\d\.har$/);
    expect(written).not.toContain('planted');
    const har = await readHar([Buffer.from(written)]);
    expect(schemaErrors(har)).toEqual([]);
    const { findings } = annotate(har);
    expect(findings.map(({ diagnosis }) => diagnosis?.rule)).toEqual([
      'server-error',
      'unauthenticated',
      'allow-origin-missing',
    ]);
    expect(JSON.parse(JSON.stringify(annotate(createRedactor().json(har)).har))).toEqual(har);
    const preview = await text('[data-testid="preview"]');
    for (const place of [
      'authorization header',
      'x-api-key header',
      'query parameter access_token',
    ]) {
      expect(preview.toLowerCase()).toContain(place);
    }
    writeFileSync(join(folder, 'exported.har'), written);
  });

  test('the dialog breaks no rule of axe', async () => {
    await inspected.panel.evaluate(axe.source);
    const violations = await inspected.panel.evaluate(async () => {
      const { violations: found } = await (
        window as unknown as {
          axe: { run(root: Element): Promise<{ violations: { id: string }[] }> };
        }
      ).axe.run(document.querySelector('dialog') as Element);
      return found.map(({ id }) => id);
    });
    expect(violations).toEqual([]);
  });

  test('not redacted only when that is chosen, with a warning', async () => {
    await click('input[name="redact"]');
    await until('the warning', async () =>
      (await text('[data-testid="preview"]')).includes('Not redacted'),
    );
    expect((await save()).text).toContain('planted-token');
    await click('input[name="redact"]');
  });

  test('the selection alone', async () => {
    await click('.export button[type="submit"]');
    await filterBy('unauthenticated');
    await until('one row', async () => (await readRows(inspected.panel)).length === 1);
    await click('[data-testid="open-export"]');
    await click('input[value="shown"]');
    await until('the count', async () =>
      (await text('[data-testid="preview"]')).includes('1 cross-origin'),
    );
    const { log } = JSON.parse((await save()).text);
    const entries = log.entries as {
      request: { method: string };
      _cors: { request: number; preflight: number; rule: string | null };
    }[];
    expect(entries.map(({ request }) => request.method).sort()).toEqual(['GET', 'OPTIONS']);
    for (const { _cors } of entries) {
      expect(entries[_cors.request]?.request.method).toBe('GET');
      expect(entries[_cors.preflight]?.request.method).toBe('OPTIONS');
    }
    await click('input[value="everything"]');
  });

  test.each([
    ['markdown', /^# CORS report for `api\.localhost:\d+`\n/, '.md'],
    ['html', /^<!doctype html>/, '.html'],
  ])('the report as %s', async (format, start, ending) => {
    await click(`input[value="${format}"]`);
    await until(
      'the report',
      async () => !(await text('[data-testid="preview"]')).includes('Preparing'),
    );
    const { name, text: written } = await save();
    expect(written).toMatch(start);
    expect(name.endsWith(ending)).toBe(true);
    expect(written).not.toContain('planted');
    expect(written).toContain('Server returned 500 Internal Server Error');
    if (format === 'html') writeFileSync(join(folder, 'report.html'), written);
  });

  test('the HTML file loads nothing and runs nothing', async () => {
    const page = await inspected.chromium.browser.newPage();
    const requests: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    const problems: string[] = [];
    page.on('console', (message) => problems.push(message.text()));
    await page.goto(`file://${join(folder, 'report.html')}`);
    expect(await page.$eval('h1', (heading) => heading.textContent)).toMatch(
      /^CORS report for api\.localhost/,
    );
    expect(requests).toEqual([`file://${join(folder, 'report.html')}`]);
    expect(problems).toEqual([]);
    await page.close();
    await click('.export button[type="submit"]');
  });
});

test('one diagnosis is copied as a report, redacted', async () => {
  await inspected.panel.locator('[data-testid="copy-menu"]').click();
  await inspected.panel.waitForSelector('[data-testid="copy-report"]');
  const copied = await inspected.panel.evaluate(async () => {
    const written = new Promise<string>((resolve) => {
      Object.defineProperty(navigator.clipboard, 'writeText', {
        configurable: true,
        value: async (value: string) => resolve(value),
      });
    });
    document.querySelector<HTMLElement>('[data-testid="copy-report"]')?.click();
    return written;
  });
  expect(copied).toMatch(/^# CORS report for `api\.localhost:\d+`\n/);
  expect(copied.match(/^## \d+\./gm)).toHaveLength(1);
  expect(copied).not.toContain('planted');
});

describe("Chromium's Network panel", () => {
  test.each(['exported', ...Object.keys(fixtures).map((name) => `fixture ${name}`)])(
    '%s opens in it',
    async (name) => {
      const har =
        name === 'exported'
          ? null
          : annotate(createRedactor().json(validHar(await readHar([fixture(name.slice(8))])))).har;
      const written =
        har === null
          ? await import('node:fs').then((fs) =>
              fs.readFileSync(join(folder, 'exported.har'), 'utf8'),
            )
          : JSON.stringify(har);
      // Its own importer and its own model of a request.
      const names = (await inspected.devtools.evaluate(`(async () => {
      const { HARFormat, Importer } = await import('./models/har/har.js');
      const root = new HARFormat.HARRoot(JSON.parse(${JSON.stringify(written)}));
      return Importer.Importer.requestsFromHARLog(root.log)
        .map((request) => [request.requestMethod, request.url(), request.statusCode]);
    })()`)) as [string, string, number][];
      const { log } = JSON.parse(written);
      // It sorts by time.
      expect(names.map(([method, url]) => `${method} ${url}`).toSorted()).toEqual(
        log.entries
          .map(
            ({ request }: { request: { method: string; url: string } }) =>
              `${request.method} ${request.url}`,
          )
          .toSorted(),
      );
    },
  );
});

describe('import', () => {
  test.each(Object.entries(fixtures))('%s, by the button', async (name, { calls, lacks }) => {
    const path = join(folder, `${name}.har`);
    writeFileSync(path, fixture(name));
    await importFile(path);
    await until('the file', async () =>
      (await text('[data-testid="imported"]')).includes(`${name}.har`),
    );
    for (const sentence of lacks)
      expect(await text('[data-testid="imported"]')).toContain(sentence);
    expect(await text('[data-testid="counts"]')).toContain(`${Object.keys(calls).length} of `);
  });

  test('the body of an error that the recording has is shown at once, as text', async () => {
    const har = JSON.parse(
      fixture('charles')
        .toString()
        .replace(/^\uFEFF/, ''),
    );
    const failed = har.log.entries.find(
      ({ response }: { response: { status: number } }) => response.status === 500,
    );
    const body = '{"message":"<img src=x onerror=alert(1)>","password":"planted-password"}';
    failed.response.content = { size: body.length, mimeType: 'application/json', text: body };
    const path = join(folder, 'with-body.har');
    writeFileSync(path, JSON.stringify(har));
    await importFile(path);
    await until('the file', async () =>
      (await text('[data-testid="imported"]')).includes('with-body.har'),
    );
    await filterBy('');
    const row = await inspected.panel.waitForSelector('[data-rule="server-error"]');
    await row?.evaluate((node) => (node as HTMLElement).click());
    await inspected.panel.waitForSelector('[data-testid="body"] .err');
    expect(await text('[data-testid="body"] .err')).toContain('<img src=x onerror=alert(1)>');
    expect(await inspected.panel.$$('[data-testid="body"] img')).toEqual([]);
    expect(await text('[data-testid="log-search"]')).toMatch(/\d ms/);
    // It is shown, and it is in nothing that is written.
    await click('[data-testid="open-export"]');
    const written = (await save()).text;
    expect(written).not.toContain('onerror');
    await click('.export button[type="submit"]');
  });

  test('by drop, and back to the tab', async () => {
    await inspected.panel.evaluate((content) => {
      const data = new DataTransfer();
      data.items.add(new File([content], 'dropped.har'));
      document.body.dispatchEvent(
        new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }),
      );
    }, fixture('chrome').toString());
    await until('the file', async () =>
      (await text('[data-testid="imported"]')).includes('dropped.har'),
    );
    await click('[data-testid="open-export"]');
    const { log } = JSON.parse((await save()).text);
    expect(log.entries).toHaveLength(12);
    expect(log.creator.name).toBe('WebInspector');
    await click('.export button[type="submit"]');
    await click('[data-testid="imported"] button');
    await until('the tab', async () => (await text('[data-testid="imported"]')) === '');
  });

  test('what cannot be read is refused with its place, and what was shown stays', async () => {
    const path = join(folder, 'broken.har');
    writeFileSync(path, '{"log":{"entries":[\n{"a":');
    await importFile(path);
    await until('the reason', async () =>
      (await text('[data-testid="import-problem"]')).includes(
        'broken.har: it ends in the middle, at byte 25 (line 2, column 6)',
      ),
    );
    expect(await readRows(inspected.panel)).not.toEqual([]);
    await click('[data-testid="import-problem"] button');
  });

  test('200 MB: progress, never frozen, and it can be cancelled', async () => {
    const path = join(folder, 'large.har');
    const { log } = JSON.parse(fixture('chrome').toString());
    const [broken] = log.entries.filter(
      (entry: { response: { status: number } }) => entry.response.status === 500,
    );
    const body = 'x'.repeat(180_000);
    writeFileSync(
      path,
      `{"log":{"version":"1.2","creator":{"name":"WebInspector","version":"1"},"pages":${JSON.stringify(log.pages)},"entries":[`,
    );
    const count = 1100;
    for (let index = 0; index < count; index++) {
      const entry = JSON.stringify({
        ...broken,
        response: {
          ...broken.response,
          content: { size: body.length, mimeType: 'text/html', text: body },
        },
      });
      writeFileSync(path, `${index > 0 ? ',' : ''}${entry}`, { flag: 'a' });
    }
    writeFileSync(path, ']}}', { flag: 'a' });

    // The longest time in which the panel painted nothing.
    await inspected.panel.evaluate(() => {
      const watch = { longest: 0, shares: [] as number[], stop: false };
      Object.assign(window, { watch });
      let last = performance.now();
      const tick = () => {
        const now = performance.now();
        watch.longest = Math.max(watch.longest, now - last);
        last = now;
        const bar = document.querySelector<HTMLProgressElement>('progress');
        if (bar && bar.value !== watch.shares.at(-1)) watch.shares.push(bar.value);
        if (!watch.stop) setTimeout(tick, 10);
      };
      tick();
    });
    await importFile(path);
    await inspected.panel.waitForSelector('[data-testid="reading"]', { timeout: 60_000 });
    await until(
      'the file',
      async () => (await text('[data-testid="imported"]')).includes('large.har'),
      100_000,
    );
    const { longest, shares } = await inspected.panel.evaluate(() => {
      const { watch } = window as unknown as {
        watch: { longest: number; shares: number[]; stop: boolean };
      };
      watch.stop = true;
      return watch;
    });
    console.log(
      `200 MB: longest pause of the panel ${Math.round(longest)} ms, ${shares.length} steps of progress`,
    );
    expect(longest).toBeLessThan(1000);
    expect(shares.length).toBeGreaterThan(10);
    expect(await text('[data-testid="counts"]')).toContain('1,100 of ');

    await importFile(path);
    await inspected.panel.waitForSelector('[data-testid="reading"] button');
    await click('[data-testid="reading"] button');
    await until('the end of it', async () => (await text('[data-testid="reading"]')) === '');
    expect(await text('[data-testid="imported"]')).toContain('large.har');
    await click('[data-testid="imported"] button');
  });
});
