/** The page of all entries. */
export const page = 'http://app.test/';
/** What it asks for, on another origin. */
export const api = 'http://api.test/data';

/** An entry, in short; times in milliseconds. */
export interface Draft {
  at: number;
  took?: number;
  method?: string;
  url?: string;
  type?: string;
  asks?: Record<string, string>;
  status?: number;
  says?: Record<string, string>;
  error?: string;
}

/** A HAR entry as DevTools writes it. */
export function entry({
  at,
  took = 10,
  method = 'GET',
  url = api,
  type = 'fetch',
  ...rest
}: Draft) {
  const list = (headers: Record<string, string> = {}) =>
    Object.entries(headers).map(([name, value]) => ({ name, value }));
  return {
    startedDateTime: new Date(1_800_000_000_000 + at).toISOString(),
    time: took,
    _resourceType: type,
    request: { method, url, headers: list(rest.asks) },
    response: {
      status: rest.status ?? 0,
      headers: list(rest.says),
      ...(rest.error ? { _error: rest.error } : {}),
    },
  };
}

/** A preflight as DevTools writes it; `headers` is its Access-Control-Request-Headers. */
export function preflight({ headers = '', method = 'PUT', ...rest }: Draft & { headers?: string }) {
  return entry({
    ...rest,
    method: 'OPTIONS',
    type: 'preflight',
    asks: {
      Origin: 'http://app.test',
      'Access-Control-Request-Method': method,
      ...(headers ? { 'Access-Control-Request-Headers': headers } : {}),
    },
  });
}
