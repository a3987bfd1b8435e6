import { expect, it } from 'vitest';
import { Servers } from '../src/clues/servers.ts';
import type { Verdict } from '../src/recording/types.ts';
import type { Finding } from '../src/session.ts';
import { findingsOf } from './states.ts';

const refused = (id: string): Finding => {
  const [finding] = findingsOf(
    { name: 'refused', response: { status: 500 }, error: 'MissingAllowOriginHeader' },
    id,
  );
  if (!finding) throw new Error('no finding');
  return finding;
};

it('an exchange is not counted among the others of its server', () => {
  const servers = new Servers();
  const [one, other] = [refused('one'), refused('other')];
  servers.count(one.exchange, one.verdict, 1);
  expect(servers.others(one.exchange, one.verdict)).toEqual({
    allowed: 0,
    failed: 0,
    statuses: [],
  });
  servers.count(other.exchange, other.verdict, 1);
  expect(servers.others(one.exchange, one.verdict)).toEqual({
    allowed: 0,
    failed: 1,
    statuses: [500],
  });
});

it('one that runs still, or that a fix preview let pass, takes nothing from the others', () => {
  const servers = new Servers();
  const { exchange, verdict } = refused('one');
  servers.count(exchange, verdict, 1);
  const pending: Verdict = { outcome: 'pending' };
  const simulated = { ...exchange, simulated: true };
  for (const [mine, outcome] of [
    [exchange, pending],
    [simulated, { outcome: 'allowed' }],
    [simulated, verdict],
  ] as const) {
    servers.count(mine, outcome, 1);
    const others = servers.others(mine, outcome);
    expect(others).toEqual({ allowed: 0, failed: 1, statuses: [500] });
  }
});
