import { isObject, type Json } from './json.ts';
import type { Initiator } from './types.ts';

/** A call of the stack that led to a request. */
export interface Frame extends Initiator {
  /** The function's name; empty where it has none. */
  readonly name: string;
  /** What started the part of the stack that begins here, as Chromium says it: `await`, `setTimeout` …; else empty. */
  readonly async: string;
  /** Code of a library, a framework or an extension, as far as its address and name show. */
  readonly library: boolean;
}

/** The name of the script that "Reload with tracing" runs in the page. Its frames are no part of the page's stack. */
export const tracerName = 'cors-lens-tracing.js';

/** Calls that are read of one stack. */
const most = 50;

/** Folders of installed packages, and what bundlers and dev servers put in their place. */
const folders =
  /[/\\](?:node_modules|bower_components|vendors?|third[-_]party|\.vite[/\\]deps|@vite|@react-refresh)(?:[/\\]|$)|webpack[/\\](?:bootstrap|runtime)|\/_next\/static\/chunks\/(?:framework|main|webpack|polyfills)\b/i;

/** Files of libraries that wrap `fetch` and `XMLHttpRequest` or schedule what calls them. */
const files =
  /[/\\](?:zone(?:-evergreen)?|axios|jquery|superagent|ky|got|whatwg-fetch|polyfills?|vendors?|runtime|core-js|rxjs|react(?:-dom)?|react-query|vue|angular|bugsnag|sentry|datadog|newrelic|bundle\.tracing)[\w.~-]*\.m?js$/i;

/** Hosts that serve nothing but libraries, and what an extension runs in the page. */
const elsewhere =
  /^(?:https?:\/\/(?:unpkg\.com|cdn\.jsdelivr\.net|cdnjs\.cloudflare\.com|ajax\.googleapis\.com|code\.jquery\.com|esm\.sh|cdn\.skypack\.dev|browser\.sentry-cdn\.com)\/|(?:chrome|moz|safari-web)-extension:)/i;

/** Names that a bundle keeps: axios, zone.js and the helpers of compilers. */
const names =
  /^(?:dispatchXhrRequest|xhrAdapter|dispatchRequest|Axios\.\w+|wrap|invokeTask|scheduleTask|(?:ZoneDelegate|ZoneTask|Zone)\.\w+|push\.[\w/.@-]*node_modules.*|__awaiter|asyncGeneratorStep|_?step|fulfilled)$/;

/** True for code that the application's developers did not write, as far as address and name show. */
export function isLibrary(url: string, name: string): boolean {
  const key = `${name} ${url}`;
  let known = judged.get(key);
  if (known === undefined) {
    if (judged.size >= 1_000) judged.clear();
    known = judge(url, name);
    judged.set(key, known);
  }
  return known;
}

/** The same few functions make most requests of a session. */
const judged = new Map<string, boolean>();

function judge(url: string, name: string): boolean {
  const path = url.replace(/[?#].*/s, '');
  return elsewhere.test(url) || folders.test(path) || files.test(path) || names.test(name);
}

/**
 * The calls of a HAR entry's `_initiator`, the innermost first, those before an `await` or a timer after those
 * that followed it. Empty where the entry has none. Never throws. Chromium counts lines and columns from 0
 * (https://chromedevtools.github.io/devtools-protocol/tot/Runtime/#type-CallFrame), this from 1.
 */
export function readStack(initiator: unknown): Frame[] {
  const frames: Frame[] = [];
  let stack: unknown = isObject(initiator) ? initiator.stack : null;
  let async = '';
  while (isObject(stack) && frames.length < most) {
    for (const raw of Array.isArray(stack.callFrames) ? stack.callFrames : []) {
      const frame = readFrame(raw, async);
      if (frame === null) continue;
      async = '';
      if (frames.length < most) frames.push(frame);
    }
    stack = stack.parent;
    async = isObject(stack) && typeof stack.description === 'string' ? stack.description : '';
  }
  return frames;
}

/**
 * The calls of an `Error`'s stack as browsers write it as text, the innermost first; Chromium's `at name (url:1:2)`, Firefox's
 * `name@url:1:2`. The page may have written it: what does not fit is left out.
 */
export function readStackText(text: string): Frame[] {
  const frames: Frame[] = [];
  for (const line of text.split('\n', most)) {
    const at = line.trimStart();
    const call = at.startsWith('at ') ? at.slice(3) : at;
    const end = call.endsWith(')') ? call.length - 1 : call.length;
    const place = /:(\d{1,9}):(\d{1,9})$/.exec(call.slice(Math.max(0, end - 21), end));
    if (place === null) continue;
    const head = call.slice(0, end - place[0].length);
    const cut = at === call ? head.indexOf('@') : head.lastIndexOf(' (');
    const url = cut < 0 ? head.replace(/^async /, '') : head.slice(cut + (at === call ? 1 : 2));
    if (url === '' || url === tracerName || isFirefoxTracer(url)) continue;
    const name = cut < 0 ? '' : head.slice(0, cut);
    const [line1, column] = [Number(place[1]), Number(place[2])];
    frames.push({ url, line: line1, column, name, async: '', library: isLibrary(url, name) });
  }
  return frames;
}

/** Firefox names a script that DevTools evaluates after the extension that asked for it. */
function isFirefoxTracer(url: string): boolean {
  return url.startsWith('debugger eval') || url.includes('debugger eval code');
}

function readFrame(raw: unknown, async: string): Frame | null {
  if (!isObject(raw) || typeof raw.url !== 'string' || raw.url === '') return null;
  if (raw.url === tracerName) return null;
  const name = typeof raw.functionName === 'string' ? raw.functionName : '';
  return {
    url: raw.url,
    line: place(raw, 'lineNumber'),
    column: place(raw, 'columnNumber'),
    name,
    async,
    library: isLibrary(raw.url, name),
  };
}

function place(raw: Json, of: 'lineNumber' | 'columnNumber'): number {
  const value = Number(raw[of]);
  return Number.isFinite(value) && value >= 0 ? Math.trunc(value) + 1 : 1;
}

/** The call to show: the innermost of the application's own, else the innermost of all; null where there is none. */
export function ownFrame(frames: readonly Frame[]): Frame | null {
  return frames.find(({ library }) => !library) ?? frames[0] ?? null;
}
