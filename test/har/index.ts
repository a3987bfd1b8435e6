import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** What a fixture shows of one call of the page. */
export interface Expected {
  readonly outcome: 'blocked' | 'failed' | 'allowed' | 'undetermined';
  readonly error?: string;
  readonly rule?: string;
  readonly certainty?: 'certain' | 'likely';
}

type Calls = Readonly<Record<string, Expected>>;

/** What the page's calls come to where the file holds all the evidence. */
const complete: Calls = {
  'GET /session': { outcome: 'allowed' },
  'GET /ok': { outcome: 'allowed' },
  'GET /search': { outcome: 'allowed' },
  'GET /broken': { outcome: 'blocked', error: 'MissingAllowOriginHeader', rule: 'server-error' },
  'PUT /items/7': {
    outcome: 'blocked',
    error: 'PreflightMissingAllowOriginHeader',
    rule: 'preflight-unauthenticated',
  },
  'GET /profile': { outcome: 'allowed' },
  'GET /cart': {
    outcome: 'blocked',
    error: 'WildcardOriginNotAllowed',
    rule: 'allow-origin-wildcard-credentials',
    certainty: 'certain',
  },
  'GET /wrong': { outcome: 'blocked', error: 'AllowOriginMismatch', rule: 'allow-origin-mismatch' },
  'GET /report': { outcome: 'blocked', error: 'MissingAllowOriginHeader', rule: 'login-redirect' },
  'POST /form': { outcome: 'allowed' },
};

/** How the sentences on what a file lacks begin. */
const lack = {
  outcome: 'It does not say which req',
  firefox: 'Firefox does not export w',
  playwright: 'Playwright records neithe',
  connections: "mitmproxy's `har_dump` le",
  saved: 'Save the flows with `hard',
  preflights: 'It has no preflights, alt',
  better: 'Record the page with the ',
  cookies: 'It has no cookies and no ',
  mode: 'No request in it says how',
} as const;

const failedUnknown: Expected = { outcome: 'undetermined', certainty: 'likely' };

/** Every fixture and what must be said of it: less where the tool records less. README.md has the reasons. */
export const fixtures: Readonly<
  Record<
    string,
    { readonly tool: string; readonly calls: Calls; readonly lacks: readonly string[] }
  >
> = {
  chrome: { tool: 'Chromium', lacks: [], calls: complete },
  'chrome-sanitized': {
    tool: 'Chromium, sanitized',
    lacks: [lack.cookies],
    // Without the cookie nothing proves the credentials mode.
    calls: {
      ...complete,
      'GET /cart': { ...complete['GET /cart'], outcome: 'blocked', certainty: 'likely' },
    },
  },
  edge: { tool: 'Edge', lacks: [], calls: complete },
  firefox: {
    tool: 'Firefox',
    lacks: [lack.firefox, lack.better],
    calls: complete,
  },
  // Web Inspector keeps no preflight.
  safari: {
    tool: 'Safari',
    lacks: [lack.outcome, lack.preflights, lack.better],
    calls: { ...complete, 'PUT /items/7': failedUnknown },
  },
  charles: { tool: 'Charles', lacks: [lack.outcome, lack.better], calls: complete },
  fiddler: { tool: 'Fiddler', lacks: [lack.outcome, lack.better], calls: complete },
  mitmproxy: {
    tool: 'mitmproxy',
    lacks: [lack.outcome, lack.connections, lack.saved],
    calls: complete,
  },
  insomnia: {
    tool: 'Insomnia',
    lacks: [lack.outcome, lack.better, lack.cookies, lack.mode],
    calls: Object.fromEntries(
      Object.entries(complete)
        .filter(([call]) => /ok|broken|wrong/.test(call))
        // It makes no check.
        .map(([call, expected]) => [
          call,
          expected.outcome === 'allowed' ? expected : failedUnknown,
        ]),
    ),
  },
  playwright: {
    tool: 'Playwright',
    lacks: [lack.playwright, lack.preflights, lack.better],
    // It writes down neither preflights nor the responses of blocked requests.
    calls: Object.fromEntries(
      Object.entries(complete).map(([call, expected]) => [
        call,
        expected.outcome === 'allowed' ? expected : failedUnknown,
      ]),
    ),
  },
};

/** A fixture's bytes. */
export function fixture(name: string): Buffer {
  return readFileSync(fileURLToPath(new URL(`${name}.har`, import.meta.url)));
}
