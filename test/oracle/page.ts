/**
 * The script of every lab page, frame and worker. `run(call, context)` makes one call and resolves with
 * what the script could see of it. It is text because it runs in the browser, in three kinds of global.
 */
export const clientScript = `
const text = (value) => Promise.race([value, new Promise((r) => setTimeout(r, 4000, 'timeout'))]);

const element = (tag, call, set, attach = document.head) => new Promise((resolve) => {
  const node = document.createElement(tag);
  if (call.crossorigin) node.crossOrigin = call.crossorigin;
  if (call.integrity) node.integrity = call.integrity;
  node.onload = node.onloadeddata = () => resolve('ok');
  node.onerror = () => resolve('error');
  set(node);
  attach.append(node);
});

const makers = {
  async fetch(call) {
    const init = { redirect: call.redirect ?? 'follow' };
    for (const key of ['method', 'credentials', 'mode', 'cache', 'body', 'keepalive', 'integrity', 'targetAddressSpace'])
      if (call[key] !== undefined) init[key] = call[key];
    if (call.headers) init.headers = call.headers;
    if (call.abort !== undefined) init.signal = AbortSignal.timeout(call.abort);
    const response = await fetch(call.url, init);
    if (!call.unread) await response.text();
    return 'ok ' + response.type + ' ' + response.status;
  },
  xhr: (call) => new Promise((resolve) => {
    const xhr = new XMLHttpRequest();
    xhr.open(call.method ?? 'GET', call.url);
    xhr.withCredentials = call.credentials === 'include';
    for (const [name, value] of call.headers ?? []) xhr.setRequestHeader(name, value);
    if (call.upload) xhr.upload.onprogress = () => {};
    xhr.onload = () => resolve('ok ' + xhr.status);
    xhr.onerror = () => resolve('error');
    xhr.onabort = () => resolve('abort');
    if (call.abort !== undefined) setTimeout(() => xhr.abort(), call.abort);
    xhr.send(call.body ?? null);
  }),
  image: (call) => element('img', call, (node) => { node.src = call.url; }, document.body),
  script: (call) => element('script', call, (node) => { node.src = call.url; }),
  module: (call) => element('script', call, (node) => { node.type = 'module'; node.src = call.url; }),
  style: (call) => element('link', call, (node) => { node.rel = 'stylesheet'; node.href = call.url; }),
  preload: (call) => element('link', call, (node) => { node.rel = 'preload'; node.as = call.as ?? 'fetch'; node.href = call.url; }),
  modulepreload: (call) => element('link', call, (node) => { node.rel = 'modulepreload'; node.href = call.url; }),
  manifest: (call) => { element('link', call, (node) => { node.rel = 'manifest'; node.href = call.url; }); return new Promise((r) => setTimeout(r, 300, 'unknown')); },
  media: (call) => element('video', call, (node) => { node.src = call.url; node.load(); }, document.body),
  track: (call) => new Promise((resolve) => {
    const video = document.createElement('video');
    if (call.crossorigin) video.crossOrigin = call.crossorigin;
    const track = document.createElement('track');
    track.onload = () => resolve('ok');
    track.onerror = () => resolve('error');
    track.src = call.url;
    track.default = true;
    video.append(track);
    document.body.append(video);
    track.track.mode = 'showing';
  }),
  async font(call) {
    await new FontFace('f' + Math.random().toString(36).slice(2), 'url(' + JSON.stringify(call.url) + ')').load();
    return 'ok';
  },
  async import(call) { await import(call.url); return 'ok'; },
  'import-scripts': (call) => { importScripts(call.url); return 'ok'; },
  eventsource: (call) => new Promise((resolve) => {
    const source = new EventSource(call.url, { withCredentials: call.credentials === 'include' });
    source.onopen = () => { source.close(); resolve('ok'); };
    source.onerror = () => { source.close(); resolve('error'); };
  }),
  beacon: (call) => {
    navigator.sendBeacon(call.url, call.body === undefined ? undefined : new Blob([call.body], { type: call.headers?.[0]?.[1] ?? 'text/plain' }));
    return new Promise((r) => setTimeout(r, 150, 'unknown'));
  },
  mask: (call) => {
    const node = document.createElement('div');
    node.style.cssText = 'width:20px;height:20px;background:red;mask-image:url(' + JSON.stringify(call.url) + ')';
    document.body.append(node);
    return new Promise((r) => setTimeout(r, 300, 'unknown'));
  },
  frame: (call) => element('iframe', call, (node) => { node.src = call.url; }, document.body),
  'svg-use': (call) => {
    const holder = document.createElement('div');
    holder.innerHTML = '<svg><use></use></svg>';
    holder.querySelector('use').setAttribute('href', call.url);
    document.body.append(holder);
    return new Promise((r) => setTimeout(r, 300, 'unknown'));
  },
  websocket: (call) => new Promise((resolve) => {
    const socket = new WebSocket(call.url.replace(/^http/, 'ws'));
    socket.onopen = () => { socket.close(); resolve('ok'); };
    socket.onerror = () => resolve('error');
  }),
};

async function make(call) {
  try { return await text(makers[call.client](call)); } catch (error) { return 'error ' + error.name; }
}

async function makeAll(calls, together) {
  if (together) return Promise.all(calls.map(make));
  const results = [];
  for (const call of calls) results.push(await make(call));
  return results;
}

// Frames and workers answer a message with the results.
const answerTo = async (event, reply) => {
  if (event.data?.calls) reply({ results: await makeAll(event.data.calls, event.data.together) });
};
if (typeof document === 'undefined') {
  self.onmessage = (e) => answerTo(e, (m) => (e.source ?? self).postMessage(m));
  if (typeof ServiceWorkerGlobalScope !== 'undefined') {
    self.oninstall = () => self.skipWaiting();
    self.onactivate = (e) => e.waitUntil(claimAll());
    self.onfetch = (e) => {
      const how = new URL(e.request.url).searchParams.get('sw');
      if (how === 'error') e.respondWith(Response.error());
      if (how === 'pass') e.respondWith(fetch(e.request));
      if (how === 'opaque') e.respondWith(fetch(e.request.url, { mode: 'no-cors' }));
      if (how === 'own') e.respondWith(new Response('mine'));
    };
  }
} else if (window !== top) {
  onmessage = (e) => { if (e.data?.calls) answerTo(e, (m) => e.source.postMessage(m, '*')); };
  top.postMessage({ ready: true }, '*');
}
function claimAll() { return self.clients.claim(); }

function inFrame(set, calls, together) {
  return new Promise((resolve) => {
    const frame = document.createElement('iframe');
    const listen = (event) => {
      if (event.source !== frame.contentWindow) return;
      if (event.data?.ready) frame.contentWindow.postMessage({ calls, together }, '*');
      if (event.data?.results) { removeEventListener('message', listen); resolve(event.data.results); }
    };
    addEventListener('message', listen);
    set(frame);
    document.body.append(frame);
  });
}

const source = '<!doctype html><body><script>' ;
async function frameText() {
  const script = await (await fetch('/client.js')).text();
  return source + script + '<' + '/script>';
}

const viaPort = (target, calls, together, from = target) => new Promise((resolve) => {
  from.onmessage = (event) => { if (event.data?.results) resolve(event.data.results); };
  target.postMessage({ calls, together });
});

const contexts = {
  page: (calls, together) => makeAll(calls, together),
  frame: (calls, together) => inFrame((f) => { f.src = '/frame.html'; }, calls, together),
  'cross-frame': (calls, together, other) => inFrame((f) => { f.src = other + '/frame.html'; }, calls, together),
  async sandbox(calls, together) { const html = await frameText(); return inFrame((f) => { f.sandbox = 'allow-scripts'; f.srcdoc = html; }, calls, together); },
  async 'data-frame'(calls, together) { const html = await frameText(); return inFrame((f) => { f.src = 'data:text/html;charset=utf-8,' + encodeURIComponent(html); }, calls, together); },
  async 'blob-frame'(calls, together) { const html = await frameText(); return inFrame((f) => { f.src = URL.createObjectURL(new Blob([html], { type: 'text/html' })); }, calls, together); },
  worker: (calls, together) => viaPort(new Worker('/worker.js'), calls, together),
  async 'blob-worker'(calls, together) {
    const script = await (await fetch('/client.js')).text();
    return viaPort(new Worker(URL.createObjectURL(new Blob([script], { type: 'text/javascript' }))), calls, together);
  },
  async controlled(calls, together) {
    const { installing } = await navigator.serviceWorker.register('/in/sw.js', { scope: '/in/' });
    if (installing) await new Promise((r) => installing.addEventListener('statechange', () => installing.state === 'activated' && r()));
    return inFrame((f) => { f.src = '/in/frame.html'; }, calls, together);
  },
  async 'service-worker'(calls, together) {
    const registration = await navigator.serviceWorker.register('/sw.js', { scope: '/never/' });
    const worker = registration.active ?? registration.waiting ?? registration.installing;
    if (worker.state !== 'activated') await new Promise((r) => worker.addEventListener('statechange', () => worker.state === 'activated' && r()));
    return viaPort(worker, calls, together, navigator.serviceWorker);
  },
};

globalThis.runCase = (context, calls, together, other) => {
  if (!document.body) document.documentElement.append(document.createElement('body'));
  return contexts[context](calls, together, other);
};
`;
