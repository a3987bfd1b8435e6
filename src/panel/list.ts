import { quote } from '../prose.ts';
import { groupBy } from '../recording/groups.ts';
import { groupOf, hostOf, type Members, rank, remembered } from '../report/groups.ts';
import { causeOf, isProblem, type Kind, kindOf, responseOf, timeOf } from '../report/summary.ts';
import type { Finding } from '../session.ts';
import { patternOf } from './pattern.ts';
import type { Fixed } from './since.ts';

export { groupOf, hostOf } from '../report/groups.ts';

/** Asked for each finding whenever the list or its counts change. */
const toneOf = remembered(kindOf);

/** Which findings the list shows. */
export type Chip = 'problems' | 'cors' | 'notcors' | 'noresponse' | 'warnings' | 'all';

/** The chips in their order; `holds` says whether a finding belongs. The second to fourth part the first. */
export const chips: readonly {
  readonly id: Chip;
  readonly label: string;
  readonly holds: (finding: Finding) => boolean;
}[] = [
  { id: 'problems', label: 'Problems', holds: isProblem },
  { id: 'cors', label: 'CORS', holds: (finding) => toneOf(finding) === 'blocked' },
  { id: 'notcors', label: 'Not CORS', holds: (finding) => toneOf(finding) === 'notcors' },
  {
    id: 'noresponse',
    label: 'No response',
    // Where a response was recorded and nothing tells why it failed, the page got none all the same.
    holds: (finding) =>
      toneOf(finding) === 'noresponse' || (toneOf(finding) === 'unknown' && isProblem(finding)),
  },
  { id: 'warnings', label: 'Warnings', holds: ({ advice }) => advice.length > 0 },
  { id: 'all', label: 'All', holds: () => true },
];

/** By cause and server, as they came, the last first, or by status. */
export type Order = (typeof orders)[number];
export const orders = ['cause', 'time', 'latest', 'status'] as const;

/** What a reload made of a group. */
export type State = 'new' | 'still' | 'fixed';

/**
 * A line of the list. `position`, from 1, and `siblings` are its place: a member's in its group,
 * everything else's among groups and single requests. A heading is neither counted nor selected.
 */
export type Row =
  | {
      readonly kind: 'heading';
      readonly key: string;
      readonly state: State;
      readonly count: number;
    }
  | ({ readonly position: number; readonly siblings: number; readonly key: string } & (
      | {
          readonly kind: 'group';
          readonly tone: Kind;
          readonly cause: string;
          readonly where: string;
          readonly status: string;
          readonly time: string;
          readonly members: readonly Finding[];
          readonly open: boolean;
          readonly state: State | null;
        }
      | {
          readonly kind: 'finding';
          /** Requests of one method and URL pattern; one outside of groups. */
          readonly members: readonly [Finding, ...Finding[]];
          /** A member names only itself: its group has said the rest. */
          readonly member: boolean;
          readonly state: State | null;
        }
      | { readonly kind: 'fixed'; readonly fixed: Fixed }
    ));

/** Groups of more different requests than this are folded until somebody opens them. */
const foldFrom = 12;

/** What decides the list, besides the findings. */
export interface View {
  readonly chip: Chip;
  /** Words that must all occur; one that begins with "-" must not. */
  readonly text: string;
  readonly order: Order;
  /** Whether a group is open, by its key, once that was decided: by the user, or when it was first shown. */
  readonly folds: ReadonlyMap<string, boolean>;
  /** Hosts that are not shown. */
  readonly hidden?: readonly string[];
  /** The one host that is shown; null: every one that is not hidden. */
  readonly only?: string | null;
  /** Since a reload: the group keys that failed before it. */
  readonly before?: ReadonlySet<string> | null;
  /** What a reload fixed, where it is to be shown. */
  readonly fixed?: readonly Fixed[];
}

/** Asks ahead what the list will ask of a finding: of thousands at once it takes longer than a frame. */
export function prepare(finding: Finding): void {
  toneOf(finding);
  groupOf(finding);
  patternOf(finding);
}

/** The findings of the hosts that are shown: what the chips count. */
export function ofShownHosts(
  findings: readonly Finding[],
  { hidden = [], only = null }: Pick<View, 'hidden' | 'only'>,
): readonly Finding[] {
  if (hidden.length === 0 && only === null) return findings;
  return findings.filter((finding) => {
    const host = hostOf(finding);
    return only === null ? !hidden.includes(host) : host === only;
  });
}

/** The list's lines in order. */
export function rowsOf(findings: readonly Finding[], view: View): Row[] {
  const chip = chips.find(({ id }) => id === view.chip);
  const matches = matcher(view.text);
  const shown = ofShownHosts(findings, view).filter(
    (finding) => (chip?.holds(finding) ?? true) && matches(finding),
  );
  if (view.order !== 'cause') {
    const sorted =
      view.order === 'time'
        ? shown
        : view.order === 'latest'
          ? shown.toReversed()
          : shown.toSorted((a, b) => statusOf(a) - statusOf(b));
    return sorted.map((finding, index) => single([finding], false, index, shown.length, null));
  }
  const groups = [...groupBy(shown, groupOf)]
    .map(([key, members]) => ({
      key,
      members,
      tone: toneOf(members[0]),
      state: stateOf(key, view),
    }))
    .sort((a, b) => rank.indexOf(a.tone) - rank.indexOf(b.tone));
  const fixed = view.fixed ?? [];
  const total = groups.length + fixed.length;
  const rows: Row[] = [];
  let position = 0;
  for (const state of view.before ? (['new', 'still', null] as const) : ([null] as const)) {
    const own = groups.filter((group) => group.state === state);
    if (state !== null && own.length > 0) {
      rows.push({ kind: 'heading', key: `heading ${state}`, state, count: own.length });
    }
    for (const group of own) {
      rows.push(...linesOf(group, position, total, view.folds));
      position += 1;
    }
  }
  if (fixed.length > 0) {
    rows.push({ kind: 'heading', key: 'heading fixed', state: 'fixed', count: fixed.length });
  }
  for (const each of fixed) {
    position += 1;
    rows.push({ kind: 'fixed', key: `fixed ${each.key}`, position, siblings: total, fixed: each });
  }
  return rows;
}

function linesOf(
  group: { key: string; members: Members; tone: Kind; state: State | null },
  index: number,
  siblings: number,
  folds: View['folds'],
): Row[] {
  const { key, members, tone, state } = group;
  const [lead] = members;
  if (members.length === 1) return [single(members, false, index, siblings, state)];
  const patterns = [...groupBy(members, patternOf).values()];
  const open = folds.get(key) ?? (patterns.length > 1 && patterns.length <= foldFrom);
  const host = hostOf(lead);
  return [
    {
      kind: 'group',
      key,
      position: index + 1,
      siblings,
      tone,
      cause: causeOf(lead),
      where: patterns.length === 1 && !open ? `${patternOf(lead)} · ${host}` : host,
      status: members.every((each) => responseOf(each) === responseOf(lead))
        ? responseOf(lead)
        : '',
      time: timeOf(lead),
      members,
      open,
      state,
    },
    ...(open ? patterns.map((each, at) => single(each, true, at, patterns.length, state)) : []),
  ];
}

/** The number the list shows as the status; 0 where it shows none. */
function statusOf(finding: Finding): number {
  return Number(responseOf(finding).match(/\d+/)?.[0] ?? 0);
}

function stateOf(key: string, { before }: View): State | null {
  // Only what fails is new or still failing.
  if (!before || !/^\["(?:blocked|notcors|noresponse|unknown)"/.test(key)) return null;
  return before.has(key) ? 'still' : 'new';
}

function single(
  members: Members,
  member: boolean,
  index: number,
  siblings: number,
  state: State | null,
): Row {
  const key = members[0].exchange.id;
  return { kind: 'finding', key, members, member, position: index + 1, siblings, state };
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

/** What the filter looks at: method, addresses, response, cause and the names of rule and check. */
export const searchable = remembered((finding) => {
  const { exchange, verdict, diagnosis, advice } = finding;
  return [
    ...exchange.hops.map(({ method, url }) => `${method} ${url}`),
    responseOf(finding),
    causeOf(finding).replaceAll('`', ''),
    diagnosis?.rule ?? '',
    verdict.outcome === 'blocked' ? verdict.error : '',
    verdict.outcome === 'failed' ? verdict.error.text : '',
    verdict.outcome,
    ...advice.map(({ rule, title }) => `${rule} ${title}`),
    exchange.origin,
    exchange.client ?? '',
  ]
    .join('\n')
    .toLowerCase();
});

/** "GET /v1/items?page=2": what tells a member of a group from the others. */
export function nameOf({ exchange }: Finding): string {
  const { method, url } = exchange.hops[0];
  const parsed = URL.parse(url);
  return `${quote(method)} ${quote(parsed === null ? url : parsed.pathname + parsed.search)}`;
}
