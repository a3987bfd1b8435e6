import type { Finding } from '../session.ts';
import { type Block, codeLines, type Inline } from './blocks.ts';
import { type ReportOptions, reportOf } from './document.ts';
import { plain } from './plain.ts';

/**
 * The report as Markdown that means the same in every dialect: GitHub, GitLab, Jira's and chat programs'.
 * Whatever the network said is shown to the letter; it makes no link, no image, no mention and no markup.
 */
export function markdown(findings: readonly Finding[], options?: ReportOptions): string {
  return `${reportOf(findings, options).map(block).join('\n\n')}\n`;
}

function block(part: Block): string {
  switch (part.kind) {
    case 'heading':
      return `${'#'.repeat(part.level)} ${running(part.text)}`;
    case 'paragraph':
      return inline(part.text);
    case 'list':
      return part.items
        .map((item, index) => `${part.ordered ? `${index + 1}.` : '-'} ${inline(item)}`)
        .join('\n');
    case 'code':
      return fenced(part.language, part.text);
    case 'links':
      return part.items.map(({ text, url }) => link(text, url)).join(' · ');
  }
}

function running(parts: Inline): string {
  return parts
    .map((part) => (typeof part === 'string' ? prose(part) : span(part.code)))
    .join('')
    .trim();
}

/** What begins a line begins no list, heading, quotation or rule. */
function inline(parts: Inline): string {
  return running(parts)
    .replace(/^[-+=]/, '\\$&')
    .replace(/^(\d+)([.)])/, '$1\\$2');
}

/** Running text: `names` between backticks become code, everything else is taken literally. */
function prose(text: string): string {
  const parts = text.split('`');
  // An odd number of backticks is none of ours.
  if (parts.length % 2 === 0) return literal(text);
  return parts.map((part, index) => (index % 2 === 1 ? span(part) : literal(part))).join('');
}

/**
 * Escapes what marks up. Words that programs turn into something without any mark (addresses into
 * links, @names into mentions, #numbers into references, $formulas$, :emoji:) are set as code.
 */
function literal(text: string): string {
  return text
    .split(/(\s+)/)
    .map((word) => {
      const before = /^["'(“‘[]*/.exec(word)?.[0] ?? '';
      const rest = word.slice(before.length);
      const after = /(?<![.,;:!?)\]"'”’])[.,;:!?)\]"'”’]+$/.exec(rest)?.[0] ?? '';
      const core = rest.slice(0, rest.length - after.length);
      return /@|:\/\/|www\.|\$|#\d|^:[\w+-]+:?$|^\w+:\w/i.test(core)
        ? escaped(before) + span(core) + escaped(after)
        : escaped(word);
    })
    .join('');
}

function escaped(text: string): string {
  return plain(text.replaceAll('\n', ' ')).replace(/[\\`*_{}[\]<>#|~&]/g, '\\$&');
}

/** A code span, whose fence is longer than any run of backticks in it. */
function span(code: string): string {
  const text = plain(code);
  if (text.trim() === '') return text === '' ? '(empty)' : '(blank)';
  const fence = '`'.repeat(longestRun(text) + 1);
  const gap = /^[` ]|[` ]$/.test(text) ? ' ' : '';
  return `${fence}${gap}${text}${gap}${fence}`;
}

function fenced(language: string, text: string): string {
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1));
  return [`${fence}${language}`, ...codeLines(text), fence].join('\n');
}

function longestRun(text: string): number {
  return (text.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length), 0);
}

/** Links lead to documentation of ours only, and to the web only. */
function link(text: string, url: string): string {
  return /^https?:\/\/[^\s<>()\\]+$/.test(url) ? `[${escaped(text)}](${url})` : escaped(text);
}
