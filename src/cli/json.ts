import type { CorsAnnotation } from '../report/annotate.ts';
import { entriesOf, type Finding } from '../session.ts';
import { decisiveStep, hopAt } from '../verdict/step.ts';
import { type Diagnosed, total } from './diagnosed.ts';

/**
 * Everything that was checked, for machines; ends with a newline. The fields of a finding are those of `_cors`, and
 * with several files `file` is null and each finding names its own. In pieces: all findings of a large file may be
 * longer than the longest string.
 */
export function* asJson(files: readonly Diagnosed[]): Generator<string> {
  const [only] = files.length === 1 ? files : [];
  const head = {
    version: 1,
    file: only?.name ?? null,
    counts: total(files.map(({ counts }) => counts)),
  };
  yield `${JSON.stringify(head, null, 2).slice(0, -2)},\n  "findings": [`;
  let before = '';
  for (const file of files) {
    for (const finding of file.findings) {
      const row = rowOf(finding, file);
      if (row === null) continue;
      yield `${before}\n    ${JSON.stringify(row, null, 2).replaceAll('\n', '\n    ')}`;
      before = ',';
    }
  }
  const tail = {
    malformed: files.flatMap(({ name, annotated }) =>
      annotated.malformed.map((each) => ({ ...each, file: name })),
    ),
    lacks: [...new Set(files.flatMap(({ lacks }) => lacks))],
    files: files.map(({ name, counts, lacks }) => ({ file: name, counts, lacks })),
    ...probesOf(files),
  };
  yield `${before === '' ? '' : '\n  '}],\n${JSON.stringify(tail, null, 2).slice(2)}\n`;
}

/** The origins that a live server should not allow, and does. */
function probesOf(files: readonly Diagnosed[]): object {
  const live = files.filter(({ probes }) => probes !== undefined);
  if (live.length === 0) return {};
  return {
    probes: live.flatMap(({ findings, probes }) =>
      findings.filter(isProbe).flatMap((finding) =>
        finding.advice.map(({ rule, title, summary, steps }) => ({
          origin: finding.exchange.origin,
          rule,
          failure: probes?.dangerous.has(finding) ?? false,
          title,
          summary,
          steps,
        })),
      ),
    ),
  };
}

function isProbe({ exchange }: Finding): boolean {
  return entriesOf(exchange).length === 0;
}

/** One finding, as the annotation of its entry has it; null when the file has no entry of it. */
function rowOf(finding: Finding, { name, annotated }: Diagnosed): object | null {
  const { hops, origin } = finding.exchange;
  const last = hops[hops.length - 1];
  const entry = [last?.entry ?? -1, last?.preflight?.entry ?? -1].find((index) => index >= 0);
  const annotation = entry === undefined ? undefined : annotated.annotations.get(entry);
  if (entry === undefined || !annotation) return null;
  const { version: _, ...rest } = annotation satisfies CorsAnnotation;
  const hop = hopAt(finding.exchange, decisiveStep(finding.exchange, finding.verdict));
  const { method, url } = hops[0];
  const advice = finding.advice.map(({ rule, summary }) => ({ rule, summary }));
  return {
    file: name,
    entry,
    method,
    url,
    origin,
    status: hop.response?.status ?? null,
    ...rest,
    advice,
  };
}
