import { version as ours } from '../../package.json';
import { isObject, type Json } from '../recording/json.ts';
import type { Source } from '../recording/types.ts';
import type { Har } from './har.ts';

/** The names by which `engineOf` knows the source when the file is read again. */
const browserNames: Record<Source, string | null> = {
  chromium: 'Chromium',
  firefox: 'Firefox',
  webkit: 'WebKit',
  unknown: null,
};

/**
 * A session's entries as a HAR 1.2, not annotated or redacted yet. `version`: the browser's, where it is
 * known.
 */
export function sessionHar(
  session: { readonly entries: readonly unknown[]; readonly pages: readonly unknown[] },
  source: Source,
  version = '',
): Har {
  const browser = browserNames[source];
  return validHar({
    log: {
      version: '1.2',
      creator: { name: 'CORS Lens', version: ours },
      ...(browser === null ? {} : { browser: { name: browser, version } }),
      pages: session.pages,
      entries: session.entries,
    },
  });
}

/**
 * The HAR without offences against the schema. Browsers leave required members out of their entries
 * (Firefox the timings of what was never sent) or fill them with what does not fit (Chromium an empty
 * address), and others' importers refuse that. What is no object is left out; nothing else is changed.
 */
export function validHar(har: Har): Har {
  const { log } = har;
  const { version, creator } = log;
  const pages = (Array.isArray(log.pages) ? log.pages : []).filter(isObject);
  const known = new Set(pages.map(({ id }) => id));
  return {
    ...har,
    log: {
      ...log,
      version: textOf(version) || '1.2',
      creator: {
        ...(isObject(creator) ? creator : {}),
        name: isObject(creator) ? textOf(creator.name) : 'unknown',
        version: isObject(creator) ? textOf(creator.version) : '',
      },
      pages: pages.map(validPage),
      entries: log.entries.filter(isObject).map((entry) => validEntry(entry, known)),
    },
  };
}

function validPage(page: Json): Json {
  return {
    ...page,
    startedDateTime: dateOf(page.startedDateTime),
    id: textOf(page.id),
    title: textOf(page.title),
    pageTimings: isObject(page.pageTimings) ? page.pageTimings : {},
  };
}

function validEntry(entry: Json, pages: ReadonlySet<unknown>): Json {
  const { pageref, serverIPAddress, connection, ...rest } = entry;
  const request = isObject(entry.request) ? entry.request : {};
  const response = isObject(entry.response) ? entry.response : {};
  const content = isObject(response.content) ? response.content : {};
  return {
    ...(pages.has(pageref) ? { pageref } : {}),
    ...rest,
    startedDateTime: dateOf(entry.startedDateTime),
    time: numberOf(entry.time, 0),
    request: {
      ...message(request),
      method: textOf(request.method),
      url: textOf(request.url),
      queryString: Array.isArray(request.queryString) ? request.queryString : [],
    },
    response: {
      ...message(response),
      status: numberOf(response.status, 0),
      statusText: textOf(response.statusText),
      redirectURL: textOf(response.redirectURL),
      content: { ...content, size: numberOf(content.size, 0), mimeType: textOf(content.mimeType) },
    },
    cache: isObject(entry.cache) ? entry.cache : {},
    timings: timings(entry.timings),
    ...(typeof serverIPAddress === 'string' && isAddress(serverIPAddress)
      ? { serverIPAddress }
      : {}),
    ...(connection === undefined || connection === null ? {} : { connection: textOf(connection) }),
  };
}

function message(part: Json): Json {
  return {
    ...part,
    httpVersion: textOf(part.httpVersion),
    headers: named(part.headers),
    cookies: named(part.cookies),
    headersSize: numberOf(part.headersSize, -1),
    bodySize: numberOf(part.bodySize, -1),
  };
}

function named(list: unknown): unknown[] {
  if (!Array.isArray(list)) return [];
  return list.filter(isObject).map((item) => ({
    ...item,
    name: textOf(item.name),
    value: textOf(item.value),
    // The schema wants a date; "" and null stand for a session's cookie.
    ...('expires' in item && !isDate(item.expires) ? { expires: undefined } : {}),
  }));
}

function timings(raw: unknown): Json {
  const known = isObject(raw) ? raw : {};
  return {
    ...known,
    send: numberOf(known.send, 0),
    wait: numberOf(known.wait, 0),
    receive: numberOf(known.receive, 0),
  };
}

/** Good enough to tell an address from a name: IPv4, or IPv6 without brackets. */
function isAddress(text: string): boolean {
  return /^\d{1,3}(\.\d{1,3}){3}$/.test(text) || /^(?=.*:)[0-9a-f:.]+$/i.test(text);
}

function isDate(value: unknown): boolean {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value);
}

function dateOf(value: unknown): string {
  if (isDate(value)) return value as string;
  const time = Date.parse(textOf(value));
  return new Date(Number.isFinite(time) ? time : 0).toISOString();
}

function numberOf(value: unknown, otherwise: number): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : otherwise;
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}
