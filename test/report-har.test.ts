import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { annotate, type CorsAnnotation } from '../src/report/annotate.ts';
import { sessionHar, validHar } from '../src/report/export.ts';
import { type Har, HarError, readHar, withoutBodies, writeHar } from '../src/report/har.ts';
import { lacksOf } from '../src/report/lacks.ts';
import { createRedactor } from '../src/report/redact.ts';
import { fixture, fixtures } from './har/index.ts';
import { schemaErrors } from './har/schema.ts';

type Entry = Record<string, unknown> & { _cors?: CorsAnnotation; comment?: string };

const read = (bytes: Uint8Array | string) =>
  readHar([typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes]);
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const entriesOf = (har: Har) => har.log.entries as readonly Entry[];

function parsedOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

async function textOf(har: Har): Promise<string> {
  let text = '';
  for await (const piece of writeHar(har)) text += piece;
  return text;
}

function redact(har: Har): Har {
  return createRedactor().json(har);
}

describe.each(Object.entries(fixtures))('%s', (name, { calls, lacks }) => {
  test('every call gets the diagnosis its evidence allows', async () => {
    const { findings, malformed } = annotate(await read(fixture(name)));
    expect(malformed).toEqual([]);
    const said = findings.map(({ exchange, verdict, diagnosis }) => {
      const { method, url } = exchange.hops[0];
      return [
        `${method} ${new URL(url).pathname}`,
        {
          outcome: verdict.outcome,
          error: verdict.outcome === 'blocked' ? verdict.error : undefined,
          rule: diagnosis?.rule,
          certainty:
            diagnosis?.certainty ?? (verdict.outcome === 'undetermined' ? 'likely' : 'certain'),
        },
      ];
    });
    expect(Object.fromEntries(said)).toMatchObject(calls);
    expect(said).toHaveLength(Object.keys(calls).length);
  });

  test('what it lacks is said', async () => {
    const har = await read(fixture(name));
    expect(lacksOf(har, annotate(har).findings).map((sentence) => sentence.slice(0, 25))).toEqual(
      lacks,
    );
  });

  test('with and without a byte-order mark, in UTF-16, and cut into pieces', async () => {
    const text = fixture(name)
      .toString('utf8')
      .replace(/^\uFEFF/, '');
    const wanted = JSON.parse(text);
    expect(await read(text)).toEqual(wanted);
    expect(await read(`\uFEFF${text}`)).toEqual(wanted);
    expect(await read(Buffer.from(`\uFEFF${text}`, 'utf16le'))).toEqual(wanted);
    expect(await read(Buffer.from(`\uFEFF${text}`, 'utf16le').swap16())).toEqual(wanted);
    const bytes = Buffer.from(text);
    const pieces = Array.from({ length: Math.ceil(bytes.length / 997) }, (_, at) =>
      bytes.subarray(at * 997, (at + 1) * 997),
    );
    expect(await readHar(pieces)).toEqual(wanted);
  });

  test('what came in goes out: only ours is added, and the second time equals the first', async () => {
    const input = await read(fixture(name));
    const once = annotate(input).har;
    const bare = plain(once) as { log: { entries: Entry[]; _cors?: unknown; comment?: string } };
    const ours = (text = '') => text.replace(/(^|\n)CORS Lens: [\s\S]*$/, '') || undefined;
    for (const [index, entry] of bare.log.entries.entries()) {
      delete entry._cors;
      entry.comment = ours(entry.comment) as string;
      if (entry.comment === undefined) delete entry.comment;
      expect(entry).toEqual(plain(input.log.entries[index]));
    }
    delete bare.log._cors;
    bare.log.comment = ours(bare.log.comment) as string;
    expect(plain(bare)).toEqual(
      plain({ ...input, log: { ...input.log, comment: input.log.comment } }),
    );

    const again = annotate(await read(await textOf(once))).har;
    expect(await textOf(again)).toBe(await textOf(once));
  });

  test('redacted: no secret is left, the diagnosis is the same, and export, import, export is stable', async () => {
    const input = await read(fixture(name));
    const first = annotate(redact(input));
    const text = await textOf(first.har);
    expect(text).not.toContain('planted');
    const whole = annotate(input);
    const verdicts = (result: typeof first) =>
      [...result.annotations].map(([at, { role, outcome, error, rule, certainty }]) => [
        at,
        role,
        outcome,
        error,
        rule,
        certainty,
      ]);
    expect(verdicts(first)).toEqual(verdicts(whole));
    const second = annotate(redact(await read(text)));
    expect(await textOf(second.har)).toBe(text);
  });

  test('no new offence against the HAR schema', async () => {
    const input = await read(fixture(name));
    const before = schemaErrors(input);
    expect(schemaErrors(plain(annotate(input).har))).toEqual(before);
    expect(schemaErrors(plain(annotate(redact(input)).har))).toEqual(before);
  });

  test('exported from a session it is a valid HAR', async () => {
    const { log } = await read(fixture(name));
    const source = name === 'firefox' ? 'firefox' : name === 'safari' ? 'webkit' : 'chromium';
    const har = sessionHar(
      { entries: log.entries.map(withoutBodies), pages: (log.pages ?? []) as unknown[] },
      source,
    );
    expect(schemaErrors(plain(annotate(redact(har)).har))).toEqual([]);
    expect(schemaErrors(plain(validHar(await read(fixture(name)))))).toEqual([]);
  });
});

describe('annotations', () => {
  test('preflight and request name each other; the fix is for the stack seen', async () => {
    const { har } = annotate(await read(fixture('chrome')));
    const entries = entriesOf(har);
    const request = entries.findIndex(
      (entry) => (entry.request as { method: string }).method === 'PUT',
    );
    const annotation = entries[request]?._cors;
    const preflight = annotation?.preflight ?? -1;
    expect(annotation).toMatchObject({
      version: 1,
      role: 'request',
      request,
      fix: { stack: 'nginx', policy: { methods: expect.arrayContaining(['GET', 'PUT']) } },
    });
    expect(annotation?.fix?.snippet).toContain('PUT');
    expect(entries[preflight]?._cors).toMatchObject({
      role: 'preflight',
      request,
      preflight,
      rule: 'preflight-unauthenticated',
      error: annotation?.error,
    });
    expect(entries[request]?.comment).toMatch(/^CORS Lens: /);
    expect(har.log._cors).toMatchObject({
      version: 1,
      counts: { entries: 12, checked: 10, blocked: 5 },
    });
    expect(har.log.comment).toMatch(/^CORS Lens: 10 cross-origin requests checked, 5 blocked/);
    const document = entries.find((entry) => entry._resourceType === 'document');
    expect(document).not.toHaveProperty('_cors');
  });

  test('comments of others stay, also one that speaks of us', async () => {
    const input = await read(fixture('chrome'));
    const entries = input.log.entries.map((entry) => ({
      ...(entry as object),
      comment: 'see\nCORS Lens: a tool',
    }));
    const once = annotate({ log: { ...input.log, entries } }).har;
    const broken = entriesOf(once).find((entry) => entry._cors?.rule === 'server-error');
    expect(broken?.comment).toMatch(/^see\nCORS Lens: a tool\nCORS Lens: Server returned 500/);
    expect(annotate(once).har).toEqual(once);
  });
});

describe('input that cannot be used is refused with its place', () => {
  test.each<[text: string, message: string]>([
    ['', 'it is empty.'],
    ['<!doctype html>', 'it is not JSON: byte 0 (line 1, column 1).'],
    ['{"log":{"entries":[\n{"a":tru]}}', 'it is not JSON: byte 28 (line 2, column 9).'],
    ['{"log":{"entries":[\n{"a" 1}]}}', 'it is not JSON: byte 25 (line 2, column 6).'],
    [
      '{"log":{"entries":[\n{"a":1},\n{"b"',
      'it ends in the middle, at byte 33 (line 3, column 5): the file was cut off.',
    ],
    [
      '{"log":{"entries":[]}} trailing',
      'something follows the end of the JSON: byte 25 (line 1, column 26).',
    ],
    ['[]', 'it is JSON but not a HAR: it is no object with a "log".'],
    ['null', 'it is JSON but not a HAR: it is no object with a "log".'],
    ['{"log":[]}', 'it is JSON but not a HAR: it has no "log" object.'],
    ['{"log":{}}', 'it is not a HAR: "log.entries" is no list.'],
    ['{"log":{"entries":{"0":{}}}}', 'it is not a HAR: "log.entries" is no list.'],
    ['PK\u0003\u0004', 'it is a ZIP archive: unpack it and pass the .har file in it.'],
    [
      `{"log":{"entries":[${'['.repeat(10_000)}`,
      'it nests deeper than 500 levels: byte 516 (line 1, column 517).',
    ],
  ])('%#: %.40s', async (text, message) => {
    const error = await read(text).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(HarError);
    expect((error as HarError).message).toBe(message);
  });

  test('any cut of a HAR, and any byte changed, is refused or read: nothing else is thrown', async () => {
    const bytes = fixture('insomnia');
    await fc.assert(
      fc.asyncProperty(
        fc.nat(bytes.length - 1),
        fc.nat(255),
        fc.boolean(),
        async (at, byte, cut) => {
          const broken = cut ? bytes.subarray(0, at) : Buffer.from(bytes);
          if (!cut) broken[at] = byte;
          const result = await read(broken).catch((error: unknown) => error);
          if (cut) expect(result).toBeInstanceOf(HarError);
          else if (!(result instanceof HarError)) annotate(redact(result as Har));
        },
      ),
      { numRuns: 400 },
    );
  });

  test('what is read is what JSON.parse reads, whatever the pieces and the white space', async () => {
    const spaces = fc.constantFrom(undefined, 1, 2, '\t');
    const keys = fc.constantFrom('log', 'entries', 'a', '\\u0065ntries');
    const around = fc.dictionary(keys, fc.jsonValue({ maxDepth: 2 }));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.jsonValue(), { maxLength: 5 }),
        around,
        spaces,
        fc.integer({ min: 1, max: 40 }),
        async (entries, rest, space, size) => {
          const har = { ...rest, log: { ...rest, entries, after: rest } };
          const bytes = new TextEncoder().encode(JSON.stringify(har, null, space));
          const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
            bytes.slice(index * size, (index + 1) * size),
          );
          expect(await readHar(pieces)).toEqual(JSON.parse(new TextDecoder().decode(bytes)));
        },
      ),
      { numRuns: 300 },
    );
  });

  test('what JSON.parse refuses is refused', async () => {
    const bytes = new TextEncoder().encode(
      '{"a":[],"log":{"x":{"entries":[1]},"entries":[{"a":"\\"]"},-1.5e3,"b\\\\",[[]],null]}}',
    );
    await fc.assert(
      fc.asyncProperty(
        fc.nat(bytes.length - 1),
        fc.constantFrom(...'{}[]",:\\ \n1ae\0'),
        fc.integer({ min: 1, max: 90 }),
        async (at, character, size) => {
          const changed = bytes.slice();
          changed[at] = character.charCodeAt(0);
          const pieces = [changed.subarray(0, size), changed.subarray(size)];
          const parsed = parsedOrNull(new TextDecoder().decode(changed));
          const result = await readHar(pieces).catch((error: unknown) => error);
          if (parsed === null) expect(result).toBeInstanceOf(HarError);
          else if (!(result instanceof HarError)) expect(result).toEqual(parsed);
        },
      ),
      { numRuns: 1000 },
    );
  });

  test('any JSON for entries: annotated, redacted and stable', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.jsonValue(), { maxLength: 4 }),
        fc.jsonValue(),
        async (entries, pages) => {
          const input = { log: { version: '1.2', entries, pages } } as Har;
          const once = annotate(input);
          expect(annotate(plain(once.har) as Har).har).toEqual(plain(once.har));
          annotate(redact(input));
          expect(schemaErrors(plain(sessionHar({ entries, pages: [] }, 'chromium')))).toEqual(
            expect.not.arrayContaining([expect.stringContaining('required')]),
          );
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('reading', () => {
  test('progress and cancel', async () => {
    const bytes = fixture('chrome');
    const seen: number[] = [];
    const pieces = [bytes.subarray(0, 1000), bytes.subarray(1000)];
    await readHar(pieces, { onProgress: (read) => seen.push(read) });
    expect(seen).toEqual([1000, bytes.length]);
    const controller = new AbortController();
    const reading = readHar(pieces, {
      signal: controller.signal,
      onProgress: () => controller.abort(),
    });
    await expect(reading).rejects.toThrow(/abort/i);
  });

  test('bodies can be dropped as they pass', async () => {
    const har = await readHar([fixture('chrome')], { keep: withoutBodies });
    expect(JSON.stringify(har)).not.toContain('planted-body');
    expect(annotate(har).annotations).toEqual(annotate(await read(fixture('chrome'))).annotations);
  });
});
