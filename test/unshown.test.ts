import { describe, expect, it } from 'vitest';
import { annotate } from '../src/report/annotate.ts';
import { api, entry, page, preflight } from './entries.ts';

/** A file of DevTools; entries name the page unless `pageref` is undefined. */
function fileOf(entries: readonly object[]) {
  const pages = [{ id: 'page_1', title: page, startedDateTime: '2027-01-15T08:00:00.000Z' }];
  const creator = { name: 'WebInspector', version: '537.36' };
  const named = entries.map((one) => ({ pageref: 'page_1', ...one }));
  return annotate({ log: { creator, pages, entries: named } });
}

const verdictsOf = (entries: readonly object[]) => {
  const { annotations } = fileOf(entries);
  return entries.map((_, index) => annotations.get(index));
};

const anyOrigin = { 'Access-Control-Allow-Origin': '*' };
const sent = { Origin: 'http://app.test', Host: 'api.test' };
const unsent = { Referer: page };
const error = 'net::ERR_FAILED';
const ofNoPage = { pageref: undefined };

describe('a failed request without a response that DevTools shows', () => {
  const stored = (says: Record<string, string>, failed = false) =>
    entry({
      at: 0,
      asks: sent,
      status: 200,
      says: { ...anyOrigin, ...says },
      ...(failed ? { error } : {}),
    });
  const later = (type: string, at = 60_000) => entry({ at, type, asks: unsent, error });

  it('took what the cache has, however old, when fetch() made it', () => {
    const stale = stored({ 'Cache-Control': 'max-age=1', 'Access-Control-Allow-Origin': 'x' });
    expect(verdictsOf([stale, later('fetch')])[1]).toMatchObject({
      outcome: 'blocked',
      error: 'InvalidAllowOriginValue',
      certainty: 'likely',
      rule: 'allow-origin-cached',
    });
    expect(verdictsOf([stale, later('xhr')])[1]).toMatchObject({ outcome: 'undetermined' });
  });

  it('was refused by its preflight rather than by an old response', () => {
    const stale = stored({ 'Access-Control-Allow-Origin': 'x', 'Cache-Control': 'max-age=1' });
    const asked = preflight({ at: 60_001, took: 5, method: 'GET', headers: 'x-a', status: 204 });
    expect(verdictsOf([stale, later('fetch'), asked])[1]).toMatchObject({
      error: 'PreflightMissingAllowOriginHeader',
      certainty: 'certain',
    });
  });

  it('took what the network sent last, not what the cache gave in between', () => {
    const first = stored({ Vary: 'Origin', 'Cache-Control': 'max-age=90' });
    const fromCache = entry({
      at: 9,
      asks: unsent,
      status: 200,
      says: { ...anyOrigin, Vary: 'Origin' },
    });
    expect(verdictsOf([first, fromCache, later('fetch', 20)])[2]).toMatchObject({
      error: 'WildcardOriginNotAllowed',
      certainty: 'likely',
    });
  });
});

describe('a redirect that fails with credentials only', () => {
  const blocked = { outcome: 'blocked', error: 'WildcardOriginNotAllowed', certainty: 'likely' };

  it('is not refused by the code itself when another was followed before', () => {
    const [allowed, yes] = ['Access-Control-Allow-Origin', 'Access-Control-Allow-Credentials'];
    const says = { [allowed]: 'http://app.test', [yes]: 'true', Location: 'http://two.test/' };
    const open = entry({ at: 0, asks: sent, status: 302, says });
    const second = entry({
      at: 10,
      url: 'http://two.test/',
      asks: { ...sent, Origin: 'null' },
      status: 302,
      says: { ...anyOrigin, Location: 'http://three.test/' },
      error,
    });
    expect(verdictsOf([open, second])[1]).toMatchObject(blocked);
  });

  it('is not refused by the code itself where the server means to allow credentials', () => {
    const redirect = (credentials: string) =>
      entry({
        at: 0,
        asks: sent,
        status: 302,
        says: { ...anyOrigin, 'Access-Control-Allow-Credentials': credentials, Location: '/next' },
        error,
      });
    expect(verdictsOf([redirect('True')])[0]).toMatchObject(blocked);
    expect(verdictsOf([redirect('true')])[0]).toMatchObject({ outcome: 'undetermined' });
  });
});

describe("a worker's request", () => {
  const request = (took: number) => ({
    ...entry({ at: 0, took, method: 'PUT', asks: { ...unsent, 'x-a': '1' }, error }),
    ...ofNoPage,
  });
  const asked = preflight({
    at: 1,
    took: 40,
    headers: 'x-a',
    status: 204,
    says: {
      ...anyOrigin,
      'Access-Control-Allow-Methods': 'PUT',
      'Access-Control-Allow-Headers': 'x-a',
    },
  });

  it('that ended with its preflight was refused by it, with credentials', () => {
    expect(verdictsOf([request(42), asked])[0]).toMatchObject({
      outcome: 'blocked',
      error: 'PreflightWildcardOriginNotAllowed',
      certainty: 'likely',
    });
  });

  it('that took longer was refused by its own response, which DevTools do not show', () => {
    expect(verdictsOf([request(90), asked])[0]).toMatchObject({ outcome: 'undetermined' });
  });

  it('without a preflight is named as one', () => {
    const inPage = entry({ at: 0, url: `${api}?page`, asks: sent, status: 200, says: anyOrigin });
    const alone = { ...entry({ at: 0, asks: unsent, error }), ...ofNoPage };
    const { findings } = fileOf([inPage, alone]);
    expect(findings[1]?.verdict).toMatchObject({ reason: expect.stringContaining('worker') });
  });

  it("gets the preflight that no page sent, not the page's request that the worker handles", () => {
    const preflightOfWorker = {
      ...preflight({ at: 4, took: 3, headers: 'x-a', status: 204 }),
      ...ofNoPage,
    };
    const inPage = entry({ at: 0, took: 9, method: 'PUT', asks: { ...unsent, 'x-a': '1' }, error });
    const inWorker = { ...inPage, ...ofNoPage };
    const [outer, inner] = verdictsOf([inPage, inWorker, preflightOfWorker]);
    expect(outer).toMatchObject({ outcome: 'undetermined' });
    expect(inner).toMatchObject({ error: 'PreflightMissingAllowOriginHeader' });
  });
});

describe('other joins', () => {
  it('a request that ended before a preflight began has none of it', () => {
    const says = { ...anyOrigin, 'Access-Control-Allow-Methods': 'PUT' };
    const before = entry({
      at: 0,
      took: 70,
      method: 'PUT',
      asks: sent,
      status: 201,
      says: anyOrigin,
    });
    const failed = entry({ at: 75, took: 250, method: 'PUT', asks: unsent, error });
    const asked = preflight({ at: 79, took: 245, status: 200, says });
    expect(verdictsOf([before, failed, asked])[1]).toMatchObject({
      error: 'PreflightWildcardOriginNotAllowed',
      certainty: 'likely',
    });
  });

  it('a font that the page preloads may have credentials', () => {
    const font = entry({
      at: 0,
      type: 'font',
      asks: { ...sent, 'Sec-Fetch-Dest': 'font' },
      status: 200,
      says: anyOrigin,
      error,
    });
    expect(verdictsOf([font])[0]).toMatchObject({
      error: 'WildcardOriginNotAllowed',
      certainty: 'likely',
    });
  });
});
