import { headerSeen, originEvidence, statusSeen } from '../clues/evidence.ts';
import {
  accessFault,
  certaintyOf,
  originSent,
  refusedByCors,
  wantedOrigin,
} from '../clues/failure.ts';
import { notYours, platformConsole, unusualOrigin } from '../clues/owners.ts';
import {
  allowOrigin,
  alsoAnError,
  cachedPreflight,
  neighbours,
  opaqueOrigin,
  outsideTheBrowser,
  retryNotes,
  retrySteps,
} from '../clues/sentences.ts';
import { get } from '../cors/headers.ts';
import { code, header, named, statusName } from '../prose.ts';
import type { Rule } from './types.ts';

export default {
  id: 'allow-origin-missing',
  title(failure) {
    if (refusedByCors(failure) !== null) {
      return `Origin ${code(originSent(failure), 36)} was rejected with 403 Forbidden`;
    }
    const where = failure.verdict.step.kind === 'preflight' ? 'preflight response' : 'response';
    return `No \`Access-Control-Allow-Origin\` header in the ${where}`;
  },
  misleading: false,
  fix: 'server-config',
  spec: 'https://fetch.spec.whatwg.org/#concept-cors-check',
  mdn: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS/Errors/CORSMissingAllowOrigin',
  explain(failure) {
    const response = accessFault(failure, 'MissingAllowOriginHeader');
    if (!response) return;
    const { kind } = failure.verdict.step;
    const origin = code(originSent(failure));
    const status = statusName(response.status);
    const refusal = refusedByCors(failure);
    const use =
      failure.exchange.destination === 'empty'
        ? 'read it'
        : `use it as ${code(failure.exchange.destination)}`;
    const what =
      refusal !== null
        ? `${kind === 'preflight' ? 'The preflight ' : ''}${named(failure.hop)} returned ${status}, and ${header(refusal, get(response.headers, refusal) ?? '')} suggests that CORS is configured there, but ${origin}${kind === 'preflight' ? ', the method or a header' : ''} isn't on the allowlist.`
        : kind === 'preflight'
          ? `The preflight ${named(failure.hop)} returned ${status} without \`Access-Control-Allow-Origin\`, so the browser never sent the request itself.`
          : `${named(failure.hop)} returned ${status} without \`Access-Control-Allow-Origin\`. The response arrived, but ${originSent(failure) === 'null' ? 'a page with the origin `null`' : origin} isn't allowed to ${use}.`;
    return {
      summary: what,
      steps: [
        ...notYours(failure),
        ...platformConsole(failure),
        ...(refusal === null || platformConsole(failure).length > 0
          ? []
          : [`Add ${origin} to the server's CORS allowlist.`]),
        ...(originSent(failure) === 'null'
          ? opaqueOrigin('null')
          : [
              `Send ${allowOrigin(originSent(failure))} and \`Vary: Origin\` on ${kind === 'preflight' ? 'the preflight response and on the actual response' : 'this response'}.`,
            ]),
        ...(kind === 'preflight' ? retrySteps(failure) : []),
      ],
      notes: [
        ...unusualOrigin(failure),
        ...(refusal === null ? alsoAnError(failure) : []),
        ...neighbours(failure),
        outsideTheBrowser,
        ...(kind === 'preflight' ? retryNotes(failure) : cachedPreflight(failure)),
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
