import type { Exchange } from '../recording/types.ts';
import type { Surroundings } from '../rules/types.ts';
import authorizationBehindWildcard from './authorization-behind-wildcard.ts';
import cookieNotSent from './cookie-not-sent.ts';
import exposeHeadersMissing from './expose-headers-missing.ts';
import hiddenByOverride from './hidden-by-override.ts';
import insecureOriginAllowed from './insecure-origin-allowed.ts';
import nullOriginAllowed from './null-origin-allowed.ts';
import opaqueResponse from './opaque-response.ts';
import preflightNotCached from './preflight-not-cached.ts';
import reflectedOriginCredentials from './reflected-origin-credentials.ts';
import type { Advice, AdviceFinding } from './types.ts';
import varyOriginMissing from './vary-origin-missing.ts';

/** Every advice, the gravest first. */
export const advice: readonly Advice[] = [
  hiddenByOverride,
  reflectedOriginCredentials,
  nullOriginAllowed,
  insecureOriginAllowed,
  cookieNotSent,
  opaqueResponse,
  varyOriginMissing,
  authorizationBehindWildcard,
  exposeHeadersMissing,
  preflightNotCached,
];

/** What there is to say about an exchange that was allowed. */
export function advise(exchange: Exchange, surroundings: Surroundings): AdviceFinding[] {
  return advice.flatMap(({ id, title, advise: ask }) => {
    const given = ask(exchange, surroundings);
    return given ? [{ rule: id, title, ...given }] : [];
  });
}
