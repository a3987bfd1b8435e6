import type { Dialect, Json } from './types.ts';
import { part, withRequest } from './types.ts';

/** chrome-har and what is built on it: browsertime, sitespeed.io, puppeteer-har. It joins the headers Chrome announces with those that went out, so most request headers stand there twice. */
export const chromeHar: Dialect = {
  id: 'chrome-har',
  title: 'chrome-har',
  wrote: (creator) => /^(chrome-har|browsertime|sitespeed|puppeteer-har|lighthouse)/.test(creator),
  source: null,
  leavesOut: ['failures'],
  better:
    'Record the page with the Network panel of DevTools: tick "Preserve log", reload, then "Export HAR".',
  tidy: withoutNextHop,
};

/** A redirect has the headers of the request that followed it, too: a second `Host`, and a second `Origin`. */
function withoutNextHop(entry: Json): Json {
  const { headers } = part(entry, 'request');
  if (!Array.isArray(headers)) return entry;
  const nameOf = (line: unknown) => {
    const { name } = (line ?? {}) as Json;
    return typeof name === 'string' ? name.toLowerCase() : '';
  };
  const firstOf = new Map<string, unknown>();
  for (const line of headers) {
    const name = nameOf(line);
    if (!firstOf.has(name)) firstOf.set(name, line);
  }
  const once = headers.filter(
    (line) => !/^(host|origin)$/.test(nameOf(line)) || firstOf.get(nameOf(line)) === line,
  );
  return once.length === headers.length ? entry : withRequest(entry, { headers: once });
}
