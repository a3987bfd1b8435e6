import { cachedForOthers } from '../clues/cached.ts';
import { headerSeen, originEvidence, statusSeen } from '../clues/evidence.ts';
import {
  accessFault,
  certaintyOf,
  originSent,
  refusedByCors,
  signInRedirect,
  wantedOrigin,
} from '../clues/failure.ts';
import { notYours, platformSetting, unusualOrigin } from '../clues/owners.ts';
import {
  afterRepair,
  allowOrigin,
  alsoAnError,
  cachedPreflight,
  neighbours,
  opaqueOrigin,
  outsideTheBrowser,
} from '../clues/sentences.ts';
import { get } from '../cors/headers.ts';
import { redirectLocation } from '../cors/redirect.ts';
import { named, quote, statusName } from '../prose.ts';
import type { Rule } from './types.ts';

export default {
  id: 'allow-origin-missing',
  title: 'The answer has no Access-Control-Allow-Origin header',
  misleading: false,
  repair: 'server',
  spec: 'https://fetch.spec.whatwg.org/#concept-cors-check',
  mdn: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS/Errors/CORSMissingAllowOrigin',
  explain(failure) {
    const answer = accessFault(failure, 'MissingAllowOriginHeader');
    if (!answer) return;
    const { kind } = failure.verdict.step;
    // What is not HTTP has no headers to miss; a redirect, of a preflight too, has a rule of its own.
    if (kind === 'redirect' || redirectLocation(answer) !== null) return;
    if (answer.notHttp || cachedForOthers(failure)) return;
    // Once the session is good there is no such page.
    if (signInRedirect(failure) !== null) return;
    const origin = quote(originSent(failure));
    const status = statusName(answer.status);
    const refusal = refusedByCors(failure);
    const withheld =
      failure.exchange.destination === 'empty'
        ? `hides it from scripts of ${origin}`
        : `does not let ${origin} use it as ${quote(failure.exchange.destination)}`;
    const what =
      refusal !== null
        ? `${kind === 'preflight' ? 'The preflight ' : ''}${named(failure.hop)} was answered ${status}, and ${refusal}: ${quote(get(answer.headers, refusal) ?? '')} points to the server's CORS layer. It most likely refuses ${origin} because it is not on its list${kind === 'preflight' ? ', or the method or a header is not' : ''}.`
        : kind === 'preflight'
          ? `The preflight ${named(failure.hop)} was answered ${status} without an Access-Control-Allow-Origin header, so the browser did not send the request itself.`
          : `${named(failure.hop)} was answered ${status}, but without an Access-Control-Allow-Origin header. The answer arrived and the Network panel shows it; the browser ${withheld}.`;
    return {
      summary: what,
      steps: [
        ...notYours(failure),
        ...platformSetting(failure),
        ...(refusal === null ? [] : [`Add ${origin} to the origins the server allows.`]),
        `Let the server send ${allowOrigin(originSent(failure))}${originSent(failure) === 'null' ? '' : ', with Vary: Origin,'} on ${kind === 'preflight' ? 'the answer to OPTIONS and on the answer itself' : 'this answer'}.`,
        ...opaqueOrigin(originSent(failure)),
        ...unusualOrigin(failure),
        ...(refusal === null ? alsoAnError(failure) : []),
        ...neighbours(failure),
        outsideTheBrowser,
        ...(kind === 'preflight' ? afterRepair(failure) : cachedPreflight(failure)),
      ],
      evidence: [
        headerSeen(failure, 'access-control-allow-origin', wantedOrigin(failure)),
        originEvidence(failure),
        statusSeen(failure),
        ...(refusal === null ? [] : [headerSeen(failure, refusal)]),
      ],
      certainty: refusal === null ? certaintyOf(failure) : 'likely',
    };
  },
} satisfies Rule;
