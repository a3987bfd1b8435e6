import { cachedForOthers } from '../clues/cached.ts';
import { headerSeen, originEvidence, statusSeen } from '../clues/evidence.ts';
import {
  accessFault,
  certaintyOf,
  originSent,
  redirectToLogin,
  refusedByCors,
  wantedOrigin,
} from '../clues/failure.ts';
import { notYours, platformConsole, unusualOrigin } from '../clues/owners.ts';
import {
  afterFix,
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
  title: () => 'The response has no Access-Control-Allow-Origin header',
  misleading: false,
  fix: 'server-config',
  spec: 'https://fetch.spec.whatwg.org/#concept-cors-check',
  mdn: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS/Errors/CORSMissingAllowOrigin',
  explain(failure) {
    const response = accessFault(failure, 'MissingAllowOriginHeader');
    if (!response) return;
    const { kind } = failure.verdict.step;
    // What is not HTTP has no headers to miss; a redirect, of a preflight too, has a rule of its own.
    if (kind === 'redirect' || redirectLocation(response) !== null) return;
    if (response.notHttp || cachedForOthers(failure)) return;
    // Once the session is good there is no such page.
    if (redirectToLogin(failure) !== null) return;
    const origin = quote(originSent(failure));
    const status = statusName(response.status);
    const refusal = refusedByCors(failure);
    const withheld =
      failure.exchange.destination === 'empty'
        ? `hides it from scripts of ${origin}`
        : `does not let ${origin} use it as ${quote(failure.exchange.destination)}`;
    const what =
      refusal !== null
        ? `${kind === 'preflight' ? 'The preflight ' : ''}${named(failure.hop)} returned ${status}, and ${refusal}: ${quote(get(response.headers, refusal) ?? '')} points to the server's CORS layer. It most likely refuses ${origin} because it is not on its list${kind === 'preflight' ? ', or the method or a header is not' : ''}.`
        : kind === 'preflight'
          ? `The preflight ${named(failure.hop)} returned ${status} without an Access-Control-Allow-Origin header, so the browser did not send the request itself.`
          : `${named(failure.hop)} returned ${status}, but without an Access-Control-Allow-Origin header. The response arrived and the Network panel shows it; the browser ${withheld}.`;
    return {
      summary: what,
      steps: [
        ...notYours(failure),
        ...platformConsole(failure),
        ...(refusal === null ? [] : [`Add ${origin} to the origins the server allows.`]),
        `Let the server send ${allowOrigin(originSent(failure))}${originSent(failure) === 'null' ? '' : ', with Vary: Origin,'} on ${kind === 'preflight' ? 'the preflight response and on the response itself' : 'this response'}.`,
        ...opaqueOrigin(originSent(failure)),
        ...unusualOrigin(failure),
        ...(refusal === null ? alsoAnError(failure) : []),
        ...neighbours(failure),
        outsideTheBrowser,
        ...(kind === 'preflight' ? afterFix(failure) : cachedPreflight(failure)),
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
