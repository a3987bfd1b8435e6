import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { advice } from '../src/advice/index.ts';
import { corsErrors } from '../src/cors/errors.ts';
import { get, type HeaderList } from '../src/cors/headers.ts';
import { firefoxErrors } from '../src/recording/dialects/firefox.ts';
import { readErrorText } from '../src/recording/dialects/index.ts';
import type { Exchange, FailedVerdict, Hop, Leg, Step } from '../src/recording/types.ts';
import { diagnose, rules } from '../src/rules/index.ts';
import type { Evidence, Explanation, Failure, Surroundings } from '../src/rules/types.ts';
import { examine } from '../src/verdict/examine.ts';
import { hopAt } from '../src/verdict/step.ts';

const origins = [
  'https://app.example.com',
  'http://localhost:3000',
  'null',
  'capacitor://localhost',
  'moz-extension://0b1c',
  'https://k3.csb.app',
  'file://',
  'nonsense',
];
const urls = [
  'https://api.example.com/v1/items?token=secret',
  'http://api.example.com/v1/items',
  'http://127.0.0.1:8080/api',
  'https://login.microsoftonline.com/common/oauth2/authorize',
  'https://api.notion.com/v1/pages',
  'https://tenant.auth0.com/oauth/token',
  'https://user:secret@api.example.com/x',
  'myapp://open',
  'file:///home/me/data.json',
];
const values: Record<string, readonly string[]> = {
  'access-control-allow-origin': [
    ...origins,
    '*',
    '',
    'a, b',
    '*, *',
    'true',
    'https://*.example.com',
    'https://app.example.com/',
  ],
  'access-control-allow-credentials': ['true', 'True', ''],
  'access-control-allow-methods': ['GET, PUT', '*', 'GET PUT', 'put', ''],
  'access-control-allow-headers': ['content-type', '*', 'a b', '"x"', ''],
  'access-control-max-age': ['600', '-1', 'x'],
  'access-control-expose-headers': ['*', 'link'],
  'access-control-request-method': ['PUT', 'patch', 'GET'],
  'access-control-request-headers': [
    'content-type',
    'authorization,x-a',
    'access-control-allow-origin',
  ],
  origin: origins,
  vary: ['Origin', '*', 'Origin, Access-Control-Request-Method'],
  location: [...urls, '/v2', '', '//x'],
  server: ['nginx/1.22', 'cloudflare', 'CloudFront', 'awselb/2.0'],
  'cf-mitigated': ['challenge'],
  'x-cache': ['Hit from cloudfront', 'Error from cloudfront'],
  age: ['120', '0'],
  'cache-control': ['max-age=600', 'no-store', 'public'],
  'set-cookie': ['session=1', 'a=b; SameSite=None', '__cf_bm=1'],
  'content-type': ['text/html', 'application/json'],
  'www-authenticate': ['Bearer'],
  'retry-after': ['30', 'soon'],
  allow: ['GET'],
  link: ['<https://x/>; rel="https://api.w.org/"'],
  'x-powered-by': ['Express'],
  'sec-fetch-site': ['cross-site', 'same-site'],
  authorization: ['Bearer t'],
  cookie: ['a=b'],
  'content-length': ['12'],
};

const header = fc
  .constantFrom(...Object.keys(values))
  .chain((name) =>
    fc.tuple(
      fc.constant(name),
      fc.oneof(
        { weight: 5, arbitrary: fc.constantFrom(...(values[name] ?? [''])) },
        { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 400 }) },
      ),
    ),
  );
const headers: fc.Arbitrary<HeaderList> = fc.array(header, { maxLength: 10 });
const url = fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...urls) }, fc.webUrl(), fc.string());
const method = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom('GET', 'POST', 'PUT', 'patch', 'OPTIONS') },
  fc.string(),
);
const status = fc.oneof(
  fc.constantFrom(
    200,
    204,
    301,
    302,
    304,
    400,
    401,
    403,
    404,
    405,
    413,
    422,
    429,
    500,
    501,
    502,
    503,
    521,
  ),
  fc.integer({ min: 100, max: 999 }),
);
const errorText = fc.oneof(
  fc.constantFrom(
    'net::ERR_FAILED',
    'net::ERR_CONNECTION_REFUSED',
    'net::ERR_NAME_NOT_RESOLVED',
    'net::ERR_CERT_DATE_INVALID',
    'net::ERR_CONNECTION_RESET',
    'net::ERR_TIMED_OUT',
    'net::ERR_INVALID_HTTP_RESPONSE',
    'net::ERR_UNSAFE_PORT',
    'net::ERR_ABORTED',
    'net::ERR_BLOCKED_BY_CLIENT',
    'net::ERR_BLOCKED_BY_ORB',
    'net::ERR_BLOCKED_BY_RESPONSE.NotSameOrigin',
    'net::ERR_INTERNET_DISCONNECTED',
  ),
  fc.string(),
);
const error = fc.oneof(
  fc.constant(null),
  errorText.map(readErrorText),
  fc.constantFrom(...Object.values(firefoxErrors)),
);
const time = fc.integer({ min: 1_767_600_000_000, max: 1_767_600_100_000 });

const hop: fc.Arbitrary<Hop> = fc.record({
  method,
  url,
  headers,
  response: fc.option(fc.record({ status, headers })),
  error,
  startedAt: time,
  duration: fc.double({ min: 0, max: 130_000, noNaN: true }),
  entry: fc.nat(),
});
const leg: fc.Arbitrary<Leg> = fc
  .tuple(hop, fc.option(hop))
  .map(([request, preflight]) => ({ ...request, preflight }));

const exchange: fc.Arbitrary<Exchange> = fc.record({
  id: fc.string(),
  source: fc.constantFrom('chromium', 'firefox', 'webkit', 'unknown'),
  origin: fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...origins) }, fc.string()),
  page: fc.option(url),
  mode: fc.constantFrom('cors', 'cors', 'no-cors', 'unknown'),
  destination: fc.constantFrom('empty', 'font', 'image', 'script', 'x'),
  client: fc.constantFrom('fetch', 'xhr', 'image', null),
  credentials: fc.constantFrom('include', 'omit', 'unknown'),
  reported: fc.constantFrom('failed', 'failed', 'succeeded', 'unknown'),
  hops: fc.array(leg, { minLength: 1, maxLength: 3 }).map((legs) => legs as [Leg, ...Leg[]]),
  initiator: fc.constant(null),
  simulated: fc.constant(false),
});

const surroundings: fc.Arbitrary<Surroundings> = fc.record({
  sameUrl: fc.array(hop, { maxLength: 4 }),
  server: fc.record({
    allowed: fc.nat({ max: 9 }),
    failed: fc.nat({ max: 9 }),
    statuses: fc.uniqueArray(status, { maxLength: 4 }),
  }),
});

/** A failure as the verdict makes them. */
function failureOf(of: Exchange, around: Surroundings): Failure | null {
  const { verdict, failures } = examine(of);
  if (verdict.outcome === 'allowed' || verdict.outcome === 'pending') return null;
  return {
    exchange: of,
    verdict,
    error: verdict.outcome === 'blocked' ? verdict.error : null,
    hop: hopAt(of, verdict.step),
    failures,
    surroundings: around,
  };
}

/** Any verdict about any exchange, whether or not it makes sense. */
const anyFailure: fc.Arbitrary<Failure> = fc
  .tuple(
    exchange,
    surroundings,
    fc.constantFrom(...corsErrors),
    fc.constantFrom<Step['kind']>('preflight', 'redirect', 'response'),
    fc.constantFrom('blocked', 'failed', 'undetermined'),
    fc.constantFrom('certain' as const, 'likely' as const),
  )
  .map(([of, around, name, kind, outcome, certainty]): Failure => {
    const step: Step = { kind, hop: of.hops.length - 1 };
    const check = { error: name, step, parameter: null, certainty };
    const failed = hopAt(of, step);
    const verdict: FailedVerdict =
      outcome === 'blocked'
        ? { outcome, ...check }
        : outcome === 'failed'
          ? { outcome, error: failed.error ?? { kind: 'failed', text: 'net::ERR_FAILED' }, step }
          : { outcome: 'undetermined', reason: 'x', failed: true, step };
    return {
      exchange: of,
      verdict,
      error: outcome === 'blocked' ? name : null,
      hop: failed,
      failures: outcome === 'blocked' ? [check] : [],
      surroundings: around,
    };
  });

const runs = { numRuns: Number(process.env.FC_RUNS ?? 2000) };

describe('every rule, over any failure', () => {
  it('ends without an exception, and its form and evidence hold', () => {
    fc.assert(
      fc.property(anyFailure, (failure) => {
        for (const rule of rules) {
          const title = rule.title(failure);
          hold(title.length <= 80 && isLine(title), `${rule.id}: ${title}`);
          const explanation = rule.explain(failure);
          if (explanation) expectSound(rule.id, explanation, failure);
        }
      }),
      runs,
    );
  }, 120_000);

  it('diagnoses what the verdict found, and never names a rule twice', () => {
    fc.assert(
      fc.property(exchange, surroundings, (of, around) => {
        const failure = failureOf(of, around);
        if (failure === null) return;
        const diagnosis = diagnose(failure);
        if (diagnosis === null) {
          // A failed check has a cause, always.
          expect(failure.verdict.outcome).not.toBe('blocked');
          return;
        }
        expectSound(diagnosis.rule, diagnosis, failure);
        const named = [diagnosis.rule, ...diagnosis.behind];
        expect(new Set(named).size).toBe(named.length);
        if (failure.verdict.outcome === 'undetermined') expect(diagnosis.certainty).toBe('likely');
      }),
      runs,
    );
  }, 120_000);
});

describe('every advice, over any exchange', () => {
  it('ends without an exception, and its evidence holds', () => {
    fc.assert(
      fc.property(exchange, surroundings, (of, around) => {
        for (const { id, advise } of advice) {
          const given = advise(of, around);
          if (given)
            expectSound(
              id,
              { ...given, certainty: 'likely' },
              { exchange: of, surroundings: around },
            );
        }
      }),
      runs,
    );
  }, 120_000);
});

/** What must hold of every explanation, whatever it is about. */
function expectSound(
  id: string,
  { summary, steps, notes = [], evidence }: Explanation,
  of: Pick<Failure, 'exchange' | 'surroundings'> & Partial<Failure>,
): void {
  const place = `${id}: ${summary}`;
  for (const text of [summary, ...steps, ...notes]) {
    hold(isLine(text) && text.length < 1500, place);
    hold(!/undefined|NaN|\[object|token=secret|user:secret/.test(text), place);
  }
  hold(steps.length > 0 && evidence.length > 0, place);
  for (const fact of evidence) {
    hold(occurs(fact, of), `${place}\n${JSON.stringify(fact)}`);
    // What is as it should be is no fault.
    hold(fact.found === null || fact.found !== fact.expected, place);
  }
  // A status that the summary names was returned.
  const said = /\breturned (\d+)\b/.exec(summary)?.[1];
  if (said !== undefined) {
    expect(messagesOf(of.exchange).map(({ response }) => String(response?.status))).toContain(said);
  }
}

/** One line of visible characters, with an even number of backticks: a renderer sets every second piece as code. */
function isLine(text: string): boolean {
  return /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]+$/u.test(text) && text.split('`').length % 2 === 1;
}

/** `expect` for what is asked hundreds of thousands of times, for which it is slow. */
function hold(holds: boolean, what: string): void {
  if (!holds) expect.fail(what);
}

function messagesOf({ hops }: Exchange): Hop[] {
  return hops.flatMap((request) => (request.preflight ? [request, request.preflight] : [request]));
}

/** True when the value seen was there to be seen. */
function occurs(
  { side, header: name, found }: Evidence,
  {
    exchange: of,
    verdict,
    surroundings: around,
  }: Pick<Failure, 'exchange' | 'surroundings'> & Partial<Failure>,
): boolean {
  const messages = [...messagesOf(of), ...around.sameUrl];
  switch (name) {
    case ':status':
      return messages.some(({ response }) => (response ? String(response.status) : null) === found);
    case ':url':
      return messages.some((message) => message.url === found);
    case ':method':
      return messages.some((message) => message.method === found);
    case ':error':
      return (
        (verdict?.outcome === 'failed' && verdict.error.text === found) ||
        messages.some((message) => (message.error?.text ?? null) === found)
      );
    default:
      if (name === 'origin' && found === of.origin) return true;
      return messages.some((message) => {
        const lines = side === 'request' ? message.headers : (message.response?.headers ?? []);
        return (
          get(lines, name) === found ||
          lines.some(([key, value]) => key === name && (value === found || value.trim() === found))
        );
      });
  }
}
