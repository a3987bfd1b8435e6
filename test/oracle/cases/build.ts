import type { Call, Case, Context, Lines, Place, Response, Route } from '../case.ts';

const acao = 'Access-Control-Allow-Origin';

/** Header lines that let the asking origin in. */
export const open: Lines = [[acao, '{origin}']];

/** The same with credentials. */
export const openWithCredentials: Lines = [...open, ['Access-Control-Allow-Credentials', 'true']];

/** What a case changes of the plainest one, a `fetch()` from app to api. */
export interface Change {
  readonly page?: Place;
  readonly context?: Context;
  readonly to?: Place;
  readonly call?: Partial<Call>;
  readonly cookies?: NonNullable<Case['cookies']>;
  readonly blind?: true;
  readonly hidden?: true;
}

/** A request without preflight, which gets `response`. */
export function simple(name: string, response: Response, change: Change = {}): Case {
  const { to = 'api', call, ...rest } = change;
  return {
    name,
    ...rest,
    calls: [{ client: 'fetch', url: `{${to}/x}`, ...call }],
    routes: { [`${to}/x`]: { '*': response } },
  };
}

/** A PUT with `X-Test`, its preflight gets `preflight`, itself gets `response`. */
export function preflighted(
  name: string,
  preflight: Response,
  change: Change = {},
  response: Response = { headers: openWithCredentials },
): Case {
  const { to = 'api', call, ...rest } = change;
  return {
    name,
    ...rest,
    calls: [
      {
        client: 'fetch',
        url: `{${to}/x}`,
        method: 'PUT',
        headers: [['X-Test', '1']],

        ...call,
      },
    ],
    routes: { [`${to}/x`]: { OPTIONS: preflight, '*': response } },
  };
}

/** A chain: each station redirects to the next, the last returns `response`. */
export function chain(
  name: string,
  stations: readonly string[],
  response: Response = { headers: open },
  options: {
    readonly status?: number;
    readonly headers?: Lines;
    readonly preflight?: Response;
    readonly call?: Partial<Call>;
    readonly page?: Place;
    readonly context?: Context;
    readonly cookies?: NonNullable<Case['cookies']>;
    readonly blind?: true;
    readonly hidden?: true;
  } = {},
): Case {
  const { status = 302, headers = open, preflight, call, ...rest } = options;
  const routes: Record<string, Route> = {};
  stations.forEach((station, i) => {
    const next = stations[i + 1];
    if (/^\w+\//.test(station))
      routes[station] = {
        ...(preflight ? { OPTIONS: preflight } : {}),
        '*': next
          ? {
              status,
              headers: [...headers, ['Location', /^\w+\//.test(next) ? `{${next}}` : next]],
            }
          : response,
      };
  });
  return { name, ...rest, calls: [{ client: 'fetch', url: `{${stations[0]}}`, ...call }], routes };
}

/** Shows control characters and blanks of a value in a case's name. */
export function shown(value: string): string {
  const text = JSON.stringify(value).replace(
    /[\x7f-\xff]/g,
    (c) => `\\x${c.charCodeAt(0).toString(16)}`,
  );
  return text.length > 60 ? `${text.slice(0, 40)}… (${value.length})` : text;
}
