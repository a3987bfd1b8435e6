import { describe, expect, it } from 'vitest';
import { readErrorBody } from '../src/recording/body.ts';
import { isLibrary, ownFrame, readStack } from '../src/recording/stack.ts';

const frame = (functionName: string, url: string, lineNumber = 0, columnNumber = 0) => ({
  functionName,
  url,
  lineNumber,
  columnNumber,
});

describe('the calls that led to a request', () => {
  const initiator = {
    type: 'script',
    stack: {
      callFrames: [
        frame('dispatchXhrRequest', 'https://app.example.com/assets/index-1a2b.js', 0, 900),
        frame('', 'https://app.example.com/node_modules/axios/index.js', 11),
      ],
      parent: {
        description: 'await',
        callFrames: [frame('saveOrder', 'https://app.example.com/src/orders.ts?t=17', 41, 8)],
      },
    },
  };

  it('are read with those before an await, counted from 1', () => {
    expect(
      readStack(initiator).map(({ name, line, column, async }) => [name, line, column, async]),
    ).toEqual([
      ['dispatchXhrRequest', 1, 901, ''],
      ['', 12, 1, ''],
      ['saveOrder', 42, 9, 'await'],
    ]);
  });

  it('begin for the reader with the application’s own', () => {
    expect(ownFrame(readStack(initiator))).toMatchObject({ name: 'saveOrder', line: 42 });
  });

  it('begin with the innermost where all are libraries', () => {
    const stack = {
      callFrames: [frame('a', 'https://unpkg.com/axios'), frame('b', 'https://unpkg.com/b')],
    };
    expect(ownFrame(readStack({ stack }))?.name).toBe('a');
  });

  it.each([null, 'script', {}, { stack: [] }, { stack: { callFrames: [null, { url: 7 }] } }])(
    'are none in %j',
    (raw) => {
      expect(readStack(raw)).toEqual([]);
      expect(ownFrame(readStack(raw))).toBeNull();
    },
  );

  it('end after fifty, and a line that is no number is the first', () => {
    const deep = {
      callFrames: Array.from({ length: 90 }, () => ({
        url: 'https://a.example/a.js',
        lineNumber: 'x',
      })),
    };
    const frames = readStack({ stack: deep });
    expect(frames).toHaveLength(50);
    expect(frames[0]?.line).toBe(1);
  });
});

describe('a library', () => {
  it.each([
    'http://localhost:5173/node_modules/.vite/deps/axios.js?v=1',
    'http://localhost:5173/@vite/client',
    'webpack-internal:///./node_modules/react-dom/cjs/react-dom.development.js',
    'https://app.example.com/vendor.3f2a.js',
    'https://app.example.com/vendors-node_modules_axios.js',
    'https://app.example.com/zone.min.js',
    'https://app.example.com/polyfills-5CFQRCPP.js',
    'https://app.example.com/_next/static/chunks/framework-1.js',
    'https://cdn.jsdelivr.net/npm/axios/dist/axios.min.js',
    'chrome-extension://abcdef/inject.js',
  ])('is %s', (url) => expect(isLibrary(url, '')).toBe(true));

  it.each([
    'http://localhost:5173/src/main.ts',
    'https://app.example.com/assets/index-1a2b.js',
    'https://app.example.com/?next=/node_modules/',
    'https://app.example.com/axios-example/orders.js',
    'https://app.example.com/reactions.js/',
    'webpack-internal:///./src/api.ts',
  ])('is not %s', (url) => expect(isLibrary(url, 'load')).toBe(false));
});

describe('the body of an error in a recording', () => {
  const entry = (status: number, content: object) => ({ response: { status, content } });

  it('is read from text and from base64, its beginning', () => {
    expect(readErrorBody(entry(500, { mimeType: 'text/html', text: 'oops' }))).toEqual({
      status: 500,
      type: 'text/html',
      text: 'oops',
    });
    const encoded = { text: btoa('oops'), encoding: 'base64' };
    expect(readErrorBody(entry(502, encoded))?.text).toBe('oops');
    expect(readErrorBody(entry(500, { text: 'x'.repeat(9_000) }))?.text).toHaveLength(4_096);
  });

  it.each([
    entry(200, { text: 'fine' }),
    entry(500, {}),
    entry(500, { text: '%', encoding: 'base64' }),
    {},
    null,
  ])('is none in %j', (raw) => expect(readErrorBody(raw)).toBeNull());

  it('is what the browser gives on request', () => {
    expect(readErrorBody(entry(500, {}), 'late')?.text).toBe('late');
    expect(readErrorBody(entry(500, {}), ['late', 'text/plain'])?.text).toBe('late');
    expect(readErrorBody(entry(500, {}), { content: 'late', encoding: '' })?.text).toBe('late');
    expect(readErrorBody(entry(500, { text: 'recorded' }), null)).toBeNull();
  });
});
