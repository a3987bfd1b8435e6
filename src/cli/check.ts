import { version } from '../../package.json';
import { stackOf } from '../fixes/index.ts';
import { annotate } from '../report/annotate.ts';
import type { Redactor } from '../report/redact.ts';
import type { Finding } from '../session.ts';
import { type Diagnosed, diagnosed, type Ignored } from './diagnosed.ts';
import type { Live, Options } from './options.ts';
import { fetchAs } from './page.ts';
import { probe } from './probes.ts';

/**
 * Makes the request as a page of each origin would, judges what came back as a recording of Chromium, and probes for
 * origins that should not be allowed. Throws where nothing can be judged: no response in time, too many redirects,
 * a request that is same-origin.
 */
export async function checked(
  live: Live,
  { ignored, stack }: Pick<Options, 'ignored' | 'stack'>,
  redactor: Redactor | null,
): Promise<Diagnosed> {
  const { insecure, timeout, origins } = live;
  const entries: object[] = [];
  for (const origin of origins) {
    const signal = AbortSignal.timeout(timeout);
    try {
      entries.push(...(await fetchAs({ ...live, origin }, { signal, insecure })));
    } catch (error) {
      if (!signal.aborted) throw error;
      throw new Error(`${live.url.host} sent no response within ${timeout / 1000} seconds.`);
    }
  }
  const har = {
    log: {
      version: '1.2',
      // No browser was involved; what is written is what Chromium would have recorded.
      creator: { name: 'CORS Lens', version },
      browser: { name: 'Chromium', version: '' },
      pages: origins.map((origin) => ({
        id: origin,
        title: origin === 'null' ? 'about:blank' : `${origin}/`,
        startedDateTime: new Date().toISOString(),
        pageTimings: {},
      })),
      entries,
    },
  };
  const annotated = annotate(redactor ? redactor.json(har) : har, {
    stackFor: () => stackOf(stack),
    credentials: live.credentials ? 'include' : 'omit',
  });
  if (annotated.findings.length === 0) {
    throw new Error(`${live.url.origin} is the page's own origin: no browser checks CORS there.`);
  }
  const passed = annotated.findings.find(({ verdict }) => verdict.outcome === 'allowed');
  const reachable = annotated.findings.some(({ exchange }) =>
    exchange.hops.some(({ response, preflight }) => response ?? preflight?.response),
  );
  const name = redactor ? redactor.url(live.url.href) : live.url.href;
  const file = diagnosed(name, annotated, ignored);
  if (!reachable) return { ...file, probes: { sent: 0, failed: [], dangerous: new Set() } };
  const { findings, dangerous, advice, sent, failed } = await probe(
    live,
    passed?.exchange ?? null,
    redactor,
    { insecure },
  );
  const told = passed ? withAdvice(file.findings, passed, advice, ignored) : file.findings;
  const kept = diagnosed(name, { ...annotated, findings }, ignored).findings.filter(
    (finding) => finding.advice.length > 0,
  );
  return {
    ...file,
    findings: [...told, ...kept],
    probes: { sent, failed, dangerous },
  };
}

/** The finding with what the probes say of it, unless the session said the same. */
function withAdvice(
  findings: readonly Finding[],
  passed: Finding,
  advice: Finding['advice'],
  ignored: readonly Ignored[],
): Finding[] {
  const rules = new Set(ignored.flatMap((each) => ('rule' in each ? [each.rule] : [])));
  return findings.map((finding) => {
    if (finding.exchange !== passed.exchange) return finding;
    const said = new Set(finding.advice.map(({ rule }) => rule));
    const more = advice.filter(({ rule }) => !said.has(rule) && !rules.has(rule));
    return { ...finding, advice: [...finding.advice, ...more] };
  });
}
