import { quote, serverOf } from '../prose.ts';
import { causeOf, type Kind, kindOf, responseOf } from '../report/summary.ts';
import type { Finding } from '../session.ts';

/** Which findings the list shows. */
export type Chip = 'problems' | 'blocked' | 'misleading' | 'failed' | 'advice' | 'all';

/** The chips in their order; `holds` says whether a finding belongs. */
export const chips: readonly {
  readonly id: Chip;
  readonly label: string;
  readonly holds: (finding: Finding) => boolean;
}[] = [
  { id: 'problems', label: 'Problems', holds: isProblem },
  { id: 'blocked', label: 'Blocked', holds: ({ verdict }) => verdict.outcome === 'blocked' },
  {
    id: 'misleading',
    label: 'Misleading',
    holds: ({ diagnosis }) => diagnosis?.misleading ?? false,
  },
  {
    id: 'failed',
    label: 'Failed',
    holds: (finding) => isProblem(finding) && finding.verdict.outcome !== 'blocked',
  },
  { id: 'advice', label: 'Advice', holds: ({ advice }) => advice.length > 0 },
  { id: 'all', label: 'All', holds: () => true },
];

/** True when the page did not get the response. */
export function isProblem({ verdict }: Finding): boolean {
  if (verdict.outcome === 'undetermined') return verdict.failed;
  return verdict.outcome !== 'allowed' && verdict.outcome !== 'pending';
}

/** By cause and server, or as they came. */
export type Order = 'cause' | 'time';

/**
 * A line of the list. `position`, from 1, and `siblings` are its place: a member's in its group,
 * everything else's among groups and single requests.
 */
export type Row = { readonly position: number; readonly siblings: number } & (
  | {
      readonly kind: 'group';
      readonly key: string;
      readonly tone: Kind;
      readonly cause: string;
      /** Server and answer. */
      readonly where: string;
      readonly members: readonly Finding[];
      readonly open: boolean;
    }
  | {
      readonly kind: 'finding';
      readonly key: string;
      readonly finding: Finding;
      /** A member names only itself: its group has said the rest. */
      readonly member: boolean;
    }
);

/** Groups of more than this many are folded until somebody opens them. */
const foldFrom = 12;

/** What decides the list, besides the findings. */
export interface View {
  readonly chip: Chip;
  /** Words that must all occur; one that begins with "-" must not. */
  readonly text: string;
  readonly order: Order;
  /** Keys of groups that the user folded or opened, against what they would be. */
  readonly toggled: ReadonlySet<string>;
}

/** The list's lines in order. */
export function rowsOf(findings: readonly Finding[], view: View): Row[] {
  const chip = chips.find(({ id }) => id === view.chip);
  const matches = matcher(view.text);
  const shown = findings.filter((finding) => (chip?.holds(finding) ?? true) && matches(finding));
  if (view.order === 'time') {
    return shown.map((finding, index) => row(finding, false, index, shown.length));
  }

  const groups = new Map<string, Finding[]>();
  for (const finding of shown) {
    const key = groupOf(finding);
    const group = groups.get(key);
    if (group) group.push(finding);
    else groups.set(key, [finding]);
  }
  return [...groups]
    .map(([key, members]) => ({ key, members, tone: kindOf(members[0] as Finding) }))
    .sort((a, b) => rank.indexOf(a.tone) - rank.indexOf(b.tone))
    .flatMap(({ key, members, tone }, index): Row[] => {
      const lead = members[0] as Finding;
      if (members.length === 1) return [row(lead, false, index, groups.size)];
      const open = members.length <= foldFrom !== view.toggled.has(key);
      return [
        {
          kind: 'group',
          key,
          position: index + 1,
          siblings: groups.size,
          tone,
          cause: causeOf(lead),
          where: `${serverOf(lead.exchange.hops[0].url)} · ${responseOf(lead)}`,
          members,
          open,
        },
        ...(open ? members.map((finding, at) => row(finding, true, at, members.length)) : []),
      ];
    });
}

/** The most surprising first. */
const rank: readonly Kind[] = [
  'misleading',
  'blocked',
  'failed',
  'unknown',
  'doubtful',
  'advice',
  'pending',
  'allowed',
];

function row(finding: Finding, member: boolean, index: number, siblings: number): Row {
  const key = finding.exchange.id;
  return { kind: 'finding', key, finding, member, position: index + 1, siblings };
}

/** What the members of a group have in common: cause, server and answer. */
export const groupOf = remembered((finding) => {
  const { diagnosis, advice, exchange } = finding;
  return JSON.stringify([
    kindOf(finding),
    diagnosis?.rule ?? advice[0]?.rule ?? causeOf(finding),
    serverOf(exchange.hops[0].url),
    responseOf(finding),
  ]);
});

/** Findings never change, and thousands are gone through on every change. */
function remembered(of: (finding: Finding) => string): (finding: Finding) => string {
  const known = new WeakMap<Finding, string>();
  return (finding) => {
    const before = known.get(finding);
    if (before !== undefined) return before;
    const value = of(finding);
    known.set(finding, value);
    return value;
  };
}

function matcher(text: string): (finding: Finding) => boolean {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return () => true;
  return (finding) => {
    const haystack = searchable(finding);
    return words.every((word) =>
      word.startsWith('-') && word.length > 1
        ? !haystack.includes(word.slice(1))
        : haystack.includes(word),
    );
  };
}

/** What the filter looks at: method, addresses, answer, cause and the names of rule and check. */
const searchable = remembered((finding) => {
  const { exchange, verdict, diagnosis, advice } = finding;
  return [
    ...exchange.hops.map(({ method, url }) => `${method} ${url}`),
    responseOf(finding),
    causeOf(finding),
    diagnosis?.rule ?? '',
    'error' in verdict ? verdict.error : '',
    verdict.outcome,
    ...advice.map(({ rule, title }) => `${rule} ${title}`),
    exchange.origin,
    exchange.client ?? '',
  ]
    .join('\n')
    .toLowerCase();
});

/** "GET /v1/items": what tells a member of a group from the others. */
export function nameOf({ exchange }: Finding): string {
  const { method, url } = exchange.hops[0];
  const parsed = URL.parse(url);
  return `${quote(method)} ${quote(parsed === null ? url : parsed.pathname + parsed.search)}`;
}
