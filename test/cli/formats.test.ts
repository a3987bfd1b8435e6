import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import Ajv from 'ajv';
import { describe, expect, test } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import schema from '../../src/cli/cors-lens.schema.json' with { type: 'json' };
import { run } from './run.ts';

const recordings = ['chrome', 'firefox', 'playwright', 'mitmproxy', 'safari', 'chrome-sanitized'];
const har = (name: string) => fileURLToPath(new URL(`../har/${name}.har`, import.meta.url));

/** The schema as it would be if no field could be added: so none is without a description. */
function closed(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(closed);
  if (typeof node !== 'object' || node === null) return node;
  const entries = Object.entries(node).map(([name, value]) => [name, closed(value)]);
  const shut = 'properties' in node && 'type' in node ? { additionalProperties: false } : {};
  return { ...Object.fromEntries(entries), ...shut };
}

/** Runs a check against a server that reflects every origin. */
async function checked(format: string): Promise<string> {
  const server = createServer((request, response) => {
    response.setHeader('Access-Control-Allow-Origin', request.headers.origin ?? '*');
    response.setHeader('Access-Control-Allow-Credentials', 'true');
    response.end();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const url = `http://localhost:${(server.address() as AddressInfo).port}/a?b=<&'"\u00e9]]>`;
  const put = ['--method', 'PUT', '--header', 'x-a'];
  try {
    const origins = ['--origin', 'https://shop.example', '--origin', 'null'];
    return (await run(['check', url, ...origins, ...put, '--format', format])).out;
  } finally {
    server.close();
  }
}

describe('--format json', () => {
  const validate = new Ajv({ strict: true, strictTypes: false, allErrors: true }).compile(
    closed(schema) as object,
  );
  const errorsOf = (text: string) => {
    validate(JSON.parse(text));
    return validate.errors ?? [];
  };

  test.each(recordings)('%s is as the schema says', async (name) => {
    expect(errorsOf((await run(['diagnose', '--json', har(name)])).out)).toEqual([]);
  });

  test('so are several files, a chosen stack, a check, and nothing at all', async () => {
    const several = ['diagnose', '--json', '--stack', 'nginx', har('chrome'), har('firefox')];
    expect(errorsOf((await run(several)).out)).toEqual([]);
    expect(errorsOf(await checked('json'))).toEqual([]);
    const empty = JSON.stringify({ log: { entries: [1] } });
    expect(errorsOf((await run(['diagnose', '--json', '-'], empty)).out)).toEqual([]);
  });

  test('what is not, is noticed', () => {
    expect(errorsOf('{"version":2}')).not.toEqual([]);
  });
});

describe('--format junit', () => {
  const xsd = readFileSync(new URL('junit.xsd', import.meta.url), 'utf8');
  const errorsOf = async (text: string) =>
    (await validateXML({ xml: [{ fileName: 'out.xml', contents: text }], schema: [xsd] })).errors;

  test.each(recordings)('%s is as the schema says', async (name) => {
    const { out } = await run([
      'diagnose',
      '--format',
      'junit',
      '--fail-on',
      'warnings',
      har(name),
    ]);
    expect(out).toContain('<testcase ');
    expect(await errorsOf(out)).toEqual([]);
  });

  test('so are several files, a check, and nothing at all', async () => {
    const several = ['diagnose', '--format', 'junit', har('chrome'), har('firefox')];
    expect(await errorsOf((await run(several)).out)).toEqual([]);
    expect(await errorsOf(await checked('junit'))).toEqual([]);
    const empty = JSON.stringify({ log: { entries: [] } });
    expect(await errorsOf((await run(['diagnose', '--format', 'junit', '-'], empty)).out)).toEqual(
      [],
    );
  });

  test('what is not, is noticed', async () => {
    expect(await errorsOf('<testsuites><testsuite/></testsuites>')).not.toEqual([]);
  });
});
