import { count, quote } from '../prose.ts';
import { groupBy } from '../recording/groups.ts';
import { groupOf, hostOf } from '../report/groups.ts';
import { plain } from '../report/plain.ts';
import { headlineOf, kindLabels, kindOf } from '../report/summary.ts';
import type { Finding } from '../session.ts';
import { type Diagnosed, type FailOn, isFailure } from './diagnosed.ts';
import { withoutLabel } from './table.ts';

/**
 * A test suite for each file and a test case for each request, as the schemas of Jenkins and of Ant's JUnit task have
 * it: a case fails when its request does by `failOn`, and is skipped where nothing tells.
 */
export function* asJunit(files: readonly Diagnosed[], level: FailOn): Generator<string> {
  yield '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n';
  for (const [id, file] of files.entries()) {
    const { name, findings } = file;
    const failures = findings.filter((finding) => isFailure(finding, file, level)).length;
    const skipped = findings.filter((finding) => isSkipped(finding, file, level)).length;
    const [first] = findings;
    const attributes = {
      name,
      package: 'cors-lens',
      id,
      timestamp: dateOf(first),
      hostname: 'localhost',
      tests: findings.length,
      failures,
      errors: 0,
      skipped,
      time: '0.000',
    };
    yield `  <testsuite${attributesOf(attributes)}>\n    <properties/>\n`;
    for (const finding of findings) yield testCase(finding, file, level);
    yield '    <system-out/>\n    <system-err/>\n  </testsuite>\n';
  }
  yield '</testsuites>\n';
}

/** When the first request began, without a time zone and in four digits a year: the schema knows no other. */
function dateOf(first: Finding | undefined): string {
  const date = new Date(first?.exchange.hops[0].startedAt ?? 0);
  const text = Number.isNaN(date.getTime()) ? '' : date.toISOString().slice(0, 19);
  return /^\d{4}-/.test(text) ? text : '1970-01-01T00:00:00';
}

function isSkipped(finding: Finding, file: Diagnosed, level: FailOn): boolean {
  const { outcome } = finding.verdict;
  return (outcome === 'undetermined' || outcome === 'pending') && !isFailure(finding, file, level);
}

function testCase(finding: Finding, file: Diagnosed, level: FailOn): string {
  const { method, url } = finding.exchange.hops[0];
  const { duration } = finding.exchange.hops[0];
  const tag = `    <testcase${attributesOf({
    name: quote(`${method} ${url}${file.probes ? ` from ${finding.exchange.origin}` : ''}`, 400),
    classname: hostOf(finding),
    time: (Math.max(0, Number.isFinite(duration) ? duration : 0) / 1000).toFixed(3),
  })}`;
  if (isSkipped(finding, file, level)) return `${tag}>\n      <skipped/>\n    </testcase>\n`;
  if (!isFailure(finding, file, level)) return `${tag}/>\n`;
  const { title, rule, lines } = said(finding);
  return `${tag}>\n      <failure${attributesOf({ message: title, type: rule })}>${lines
    .map(markup)
    .join('\n')}</failure>\n    </testcase>\n`;
}

/** What is said of a finding, in text without backticks. */
function said(finding: Finding): { title: string; rule: string; lines: string[] } {
  const { diagnosis, verdict, advice } = finding;
  const { heading, text } = headlineOf(finding);
  const [warning] = verdict.outcome === 'allowed' && diagnosis === null ? advice : [];
  const steps = diagnosis?.steps ?? warning?.steps ?? [];
  return {
    title: words(warning?.title ?? heading),
    rule: diagnosis?.rule ?? warning?.rule ?? kindLabels[kindOf(finding)],
    lines: [warning?.summary ?? text, ...steps.map((step, index) => `${index + 1}. ${step}`)]
      .filter(Boolean)
      .map(words),
  };
}

function words(text: string): string {
  return plain(text.replaceAll('`', ''));
}

function attributesOf(attributes: Record<string, string | number>): string {
  return Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${markup(plain(String(value)))}"`)
    .join('');
}

function markup(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}

/**
 * Annotations of a GitHub job: an error for each cause and server, a warning for each of those that `failOn` does
 * not count; then the summary, which is no annotation. GitHub shows ten of each kind in a step.
 */
export function* asGithub(files: readonly Diagnosed[], level: FailOn): Generator<string> {
  let checked = 0;
  let failures = 0;
  for (const file of files) {
    const { findings } = file;
    checked += file.counts.checked;
    failures += findings.filter((finding) => isFailure(finding, file, level)).length;
    for (const members of groupBy(findings, groupOf).values()) {
      const [lead] = members;
      const bad = members.some((finding) => isFailure(finding, file, level));
      const kind = kindOf(lead);
      if (kind === 'allowed' || kind === 'pending') continue;
      const { title, lines } = said(lead);
      const { method, url } = lead.exchange.hops[0];
      const example = quote(`${method} ${url}`, 400);
      const others = members.length - 1;
      const more = others > 0 ? ` and ${count(others, 'more request')}` : '';
      const message = [`${example}${more}`, ...lines].join('\n');
      yield `::${bad ? 'error' : 'warning'} title=${property(`${kindLabels[kind]}: ${withoutLabel(title, kind)}`)}::${data(message)}\n`;
    }
  }
  yield `cors-lens: ${count(checked, 'cross-origin request')} checked, ${failures} failed.\n`;
}

/** GitHub's own escapes of what ends a message, and of what ends a property. */
function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
