// Runs in the page, in its frames and in a worker: makes one call, and says what JavaScript saw.
// biome-ignore lint/correctness/noUnusedVariables: the including script calls it.
async function call({
  client = 'fetch',
  url,
  method,
  headers,
  credentials,
  redirect,
  body,
  abortAfter,
}) {
  const element = (name, attributes) =>
    new Promise((resolve, reject) => {
      const node = Object.assign(document.createElement(name), attributes);
      node.onload = () => resolve('loaded');
      node.onerror = () => reject(new Error('error event'));
      if (name !== 'img') document.head.append(node);
    });
  const clients = {
    async fetch() {
      const signal = abortAfter ? AbortSignal.timeout(abortAfter) : null;
      const options = { method, headers, credentials, redirect, body, signal };
      for (const name in options) if (options[name] == null) delete options[name];
      const response = await fetch(url, options);
      await response.text();
      return `${response.status} ${response.statusText}`.trim();
    },
    xhr: () =>
      new Promise((resolve, reject) => {
        const request = new XMLHttpRequest();
        request.open(method ?? 'GET', url);
        request.withCredentials = credentials === 'include';
        for (const name in headers) request.setRequestHeader(name, headers[name]);
        request.timeout = abortAfter ?? 0;
        request.ontimeout = () => reject(new Error('timeout event'));
        request.onload = () => resolve(`${request.status} ${request.statusText}`.trim());
        request.onerror = () => reject(new Error(`error event, status ${request.status}`));
        request.send(body);
      }),
    image: () => element('img', { crossOrigin: 'anonymous', src: url }),
    'image-no-cors': () => element('img', { src: url }),
    async 'image-then-fetch'() {
      await element('img', { src: url });
      return clients.fetch();
    },
    module: () => element('script', { type: 'module', src: url }),
    stylesheet: () => element('link', { rel: 'stylesheet', crossOrigin: 'anonymous', href: url }),
    font: () => new FontFace('Lab', `url(${url})`).load().then(() => 'loaded'),
    eventsource: () =>
      new Promise((resolve, reject) => {
        const source = new EventSource(url);
        source.onmessage = () => resolve('message');
        source.onerror = () => reject(new Error('error event'));
      }),
  };
  try {
    return await clients[client]();
  } catch (error) {
    return `${error.name}: ${error.message}`;
  }
}
