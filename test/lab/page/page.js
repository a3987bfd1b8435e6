// Makes every call of the lab, one after the other, and shows what JavaScript saw of it.
const rows = new Map();
const status = document.querySelector('#status');
const button = document.querySelector('button');

/** Runs a call where the case wants it made. */
async function callFrom(call) {
  if (call.from === 'page') return window.call(call);
  if (call.from === 'worker') {
    const worker = new Worker('/worker.js');
    const { saw } = await new Promise((resolve) => {
      worker.onmessage = ({ data }) => resolve(data);
      worker.postMessage(call);
    });
    worker.terminate();
    return saw;
  }
  if (call.from === 'service-worker') await serviceWorker();
  const frame = document.createElement('iframe');
  frame.hidden = true;
  frame.src = call.frame;
  if (call.from === 'sandbox') frame.sandbox = 'allow-scripts';
  const loaded = new Promise((resolve) => {
    frame.onload = resolve;
  });
  document.body.append(frame);
  await loaded;
  const { saw } = await new Promise((resolve) => {
    addEventListener('message', function listen({ data }) {
      if (data.id !== call.id) return;
      removeEventListener('message', listen);
      resolve(data);
    });
    frame.contentWindow.postMessage(call, '*');
  });
  // Firefox tells no extension of what ended just before its frame was gone.
  setTimeout(() => frame.remove(), 2_000);
  return saw;
}

async function serviceWorker() {
  const options = { scope: '/service-worker/' };
  const registration = await navigator.serviceWorker.register('/service-worker/worker.js', options);
  const worker = registration.active ?? registration.waiting ?? registration.installing;
  while (worker.state !== 'activated') {
    await new Promise((resolve) => worker.addEventListener('statechange', resolve, { once: true }));
  }
}

async function run(calls) {
  button.disabled = true;
  document.body.dataset.done = '';
  for (const row of rows.values()) row.className = 'waiting';
  for (const [index, call] of calls.entries()) {
    status.textContent = `Call ${index + 1} of ${calls.length}`;
    const row = rows.get(call.id);
    const saw = await callFrom(call);
    row.className = /^(\d|loaded|message)/.test(saw) ? 'readable' : 'blocked';
    row.cells[2].textContent = saw;
  }
  const failed = document.querySelectorAll('tr.blocked').length;
  status.textContent = `${calls.length} calls, ${failed} failed. The panel "CORS" in DevTools says why.`;
  document.body.dataset.done = 'true';
  button.disabled = false;
}

const calls = await (await fetch('/calls.json')).json();
for (const call of calls) {
  const row = document.querySelector('tbody').insertRow();
  for (const text of [call.title, `${call.method ?? 'GET'} ${call.url}`, '']) {
    row.insertCell().textContent = text;
  }
  rows.set(call.id, row);
}
button.onclick = () => run(calls);
await run(calls);
