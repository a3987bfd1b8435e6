import { describe, expect, test } from 'vitest';
import type { HeaderList } from '../src/cors/headers.ts';
import type { Hop } from '../src/recording/types.ts';
import { curlFor } from '../src/report/curl.ts';
import { exchangeOf } from './curl.ts';

describe('the commands', () => {
  const hop = (over: Partial<Hop>): Hop => ({
    method: 'OPTIONS',
    url: 'https://api.test/items',
    headers: [],
    response: null,
    error: null,
    startedAt: 0,
    duration: 0,
    entry: 0,
    ...over,
  });
  const put = {
    method: 'PUT',
    url: 'https://api.test/items',
    headers: [
      ['content-type', 'application/json'],
      ['x-api-key', 'k-1'],
    ] as HeaderList,
  };

  test('the recorded preflight, then the request, with the headers to look for', () => {
    const preflight = hop({
      headers: [
        ['origin', 'https://app.test'],
        ['access-control-request-method', 'PUT'],
        ['access-control-request-headers', 'content-type,x-api-key'],
      ],
    });
    expect(
      curlFor(exchangeOf({ ...put, headers: [...put.headers] }, preflight), 'bash'),
    ).toMatchInlineSnapshot(`
      [
        {
          "command": "curl --globoff --path-as-is --silent --show-error --dump-header - --output /dev/null --request OPTIONS \\
        --url 'https://api.test/items' \\
        --header 'origin: https://app.test' \\
        --header 'access-control-request-method: PUT' \\
        --header 'access-control-request-headers: content-type,x-api-key'",
          "lookFor": [
            "a status from 200 to 299",
            "Access-Control-Allow-Origin: https://app.test (or *, when no cookies are sent)",
            "Access-Control-Allow-Methods, with PUT in its list",
            "Access-Control-Allow-Headers, with content-type, x-api-key in its list",
          ],
          "notes": [],
          "title": "Preflight",
        },
        {
          "command": "curl --globoff --path-as-is --silent --show-error --dump-header - --output /dev/null --request PUT \\
        --url 'https://api.test/items' \\
        --header 'origin: https://app.test' \\
        --header 'content-type: application/json' \\
        --header 'x-api-key: redacted-1' \\
        --data ''",
          "lookFor": [
            "Access-Control-Allow-Origin: https://app.test (or *, when no cookies are sent)",
          ],
          "notes": [
            "Put your own values where it says "redacted".",
            "Bodies are not captured: put one between the quotes of "data" if the server needs it.",
          ],
          "title": "Request",
        },
      ]
    `);
  });

  test('a preflight the file does not have is derived', () => {
    const [first] = curlFor(exchangeOf({ ...put, headers: [...put.headers] }), 'powershell');
    expect(first?.command).toMatchInlineSnapshot(`
      "@'
      globoff
      path-as-is
      silent
      show-error
      dump-header = "-"
      output = "NUL"
      request = "OPTIONS"
      url = "https://api.test/items"
      header = "origin: https://app.test"
      header = "access-control-request-method: PUT"
      header = "access-control-request-headers: content-type,x-api-key"
      '@ | curl.exe --config -"
    `);
  });

  test('a plain GET needs none', () => {
    const lines = curlFor(
      exchangeOf({ method: 'GET', url: 'https://api.test/', headers: [] }),
      'bash',
    );
    expect(lines.map(({ title }) => title)).toEqual(['Request']);
  });

  test('no command for a URL that is not http(s)', () => {
    expect(
      curlFor(exchangeOf({ method: 'GET', url: 'file:///etc/passwd', headers: [] }), 'bash'),
    ).toEqual([]);
  });

  test('a header name that is no token is left out, and said', () => {
    const [line] = curlFor(
      exchangeOf({ method: 'GET', url: 'https://api.test/', headers: [['@/etc/passwd', 'x']] }),
      'bash',
    );
    expect(line?.command).not.toContain('passwd');
    expect(line?.notes).toContain('A header that is not valid HTTP was omitted.');
  });
});
