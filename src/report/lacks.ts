import type { Finding } from '../session.ts';
import type { Har } from './har.ts';

/**
 * What a recording does not hold and a diagnosis would rest on, one sentence each: why something in it
 * is only likely, or cannot be told. Empty for a session that was recorded here.
 */
export function lacksOf(har: Har, findings: readonly Finding[]): string[] {
  if (findings.length === 0) return [];
  const exchanges = findings.map(({ exchange }) => exchange);
  const legs = exchanges.flatMap(({ hops }) => hops);
  const failed = exchanges.filter(({ reported }) => reported === 'failed');
  const lacks: string[] = [];

  if (exchanges.filter(({ reported }) => reported === 'unknown').length > exchanges.length / 2) {
    lacks.push(
      'It does not say which requests failed: what is blocked here is what the responses’ headers rule out.',
    );
  }
  if (
    failed.length > 0 &&
    failed.every(({ hops }) => hops.every((hop) => !hop.response && !hop.preflight?.response))
  ) {
    lacks.push('It holds no response of any request that failed, so it cannot tell why they did.');
  }
  const asksFirst = legs.some(({ method }) => !['GET', 'HEAD', 'POST'].includes(method));
  if (asksFirst && legs.every(({ preflight }) => preflight === null)) {
    lacks.push('It holds no preflights, although some requests need one.');
  }
  const secret = /^(cookie|set-cookie|authorization)$/i;
  if (!har.log.entries.some((entry) => headerNames(entry).some((name) => secret.test(name)))) {
    lacks.push(
      'It holds no cookies and no Authorization header, as a sanitized export would: whether requests had credentials is inferred.',
    );
  }
  if (legs.every(({ headers }) => !headers.some(([name]) => name === 'sec-fetch-mode'))) {
    lacks.push(
      'No request in it says how it was made (Sec-Fetch-Mode): perhaps no browser made them.',
    );
  }
  return lacks;
}

function headerNames(entry: unknown): string[] {
  return ['request', 'response'].flatMap((part) => {
    const headers = (entry as Record<string, { headers?: unknown } | undefined> | null)?.[part]
      ?.headers;
    return Array.isArray(headers)
      ? headers.map((header: { name?: unknown } | null) => String(header?.name))
      : [];
  });
}
