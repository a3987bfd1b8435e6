import { version } from '../../package.json';
import { fixFor, type HeaderChange } from '../fixes/fix.ts';
import type { Policy, Stack } from '../fixes/types.ts';
import { count, serverOf } from '../prose.ts';
import type { Evidence } from '../rules/types.ts';
import type { Finding } from '../session.ts';
import { curlFor } from './curl.ts';
import { type DocumentationLink, linksOf, pageOf } from './pages.ts';
import { plain } from './plain.ts';
import { createRedactor, type Redactor } from './redact.ts';
import type { Shell } from './shells.ts';
import { causeOf, certaintyOf, headlineOf, type Kind, kindOf, responseOf } from './summary.ts';

/** What a report is to hold. */
export interface ReportOptions {
  /** A fresh redactor unless given; null redacts nothing. */
  readonly redactor?: Redactor | null;
  /** The whole session, of which `findings` is a selection: it decides the policy of each server. */
  readonly session?: readonly Finding[];
  /** The stack to write config for; undefined: the one detected from the responses. */
  readonly stackFor?: (finding: Finding) => Stack | undefined;
  /** Cross-origin requests checked, where `findings` is a selection of them. */
  readonly checked?: number;
  /** When it was made; left out of the report when null. */
  readonly date?: Date | null;
  /** What the recording leaves out: sentences of `lacksOf`. */
  readonly lacks?: readonly string[];
  /** Where the pages of rules and warnings are; left out: the project's own repository, once there is one. */
  readonly repository?: string;
}

/** Running text, in which `names` stand between backticks, and values that are shown to the letter. */
export type Inline = readonly (string | { readonly code: string })[];

/** A report without its form: what Markdown and HTML both write. */
export type Block =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly text: Inline }
  | { readonly kind: 'paragraph'; readonly text: Inline }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly Inline[] }
  | { readonly kind: 'code'; readonly language: string; readonly text: string }
  | { readonly kind: 'links'; readonly items: readonly DocumentationLink[] };

/** In the panel's order. */
const rank: readonly Kind[] = ['blocked', 'notcors', 'noresponse', 'unknown'];

/** Requests of one cause that are listed one by one. */
const listed = 20;

/**
 * The report for whoever owns the API: what failed, each cause once with its requests, what it rests on,
 * the fix, the config and the commands that verify it. Secrets are redacted before anything is written.
 */
export function reportOf(findings: readonly Finding[], options: ReportOptions = {}): Block[] {
  const redactor = options.redactor === undefined ? createRedactor() : options.redactor;
  const own = findings.filter(({ exchange }) => !exchange.simulated);
  const safe = redactor ? own.map((finding) => redactor.finding(finding)) : own;
  const failed = safe.filter(
    ({ verdict }) => verdict.outcome !== 'allowed' && verdict.outcome !== 'pending',
  );
  const groups = causesOf(failed);
  // A policy holds origins, methods and header names only, so it is that of the findings as they are.
  const originals = new Map(safe.map((finding, index) => [finding, own[index] ?? finding]));
  const fixes = (lead: Finding) =>
    config(originals.get(lead) ?? lead, options.session ?? findings, options.stackFor);
  return [
    ...opening(safe, failed, groups, options),
    ...groups.flatMap((group, index) => cause(group, index + 1, fixes, options.repository)),
    ...doubts(safe),
    ...advice(safe, options.repository),
    ...lacks(options.lacks ?? []),
    ...simulated(findings.length - own.length),
    ...closing(redactor, options.date ?? null),
  ];
}

/** What passed, unless it was sent with credentials, which nothing shows. */
function doubts(findings: readonly Finding[]): Block[] {
  const doubtful = findings.filter((finding) => kindOf(finding) === 'doubtful');
  if (doubtful.length === 0) return [];
  const groups = new Map<string, Finding[]>();
  for (const finding of doubtful) {
    const { text } = headlineOf(finding);
    groups.set(text, [...(groups.get(text) ?? []), finding]);
  }
  return [
    { kind: 'heading', level: 2, text: ['Likely allowed'] },
    ...[...groups].flatMap(([text, group]): Block[] => [
      { kind: 'paragraph', text: [text] },
      { kind: 'list', ordered: false, items: requests(group) },
    ]),
  ];
}

/** What the recording leaves out, so that nobody takes silence for success. */
function lacks(sentences: readonly string[]): Block[] {
  if (sentences.length === 0) return [];
  return [
    { kind: 'heading', level: 2, text: ['What the recording leaves out'] },
    { kind: 'list', ordered: false, items: sentences.map((sentence) => [sentence]) },
  ];
}

/** Findings with the same cause, server and response. */
function causesOf(failed: readonly Finding[]): Finding[][] {
  const groups = new Map<string, Finding[]>();
  for (const finding of failed) {
    const { diagnosis, exchange } = finding;
    const key = JSON.stringify([
      kindOf(finding),
      diagnosis?.rule ?? causeOf(finding),
      serverOf(exchange.hops[0].url),
      responseOf(finding),
    ]);
    const group = groups.get(key);
    if (group) group.push(finding);
    else groups.set(key, [finding]);
  }
  const place = ([first]: Finding[]) => rank.indexOf(kindOf(first as Finding));
  return [...groups.values()].sort((a, b) => place(a) - place(b) || b.length - a.length);
}

function opening(
  findings: readonly Finding[],
  failed: readonly Finding[],
  groups: readonly Finding[][],
  { checked = findings.length }: ReportOptions,
): Block[] {
  const servers = unique(failed.map(({ exchange }) => serverOf(exchange.hops[0].url)));
  const origins = unique(failed.map(({ exchange }) => exchange.origin));
  const misleading = failed.filter(({ diagnosis }) => diagnosis?.misleading).length;
  const title: Inline =
    servers.length === 1 ? ['CORS report for ', { code: servers[0] ?? '' }] : ['CORS report'];
  if (failed.length === 0) {
    return [
      { kind: 'heading', level: 1, text: title },
      {
        kind: 'paragraph',
        text: [`Nothing failed: ${count(checked, 'cross-origin request')} checked.`],
      },
    ];
  }
  const about = misleading > 0 && [
    `In ${misleading === failed.length ? 'all cases' : String(misleading)} the CORS error hides a different error: the error response lacks CORS headers.`,
  ];
  return [
    { kind: 'heading', level: 1, text: title },
    {
      kind: 'paragraph',
      text: [
        `${failed.length} of ${count(checked, 'cross-origin request')} failed, from `,
        ...codes(origins, 3),
        ' to ',
        ...codes(servers, 3),
        ` (${count(groups.length, 'cause')}):`,
      ],
    },
    {
      kind: 'list',
      ordered: true,
      items: groups.map((group) => {
        const lead = group[0] as Finding;
        return [
          `${headlineOf(lead).heading} (${count(group.length, 'request')} to `,
          { code: serverOf(lead.exchange.hops[0].url) },
          ')',
        ];
      }),
    },
    ...(about ? [{ kind: 'paragraph', text: about } as const] : []),
  ];
}

function cause(
  group: readonly Finding[],
  number: number,
  fixes: (lead: Finding) => Block[],
  base: string | undefined,
): Block[] {
  const lead = group[0] as Finding;
  const { verdict, diagnosis } = lead;
  const { heading, text } = headlineOf(lead);
  const error =
    verdict.outcome === 'failed'
      ? verdict.error.text
      : verdict.outcome === 'blocked'
        ? verdict.error
        : null;
  return [
    { kind: 'heading', level: 2, text: [`${number}. ${heading}`] },
    ...(text === '' ? [] : [{ kind: 'paragraph', text: [text] } as const]),
    {
      kind: 'paragraph',
      text: [
        ...(error === null
          ? []
          : [
              verdict.outcome === 'blocked' ? 'Chrome error code: ' : 'Browser error: ',
              { code: error },
              '. ',
            ]),
        ...(diagnosis ? ['Rule: ', { code: diagnosis.rule }, '. '] : []),
        certaintyOf(lead) === 'certain'
          ? 'Confidence: certain.'
          : 'Confidence: likely (the browser does not expose everything this depends on).',
      ],
    },
    { kind: 'heading', level: 3, text: ['Requests'] },
    { kind: 'list', ordered: false, items: requests(group) },
    ...evidence(diagnosis?.evidence ?? []),
    ...steps(lead),
    ...fixes(lead),
    ...proof(lead),
    ...sources(lead, base),
  ];
}

function requests(group: readonly Finding[]): Inline[] {
  const items: Inline[] = group.slice(0, listed).map((finding) => {
    const { method, url } = finding.exchange.hops[0];
    return [{ code: `${method} ${url}` }, `: ${responseOf(finding)}`];
  });
  const more = group.length - listed;
  return more > 0 ? [...items, [`and ${more} more`]] : items;
}

function evidence(list: readonly Evidence[]): Block[] {
  if (list.length === 0) return [];
  return [
    { kind: 'heading', level: 3, text: ['Evidence'] },
    {
      kind: 'list',
      ordered: false,
      items: list.map(({ side, header, found, expected }) => [
        header.startsWith(':')
          ? `${side === 'request' ? 'Request' : 'Response'} `
          : `${side === 'request' ? 'Request' : 'Response'} header `,
        { code: header.replace(/^:/, '') },
        ': ',
        ...(found === null ? ['missing'] : [{ code: found }]),
        ...(expected === null ? [] : [' (expected: ', { code: expected }, ')']),
      ]),
    },
  ];
}

function steps({ diagnosis }: Finding): Block[] {
  if (!diagnosis || diagnosis.steps.length === 0) return [];
  return [
    { kind: 'heading', level: 3, text: ['Fix'] },
    { kind: 'list', ordered: true, items: diagnosis.steps.map((step) => [step]) },
    ...bullets(diagnosis.notes ?? []),
    ...(diagnosis.behind.length === 0
      ? []
      : [
          { kind: 'paragraph', text: ['This would fail next. Fix it at the same time:'] } as const,
          {
            kind: 'list',
            ordered: false,
            items: diagnosis.behind.map(({ title }) => [title]),
          } as const,
        ]),
  ];
}

/** The CORS config that lets the whole group pass, for the stack in use; the change to today's headers first. */
function config(
  lead: Finding,
  session: readonly Finding[],
  stackFor: ReportOptions['stackFor'],
): Block[] {
  const { config } = fixFor(lead, session, stackFor?.(lead)?.id);
  if (config === null) return [];
  const { second, change, stack, target, evidence, snippet, existing, present } = config;
  const heading = second ? 'So your code can read such errors: ' : '';
  const blocks: Block[] = [];
  if (change.length > 0) {
    blocks.push(
      { kind: 'heading', level: 3, text: [`${heading}Response headers, today and needed`] },
      { kind: 'code', language: 'diff', text: change.map(diffOf).join('') },
    );
  }
  if (stack === null || snippet === null) {
    return [
      ...blocks,
      { kind: 'heading', level: 3, text: ['Required headers'] },
      { kind: 'code', language: 'http', text: `${headerLines(target).join('\n')}\n` },
      ...bullets(config.notes),
    ];
  }
  return [
    ...blocks,
    { kind: 'heading', level: 3, text: [`CORS config for ${stack.title}`] },
    { kind: 'paragraph', text: [`Location: ${stack.place}`] },
    ...(present !== null && existing.length > 0
      ? [
          {
            kind: 'paragraph',
            text: [
              'This server sends CORS headers already: search for ',
              ...codes(existing, existing.length),
              ' and remove that config first.',
            ],
          } as const,
        ]
      : []),
    {
      kind: 'paragraph',
      text: [
        ...(evidence === null ? [] : [`${evidence} `]),
        stack.verified === null ? 'Untested.' : `Tested with ${stack.verified}.`,
      ],
    },
    { kind: 'code', language: stack.language, text: snippet },
    ...bullets([...config.notes, ...config.limits]),
    { kind: 'links', items: [{ text: `${stack.title} CORS docs`, url: stack.docs }] },
  ];
}

function diffOf({ header, from, to }: HeaderChange): string {
  return `${from === null ? '' : `- ${header}: ${plain(from)}\n`}+ ${header}: ${plain(to)}\n`;
}

function bullets(notes: readonly string[]): Block[] {
  return notes.length === 0
    ? []
    : [{ kind: 'list', ordered: false, items: notes.map((note) => [note]) }];
}

/** The policy as the response's header lines, where no stack is known. */
function headerLines(policy: Policy): string[] {
  return [
    `Access-Control-Allow-Origin: ${policy.origins[0]}`,
    ...(policy.credentials ? ['Access-Control-Allow-Credentials: true'] : []),
    ...(policy.exposed.length > 0
      ? [`Access-Control-Expose-Headers: ${policy.exposed.join(', ')}`]
      : []),
    'Vary: Origin',
    '',
    '# preflight (OPTIONS) response, status 204:',
    `Access-Control-Allow-Methods: ${policy.methods.join(', ')}`,
    ...(policy.headers.length > 0
      ? [`Access-Control-Allow-Headers: ${policy.headers.join(', ')}`]
      : []),
    `Access-Control-Max-Age: ${policy.maxAge}`,
  ];
}

const shells: readonly { readonly id: Shell; readonly title: string }[] = [
  { id: 'bash', title: 'bash, zsh' },
  { id: 'powershell', title: 'PowerShell' },
];

function proof({ exchange }: Finding): Block[] {
  // The findings are redacted already.
  const lines = shells.map(({ id, title }) => ({ id, title, lines: curlFor(exchange, id, null) }));
  const first = lines[0]?.lines ?? [];
  if (first.length === 0) return [];
  return [
    { kind: 'heading', level: 3, text: ['Verify'] },
    { kind: 'paragraph', text: ['Run before and after the fix.'] },
    ...first.flatMap(({ title, lookFor, notes }, index): Block[] => [
      ...lines.flatMap(({ id, title: shell, lines: own }): Block[] => {
        const command = own[index]?.command;
        return command === undefined
          ? []
          : [
              { kind: 'paragraph', text: [`${title} (${shell}):`] },
              { kind: 'code', language: id, text: `${command}\n` },
            ];
      }),
      { kind: 'paragraph', text: ['Fixed when the response has:'] },
      { kind: 'list', ordered: false, items: lookFor.map((line) => [{ code: line }]) },
      ...notes.map((note): Block => ({ kind: 'paragraph', text: [note] })),
    ]),
  ];
}

function sources({ diagnosis }: Finding, base: string | undefined): Block[] {
  return diagnosis ? [{ kind: 'links', items: linksOf(diagnosis, base) }] : [];
}

function advice(findings: readonly Finding[], base: string | undefined): Block[] {
  const given = new Map<
    string,
    { title: string; summary: string; steps: readonly string[]; count: number }
  >();
  for (const { advice: list } of findings) {
    for (const { rule, title, summary, steps: todo } of list) {
      const known = given.get(rule);
      given.set(rule, { title, summary, steps: todo, ...known, count: (known?.count ?? 0) + 1 });
    }
  }
  if (given.size === 0) return [];
  return [
    { kind: 'heading', level: 2, text: ['Warnings'] },
    ...[...given].flatMap(([rule, { title, summary, steps: todo, count: number }]): Block[] => [
      { kind: 'heading', level: 3, text: [`${title} (${count(number, 'request')})`] },
      { kind: 'paragraph', text: [summary] },
      ...(todo.length === 0
        ? []
        : [{ kind: 'list', ordered: true, items: todo.map((step) => [step]) } as const]),
      ...page(pageOf('advice', rule, base)),
    ]),
  ];
}

function page(url: string | null): Block[] {
  return url === null ? [] : [{ kind: 'links', items: [{ text: 'About this warning', url }] }];
}

/** What a fix preview let pass says nothing about the server. */
function simulated(number: number): Block[] {
  if (number === 0) return [];
  const text = `Excludes ${count(number, 'request')} made while a fix preview was active.`;
  return [{ kind: 'paragraph', text: [text] }];
}

function closing(redactor: Redactor | null, date: Date | null): Block[] {
  const made = `Made by CORS Lens ${version}${date === null ? '' : ` on ${date.toISOString().slice(0, 10)}`}.`;
  if (!redactor) {
    return [
      { kind: 'heading', level: 2, text: ['About this report'] },
      {
        kind: 'paragraph',
        text: [`${made} Not redacted: it may contain cookies, tokens and keys.`],
      },
    ];
  }
  const summary = redactor.summary();
  return [
    { kind: 'heading', level: 2, text: ['About this report'] },
    {
      kind: 'paragraph',
      text: [
        `${made} Request and response bodies are not recorded. `,
        summary.length === 0 ? 'Nothing had to be redacted.' : 'Redacted:',
      ],
    },
    ...(summary.length === 0
      ? []
      : [
          {
            kind: 'list',
            ordered: false,
            items: summary.map(({ place, count: number }) => [
              { code: place },
              `: ${count(number, 'time')}`,
            ]),
          } as const,
        ]),
  ];
}

function codes(values: readonly string[], most: number): Inline {
  const shown = values
    .slice(0, most)
    .flatMap((code, index) => [...(index > 0 ? [', '] : []), { code }]);
  return values.length > most ? [...shown, ` and ${values.length - most} more`] : shown;
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}

/** The lines of a code block without those that are empty at its end; tabs stay, what hides is shown. */
export function codeLines(text: string): string[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => line.split('\t').map(plain).join('\t'));
}
