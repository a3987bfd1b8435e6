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
  return {
    chromium,
    capture: run,
    async judge(cases) {
      const outcomes = new Map<string, Outcome>();
      for (const { har, truths, lost } of await run(cases)) {
        const differences = compare({ log: { ...har } }, truths, new Set(lost));
        for (const id of new Set([...truths.map((truth) => truth.id), ...lost]))
          outcomes.set(id, {
            differences: differences.filter(({ truth }) => truth.id === id),
            lost: lost.includes(id),
          });
      }
      return outcomes;
    },
    async close() {
      await chromium.close();
      await servers.close();
    },
  };
}

/** The differences that a case must not have, given what it hides from an extension. */
export function faults(kase: Case, { differences }: Outcome): Difference[] {
  return differences.filter(({ kind }) => {
    if (kind === 'agree' || kind === 'sibling') return false;
    if (kind === 'blind') return !kase.blind && !kase.hidden;
    return !(kind === 'other' && kase.hidden);
  });
}

/** One difference in words. */
export function describeDifference({ kind, truth, expected, got }: Difference): string {
  return `${kind}: ${truth.method} ${truth.url}\n  Chromium: ${expected}\n  ours:     ${got}`;
}
