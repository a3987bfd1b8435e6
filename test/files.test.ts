import { describe, expect, test } from 'vitest';
import {
  type ExportOptions,
  Files,
  type FileWorker,
  fileName,
  type Task,
  type TaskProgress,
} from '../src/panel/files.ts';
import { Recording } from '../src/panel/recording.ts';

/** A worker that says what the test tells it to. */
class Scripted implements FileWorker {
  onmessage: FileWorker['onmessage'] = null;
  onerror: FileWorker['onerror'] = null;
  readonly tasks: Task[] = [];
  ended = false;
  postMessage(task: Task): void {
    this.tasks.push(task);
  }
  terminate(): void {
    this.ended = true;
  }
  says(changed: TaskProgress): void {
    (this.onmessage as ((event: unknown) => void) | null)?.({ data: changed });
  }
}

const file = (name: string) => new File(['12345678'], name);
const done = {
  type: 'imported',
  name: 'a.har',
  counts: { entries: 1, checked: 1, dropped: 0 },
  malformed: [],
  lacks: [],
} as const;
const options: ExportOptions = { format: 'har', redact: true, only: null, stacks: {} };

function started(): { files: Files; workers: Scripted[] } {
  const workers: Scripted[] = [];
  const files = new Files(() => {
    const worker = new Scripted();
    workers.push(worker);
    return worker;
  });
  return { files, workers };
}

describe('files', () => {
  test('progress, parts and the end of a reading', async () => {
    const { files, workers } = started();
    const shares: number[] = [];
    const reading = files.read(file('a.har'), (share) => shares.push(share));
    workers[0]?.says({ type: 'progress', share: 0.5 });
    workers[0]?.says({ type: 'findings', findings: [] });
    workers[0]?.says(done);
    expect((await reading).name).toBe('a.har');
    expect(shares).toEqual([0.5]);
    expect(workers[0]?.ended).toBe(false);
  });

  test('cancelling ends the worker and keeps what was imported before', async () => {
    const { files, workers } = started();
    const first = files.read(file('a.har'), () => {});
    workers[0]?.says(done);
    await first;
    const second = files.read(file('b.har'), () => {});
    files.cancel();
    await expect(second).rejects.toMatchObject({ name: 'AbortError' });
    expect(workers.map(({ ended }) => ended)).toEqual([false, true]);
    const writing = files.write(null, options);
    workers[0]?.says({ type: 'exported', blob: new Blob(['x']), requests: 1, redactions: [] });
    expect((await writing).requests).toBe(1);
  });

  test('a second file takes over from the first, also while that is read', async () => {
    const { files, workers } = started();
    const first = files.read(file('a.har'), () => {});
    const second = files.read(file('b.har'), () => {});
    await expect(first).rejects.toMatchObject({ name: 'AbortError' });
    workers[1]?.says(done);
    await second;
    expect(workers.map(({ ended }) => ended)).toEqual([true, false]);
  });

  test('what fails is told, and the worker ends', async () => {
    const { files, workers } = started();
    const reading = files.read(file('a.har'), () => {});
    workers[0]?.says({ type: 'failed', message: 'it is empty.' });
    await expect(reading).rejects.toThrow('it is empty.');
    expect(workers[0]?.ended).toBe(true);
    await expect(files.write(null, options)).rejects.toThrow('There is no imported file.');
  });

  test('an export of the session has a worker of its own, for as long as it takes', async () => {
    const { files, workers } = started();
    const writing = files.write({ entries: [], from: 0, pages: [], source: 'chromium' }, options);
    workers[0]?.says({ type: 'exported', blob: new Blob(), requests: 0, redactions: [] });
    await writing;
    expect(workers[0]?.ended).toBe(true);
  });

  test.each([
    ['har', 'api.example.com:8443', 'cors-lens-api.example.com-8443-2026-11-21.har'],
    ['markdown', '', 'cors-lens-2026-11-21.md'],
    [
      'html',
      '../../etc/passwd\u0000 "<b>`$(id)`\u202e',
      'cors-lens-etc-passwd-b-id-2026-11-21.html',
    ],
    ['har', 'x'.repeat(300), `cors-lens-${'x'.repeat(60)}-2026-11-21.har`],
  ] as const)('a file name any system takes: %s %s', (format, about, name) => {
    expect(fileName(format, about, new Date('2026-11-21T10:00:00Z'))).toBe(name);
  });
});

describe('recording', () => {
  test('parts are put together, others are passed over', async () => {
    const asked: number[] = [];
    const recording = new Recording((request) => asked.push(request), 'firefox');
    const response = recording.get();
    expect(recording.get()).toBe(response);
    const request = asked[0] ?? 0;
    recording.receive({
      type: 'har',
      request: request + 1,
      from: 0,
      entries: ['no'],
      pages: [],
      more: false,
    });
    recording.receive({ type: 'har', request, from: 7, entries: ['a'], pages: ['p'], more: true });
    recording.receive({ type: 'har', request, from: 8, entries: ['b'], pages: [], more: false });
    expect(await response).toEqual({
      entries: ['a', 'b'],
      from: 7,
      pages: ['p'],
      source: 'firefox',
    });
    expect(asked).toHaveLength(1);
  });

  test('a broken connection is told', async () => {
    const recording = new Recording(() => {}, 'chromium');
    const response = recording.get();
    recording.lose();
    await expect(response).rejects.toThrow('The connection was lost');
  });
});
