import type { Case } from './case.ts';
import { type Chromium, startChromium, type Tab } from './chromium.ts';
import { compare, type Difference } from './compare.ts';
import { type Capture, capture } from './run.ts';
import { startServers } from './servers.ts';

/** How one case came out. */
export interface Outcome {
  readonly differences: readonly Difference[];
  /** Its requests did not end or never began: nothing was proved. */
  readonly lost: boolean;
  /** Messages that Chrome's console should have printed, and did not. */
  readonly unprinted: readonly string[];
}

/** Servers and a Chromium, to put cases to. */
export interface Lab {
  readonly chromium: Chromium;
  capture(cases: ReadonlyMap<string, Case>): Promise<Capture[]>;
  /** Serves and fetches the cases, four tabs at once, and sets our verdicts beside Chromium's. */
  judge(cases: ReadonlyMap<string, Case>): Promise<Map<string, Outcome>>;
  close(): Promise<void>;
}

/** Starts the servers and Chromium with four tabs. */
export async function startLab(): Promise<Lab> {
  const servers = await startServers();
  const chromium = await startChromium(servers.chromiumArgs);
  const tabs: Tab[] = [];
  for (let i = 0; i < 4; i++) tabs.push(await chromium.tab());
  const run = (cases: ReadonlyMap<string, Case>) => capture(servers, cases, tabs);
  async function judgeOnce(cases: ReadonlyMap<string, Case>): Promise<Map<string, Outcome>> {
    const outcomes = new Map<string, Outcome>();
    for (const { har, truths, lost, messages } of await run(cases)) {
      const printed = new Set(messages.map(withoutEscapes));
      const differences = compare({ log: { ...har } }, truths, new Set(lost));
      for (const id of new Set([...truths.map((truth) => truth.id), ...lost])) {
        const mine = differences.filter(({ truth }) => truth.id === id);
        outcomes.set(id, {
          differences: mine,
          lost: lost.includes(id),
          unprinted: mine.flatMap(({ prints }) => (prints && !printed.has(prints) ? prints : [])),
        });
      }
    }
    return outcomes;
  }
  return {
    chromium,
    capture: run,
    async judge(cases) {
      const outcomes = await judgeOnce(cases);
      // A busy machine ends requests late, or never; a fault of ours shows twice.
      const doubtful = [...outcomes].filter(([id, outcome]) => isDoubtful(cases.get(id), outcome));
      if (doubtful.length === 0) return outcomes;
      const again = new Map(doubtful.map(([id]) => [`${id}again`, cases.get(id) as Case]));
      const seconds = await judgeOnce(again);
      for (const [id, first] of doubtful) {
        const second = seconds.get(`${id}again`);
        if (!second) continue;
        outcomes.set(id, second);
        if (isDoubtful(cases.get(id), second)) continue;
        const seen = first.lost ? ['lost'] : faults(cases.get(id), first).map(describeDifference);
        console.log(`once only: ${cases.get(id)?.name}`, ...seen, ...first.unprinted);
      }
      return outcomes;
    },
    async close() {
      await chromium.close();
      await servers.close();
    },
  };
}

/** The console writes characters that do not show as escapes. */
function withoutEscapes(message: string): string {
  return message.replace(/\\u([0-9A-F]{4})/g, (_, code) => String.fromCharCode(parseInt(code, 16)));
}

function isDoubtful(kase: Case | undefined, outcome: Outcome): boolean {
  return outcome.lost || outcome.unprinted.length > 0 || faults(kase, outcome).length > 0;
}

/** The differences that a case must not have, given what it hides from an extension. */
export function faults(kase: Case | undefined, { differences }: Outcome): Difference[] {
  return differences.filter(({ kind }) => {
    if (kind === 'agree' || kind === 'sibling') return false;
    if (kind === 'blind') return !kase?.blind && !kase?.hidden;
    return !(kind === 'other' && kase?.hidden);
  });
}

/** One difference in words. */
export function describeDifference({ kind, truth, expected, got }: Difference): string {
  return `${kind}: ${truth.method} ${truth.url}\n  Chromium: ${expected}\n  ours:     ${got}`;
}
