import { version } from '../../package.json';
import type { Stack } from '../fixes/types.ts';
import { count, serverOf } from '../prose.ts';
import type { Finding } from '../session.ts';
import { type Block, codes, type Inline } from './blocks.ts';
import { cause, config, requests } from './cause.ts';
import { pageOf } from './pages.ts';
import { createRedactor, type Redactor } from './redact.ts';
import { causeOf, headlineOf, type Kind, kindOf, responseOf } from './summary.ts';

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

/** In the panel's order. */
const rank: readonly Kind[] = ['blocked', 'notcors', 'noresponse', 'unknown'];

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

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}
