import { type Config, fixFor, type HeaderChange } from '../fixes/fix.ts';
import { code, count, quote } from '../prose.ts';
import { groupBy } from '../recording/groups.ts';
import { codeLines } from '../report/blocks.ts';
import { groupOf, hostOf, type Members, rank } from '../report/groups.ts';
import { pageOf } from '../report/pages.ts';
import { headlineOf, type Kind, kindLabels, kindOf, responseOf } from '../report/summary.ts';
import { entriesOf, type Finding } from '../session.ts';
import { type Counts, type Diagnosed, total } from './diagnosed.ts';
import { cut, type Look, paint, type Style, wrapped } from './terminal.ts';

/** What the table is to show besides the causes. */
export interface TableOptions {
  readonly look: Look;
  /** Every step, and the config. */
  readonly fix: boolean;
  /** The id of the stack to write config for; undefined: the one that is detected. */
  readonly stack: string | undefined;
  readonly quiet: boolean;
}

const tones: Readonly<Record<Kind, Style>> = {
  blocked: 'red',
  notcors: 'red',
  noresponse: 'red',
  unknown: 'yellow',
  doubtful: 'yellow',
  warning: 'yellow',
  pending: 'dim',
  allowed: 'green',
};

/** The longest header value that is shown whole. */
const longestValue = 400;

/** Each file's causes with what to do, for people; ends with a newline unless there is nothing to say. */
export function* asTable(
  files: Iterable<Diagnosed>,
  several: boolean,
  options: TableOptions,
): Generator<string> {
  const { look, quiet } = options;
  const all: Counts[] = [];
  for (const file of files) {
    all.push(file.counts);
    const parts = partsOf(file, options);
    if (quiet && parts.length === 0) continue;
    const heading = several ? [paint(cut(file.name, look.width), 'bold', look)] : [];
    yield `${[...heading, ...parts, summary(file.counts, look, '', file.probes?.sent)].join('\n\n')}\n${several ? '\n' : ''}`;
  }
  if (!several || (quiet && all.every(({ checked, allowed }) => checked === allowed))) return;
  yield `${summary(total(all), look, `${count(all.length, 'file')}, `)}\n`;
}

function partsOf(file: Diagnosed, options: TableOptions): string[] {
  const { look, quiet } = options;
  const groups = [...groupBy(file.findings, groupOf).values()]
    .filter(([lead]) => isShown(kindOf(lead), quiet))
    .sort(([a], [b]) => rank.indexOf(kindOf(a)) - rank.indexOf(kindOf(b)));
  const { malformed } = file.annotated;
  return [
    ...groups.map((group) => cause(group, file, options)),
    ...(options.fix ? configs(groups, file, options) : []),
    ...warnings(file, look),
    ...(file.probes && !quiet ? allowances(file.findings, look) : []),
    ...(malformed.length === 0 || quiet
      ? []
      : [
          `Skipped ${malformed.length} unreadable ${malformed.length === 1 ? 'entry' : 'entries'}.`,
        ]),
    ...limitations(file.lacks, look),
  ];
}

function isShown(kind: Kind, quiet: boolean): boolean {
  if (kind === 'doubtful') return !quiet;
  return kind !== 'allowed' && kind !== 'warning' && kind !== 'pending';
}

/** A cause with its requests, an example, the change and the first step, or with `fix` all. */
function cause(group: Members, file: Diagnosed, { look, fix, stack }: TableOptions): string {
  const [lead] = group;
  const { diagnosis, verdict } = lead;
  const { heading, text } = headlineOf(lead);
  const kind = kindOf(lead);
  const { config } = fixFor(lead, file.annotated.findings, stack);
  const steps = diagnosis?.steps ?? [];
  const likely = (diagnosis?.certainty ?? 'certain') === 'likely' && kind !== 'doubtful';
  const same = group.every((each) => responseOf(each) === responseOf(lead));
  return [
    wrapped(withoutLabel(heading, kind), look, {
      lead: `${kindLabels[kind]}: `,
      leadStyle: tones[kind],
      style: 'bold',
    }),
    wrapped(
      [
        hostOf(lead),
        count(group.length, 'request'),
        same && verdict.outcome !== 'allowed' && responseOf(lead),
        diagnosis?.rule,
        likely && 'likely',
      ]
        .filter(Boolean)
        .join(' · '),
      look,
      { indent: 2, style: 'dim' },
    ),
    example(group, file, look),
    ...(diagnosis === null || fix ? [text].filter(Boolean) : []).map((each) =>
      wrapped(each, look, { indent: 2 }),
    ),
    ...(fix
      ? steps.map((step, index) => wrapped(step, look, { indent: 2, lead: `${index + 1}. ` }))
      : steps.slice(0, 1).map((step) => wrapped(step, look, { indent: 2, lead: 'Fix: ' }))),
    ...(config === null || config.change.length === 0
      ? []
      : [
          ...(config.second
            ? [wrapped('So your code can read such errors:', look, { indent: 2 })]
            : []),
          ...config.change.flatMap((each) => change(each, look)),
        ]),
    ...(diagnosis?.notes ?? []).map((note) => wrapped(note, look, { indent: 2, lead: 'Note: ' })),
    ...(fix ? (diagnosis?.behind ?? []) : []).map(({ title }) =>
      wrapped(title, look, { indent: 2, lead: 'Would fail next: ' }),
    ),
    ...about(fix && diagnosis ? pageOf('rules', diagnosis.rule) : null, look),
  ].join('\n');
}

/** Where to read more, once there is such a place. */
function about(page: string | null, look: Look): string[] {
  return page === null ? [] : [wrapped(page, look, { indent: 2, lead: 'About: ' })];
}

/** A heading without the label that it begins with in the panel, where there is none in front of it. */
export function withoutLabel(heading: string, kind: Kind): string {
  const label = `${kindLabels[kind]}: `;
  return heading.startsWith(label) ? heading.slice(label.length) : heading;
}

/** "PUT https://api.example.com/items/1 (entry 5)" in one line; of a live server, the origins in place of the entry. */
function example(group: Members, { probes }: Diagnosed, look: Look): string {
  const { exchange } = group[0];
  const { method, url } = exchange.hops[0];
  const request = `${method} ${url}`;
  if (probes) {
    const origins = [...new Set(group.map(({ exchange: { origin } }) => quote(origin)))];
    return [
      wrapped(cut(request, look.width - 2), look, { indent: 2, literal: true }),
      wrapped(origins.join(', '), look, { indent: 2, lead: 'Origin: ', literal: true }),
    ].join('\n');
  }
  const entry = entriesOf(exchange).find((index) => index >= 0);
  const after = entry === undefined ? '' : ` (entry ${entry})`;
  const room = look.width - 2 - after.length;
  return wrapped(`${cut(request, room)}${after}`, look, { indent: 2, literal: true });
}

/** The origins that a live server allows as it should. */
function allowances(findings: readonly Finding[], look: Look): string[] {
  const allowed = findings.filter(
    ({ exchange, verdict }) => verdict.outcome === 'allowed' && entriesOf(exchange).length > 0,
  );
  if (allowed.length === 0) return [];
  return [
    allowed
      .map((finding) => {
        const { origin, hops } = finding.exchange;
        const { preflight } = hops[0];
        return wrapped(
          [
            code(origin),
            ...(preflight?.response ? [`preflight ${preflight.response.status}`] : []),
            responseOf(finding),
          ].join(' · '),
          look,
          { lead: `${kindLabels.allowed}: `, leadStyle: tones.allowed },
        );
      })
      .join('\n'),
  ];
}

function change({ header, from, to }: HeaderChange, look: Look): string[] {
  const row = (sign: string, value: string, style: Style) =>
    wrapped(`${header}: ${quote(value, longestValue)}`, look, {
      literal: true,
      indent: 4,
      lead: `${sign} `,
      leadStyle: style,
      style,
    });
  return [...(from === null ? [] : [row('-', from, 'red')]), row('+', to, 'green')];
}

/**
 * The config of each server once, for the stack that the first of its causes shows: every cause of one server has
 * the same policy. The lines of a config are not wrapped.
 */
function configs(
  groups: readonly Members[],
  { annotated }: Diagnosed,
  { look, stack: chosen }: TableOptions,
): string[] {
  const servers = new Map<string, Config>();
  for (const [lead] of groups) {
    const { config } = fixFor(lead, annotated.findings, chosen);
    if (config === null) continue;
    const known = servers.get(config.server);
    if (!known || (known.stack === null && config.stack !== null)) {
      servers.set(config.server, config);
    }
  }
  return [...servers.values()].map((config) => {
    const { server, stack, snippet, place, evidence, existing, present } = config;
    if (stack === null || snippet === null) {
      return wrapped(
        `CORS config for \`${quote(server)}\`: its responses don't show which server this is. Choose a stack with \`--stack ID\`.`,
        look,
      );
    }
    const notes = [
      ...(present !== null && existing.length > 0
        ? [
            `This server already sends CORS headers: search for ${existing.map((form) => `\`${form}\``).join(', ')} and remove that config first.`,
          ]
        : []),
      ...config.notes,
      ...config.limits,
      stack.verified === null ? 'Untested.' : `Tested with ${stack.verified}.`,
    ];
    return [
      wrapped(`CORS config for \`${quote(server)}\` (${stack.title})`, look, { style: 'bold' }),
      ...(place === null ? [] : [wrapped(place, look, { indent: 2, lead: 'Location: ' })]),
      ...(evidence === null ? [] : [wrapped(evidence, look, { indent: 2 })]),
      '',
      ...codeLines(snippet),
      '',
      ...notes.map((note) => wrapped(note, look, { indent: 2, lead: 'Note: ' })),
      wrapped(stack.docs, look, { indent: 2, lead: 'Docs: ' }),
    ].join('\n');
  });
}

/** What works and could be better, each rule once for each server. */
function warnings(file: Diagnosed, look: Look): string[] {
  const given = new Map<
    string,
    { group: [Finding, ...Finding[]]; said: Finding['advice'][number] }
  >();
  for (const finding of file.findings) {
    for (const said of finding.advice) {
      const key = `${said.rule} ${hostOf(finding)}`;
      const known = given.get(key);
      if (known) known.group.push(finding);
      else given.set(key, { group: [finding], said });
    }
  }
  return [...given.values()].map(({ group, said }) =>
    [
      wrapped(said.title, look, {
        ...(group.some((each) => file.probes?.dangerous.has(each))
          ? { lead: 'Dangerous: ', leadStyle: 'red' }
          : { lead: `${kindLabels.warning}: `, leadStyle: tones.warning }),
        style: 'bold',
      }),
      wrapped(`${hostOf(group[0])} · ${count(group.length, 'request')} · ${said.rule}`, look, {
        indent: 2,
        style: 'dim',
      }),
      example(group, file, look),
      ...said.steps.slice(0, 1).map((step) => wrapped(step, look, { indent: 2, lead: 'Fix: ' })),
      ...about(pageOf('advice', said.rule), look),
    ].join('\n'),
  );
}

function limitations(sentences: readonly string[], look: Look): string[] {
  if (sentences.length === 0) return [];
  const lines = sentences.map((line) => wrapped(line, look, { indent: 2, lead: '- ' }));
  return [['Limitations of this file:', ...lines].join('\n')];
}

/** "10 cross-origin requests checked: 5 blocked by CORS, …": one sentence. */
function summary(counts: Counts, look: Look, before = '', probes?: number): string {
  const { checked, blocked, failed, undetermined, pending, ignored = 0, simulated = 0 } = counts;
  const text = [
    `${before}${count(checked, 'cross-origin request')} checked: ${blocked} blocked by CORS, ${failed} failed for other reasons, ${undetermined} unknown${pending > 0 ? `, ${pending} pending` : ''}${ignored > 0 ? `; ${ignored} ignored` : ''}.`,
    ...(probes ? [`${count(probes, 'other origin')} probed.`] : []),
    ...(simulated > 0
      ? [`${simulated} ${simulated === 1 ? 'was' : 'were'} made with a fix preview active.`]
      : []),
  ].join(' ');
  return wrapped(text, look, { style: blocked + failed + undetermined > 0 ? 'bold' : 'green' });
}
