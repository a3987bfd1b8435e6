import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { SitePage } from './tracing.ts';

const packageFile = (path: string) =>
  readFileSync(fileURLToPath(new URL(`../../node_modules/${path}`, import.meta.url)));

const head = '<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,">';
const html = (...scripts: string[]) =>
  `${head}${scripts.map((script) => `<script>${script}</script>`).join('\n')}`;

/** Wraps `fetch` and `XMLHttpRequest` as error trackers do. */
const tracker = `
  const note = (...parts) => events.push(parts.join(' '));
  globalThis.events = [];
  const { fetch: first } = window;
  window.fetch = function (...args) {
    note('tracker: fetch');
    return first.apply(this, args).then(
      (response) => { note('tracker: response', response.status); return response; },
      (error) => { note('tracker:', error.name); throw error; },
    );
  };
  const { open, send } = XMLHttpRequest.prototype;
  XMLHttpRequest.prototype.open = function (method, ...rest) {
    note('tracker: open', method);
    return open.call(this, method, ...rest);
  };
  XMLHttpRequest.prototype.send = function (...args) {
    this.addEventListener('loadend', () => note('tracker: loadend', this.status));
    return send.apply(this, args);
  };
`;

/** Calls of every kind, one after the other; what the page saw of them goes into \`events\`. */
const scenario = `
  const api = new URLSearchParams(location.search).get('api');
  const blocked = api + '/blocked?answers=' + encodeURIComponent('{"response":{"headers":{}}}');
  const slow = api + '/slow?answers=' + encodeURIComponent('{"response":{"after":2000}}');
  addEventListener('unhandledrejection', (event) => {
    note('unhandled', event.reason?.name, event.promise === globalThis.loose);
    event.preventDefault();
  });
  const attempt = async (name, make) => {
    try {
      const made = make();
      note(name, made instanceof Promise, Object.prototype.toString.call(made));
      const value = await made;
      note(name, 'ok', value?.status ?? value);
      if (value instanceof Response) note(name, (await value.text()).length);
    } catch (error) {
      note(name, error?.name, error?.message, error instanceof Error || error instanceof DOMException);
    }
  };
  const request = (method, url, prepare = () => {}, Type = XMLHttpRequest) =>
    new Promise((resolve) => {
      const xhr = new Type();
      for (const type of ['readystatechange', 'loadstart', 'progress', 'load', 'error', 'abort', 'timeout', 'loadend']) {
        xhr.addEventListener(type, (event) => note('xhr', type, xhr.readyState, xhr.status, event.isTrusted));
      }
      xhr.onload = () => note('onload', xhr.responseText.length);
      xhr.onloadend = () => resolve(xhr instanceof XMLHttpRequest);
      xhr.open(method, url);
      prepare(xhr);
      xhr.send();
    });
  async function run() {
    await attempt('plain', () => fetch(api + '/a'));
    await attempt('credentials', () => fetch(api + '/a', { credentials: 'include' }));
    await attempt('request', () => fetch(new Request(api + '/a', { method: 'PUT', body: 'x' })));
    await attempt('object', () => fetch({ toString: () => api + '/a' }));
    await attempt('url', () => fetch(new URL(api + '/a')));
    await attempt('relative', () => fetch('missing'));
    await attempt('blocked', () => fetch(blocked));
    await attempt('scheme', () => fetch('foo://bar'));
    await attempt('header', () => fetch(api, { headers: { 'a b': 'c' } }));
    await attempt('nothing', () => fetch());
    await attempt('illegal', () => fetch.call({}, api));
    await attempt('same-origin', () => fetch(api, { mode: 'same-origin' }));
    await attempt('aborted', () => fetch(api + '/a', { signal: AbortSignal.abort() }));
    await attempt('abort', () => {
      const controller = new AbortController();
      setTimeout(() => controller.abort(new RangeError('own reason')), 50);
      return fetch(slow, { signal: controller.signal });
    });
    await attempt('timeout', () => fetch(slow, { signal: AbortSignal.timeout(50) }));
    let got = 0;
    await attempt('getters', () => fetch(api + '/a', { get method() { got += 1; return 'POST'; } }));
    note('getter ran', got);
    await attempt('xhr', () => request('GET', api + '/a'));
    await attempt('xhr blocked', () => request('GET', blocked));
    await attempt('xhr abort', () => request('GET', slow, (xhr) => setTimeout(() => xhr.abort(), 50)));
    await attempt('xhr timeout', () => request('GET', slow, (xhr) => { xhr.timeout = 50; }));
    await attempt('xhr subclass', () => request('GET', api + '/a', () => {}, class extends XMLHttpRequest {}));
    await attempt('xhr sync', async () => {
      const xhr = new XMLHttpRequest();
      xhr.open('GET', api + '/a', false);
      xhr.send();
      return xhr.status;
    });
    await attempt('xhr sync blocked', async () => {
      const xhr = new XMLHttpRequest();
      xhr.open('GET', blocked, false);
      xhr.send();
    });
    await attempt('xhr header', async () => {
      const xhr = new XMLHttpRequest();
      xhr.open('GET', api);
      xhr.setRequestHeader('a b', 'c');
    });
    await attempt('xhr method', async () => new XMLHttpRequest().open('TRACE', api));
    await attempt('xhr illegal', async () => XMLHttpRequest.prototype.open.call({}, 'GET', api));
    await attempt('xhr twice', async () => {
      const xhr = new XMLHttpRequest();
      xhr.open('GET', api + '/a');
      xhr.send();
      const ended = new Promise((resolve) => xhr.addEventListener('loadend', resolve));
      try { xhr.send(); } finally { await ended; }
    });
    await attempt('stream', () => new Promise((resolve) => {
      const source = new EventSource(blocked, { withCredentials: true });
      source.onerror = () => {
        note(source instanceof EventSource, source.constructor === EventSource, source.withCredentials);
        source.close();
        resolve(1);
      };
    }));
    await attempt('stream subclass', async () => {
      class Own extends EventSource {}
      const source = new Own(blocked + '&own');
      source.close();
      return [source instanceof Own, Object.getPrototypeOf(source) === Own.prototype].join();
    });
    await attempt('stream called', async () => EventSource(blocked));
    await attempt('beacon', async () => navigator.sendBeacon(api + '/a', 'x'));
    await attempt('image', () => new Promise((resolve) => {
      const image = new Image();
      image.crossOrigin = 'use-credentials';
      image.onerror = image.onload = (event) => resolve(event.type);
      image.src = blocked;
    }));
    globalThis.loose = fetch(blocked);
    await new Promise((resolve) => setTimeout(resolve, 300));
    for (const [name, value] of [['fetch', first], ['open', open], ['send', send], ['EventSource', EventSource]]) {
      const keys = Reflect.ownKeys(value).map(String).sort();
      note(name, typeof value, value.name, value.length, keys.join());
    }
    const { writable, enumerable, configurable } = Object.getOwnPropertyDescriptor(XMLHttpRequest.prototype, 'open');
    note(writable, enumerable, configurable, Object.keys(window).filter((key) => /lens/i.test(key)).length);
    if (globalThis.axios) {
      for (const adapter of ['xhr', 'fetch']) {
        const client = axios.create({ adapter, withCredentials: true });
        client.interceptors.response.use((response) => { note('interceptor', response.status); return response; });
        await client.get(api + '/a').then(({ status }) => note('axios', adapter, status), (error) => note('axios', adapter, error.code));
        await client.get(blocked).then(({ status }) => note('axios', adapter, status), (error) => note('axios', adapter, error.code));
        await client.get(slow, { timeout: 50 }).catch((error) => note('axios', adapter, error.code));
      }
    }
    if (globalThis.Zone) note('zone', Zone.current.name);
    return events;
  }
  globalThis.run = run;
`;

/** What hostile pages do before they call anything. */
export const hostile: Readonly<Record<string, string>> = {
  arrays: `for (const name of ['push', 'slice', 'join', 'map', 'concat', Symbol.iterator]) Object.defineProperty(Array.prototype, name, { value() { throw new Error('array'); } });
    Object.defineProperty(Array.prototype, 0, { set() { throw new Error('set'); }, get() { throw new Error('get'); }, configurable: true });`,
  json: `JSON.stringify = JSON.parse = () => { throw new Error('json'); }; Object.prototype.toJSON = () => { throw new Error('toJSON'); };`,
  reflect: `for (const holder of [Reflect, Object]) for (const name of Reflect.ownKeys(holder)) { if (typeof holder[name] === 'function') try { holder[name] = () => { throw new Error('reflect'); }; } catch {} }`,
  functions: `Function.prototype.call = Function.prototype.apply = Function.prototype.bind = () => { throw new Error('call'); };`,
  strings: `for (const name of ['slice', 'replace', 'split', 'startsWith', 'toString', Symbol.iterator]) String.prototype[name] = () => { throw new Error('string'); };`,
  stacks: `Error.prepareStackTrace = () => { throw new Error('prepare'); }; Error.stackTraceLimit = 0;`,
  'frozen stacks': `Object.defineProperty(Error, 'prepareStackTrace', { get() { throw new Error('prepare'); }, configurable: false });`,
  'no errors': `window.Error = class { constructor() { throw 1; } };`,
  'object traps': `for (const name of ['value', 'get', 'set', 'url', 'kind', 'id', 'credentials', 'mode', 'length', 'isTrusted', 'status', 'message'])
    Object.defineProperty(Object.prototype, name, { get() { if (name === 'mode' || name === 'credentials') return undefined; throw new Error('trap ' + name); }, set() { throw new Error('trap ' + name); }, configurable: true });`,
  urls: `window.URL = class { constructor() { throw new Error('url'); } }; for (const name of ['url', 'credentials', 'mode']) Object.defineProperty(Request.prototype, name, { get() { throw new Error('request'); } });`,
  events: `EventTarget.prototype.addEventListener = () => { throw new Error('listen'); }; WeakMap.prototype.get = WeakMap.prototype.set = () => { throw new Error('map'); };`,
  clocks: `performance.now = () => { throw new Error('now'); }; Date.now = () => { throw new Error('now'); }; Object.defineProperty(performance, 'timeOrigin', { get() { throw new Error('origin'); } });`,
  elements: `Element.prototype.getAttribute = Element.prototype.matches = Element.prototype.querySelectorAll = () => { throw new Error('element'); };`,
  readers: `for (const name of Object.getOwnPropertyNames(window).filter((each) => /^corsLens/.test(each))) { delete window[name]; try { window[name] = () => 'forged'; } catch {} try { Object.defineProperty(window, name, { value: () => 'forged' }); } catch {} }`,
};

/** Two calls, whose outcome goes into \`out\`. Uses nothing that a page can replace. */
const probe = `
  window.out = '';
  window.onerror = (message) => { out += ' error: ' + message; };
  window.onunhandledrejection = () => { out += ' unhandled'; };
  window.probe = async (url) => {
    try { out += ' ' + (await fetch(url + '&omit', { credentials: 'omit' })).status; } catch (error) { out += ' ' + typeof error; }
    try { out += ' ' + (await fetch(url + '&include', { credentials: 'include' })).status; } catch (error) { out += ' ' + typeof error; }
    return out;
  };
`;

/** Pages of the site. */
export const tracingPages: Readonly<Record<string, SitePage>> = {
  '/zone.js': { body: packageFile('zone.js/bundles/zone.umd.min.js') },
  '/axios.js': { body: packageFile('axios/dist/axios.min.js') },
  '/patched': {
    body: `${head}<script src="/zone.js"></script><script src="/axios.js"></script><script>${tracker}</script><script>${scenario}</script>`,
  },
  '/scenario': { body: html(tracker, scenario) },
  '/trusted': {
    body: `${head}<script nonce="a">${probe}</script>`,
    headers: {
      'content-security-policy':
        "script-src 'nonce-a'; require-trusted-types-for 'script'; trusted-types 'none'",
    },
  },
  '/policy': {
    body: head,
    headers: { 'content-security-policy': "connect-src 'self'; img-src 'self' data:" },
  },
  '/worker.js': {
    body: `onmessage = async ({ data }) => { const said = await fetch(data).then((response) => response.status, (error) => error.name); postMessage([said, String(location.pathname), typeof XMLHttpRequest.prototype.open, fetch.toString()].join()); };`,
  },
  '/service.js': {
    body: `addEventListener('install', () => skipWaiting()); addEventListener('activate', (event) => event.waitUntil(clients.claim())); addEventListener('fetch', (event) => event.respondWith(fetch(event.request)));`,
  },
  ...Object.fromEntries(
    Object.entries(hostile).map(([name, script]) => [
      `/hostile/${name.replace(' ', '-')}`,
      { body: html(probe, script) },
    ]),
  ),
};
