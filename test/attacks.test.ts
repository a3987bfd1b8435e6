import { expect, test } from 'vitest';
import { annotate } from '../src/report/annotate.ts';
import { curlFor } from '../src/report/curl.ts';
import type { Har } from '../src/report/har.ts';
import { html } from '../src/report/html.ts';
import { markdown } from '../src/report/markdown.ts';
import { createRedactor } from '../src/report/redact.ts';

/*
 * Strings that hung one pattern or another of ours, wherever a server or a page can write them: everything that is
 * made of them takes time that grows with their length, not with its square.
 */

const size = 120_000;
const long = (before: string, unit: string, after = '') =>
  before + unit.repeat(Math.ceil(size / unit.length)) + after;

const attacks: readonly (readonly [string, string])[] = [
  ['digits in front of a letter', long('', '0', '\u00000')],
  ['buckets of S3', long('https://', 's3.')],
  ['a cookie of WordPress', long('wordpress_d', 're')],
  ['a file name of hyphens', long('\u0000', '-', '-\u0000')],
  ['lines without a text', long('', '\n', '\u0000\n')],
  ['exclamation marks in front of a bracket', long('!', '!', '(')],
  ['the start of a JSON Web Token', long('', 'YEYAE2E2EE')],
  ['the start of a JSON Web Token, in lower case', long('aaaaaaaaa.', 'eyJ')],
  ['schemes without a URL', long('', 'A+', '++\u0000')],
  ['branches of a preview deployment', long('i', '-gcectvlfl', 's')],
  ['slashes', long('', '/', '\u0000/')],
  ['the start of a private key', long('', '-----BEGIN ')],
  ['prefixes of keys', long('', 'sk-xoxb-')],
  ['names of secrets', long('', 'token=password:')],
  ['escapes of escapes', long('', '%2525')],
  ['quotes of quotes', long('', '\\\\"')],
  ['options', long('', ' --token -u a:')],
  ['accounts', long('', 'GB82 WEST ')],
  ['elements', long('', '<token>')],
];

function harOf(value: string): Har {
  const fields = (names: string[]) => names.map((name) => ({ name, value }));
  const url = `https://api.example.com/${value}?q=${value}&token=${value}#${value}`;
  return {
    log: {
      version: '1.2',
      creator: { name: 'WebInspector', version: '537.36' },
      pages: [],
      entries: [
        {
          startedDateTime: '2026-01-01T00:00:00.000Z',
          time: 1,
          _resourceType: 'fetch',
          _error: value,
          request: {
            method: 'GET',
            url,
            httpVersion: 'h2',
            headers: [
              { name: 'Origin', value: 'https://app.example.com' },
              { name: 'Sec-Fetch-Mode', value: 'cors' },
              ...fields(['Referer', 'Cookie', 'Authorization', 'X-Anything']),
            ],
            queryString: [],
            cookies: [],
            headersSize: -1,
            bodySize: 0,
          },
          response: {
            status: 403,
            statusText: value,
            httpVersion: 'h2',
            headers: fields([
              'Access-Control-Allow-Origin',
              'Set-Cookie',
              'Location',
              'Link',
              'Server',
              'Via',
              'WWW-Authenticate',
              'Content-Security-Policy',
              'X-Anything',
            ]),
            cookies: [],
            content: { size: 0, mimeType: value },
            redirectURL: value,
            headersSize: -1,
            bodySize: 0,
          },
          cache: {},
          timings: { send: 0, wait: 1, receive: 0 },
        },
      ],
    },
  } as unknown as Har;
}

// A quadratic pattern alone took from 3 to 71 seconds. Of the processor, not of the clock: other tests run beside.
test.each(attacks)('%s', (_, value) => {
  const start = process.cpuUsage();
  const { har, findings } = annotate(harOf(value));
  createRedactor().json(har);
  for (const { exchange } of findings) curlFor(exchange, 'bash');
  markdown(findings);
  html(findings);
  const { user } = process.cpuUsage(start);
  expect(findings).toHaveLength(1);
  expect(user / 1000).toBeLessThan(6_000);
});
