import { expect, it, vi } from 'vitest';
import { Capture } from '../src/devtools/capture.ts';
import { Untimed } from '../src/devtools/untimed.ts';
import type { FromDevtools, Message } from '../src/messages.ts';

/** A capture of Firefox, whose entries have bodies to ask for, and what it told the worker. */
function recording(timings: () => unknown[] = () => []) {
  const told: Message<FromDevtools>[] = [];
  const capture = new Capture(
    {
      tabId: 7,
      source: 'firefox',
      har: null,
      timeOrigin: async () => null,
      timings: { since: async () => timings() as never, untimed: new Untimed() },
      savePreserve: () => {},
    },
    false,
  );
  capture.connected({ post: (message) => told.push(message), listen: () => {} });
  return { capture, told };
}

const entry = (status: number, content: () => Promise<unknown>) => ({
  startedDateTime: '2026-01-05T09:00:00.000Z',
  time: 10,
  _initiator: { type: 'script', stack: { callFrames: [{ url: 'https://app.example.com/a.js' }] } },
  request: { method: 'GET', url: 'https://api.example.com/a', headers: [] },
  response: { status, headers: [], content: { mimeType: 'text/html', text: 'in the entry' } },
  getContent: content,
});

it('an entry is looked at when somebody asks, and its body is told to nobody else', async () => {
  const { capture, told } = recording();
  const content = vi.fn(async () => ['x'.repeat(9_000), 'text/html']);
  capture.finished(entry(500, content));
  await vi.waitFor(() => expect(told.some(({ type }) => type === 'entries')).toBe(true));
  expect(content).not.toHaveBeenCalled();
  expect(JSON.stringify(told)).not.toContain('in the entry');

  const looked = await capture.look(0);
  expect(looked?.initiator).toMatchObject({ type: 'script' });
  expect(looked?.body).toEqual({ status: 500, type: 'text/html', text: 'x'.repeat(4_096) });
  expect(JSON.stringify(told)).not.toContain('xxx');
});

it('the body is still known when Resource Timing has replaced the entry', async () => {
  const timing = {
    name: 'https://api.example.com/a',
    startTime: Date.parse('2026-01-05T09:00:00.000Z'),
    offset: 0,
    duration: 10,
    responseStatus: 0,
    initiatorType: 'fetch',
  };
  const { capture, told } = recording(() => [timing]);
  capture.finished(entry(500, async () => ['late', 'text/html']));
  await vi.waitFor(() => expect(JSON.stringify(told)).toContain('_resourceTiming'), 3_000);
  expect((await capture.look(0))?.body?.text).toBe('late');
});

it('there is no body of what went well, of what the browser hides, and none of what is gone', async () => {
  const { capture } = recording();
  capture.finished(entry(200, async () => ['fine', 'text/html']));
  capture.finished(entry(500, async () => null));
  capture.finished(entry(500, () => Promise.reject(new Error('gone'))));
  expect((await capture.look(0))?.body).toBeNull();
  expect((await capture.look(1))?.body).toBeNull();
  expect((await capture.look(2))?.body).toBeNull();
  expect(await capture.look(3)).toBeNull();
  capture.clear();
  expect(await capture.look(0)).toBeNull();
});
