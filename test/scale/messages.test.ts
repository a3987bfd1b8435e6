import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Log, maxEntries } from '../../src/devtools/log.ts';
import { clock, Extension, entry, settle } from '../wired.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: clock.now });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a flood', () => {
  it('lets the oldest go and says how many', async () => {
    const extension = new Extension();
    extension.connectDevtools();
    extension.connectPanel();
    const total = 25_000;
    for (let i = 0; i < total; i += 1) {
      extension.capture.finished(entry(`/${i}`));
      if (i % 1_000 === 0) await vi.advanceTimersByTimeAsync(60);
    }
    await settle();
    const { counts, findings } = extension.store.get();
    expect(counts.entries).toBeLessThanOrEqual(maxEntries);
    expect(counts.entries).toBeGreaterThan(0.89 * maxEntries);
    expect(counts.dropped).toBe(total - counts.entries);
    expect(findings).toHaveLength(counts.entries);
    expect(findings[0]?.exchange.hops[0].url).toBe(`https://api.example.com/${counts.dropped}`);
  }, 240_000);

  it('drops what went well first, and keeps a failure, also for a worker that was stopped', async () => {
    const extension = new Extension();
    extension.connectDevtools();
    extension.connectPanel();
    type Draft = {
      request: { headers: object[]; method: string };
      response: { headers: object[]; _error?: string };
    };
    const fine = (path: string, across: boolean) => {
      const made = entry(path, { status: 200 }) as Draft;
      delete made.response._error;
      if (across) made.response.headers = [{ name: 'Access-Control-Allow-Origin', value: '*' }];
      else made.request.headers = [];
      return made;
    };
    const preflight = fine('/failed', true);
    preflight.request.method = 'OPTIONS';
    preflight.request.headers.push({ name: 'Access-Control-Request-Method', value: 'GET' });
    extension.capture.finished({ ...preflight, _resourceType: 'preflight' });
    extension.capture.finished(entry('/failed', { status: 200 }));
    for (let i = 0; i < 3_000; i += 1) extension.capture.finished(fine(`/fine/${i}`, true));
    for (let i = 0; i < 57_000; i += 1) {
      extension.capture.finished(fine(`/own/${i}`, false));
      if (i % 1_000 === 0) await vi.advanceTimersByTimeAsync(60);
    }
    await settle();
    const urls = () => extension.urls().filter((url) => !url.includes('/fine/'));
    expect(urls()).toEqual(['https://api.example.com/failed']);
    expect(extension.store.get().findings[0]?.exchange.hops[0].preflight).not.toBeNull();
    expect(extension.store.get().counts).toMatchObject({
      checked: 3_001,
      droppedByKind: { crossOrigin: 0, failed: 0 },
    });
    for (let i = 0; i < 40_000; i += 1) {
      extension.capture.finished(fine(`/fine/more/${i}`, true));
      if (i % 1_000 === 0) await vi.advanceTimersByTimeAsync(60);
    }
    extension.stopWorker();
    extension.connectDevtools();
    extension.connectPanel();
    await settle();
    expect(urls()).toEqual(['https://api.example.com/failed']);
    const { dropped, droppedByKind, entries } = extension.store.get().counts;
    expect(droppedByKind).toMatchObject({ failed: 0 });
    expect(droppedByKind?.sameOrigin).toBeGreaterThan(30_000);
    expect(droppedByKind?.crossOrigin).toBeGreaterThan(30_000);
    expect(dropped + entries).toBe(100_002);
  }, 240_000);

  it('bounds entries that are large, not only many', () => {
    const log = new Log();
    for (let i = 0; i < 300; i += 1) log.add({ i, padding: 'x'.repeat(1_000_000) });
    expect(log.entries.length).toBeLessThan(100);
    expect(log.dropped + log.entries.length).toBe(300);
    expect(log.first).toBe(log.dropped);
    expect(log.takeGone()).toHaveLength(log.dropped);
  });
});
