import { stackOf } from '../fixes/index.ts';
import type { Looked } from '../messages.ts';
import { serverOf } from '../prose.ts';
import { type ResponseBody, readErrorBody } from '../recording/body.ts';
import { isObject } from '../recording/json.ts';
import { annotate } from '../report/annotate.ts';
import { diagnoseHar } from '../report/diagnose.ts';
import { sessionHar, validHar } from '../report/export.ts';
import { type Har, readHar, withoutBodies, writeHar } from '../report/har.ts';
import { html } from '../report/html.ts';
import { markdown } from '../report/markdown.ts';
import { createRedactor } from '../report/redact.ts';
import { sharer } from '../report/shared.ts';
import type { Finding } from '../session.ts';
import type { Exported, ExportOptions, Task, TaskProgress } from './files.ts';

/** Findings in one message: the panel takes them between two frames. */
const batch = 200;

/** What was imported, without bodies. */
let imported: Har | null = null;
/** The beginnings of the bodies of error responses, by entry: to be looked at, never written. */
let bodies = new Map<number, ResponseBody>();
/** How many of them are kept: 4 MB at most. */
const mostBodies = 1_000;

function tell(changed: TaskProgress): void {
  self.postMessage(changed);
}

/** What follows takes for each entry as long as reading so many bytes. Measured with dense sessions. */
const perEntry = 3_600;
/** The share of what follows that the diagnosis takes; the rest is handing over. */
const diagnosing = 0.65;

async function read(file: File): Promise<void> {
  let told = 0;
  let entries = 0;
  /** The share of the time that reading takes. */
  let reading = 1;
  const share = sharer();
  const seen = new Map<number, ResponseBody>();
  const onProgress = (share: number) => {
    if (share - told < 0.005) return;
    told = share;
    tell({ type: 'progress', share });
  };
  const har = await readHar(streamOf(file), {
    keep(entry, index) {
      entries = index + 1;
      const body = seen.size < mostBodies ? readErrorBody(entry) : null;
      if (body !== null) seen.set(index, body);
      return share(withoutBodies(entry));
    },
    onProgress: (bytes) => {
      reading = bytes / (bytes + entries * perEntry);
      onProgress((reading * bytes) / file.size);
    },
  });
  const { findings, malformed, lacks } = diagnoseHar(har, {
    onProgress: (share) => onProgress(reading + (1 - reading) * diagnosing * share),
  });
  imported = har;
  bodies = seen;
  for (let from = 0; from < findings.length; from += batch) {
    tell({ type: 'findings', findings: findings.slice(from, from + batch) });
    const handed = from / findings.length;
    onProgress(reading + (1 - reading) * (diagnosing + (1 - diagnosing) * handed));
  }
  tell({
    type: 'imported',
    name: file.name,
    counts: { entries: har.log.entries.length, checked: findings.length, dropped: 0 },
    malformed,
    lacks,
  });
}

/** Firefox's streams have no async iterator yet everywhere. */
async function* streamOf(file: File): AsyncGenerator<Uint8Array> {
  const reader = file.stream().getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value;
  }
}

/** Redacts first and diagnoses then: what the file says of itself is what a reader of it would find. */
async function write(
  har: Har,
  { format, redact, only, stacks }: ExportOptions,
  own: boolean,
): Promise<Exported> {
  const redactor = redact ? createRedactor() : null;
  const safe = redactor ? redactor.json(har) : har;
  const wanted = only && new Set(only);
  const stackFor = ({ exchange }: Finding) => stackOf(stacks[serverOf(exchange.hops[0].url)] ?? '');
  const annotated = annotate(safe, {
    stackFor,
    own,
    only: wanted ? ({ exchange }) => wanted.has(exchange.id) : undefined,
  });
  const { findings } = annotated;
  const parts: string[] = [];
  if (format === 'har') for await (const part of writeHar(annotated.har)) parts.push(part);
  else {
    const write = format === 'markdown' ? markdown : html;
    const { lacks } = annotated;
    parts.push(write(findings, { redactor, stackFor, date: new Date(), lacks }));
  }
  const types = { har: 'application/json', markdown: 'text/markdown', html: 'text/html' };
  return {
    blob: new Blob(parts, { type: types[format] }),
    requests: findings.length,
    redactions: redactor?.summary() ?? [],
  };
}

/** The ids of the exchanges as they are in the file, which has no gaps and begins with 0. */
function inFile(
  only: ExportOptions['only'],
  entries: readonly unknown[],
  from: number,
): ExportOptions['only'] {
  if (only === null) return null;
  const places = new Map<number, number>();
  for (const [offset, entry] of entries.entries()) {
    if (typeof entry === 'object' && entry !== null) places.set(from + offset, places.size);
  }
  return only.flatMap((id) => {
    const place = places.get(Number(id.slice(1)));
    return place === undefined ? [] : `${id.charAt(0)}${place}`;
  });
}

self.onmessage = async ({ data }: MessageEvent<Task>) => {
  try {
    if (data.type === 'import') await read(data.file);
    else if (data.type === 'look') {
      const raw = imported?.log.entries[data.entry];
      const body = bodies.get(data.entry) ?? null;
      const looked: Looked | null = isObject(raw) ? { initiator: raw._initiator, body } : null;
      data.to.postMessage(looked);
    } else {
      const { recorded, options } = data;
      if (recorded === null && imported === null) throw new Error('There is no imported file.');
      const { entries, from } = recorded ?? { entries: imported?.log.entries ?? [], from: 0 };
      const har = recorded ? sessionHar(recorded, recorded.source) : validHar(imported as Har);
      const only = inFile(options.only, entries, from);
      tell({ type: 'exported', ...(await write(har, { ...options, only }, recorded !== null)) });
    }
  } catch (error) {
    tell({ type: 'failed', message: error instanceof Error ? error.message : String(error) });
  }
};
