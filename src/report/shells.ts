import { invisible } from '../prose.ts';

/** A shell people paste into. "bash" stands for every POSIX shell, "powershell" for 5.1 and later on Windows. */
export type Shell = 'bash' | 'powershell';

/** An option of curl by its long name, and its value where it takes one. */
export type Option = readonly [name: string, value?: string];

/** The command in a shell. `short`: in the spelling people type, where the shell takes arguments. */
export function commandOf(options: readonly Option[], shell: Shell, short: boolean): string {
  if (shell === 'powershell') return powershell(options);
  return posix(short ? options.map(shorter) : options);
}

/** The option in the spelling people type: `-H` for `--header`. */
function shorter([name, value]: Option): Option {
  const letter = { include: '-i', head: '-I', request: '-X', header: '-H', url: '' }[name];
  return value === undefined ? [letter ?? name] : [letter ?? name, value];
}

function posix(options: readonly Option[]): string {
  const words = options.map(([name, value]) => {
    const option = name === '' || name.startsWith('-') ? name : `--${name}`;
    if (value === undefined) return option;
    return `${option} ${/^[\w/-]+$/.test(value) ? value : quote(value)}`.trim();
  });
  const url = options.findIndex(([name]) => name === 'url' || name === '');
  // An option that is typed is followed by the URL on the same line.
  const first = options[url]?.[0] === '' ? url + 1 : url;
  return [`curl ${words.slice(0, first).join(' ')}`, ...words.slice(first)].join(' \\\n  ');
}

/**
 * One word of a POSIX shell (POSIX.1-2017, XCU 2.2.2): between single quotes nothing is special, not even
 * `!` of an interactive shell. Control characters are written as octal bytes for printf, which every shell
 * has; `$'…'` is unknown to dash. A line feed needs no escape: between quotes it only continues the line.
 */
function quote(value: string): string {
  const parts: string[] = [];
  let end = 0;
  for (const match of value.matchAll(invisible)) {
    if (parts.length > 2 * mostRuns) break;
    if (match.index > end) parts.push(single(value.slice(end, match.index)));
    parts.push(printed(match[0]));
    end = match.index + match[0].length;
  }
  if (parts.length > 2 * mostRuns) {
    // A shell takes the line feeds off the end of what a command prints.
    let stop = value.length;
    while (stop > end && value[stop - 1] === '\n') stop -= 1;
    return [...parts, printed(value.slice(end, stop)), single(value.slice(stop))].join('');
  }
  if (end < value.length || parts.length === 0) parts.push(single(value.slice(end)));
  return parts.join('');
}

/** With more runs than these to be escaped, a value is written as one run: a word for each would take as long again. */
const mostRuns = 100;

const encoder = new TextEncoder();
/** Every byte for printf: as it is where it is printable and means nothing to printf or between single quotes. */
const printable = Array.from({ length: 256 }, (_, byte) =>
  byte >= 0x20 && byte < 0x7f && !"'%\\".includes(String.fromCharCode(byte))
    ? String.fromCharCode(byte)
    : `\\${byte.toString(8).padStart(3, '0')}`,
);

/** Text as octal bytes for printf, whose result the shell reads as one word. */
function printed(text: string): string {
  let escapes = '';
  for (const byte of encoder.encode(text)) escapes += printable[byte];
  return `"$(printf '${escapes}')"`;
}

function single(value: string): string {
  return `'${value.replaceAll("'", "'\\''")}'`;
}

/**
 * A here-string piped into curl's own configuration syntax. As arguments the values would not arrive:
 * Windows PowerShell 5.1 and 7.3 pass a double quote on differently, and curl.exe reads arguments in the
 * machine's code page.
 * https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_quoting_rules
 */
function powershell(options: readonly Option[]): string {
  const config = options
    .map(([name, value]) => (value === undefined ? name : `${name} = "${configEscape(value)}"`))
    .join('\n');
  const encoding = /[^\x00-\x7f]/.test(config)
    ? '$OutputEncoding = [System.Text.UTF8Encoding]::new($false)\n'
    : '';
  const text =
    config.replaceAll('\n', '').search(invisible) < 0
      ? `@'\n${config}\n'@`
      : `@"\n${config.replace(/[`$]/g, '`$&').replace(invisible, (run) =>
          run
            .split('')
            .map((char) => `$([char]${char.charCodeAt(0)})`)
            .join(''),
        )}\n"@`;
  return `${encoding}${text} | curl.exe --config -`;
}

/** curl's manual, `--config`: the escapes between double quotes. */
function configEscape(value: string): string {
  return value
    .replace(/[\\"]/g, '\\$&')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t')
    .replaceAll('\v', '\\v');
}
