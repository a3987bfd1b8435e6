import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Policy, policyFor, stacks } from '../src/fixes/index.ts';
import { exchange, policies } from './fixes/policies.ts';

describe('the folder', () => {
  test('src/fixes/stacks and the list of src/fixes/index.ts have the same members', () => {
    const files = readdirSync('src/fixes/stacks').map((name) => name.replace(/\.ts$/, ''));
    expect(stacks.map(({ id }) => id).sort()).toEqual(files.sort());
  });

  test.each(stacks.map((stack) => [stack.id, stack] as const))(
    '%s describes itself',
    (_, stack) => {
      expect(stack.docs).toMatch(/^https:\/\/\S+$/);
      expect(stack.place).not.toBe('');
      for (const limit of stack.limits) expect(limit).toMatch(/^[A-Z`@].*\.$/);
      for (const { header } of stack.signs) expect(header).toBe(header.toLowerCase());
    },
  );
});

describe('policyFor', () => {
  test('allows what the preflight asked for, and no more', () => {
    expect(policyFor(exchange())).toEqual({
      origins: ['https://app.example.com'],
      credentials: false,
      methods: ['GET', 'PUT'],
      headers: ['content-type', 'x-request-id'],
      exposed: [],
      server: 'https://api.example.com',
      path: '/v1/items',
      maxAge: 600,
      leftOut: [],
    });
  });

  test('without a recorded preflight, works out what one would have asked', () => {
    const found = policyFor(
      exchange({
        method: 'POST',
        asks: null,
        headers: [
          [':authority', 'api.example.com'],
          ['accept', '*/*'],
          ['authorization', 'Bearer x'],
          ['cache-control', 'no-cache'],
          ['content-type', 'application/json'],
          ['cookie', 'a=b'],
          ['sec-fetch-mode', 'cors'],
          ['user-agent', 'Mozilla/5.0'],
        ],
      }),
    );
    expect(found?.headers).toEqual(['authorization', 'content-type']);
    expect(found?.methods).toEqual(['GET', 'POST']);
  });

  test('exposes what the server exposes today, and nothing else', () => {
    const headers = [
      ['access-control-expose-headers', 'X-Own, *'],
      ['x-total-count', '42'],
      ['location', '/orders/7'],
      ['x-frame-options', 'DENY'],
    ] as const;
    expect(policyFor(exchange({ response: { status: 200, headers } }))?.exposed).toEqual(['x-own']);
  });

  test.each(['include', 'omit', 'unknown'] as const)('credentials %s', (credentials) => {
    const headers = [['access-control-allow-credentials', 'true']] as const;
    expect(policyFor(exchange({ credentials }))?.credentials).toBe(credentials === 'include');
    expect(
      policyFor(exchange({ credentials, preflight: { status: 204, headers } }))?.credentials,
    ).toBe(true);
  });

  test('credentials that nothing but a refused wildcard gives away', () => {
    const star = [['access-control-allow-origin', '*']] as const;
    const asked = { asks: null, method: 'GET', credentials: 'unknown' } as const;
    expect(
      policyFor(exchange({ ...asked, response: { status: 200, headers: star } }))?.credentials,
    ).toBe(true);
    expect(
      policyFor(exchange({ ...asked, response: { status: 200, headers: [] } }))?.credentials,
    ).toBe(false);
  });

  test('joins exchanges with the same server only', () => {
    const found = policyFor(exchange(), [
      exchange({ method: 'DELETE', origin: 'http://localhost:5173', credentials: 'include' }),
      exchange({ method: 'PATCH', url: 'https://other.example.com/' }),
      exchange({ origin: 'null' }),
    ]);
    expect(found?.origins).toEqual(['https://app.example.com', 'http://localhost:5173']);
    expect(found?.methods).toEqual(['GET', 'PUT', 'DELETE']);
    expect(found?.credentials).toBe(true);
    expect(found?.leftOut).toEqual([]);
  });

  test.each([
    'http://localhost:5173',
    'http://[::1]:3000',
    'https://xn--bcher-kva.example',
    'http://my_service:8080',
    'capacitor://localhost',
    'tauri://localhost',
    'chrome-extension://abcdefghijklmnop',
  ])('takes the origin %s', (origin) => {
    expect(policyFor(exchange({ origin }))?.origins).toEqual([origin]);
  });

  test.each([
    'null',
    '',
    '*',
    'https://a.example/',
    'https://a.example/path',
    'https://A.example',
    'https://user@a.example',
    'https://a.example"; rm -rf',
    'https://a.example\nEvil: 1',
    'https://a.example:99999999',
    'javascript:alert(1)',
    'https://',
  ])('has no policy for the origin %j', (origin) => {
    expect(policyFor(exchange({ origin }))).toBeNull();
  });

  test('says what it left out', () => {
    expect(policies.hostile?.leftOut).toMatchInlineSnapshot(`
      [
        "response header "x-page-$(id)'"",
        "method "PUT';x"",
        "request header "x-$(id)"",
        "request header "x-\`id\`"",
        "request header "x-'quote'"",
        "request header "x-a|b"",
        "request header "x-\\"q\\""",
        "request header "x-%0a"",
        "request header "x-#{7*7}"",
        "origin "https://evil.example.com\\"; return 200;"",
        "origin "https://a.example'--"",
      ]
    `);
  });

  test('whatever the network says, only the grammar gets through', () => {
    const word = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary' }),
      fc.constantFrom("'", '`', '$('),
    );
    fc.assert(
      fc.property(
        fc.array(word),
        word,
        word,
        fc.array(fc.tuple(word, word)),
        (asks, m, o, headers) => {
          const found = policyFor(
            exchange({ method: m, asks: asks.join(','), response: { status: 200, headers } }),
            [exchange({ origin: o })],
          );
          for (const method of found?.methods ?? [])
            expect(method).toMatch(/^[A-Za-z][A-Za-z0-9_-]*$/);
          for (const name of [...(found?.headers ?? []), ...(found?.exposed ?? [])]) {
            expect(name).toMatch(/^[a-z0-9][a-z0-9_-]*$/);
          }
          for (const origin of found?.origins ?? []) {
            expect(origin).toMatch(/^[a-z][a-z0-9-]*:\/\/[a-z0-9_.:[\]-]+$/);
          }
        },
      ),
    );
  });
});

describe.each(stacks.map((stack) => [stack.id, stack] as const))('%s', (id, stack) => {
  test.each(Object.entries(policies))('%s', async (name, policy) => {
    const snippet = stack.render(policy);
    expect(snippet).toMatch(/[^\n]\n$/);
    expect(snippet).not.toMatch(/undefined(?!,$)|\[object|\bNaN\b/m);
    await expect(snippet).toMatchFileSnapshot(`golden/${id}/${name}.${stack.language}`);
  });
});

describe('whatever the strings, the text around them stays the same', () => {
  /** Ways a snippet may write a string: as it is, in a regular expression, in a string of one, in lower case. */
  const spelled = (text: string) => {
    const escaped = text.replace(/[.[\]]/g, '\\$&');
    return [escaped.replaceAll('\\', '\\\\'), escaped, text, text.toLowerCase()];
  };
  function around(text: string, strings: readonly string[]): string {
    return strings.reduce(
      (rest, string, at) =>
        spelled(string).reduce((all, one) => all.replaceAll(one, `<${at}>`), rest),
      text,
    );
  }
  const strings = ({ origins, methods, headers, exposed, server }: Policy) => [
    ...[server ?? '', ...origins],
    ...origins.map((origin) => origin.replace('https://', '')),
    ...[...methods, ...headers, ...exposed],
  ];
  const unique = (unit: fc.Arbitrary<string>, prefix: string, end: string, count: number) =>
    fc
      .uniqueArray(fc.string({ unit, minLength: 12, maxLength: 20 }), {
        minLength: count,
        maxLength: count,
      })
      .map((list) => list.map((text, at) => `${prefix}${at}${end}${text}${end}`));
  const of = (characters: string) => fc.constantFrom(...characters);

  const drawn = fc.record({
    hosts: unique(of('abcxyz019.-'), 'zo', 'q', 3),
    methods: unique(of('ABCXYZ019-_'), 'ZM', 'Q', 2),
    headers: unique(of('abcxyz019-_'), 'zh', 'q', 3),
    exposed: unique(of('abcxyz019-_'), 'ze', 'q', 2),
    noise: fc.array(fc.constantFrom("'", '"', '`', '$(id)', '{{', '%{', '\n', '\\', ';', '<', '|')),
  });

  function policyOf(
    hosts: string[],
    methods: string[],
    headers: string[],
    exposed: string[],
    noise: string[],
  ) {
    const [first, ...more] = hosts.map((host) => `https://${host}`);
    const asked = {
      origin: first ?? '',
      url: 'https://zserver.zexample/x',
      credentials: 'include',
      asks: [...headers, ...noise.map((one) => `x${one}y`)].join(','),
      response: {
        status: 200,
        headers: [
          [
            'access-control-expose-headers',
            [...exposed, ...noise.map((one) => `x${one}y`)].join(','),
          ],
        ],
      },
    } as const;
    const found = policyFor(exchange({ ...asked, method: methods[0] ?? '' }), [
      ...more.map((origin, at) => exchange({ ...asked, origin, method: methods[at] ?? 'GET' })),
      ...noise.map((one) => exchange({ ...asked, origin: `https://x${one}y`, method: `P${one}` })),
    ]);
    if (found === null) throw new Error('no policy');
    return found;
  }

  test.each(stacks.map((stack) => [stack.id, stack] as const))('%s', (_, stack) => {
    const usual = policyOf(
      ['zo0q', 'zo1q', 'zo2q'],
      ['ZM0Q', 'ZM1Q'],
      ['zh0q', 'zh1q', 'zh2q'],
      ['ze0q', 'ze1q'],
      [],
    );
    const expected = around(stack.render(usual), strings(usual));
    fc.assert(
      fc.property(drawn, ({ hosts, methods, headers, exposed, noise }) => {
        const policy = policyOf(hosts, methods, headers, exposed, noise);
        expect(around(stack.render(policy), strings(policy))).toBe(expected);
      }),
      { numRuns: 25, endOnFailure: true },
    );
  });
});

test('src/fixes/README.md is written from the code', async () => {
  const row = ({ id, title, verified, limits }: (typeof stacks)[number]) =>
    `| ${title} | \`${id}\` | ${verified ?? '–'} | ${limits.join(' ') || '–'} |`;
  const table = (list: typeof stacks) =>
    ['| stack | id | tested with | limits |', '|---|---|---|---|', ...list.map(row)].join('\n');
  const servers = stacks.filter(({ kind = 'headers' }) => kind === 'headers');
  const others = stacks.filter(({ kind = 'headers' }) => kind !== 'headers');
  const ran = servers.filter(({ verified }) => verified !== null);
  const parsed = servers.filter(({ verified }) => verified === null);
  await expect(`<!-- Generated by test/fixes.test.ts from the stacks in this folder. Do not edit: run \`npm run golden\`. -->

# Fixes

\`fixFor(finding, findings)\` (\`fix.ts\`) decides what must change, and where: the same fix in the panel, the report, the annotated HAR and the command line. A server has one policy (\`policy.ts\`): what its responses allow today, plus what the session's requests to it need. What the network says is narrowed there, once, to the grammar of an origin, a method and a header name; what does not fit is left out and named. \`detect.ts\` says which stacks the responses point to, and on what evidence, where a file has bodies from those, too (\`bodies.ts\`: whose error page it is, and no more); each file in \`stacks/\` renders the policy as config of one stack.

Every snippet holds an allowlist (never a reflected origin, never \`*\` with credentials), handles the preflight before authentication, sets the headers on error responses too, and sends \`Vary: Origin\`.

## Run on the real server: ${ran.length}

\`npm run test:fixes\` starts a server of the stack with the fault, sees Chromium block it, pastes the text of \`render(policy)\`, and sends the requests again: a credentialed PUT with JSON and a custom header passes, 401, 404 and 500 are readable, another origin is still blocked. \`npm run test:fixes -- -u\` writes the versions down. \`test/fixes/brownfield\` does the same to applications that have CORS config already.

${table(ran)}

## Not verified by our tests: ${parsed.length}

They cannot be run where these tests run. Their facts are from the official documentation; \`npm run test:fixes\` parses every snippet with a parser of its language.

${table(parsed)}

## When CORS headers are not the fix: ${others.length}

A proxy under the page's own origin, for an API you cannot change, and the allowed origins in a platform's console.

${table(others)}
`).toMatchFileSnapshot('../src/fixes/README.md');
});
