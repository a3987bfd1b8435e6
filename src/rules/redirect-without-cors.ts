import { headerSeen, statusSeen } from '../clues/evidence.ts';
import { accessFault, originSent, wantedOrigin } from '../clues/failure.ts';
import { allowOrigin } from '../clues/sentences.ts';
import { isRedirectStatus, redirectLocation } from '../cors/redirect.ts';
import { address, code, named, statusName } from '../prose.ts';
import type { Response } from '../recording/types.ts';
import type { Explanation, Failure, Rule } from './types.ts';

export default {
  id: 'redirect-without-cors',
  title: ({ hop }) =>
    `Redirect${hop.response ? ` (${hop.response.status})` : ''} has no \`Access-Control-Allow-Origin\` header`,
  misleading: false,
  fix: 'server-config',
  spec: 'https://fetch.spec.whatwg.org/#http-redirect-fetch',
  mdn: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS/Errors/CORSMissingAllowOrigin',
  explain(failure) {
    const { hop, verdict } = failure;
    const response = accessFault(failure, 'MissingAllowOriginHeader');
    if (!response || !isRedirectStatus(response.status)) return;
    const location = redirectLocation(response);
    if (location === null) return withoutTarget(failure, response);
    if (verdict.step.kind !== 'redirect') return;
    const target = URL.parse(location, hop.url)?.href ?? location;
    return {
      summary: `${named(hop)} returned ${statusName(response.status)} with a redirect to ${code(address(target))}, but without \`Access-Control-Allow-Origin\`. Redirects need CORS headers, too, so the browser stopped here.`,
      steps: [
        `Call ${code(address(target))} directly, without the redirect.`,
        `If the redirect must stay, send CORS headers on it, too (${allowOrigin(originSent(failure))}).`,
      ],
      evidence: [
        statusSeen(failure),
        headerSeen(failure, 'location'),
        headerSeen(failure, 'access-control-allow-origin', wantedOrigin(failure)),
      ],
      certainty: verdict.outcome === 'blocked' ? verdict.certainty : 'likely',
    };
  },
} satisfies Rule;

/** A sanitizer takes `Location` out, which may have been a login page. */
function withoutTarget(failure: Failure, { status }: Response): Explanation | undefined {
  if (failure.verdict.step.kind === 'preflight') return;
  return {
    summary: `${named(failure.hop)} returned ${statusName(status)}, a redirect, without \`Access-Control-Allow-Origin\`. Its \`Location\` is not in this recording. Redirects need CORS headers, too, so the browser stopped here.`,
    steps: [
      'Open the URL in a new tab and see where it leads. If that is a login page, the session has expired: log in again and reload the page.',
      'Otherwise call the URL it leads to directly, without the redirect.',
      `If the redirect must stay, send CORS headers on it, too (${allowOrigin(originSent(failure))}).`,
    ],
    evidence: [
      statusSeen(failure),
      headerSeen(failure, 'location'),
      headerSeen(failure, 'access-control-allow-origin', wantedOrigin(failure)),
    ],
    certainty: 'likely',
  };
}
