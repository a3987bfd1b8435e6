import type { Finding } from '../session.ts';
import { type Block, codeLines, type Inline } from './blocks.ts';
import { type ReportOptions, reportOf } from './document.ts';
import { plain } from './plain.ts';

/**
 * The report as one HTML file that loads nothing and runs nothing: it can be mailed and opened from a disk.
 * Its policy forbids scripts, should one ever find a way in.
 */
export function html(findings: readonly Finding[], options?: ReportOptions): string {
  const blocks = reportOf(findings, options);
  const heading = blocks.find((part) => part.kind === 'heading');
  const title = heading
    ? heading.text.map((part) => (typeof part === 'string' ? part : part.code)).join('')
    : '';
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 50rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: anywhere; }
h2 { margin-top: 2.5rem; border-top: 1px solid #8886; padding-top: 1.5rem; }
code, pre { font: 0.875em/1.5 ui-monospace, monospace; background: #8882; border-radius: 4px; }
code { padding: 0.1em 0.3em; }
pre { padding: 0.75rem; overflow-x: auto; white-space: pre-wrap; }
pre code { padding: 0; background: none; font-size: 1em; }
</style>
</head>
<body>
${blocks.map(block).join('\n')}
</body>
</html>
`;
}

function block(part: Block): string {
  switch (part.kind) {
    case 'heading':
      return `<h${part.level}>${inline(part.text)}</h${part.level}>`;
    case 'paragraph':
      return `<p>${inline(part.text)}</p>`;
    case 'list': {
      const tag = part.ordered ? 'ol' : 'ul';
      return `<${tag}>\n${part.items.map((item) => `<li>${inline(item)}</li>`).join('\n')}\n</${tag}>`;
    }
    case 'code':
      return `<pre><code>${codeLines(part.text).map(markup).join('\n')}</code></pre>`;
    case 'links':
      return `<p>${part.items.map(({ text, url }) => link(text, url)).join(' · ')}</p>`;
  }
}

function inline(parts: Inline): string {
  return parts.map((part) => (typeof part === 'string' ? prose(part) : code(part.code))).join('');
}

/** Running text: `names` between backticks become code. */
function prose(text: string): string {
  const parts = text.split('`');
  // An odd number of backticks is none of ours.
  if (parts.length % 2 === 0) return escaped(text);
  return parts.map((part, index) => (index % 2 === 1 ? code(part) : escaped(part))).join('');
}

function code(text: string): string {
  return `<code>${text === '' ? '(empty)' : escaped(text)}</code>`;
}

function escaped(text: string): string {
  return markup(plain(text));
}

function markup(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}

/** Links lead to documentation of ours only, and to the web only. */
function link(text: string, url: string): string {
  return /^https?:\/\/[^\s"<>]+$/.test(url)
    ? `<a href="${escaped(url)}" rel="noreferrer noopener">${escaped(text)}</a>`
    : escaped(text);
}
