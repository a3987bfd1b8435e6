import type { Case, Lines, Response, Route } from './case.ts';

/** Simpler cases than this one, the boldest cuts first; each differs from it in one thing. */
export function* simpler(kase: Case): Generator<Case> {
  if (kase.context && kase.context !== 'page') yield { ...kase, context: 'page' };
  if (kase.page && kase.page !== 'app') yield { ...kase, page: 'app' };
  if (kase.cookies) {
    const { cookies: _, ...rest } = kase;
    yield rest;
  }
  if (kase.calls.length > 1)
    for (let i = 0; i < kase.calls.length; i++)
      yield { ...kase, calls: kase.calls.filter((_, at) => at !== i) };
  for (const [i, call] of kase.calls.entries()) {
    const change = (changed: typeof call) => ({
      ...kase,
      calls: kase.calls.map((other, at) => (at === i ? changed : other)),
    });
    if (call.client !== 'fetch') yield change({ ...call, client: 'fetch' });
    for (const key of Object.keys(call) as (keyof typeof call)[]) {
      if (key === 'client' || key === 'url' || key === 'headers') continue;
      const { [key]: _, ...rest } = call;
      yield change(rest as typeof call);
    }
    for (const headers of without(call.headers)) yield change({ ...call, headers });
    for (const target of Object.keys(kase.routes))
      if (call.url !== `{${target}}`) yield change({ ...call, url: `{${target}}` });
  }
  for (const [key, route] of Object.entries(kase.routes)) {
    const { [key]: _, ...others } = kase.routes;
    if (Object.keys(others).length > 0) yield { ...kase, routes: others };
    for (const changed of simplerRoutes(route))
      yield { ...kase, routes: { ...kase.routes, [key]: changed } };
  }
}

function* simplerRoutes(route: Route): Generator<Route> {
  for (const [method, listed] of Object.entries(route)) {
    const responses = (Array.isArray(listed) ? listed : [listed]) as readonly Response[];
    const change = (changed: readonly Response[]) => ({
      ...route,
      [method]: changed.length === 1 ? (changed[0] as Response) : changed,
    });
    if (responses.length > 1) yield change(responses.slice(0, 1));
    for (const [i, response] of responses.entries()) {
      const put = (changed: Response) =>
        change(responses.map((other, at) => (at === i ? changed : other)));
      for (const key of ['status', 'body', 'fault', 'delay'] as const) {
        if (response[key] === undefined) continue;
        const { [key]: _, ...rest } = response;
        yield put(rest);
      }
      for (const headers of without(response.headers)) yield put({ ...response, headers });
    }
  }
}

function* without(lines: Lines | undefined): Generator<Lines> {
  for (let i = 0; i < (lines ?? []).length; i++) yield (lines ?? []).filter((_, at) => at !== i);
}

/**
 * The smallest case found that still fails. `fails` runs a batch and says which of them do; at most
 * `rounds` batches are run.
 */
export async function shrink(
  kase: Case,
  fails: (cases: readonly Case[]) => Promise<readonly boolean[]>,
  rounds = 15,
): Promise<Case> {
  let smallest = kase;
  for (let round = 0; round < rounds; round++) {
    const candidates = [...simpler(smallest)];
    const failing = await fails(candidates);
    const next = candidates[failing.indexOf(true)];
    if (!next) break;
    smallest = next;
  }
  return smallest;
}
