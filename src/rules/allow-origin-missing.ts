import { withoutStage } from '../cors/errors.ts';
import {
  cachedForOthers,
  certaintyOf,
  headerSeen,
  originEvidence,
  originSent,
  statusSeen,
} from '../exchange/failed.ts';
import { notYours, platformSetting, unusualOrigin } from '../exchange/owners.ts';
import {
  afterRepair,
  alsoAnError,
  cachedPreflight,
  named,
  neighbours,
  outsideTheBrowser,
  quote,
  statusName,
} from '../exchange/words.ts';
import type { Rule } from './types.ts';

export default {
  id: 'allow-origin-missing',
  title: 'The answer has no Access-Control-Allow-Origin header',
  misleading: false,
  repair: 'server',
  spec: 'https://fetch.spec.whatwg.org/#concept-cors-check',
  mdn: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS/Errors/CORSMissingAllowOrigin',
  explain(failure) {
    if (failure.error === null || !failure.hop.response) return;
    if (withoutStage(failure.error) !== 'MissingAllowOriginHeader') return;
    const { kind } = failure.verdict.step;
    if (kind === 'redirect' || cachedForOthers(failure)) return;
    const origin = quote(originSent(failure));
    const status = statusName(failure.hop.response.status);
    const what =
      kind === 'preflight'
        ? `The preflight ${named(failure.hop)} was answered ${status} without an Access-Control-Allow-Origin header, so the browser did not send the request itself.`
        : `${named(failure.hop)} was answered ${status}, but without an Access-Control-Allow-Origin header. The answer arrived and the Network panel shows it; the browser hides it from scripts of ${origin}.`;
    return {
      summary: what,
      steps: [
        ...notYours(failure),
        ...platformSetting(failure),
        `Let the server send Access-Control-Allow-Origin: ${origin}, with Vary: Origin, on ${kind === 'preflight' ? 'the answer to OPTIONS and on the answer itself' : 'this answer'}.`,
        ...unusualOrigin(failure),
        ...alsoAnError(failure),
        ...neighbours(failure),
        outsideTheBrowser,
        ...(kind === 'preflight' ? afterRepair(failure) : cachedPreflight(failure)),
      ],
      evidence: [
        headerSeen(failure, 'access-control-allow-origin', originSent(failure)),
        originEvidence(failure),
        statusSeen(failure),
      ],
      certainty: certaintyOf(failure),
    };
  },
} satisfies Rule;
