import fc from 'fast-check';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { describe, expect, test } from 'vitest';
import { annotate } from '../src/report/annotate.ts';
import { type Har, readHar } from '../src/report/har.ts';
import { html } from '../src/report/html.ts';
import { markdown } from '../src/report/markdown.ts';
import { createRedactor } from '../src/report/redact.ts';
import { responseOf } from '../src/report/summary.ts';
import { rules } from '../src/rules/index.ts';
import { type Case, type Cases, entriesOf, page } from './build.ts';
import { fixture, fixtures } from './har/index.ts';

const modules = import.meta.glob<Cases>('./cases/*.ts', { eager: true, import: 'default' });
const every = Object.values(modules).flatMap(({ reports, silent }): Case[] => [
  ...reports,
  ...silent,
]);

/** The case as a file of Chromium's. */
function harOf(test: Case): Har {
  return {
    log: {
      version: '1.2',
      creator: { name: 'WebInspector', version: '537.36' },
      pages: [
        {
          id: 'page_1',
          title: test.page ?? page,
          startedDateTime: '2026-01-05T09:00:00Z',
          pageTimings: {},
        },
      ],
      entries: entriesOf(test).map((entry) => ({ pageref: 'page_1', ...entry })),
    },
  };
}

const compile = (text: string) =>
  micromark(text, { extensions: [gfm()], htmlExtensions: [gfmHtml()], allowDangerousHtml: true });

/** Opening tags with their attributes, in order. */
const tagsOf = (text: string) => text.match(/<[a-z!][^>]*>/gi) ?? [];
const allowed =
  /^<(?:h[1-3]|p|ul|ol|li|code|pre|code class="language-[a-z0-9+#-]+"|a href="https:\/\/[^"\s]+"(?: rel="noreferrer noopener")?)>$/;

/** Every character of what the reader sees. */
const textOf = (text: string) =>
  text
    .replace(/<style>[\s\S]*?<\/style>/, '')
    .replace(/<[^>]*>/g, '')
    .replace(/&(?:#(\d+)|#x([0-9a-f]+)|(amp|lt|gt|quot));/gi, (_, decimal, hex, name) =>
      name
        ? { amp: '&', lt: '<', gt: '>', quot: '"' }[name as 'amp']
        : String.fromCharCode(Number.parseInt(decimal ?? hex, decimal ? 10 : 16)),
    );

describe('redaction changes no diagnosis', () => {
  test.each(every.map((test) => [test.name, test] as const))('%s', (_, test) => {
    const whole = annotate(harOf(test));
    const safe = annotate(createRedactor().json(harOf(test)));
    const core = ({ annotations }: typeof whole) =>
      [...annotations].map(([at, { summary: _s, steps, evidence, fix, ...rest }]) => [
        at,
        { ...rest, steps: steps.length, evidence: evidence.length, fix: fix?.stack },
      ]);
    expect(core(safe)).toEqual(core(whole));
    // The prose of our own is never taken for a secret.
    const redactor = createRedactor();
    for (const { diagnosis, verdict, advice } of safe.findings) {
      expect(redactor.json({ diagnosis, verdict, advice })).toEqual({ diagnosis, verdict, advice });
    }
    expect(redactor.summary()).toEqual([]);
  });
});

describe('the report', () => {
  test.each(Object.keys(fixtures))(
    '%s: each cause once, complete, without secrets',
    async (name) => {
      const { findings } = annotate(await readHar([fixture(name)]));
      const text = markdown(findings);
      const file = html(findings);
      for (const output of [text, file]) expect(output).not.toContain('planted');
      expect(markdown(findings, { redactor: null })).toContain(
        name === 'playwright' || name === 'insomnia' || name === 'chrome-sanitized'
          ? ''
          : 'planted',
      );
      const failed = findings.filter(({ verdict }) => verdict.outcome !== 'allowed');
      const causes = new Set(
        failed.map((finding) => finding.diagnosis?.rule ?? responseOf(finding)),
      );
      const read = textOf(compile(text));
      expect(text.match(/^## \d+\. /gm)).toHaveLength(causes.size);
      for (const { diagnosis, exchange } of failed) {
        const path = new URL(exchange.hops[0].url).pathname;
        expect(text).toContain(
          `${exchange.hops[0].method} ${new URL(exchange.hops[0].url).origin}${path}`,
        );
        if (!diagnosis) continue;
        expect(text).toContain(`\`${diagnosis.rule}\``);
        for (const step of diagnosis.steps) expect(read).toContain(step.replaceAll('`', ''));
      }
      if (name === 'chrome') {
        for (const part of [
          '### Requests',
          '### Evidence',
          '### Fix',
          '### CORS config for nginx',
          '### Verify',
          '```bash\ncurl ',
          '```powershell\n',
          '[MDN](https://developer.mozilla.org/',
          '## About this report',
        ]) {
          expect(text).toContain(part);
        }
      }
    },
  );

  test('what must be said of every rule can be said', () => {
    for (const rule of rules) {
      const test = modules[`./cases/${rule.id}.ts`]?.reports[0];
      if (!test) throw new Error(`${rule.id} has no case`);
      const text = markdown(annotate(harOf(test)).findings);
      expect(text).toContain(`\`${rule.id}\``);
      for (const tag of tagsOf(compile(text))) expect(tag).toMatch(allowed);
    }
  });

  test('nothing failed', () => {
    expect(markdown([], { checked: 212 })).toContain(
      'Nothing failed: 212 cross-origin requests checked.',
    );
  });

  test('a date is written when one is given', () => {
    expect(markdown([], { date: new Date('2026-11-21T10:00:00Z') })).toContain('on 2026-11-21');
  });
});

describe('what the network says stays text', () => {
  const hostile = fc
    .array(
      fc.oneof(
        fc.constantFrom(
          ...'`,``,```,~~~,*,_,**,[,],(,),<,>,&,!,|,\\,#,-,+,=,1. ,:,$,@,\n,\r\n,\t, ,  ,\u001b,\u202e,\u0000'.split(
            ',',
          ),
          ...[
            '<script>alert(1)</script>',
            '<img src=x onerror=alert(1)>',
            '![x](http://evil.test/a.png)',
            '[x](javascript:alert(1))',
            'javascript:alert(1)',
            'http://evil.test/',
            'www.evil.test',
            'mallory@evil.test',
            '@everyone',
            '#123',
            'mailto:a@b.test',
            '&lt;',
            '&#106;',
            '<!--',
            '-->',
            '</code>',
            '</style>',
            '$x$',
            ':smile:',
            '\n\n# Heading\n',
            '\n- item\n',
            '\n```\n',
            '\n    code',
            '| a | b |',
            '[^1]: x',
            '- [ ] task',
            '<https://evil.test>',
            'xmpp:a@b.test',
          ],
        ),
        fc.string({ unit: 'grapheme', maxLength: 5 }),
      ),
      { maxLength: 8 },
    )
    .map((parts) => parts.join(''));

  const har = fc
    .record({
      method: hostile,
      path: hostile,
      header: hostile,
      origin: hostile,
      status: fc.constantFrom(200, 401, 500, 302),
      server: hostile,
      location: hostile,
      error: hostile,
      name: hostile,
    })
    .map(
      (x): Har => ({
        log: {
          creator: { name: 'WebInspector', version: '1' },
          entries: [
            {
              startedDateTime: '2026-01-05T09:00:00Z',
              time: 1,
              _resourceType: 'fetch',
              request: {
                method: x.method || 'GET',
                url: `https://api.test/${x.path}`,
                headers: [
                  { name: 'origin', value: `https://app.test${x.origin}` },
                  { name: 'sec-fetch-mode', value: 'cors' },
                  { name: x.name, value: x.header },
                ],
              },
              response: {
                status: x.status,
                headers: [
                  { name: 'access-control-allow-origin', value: x.header },
                  { name: 'server', value: x.server },
                  { name: 'location', value: x.location },
                  { name: 'www-authenticate', value: x.header },
                ],
                _error: x.error || 'net::ERR_FAILED',
              },
            },
          ],
        },
      }),
    );

  test('Markdown: no markup, no HTML, no link but ours', () => {
    fc.assert(
      fc.property(har, (input) => {
        const { findings } = annotate(input);
        const text = markdown(findings, { redactor: null });
        expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f\u202a-\u202e]/);
        const compiled = compile(text);
        for (const tag of tagsOf(compiled)) expect(tag).toMatch(allowed);
        for (const [, url] of compiled.matchAll(/href="([^"]*)"/g)) expect(url).not.toMatch(/evil/);
        // No heading but ours.
        const headings = compiled.match(/<h1>/g) ?? [];
        expect(headings).toHaveLength(1);
      }),
      { numRuns: 150 },
    );
  });

  test('HTML: no script, no image, no link but ours', () => {
    fc.assert(
      fc.property(har, (input) => {
        const { findings } = annotate(input);
        const file = html(findings, { redactor: null });
        const body = file.slice(file.indexOf('<body>') + 6, file.indexOf('</body>'));
        for (const tag of tagsOf(body)) expect(tag).toMatch(allowed);
        for (const [, url] of body.matchAll(/href="([^"]*)"/g)) expect(url).not.toMatch(/evil/);
        expect(file.match(/<script|<img|<iframe|<link|javascript:[^<]*"/gi)).toBeNull();
        expect(file.split('</body>')).toHaveLength(2);
        expect(file).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
      }),
      { numRuns: 150 },
    );
  });
});
