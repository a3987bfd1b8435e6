import { describe, expect, it } from 'vitest';
import { createRedactor, type Redactor } from '../src/report/redact.ts';

/* What is left of text and of JSON, and under which name the preview counts what was taken out. */

describe('text', () => {
  it.each<[text: string, safe: string, places: string]>([
    ['abc', 'abc', ''],
    ['a://', 'a://', ''],
    [
      'see https://h.test/?token=abc.',
      'see https://h.test/?token=redacted-1.',
      'query parameter token',
    ],
    [
      '(https://u:p@h.test/a)',
      '(https://redacted-1:redacted-2@h.test/a)',
      'user and password in a URL',
    ],
    [
      '"https://h.test/?token=abc", then x',
      '"https://h.test/?token=redacted-1", then x',
      'query parameter token',
    ],
    ['password=https://h.test/abc', 'password=redacted-1', 'password in text'],
    ['url=https://h.test/a', 'url=https://h.test/a', ''],
    ['"password": "https://h.test/a"', '"password": "redacted-1"', 'password in text'],
    ['1https://h.test/?token=abc', '1https://h.test/?token=redacted-1', 'query parameter token'],
    ['x ://y', 'x ://y', ''],
    [
      'A+b.c-1://u:p@h.test',
      'A+b.c-1://redacted-1:redacted-2@h.test',
      'user and password in a URL',
    ],
    [
      '-https://h.test/?sig=ab1 and http://b.test/?sig=cd2',
      '-https://h.test/?sig=redacted-1 and http://b.test/?sig=redacted-2',
      'query parameter sig',
    ],
    ['`https://h.test/?sig=ab1`', '`https://h.test/?sig=redacted-1`', 'query parameter sig'],
    ['<https://h.test/?sig=ab1>', '<https://h.test/?sig=redacted-1>', 'query parameter sig'],
    ['password=abc', 'password=redacted-1', 'password in text'],
    ['password: hunter2', 'password: redacted-1', 'password in text'],
    ['password: hunter', 'password: hunter', ''],
    ['password: Hunter.', 'password: Hunter.', ''],
    ['"password": "hunter"', '"password": "redacted-1"', 'password in text'],
    ["'password': 'hun\\'ter'", "'password': 'redacted-1'", 'password in text'],
    ['\\"password\\": \\"hunter\\"', '\\"password\\": \\"redacted-1\\"', 'password in text'],
    ['X-Api-Key: hunter', 'X-Api-Key: redacted-1', 'X-Api-Key in text'],
    ['api_key = "a \\"b\\" c"', 'api_key = "redacted-1"', 'api_key in text'],
    ['token=Bearer abc', 'token=Bearer redacted-1', 'token in text'],
    ['Authorization: Bearer abc', 'Authorization: Bearer redacted-1', 'Authorization in text'],
    ['authorization: basic abc, x', 'authorization: basic redacted-1, x', 'authorization in text'],
    ['my.password=abc', 'my.password=redacted-1', 'my.password in text'],
    ['x-password=abc', 'x-password=redacted-1', 'x-password in text'],
    ['code=abc', 'code=abc', ''],
    ['code=xK9mQ2vR7tB4nW8z', 'code=redacted-1', 'code in text'],
    ['secret=redacted-7', 'secret=redacted-7', ''],
    ['mapassword_type=abc', 'mapassword_type=abc', ''],
    ['token_type=abc', 'token_type=abc', ''],
    ['user[password]=abc', 'user[password]=redacted-1', 'user[password] in text'],
    ['password=abc&b=c', 'password=redacted-1&b=c', 'password in text'],
    ['password=<abc>', 'password=<abc>', ''],
    ['n=1', 'n=1', ''],
    ['Bearer authentication', 'Bearer authentication', ''],
    ['Bearer xK9mQ2vR7tB4nW8z', 'Bearer redacted-1', 'Bearer in text'],
    ['bearer abcdefgh', 'bearer abcdefgh', ''],
    ['Bearer abcdefg1', 'Bearer redacted-1', 'Bearer in text'],
    ['Bearer abcDefgh', 'Bearer redacted-1', 'Bearer in text'],
    ['Bearer abcdefgh==', 'Bearer redacted-1', 'Bearer in text'],
    ['Bearer abc1', 'Bearer abc1', ''],
    ['dpop abcdefg1', 'dpop redacted-1', 'dpop in text'],
    ['NTLM TlRMTVNTUAAB', 'NTLM redacted-1', 'NTLM in text'],
    ['xBearer abcdefg1', 'xBearer abcdefg1', ''],
    ['Bearer abcdefg1="x"', 'Bearer abcdefg1="x"', ''],
    ['Token REMOVED1', 'Token redacted-1', 'Token in text'],
    ['Negotiate abc/defg+', 'Negotiate redacted-1', 'Negotiate in text'],
    ['Cookie: a=b; c=d', 'Cookie: a=redacted-1; c=redacted-2', 'Cookie header'],
    ['set-cookie: sid=abc; Path=/', 'set-cookie: sid=redacted-1; Path=/', 'Set-Cookie header'],
    ['cookie: none', 'cookie: none', ''],
    ['Cookie: a=b\nx', 'Cookie: a=redacted-1\nx', 'Cookie header'],
    ['The cookie sid=abc', 'The cookie sid=redacted-1', 'sid in text'],
    ['xcookie: a=b', 'xcookie: redacted-1', 'xcookie in text'],
    ['jane@corp.example', 'redacted-1', 'e-mail address'],
    ['mail jane.doe+x@a.b.example now', 'mail redacted-1 now', 'e-mail address'],
    ['logo@2x.png', 'logo@2x.png', ''],
    ['git@github.com:a/b', 'git@github.com:a/b', ''],
    ['jane%40corp.example', 'redacted-1', 'e-mail address'],
    ['@corp.example', '@corp.example', ''],
    ['jane@corp', 'jane@corp', ''],
    ['a@b.example-x', 'a@b.example-x', ''],
    ['key xK9mQ2vR7tB4nW8zP3sD', 'key redacted-1', 'key in text'],
    ['id xK9mQ2vR7tB4nW8zP3sD', 'id redacted-1', 'key in text'],
    ['request id xK9mQ2vR7tB4nW8zP3sD', 'request id xK9mQ2vR7tB4nW8zP3sD', ''],
    ['request_id: xK9mQ2vR7tB4nW8zP3sD', 'request_id: xK9mQ2vR7tB4nW8zP3sD', ''],
    ['trace-id="xK9mQ2vR7tB4nW8zP3sD', 'trace-id="xK9mQ2vR7tB4nW8zP3sD', ''],
    [
      'the commit 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b',
      'the commit 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b',
      '',
    ],
    ['value 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b', 'value redacted-1', 'key in text'],
    ['build #xK9mQ2vR7tB4nW8zP3sD', 'build #xK9mQ2vR7tB4nW8zP3sD', ''],
    ['file /a/xK9mQ2vR7tB4nW8zP3sD/b', 'file /redacted-1', 'key in text'],
    ['name.xK9mQ2vR7tB4nW8zP3sD.js', 'name.redacted-1.js', 'key in text'],
    ['xK9mQ2vR7tB4nW8', 'xK9mQ2vR7tB4nW8', ''],
    ['xK9mQ2vR7tB4nW8zPs', 'redacted-1', 'key in text'],
    ['the words some-long-list-of-words', 'the words some-long-list-of-words', ''],
    ['snake_case_name_of_thing', 'snake_case_name_of_thing', ''],
    ['x xK9mQ2vR7tB4nW8z==', 'x redacted-1', 'key in text'],
    ['AKIAIOSFODNN7EXAMPLE', 'redacted-1', 'key in text'],
    ['a: b', 'a: b', ''],
    [
      'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa://u:p@h.test',
      'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa://redacted-1:redacted-2@h.test',
      'user and password in a URL',
    ],
    ['see https://).', 'see https://).', ''],
    [
      'password=https://a.test/b url=https://c.test/d',
      'password=redacted-1 url=https://c.test/d',
      'password in text',
    ],
    ['password = https://a.test/b', 'password = redacted-1', 'password in text'],
    ["'password' : 'https://a.test/b'", "'password' : 'redacted-1'", 'password in text'],
    ['the password was https://a.test/b', 'the password was https://a.test/b', ''],
    ['password=a"b"', 'password=redacted-1"b"', 'password in text'],
    ['password="my bearer abc"', 'password="redacted-1"', 'password in text'],
    ['token="Bearer  abc"', 'token="Bearer  redacted-1"', 'token in text'],
    ['[secret]=abc', '[secret]=redacted-1', 'secret] in text'],
    [
      'a https://h.test/a?b=c&sig=abc1, d',
      'a https://h.test/a?b=c&sig=redacted-1, d',
      'query parameter sig',
    ],
    ['https://u:p@h.test', 'https://redacted-1:redacted-2@h.test', 'user and password in a URL'],
    [
      'x=https://h.test/?q=1; password=https://i.test/',
      'x=https://h.test/?q=1; password=redacted-1',
      'password in text',
    ],
    ['"token":"https://h.test/a"', '"token":"redacted-1"', 'token in text'],
    [
      '{"a":"https://u:p@h.test/"}',
      '{"a":"https://redacted-1:redacted-2@h.test/"}',
      'user and password in a URL',
    ],
    ['token = "Digest abc def"', 'token = "Digest redacted-1"', 'token in text'],
    ['x-token : abc1', 'x-token : redacted-1', 'x-token in text'],
    ['Cookie sid=abc', 'Cookie sid=redacted-1', 'sid in text'],
    ['cookie:a', 'cookie:redacted-1', 'cookie in text'],
    ['Basic YWJjOmRlZg==', 'Basic redacted-1', 'Basic in text'],
    ['basic  YWJjOmRlZg==', 'basic  redacted-1', 'basic in text'],
    ['id=xK9mQ2vR7tB4nW8zP3sD', 'id=redacted-1', 'id in text'],
    ['user xK9mQ2vR7tB4nW8zP3sD', 'user redacted-1', 'key in text'],
    ['etag: "xK9mQ2vR7tB4nW8zP3sD"', 'etag: "xK9mQ2vR7tB4nW8zP3sD"', ''],
    [
      'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx key xK9mQ2vR7tB4nW8zP3sD',
      'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx key redacted-1',
      'key in text',
    ],
    ['token: abcdefg', 'token: abcdefg', ''],
    ['token: Abc.', 'token: Abc.', ''],
    ['access-token: abc', 'access-token: redacted-1', 'access-token in text'],
    ['token: ab1', 'token: redacted-1', 'token in text'],
    ['secret: "abc"', 'secret: "redacted-1"', 'secret in text'],
  ])('%s', (text, safe, places) => {
    const redactor = createRedactor();
    expect(redactor.text(text)).toBe(safe);
    expect(placesOf(redactor)).toBe(places);
  });
});

describe('JSON', () => {
  it.each<[value: unknown, safe: unknown, places: string]>([
    [['a', 1], ['a', 1], ''],
    [{ a: [1, 'b', { c: null }] }, { a: [1, 'b', { c: null }] }, ''],
    [{ password: 123456 }, { password: 'redacted-1' }, 'field password'],
    [{ password: 'abc', x: 'y' }, { password: 'redacted-1', x: 'y' }, 'field password'],
    [{ tokenCount: 3 }, { tokenCount: 3 }, ''],
    [{ total_tokens: 4 }, { total_tokens: 4 }, ''],
    [{ pin: 1234 }, { pin: 'redacted-1' }, 'field pin'],
    [{ otpLength: 6 }, { otpLength: 6 }, ''],
    [{ passwords: ['a1', 'b2'] }, { passwords: ['redacted-1', 'redacted-2'] }, 'field passwords'],
    [{ pins: [1234] }, { pins: [1234] }, ''],
    [
      { headers: [['Authorization', 'Bearer x'], ['a'], ['x-y', 1], ['jane@corp.example', '1']] },
      { headers: [['Authorization', 'Bearer redacted-1'], ['a'], ['x-y', 1], ['redacted-2', '1']] },
      'Authorization header; e-mail address',
    ],
    [
      {
        headers: [
          { name: 'Cookie', value: 'a=b' },
          { name: 'X-A', value: '1' },
          { name: 'Cookie', value: 7 },
        ],
      },
      {
        headers: [
          { name: 'Cookie', value: 'a=redacted-1' },
          { name: 'X-A', value: '1' },
          { name: 'Cookie', value: 7 },
        ],
      },
      'Cookie header',
    ],
    [
      {
        cookies: [
          { name: 'sid_12345678', value: 'abc', path: '/token/xK9mQ2vR7tB4nW8z', domain: 'a.test' },
        ],
      },
      {
        cookies: [
          {
            name: 'sid_redacted-1',
            value: 'redacted-2',
            path: '/token/redacted-3',
            domain: 'a.test',
          },
        ],
      },
      'cookie; name of a cookie; path behind token',
    ],
    [
      {
        queryString: [
          { name: 'token', value: 'abc' },
          { name: 'a', value: 'b' },
          { name: 'jane@corp.example', value: '' },
        ],
      },
      {
        queryString: [
          { name: 'token', value: 'redacted-1' },
          { name: 'a', value: 'b' },
          { name: 'redacted-2', value: '' },
        ],
      },
      'e-mail address; query parameter token',
    ],
    [
      {
        postData: {
          mimeType: 'text/plain',
          text: 'abc',
          encoding: 'base64',
          params: [
            { name: 'a', value: 'b', fileName: 'c.txt', contentType: 'd' },
            { name: 'xK9mQ2vR7tB4nW8zP3sD', value: 'true' },
          ],
          size: 3,
          extra: { a: 1 },
          flag: true,
        },
      },
      {
        postData: {
          mimeType: 'text/plain',
          text: 'redacted-1',
          encoding: 'base64',
          params: [
            { name: 'a', value: 'redacted-2', fileName: 'redacted-3', contentType: 'redacted-4' },
            { name: 'redacted-5', value: 'true' },
          ],
          size: 3,
          extra: 'redacted-6',
          flag: true,
        },
      },
      'form field; name of a form field; request body',
    ],
    [
      {
        content: {
          size: 3,
          compression: 1,
          mimeType: 'text/html',
          text: 'abc',
          encoding: 'base64',
        },
      },
      { content: { size: 3, compression: 1, mimeType: 'text/html', text: 'redacted-1' } },
      'response body',
    ],
    [
      { content: { encoding: 'base64', size: 1 } },
      { content: { encoding: 'base64', size: 1 } },
      '',
    ],
    [
      { content: { comment: 'x', list: [1] } },
      { content: { comment: 'redacted-1', list: 'redacted-2' } },
      'response body',
    ],
    [{ encoding: 'base64', text: 'abc' }, { encoding: 'base64', text: 'abc' }, ''],
    [
      { _webSocketMessages: [{ type: 'send', data: 'hello', opcode: 1 }] },
      { _webSocketMessages: [{ type: 'send', data: 'redacted-1', opcode: 1 }] },
      'message of a socket or an event stream',
    ],
    [
      {
        _eventSourceMessages: [
          { eventName: 'message', eventId: '7x', data: 'abc' },
          { eventName: 'order-xK9mQ2vR7tB4nW8z', data: '' },
        ],
      },
      {
        _eventSourceMessages: [
          { eventName: 'message', eventId: 'redacted-1', data: 'redacted-2' },
          { eventName: 'redacted-3', data: '' },
        ],
      },
      'message of a socket or an event stream',
    ],
    [{ data: 'hello', eventId: 'abc' }, { data: 'hello', eventId: 'abc' }, ''],
    [{ serverIPAddress: '10.1.2.3' }, { serverIPAddress: '10.0.0.0' }, 'internal address'],
    [{ serverIPAddress: '192.168.1.2' }, { serverIPAddress: '192.168.0.0' }, 'internal address'],
    [{ serverIPAddress: '172.16.5.6' }, { serverIPAddress: '172.16.0.0' }, 'internal address'],
    [{ serverIPAddress: '172.32.5.6' }, { serverIPAddress: '172.32.5.6' }, ''],
    [{ serverIPAddress: '93.184.216.34' }, { serverIPAddress: '93.184.216.34' }, ''],
    [{ serverIPAddress: '10.0.0.0' }, { serverIPAddress: '10.0.0.0' }, ''],
    [{ serverIPAddress: '110.1.2.3' }, { serverIPAddress: '110.1.2.3' }, ''],
    [{ serverIPAddress: '10.1.2.3:80' }, { serverIPAddress: '10.1.2.3:80' }, ''],
    [
      {
        url: '/a?token=abc',
        redirectURL: '/b?token=abc',
        _documentURL: '/c?token=abc',
        documentURL: '/d?token=abc',
        page: '/e?token=abc',
        pageUrl: '/f?token=abc',
      },
      {
        url: '/a?token=redacted-1',
        redirectURL: '/b?token=redacted-1',
        _documentURL: '/c?token=redacted-1',
        documentURL: '/d?token=redacted-1',
        page: '/e?token=redacted-1',
        pageUrl: '/f?token=redacted-1',
      },
      'query parameter token',
    ],
    [{ path: '/reset/xK9mQ2vR7tB4nW8z' }, { path: '/reset/redacted-1' }, 'path behind reset'],
    [
      {
        evidence: [
          { header: 'cookie', found: 'a=b' },
          { header: ':url', found: '/x?token=abc' },
          { header: 'cookie', found: null },
          { found: 'a=b' },
          { header: 'x-a', found: '1' },
        ],
      },
      {
        evidence: [
          { header: 'cookie', found: 'a=redacted-1' },
          { header: ':url', found: '/x?token=redacted-2' },
          { header: 'cookie', found: null },
          { found: 'a=b' },
          { header: 'x-a', found: '1' },
        ],
      },
      'Cookie header; query parameter token',
    ],
    [
      { name: 'Authorization', value: 'abc' },
      { name: 'Authorization', value: 'redacted-1' },
      'Authorization',
    ],
    [{ name: 'X-A', value: 'b' }, { name: 'X-A', value: 'b' }, ''],
    [{ name: 5, value: 'abc' }, { name: 5, value: 'abc' }, ''],
    [{ value: 'password=abc' }, { value: 'password=redacted-1' }, 'password in text'],
    [{ name: 'jane@corp.example' }, { name: 'redacted-1' }, 'e-mail address'],
    [{ 'jane@corp.example': 1, b: 2 }, { 'redacted-1': 1, b: 2 }, 'e-mail address'],
    [
      { a: 1, 'k jane@corp.example': { password: 'x' } },
      { a: 1, 'k redacted-2': { password: 'redacted-1' } },
      'e-mail address; field password',
    ],
    [{ params: ['a', 'b'] }, { params: ['redacted-1', 'redacted-2'] }, 'form field'],
    [
      { params: [{ value: 'x' }, { name: 'ok' }] },
      { params: [{ value: 'redacted-1' }, { name: 'ok' }] },
      'form field',
    ],
    [{ cookies: ['a=b'] }, { cookies: ['redacted-1'] }, 'field cookies'],
    [{ comment: 'password=abc' }, { comment: 'password=redacted-1' }, 'password in text'],
    [{ _error: 'net::ERR_FAILED' }, { _error: 'net::ERR_FAILED' }, ''],
    [
      { password: [1234, 'a1', { x: 1 }] },
      { password: ['redacted-1', 'redacted-2', { x: 1 }] },
      'field password',
    ],
    [{ list: [['cookie', 'abc']] }, { list: [['cookie', 'abc']] }, ''],
    [{ headers: ['cookie', 'abc'] }, { headers: ['cookie', 'abc'] }, ''],
    [
      {
        headers: [
          ['cookie', 'a', 'b'],
          [1, 'abc'],
          ['cookie', 2],
        ],
      },
      {
        headers: [
          ['cookie', 'a', 'b'],
          [1, 'abc'],
          ['cookie', 2],
        ],
      },
      '',
    ],
    [
      { queryString: [{ name: '%74oken%3Dabc', value: '' }] },
      { queryString: [{ name: 'token%3Dredacted-1', value: '' }] },
      'token in text',
    ],
    [{ messagesOf: [{ data: 'abc' }] }, { messagesOf: [{ data: 'abc' }] }, ''],
    [
      { token: 5, tokens: 6, secretTokensLeft: 7 },
      { token: 5, tokens: 6, secretTokensLeft: 'redacted-1' },
      'field secretTokensLeft',
    ],
    [
      { _webSocketMessages: [{ note: 'order-xK9mQ2vR7tB4nW8z' }] },
      { _webSocketMessages: [{ note: 'order-xK9mQ2vR7tB4nW8z' }] },
      '',
    ],
    [{ params: [{ name: 'n', value: 1 }] }, { params: [{ name: 'n', value: 1 }] }, ''],
    [{ serverIPAddress: '172.20.5.6' }, { serverIPAddress: '172.20.0.0' }, 'internal address'],
    [{ serverIPAddress: '172.31.5.6' }, { serverIPAddress: '172.31.0.0' }, 'internal address'],
    [{ serverIPAddress: '::1' }, { serverIPAddress: '::1' }, ''],
    [
      { cookies: [{ name: 'a', value: '', path: '/x?token=abc' }] },
      { cookies: [{ name: 'a', value: '', path: '/x?token=redacted-1' }] },
      'query parameter token',
    ],
    [{ path: 'x?token=abc' }, { path: 'x?token=redacted-1' }, 'token in text'],
    ['password=abc', 'password=redacted-1', 'password in text'],
    [5, 5, ''],
    [null, null, ''],
    [[['a', 'password=abc']], [['a', 'password=redacted-1']], 'password in text'],
  ])('%j', (value, safe, places) => {
    const redactor = createRedactor();
    const before = JSON.stringify(value);
    expect(redactor.json(value)).toEqual(safe);
    expect(placesOf(redactor)).toBe(places);
    // The input is shared with the session.
    expect(JSON.stringify(value)).toBe(before);
  });

  it('is cut off where it nests too deep', () => {
    const nested = (depth: number): unknown => (depth === 0 ? 'password=abc' : [nested(depth - 1)]);
    const redactor = createRedactor();
    const text = JSON.stringify(redactor.json(nested(600)));
    expect(text).toContain('redacted-1');
    expect(text.length).toBeLessThan(1_100);
    expect(placesOf(redactor)).toBe('what nests too deep');
    expect(JSON.stringify(createRedactor().json(nested(490)))).toContain('password=redacted-1');
  });

  it('keeps a member named like the prototype where something beside it is taken out', () => {
    const text = '{"__proto__":{"admin":true},"password":"abc","a":{"__proto__":"b"}}';
    const safe = createRedactor().json(JSON.parse(text));
    expect(JSON.stringify(safe)).toBe(text.replace('abc', 'redacted-1'));
    expect(Object.getPrototypeOf(safe)).toBe(Object.prototype);
    expect(safe).toHaveProperty('password', 'redacted-1');
    const inherited = Object.assign(Object.create({ comment: 'of the prototype' }), {
      pin: '1234',
    });
    expect(JSON.stringify(createRedactor().json(inherited))).toBe('{"pin":"redacted-1"}');
  });

  it('is not copied where it holds no secret', () => {
    const value = { list: [{ a: 1 }, { password: 'abc' }], rest: { b: ['c'] } };
    const safe = createRedactor().json(value);
    expect(safe).not.toBe(value);
    expect(safe.list[0]).toBe(value.list[0]);
    expect(safe.rest).toBe(value.rest);
  });
});

/** What the preview counts, by name. */
function placesOf(redactor: Redactor): string {
  return redactor
    .summary()
    .map(({ place }) => place)
    .sort()
    .join('; ');
}
