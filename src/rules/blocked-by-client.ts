import { errorSeen, urlSent } from '../clues/evidence.ts';
import { certaintyOf, detailOf, netError } from '../clues/failure.ts';
import { named, quote } from '../prose.ts';
import type { ErrorDetail } from '../recording/types.ts';
import type { Rule } from './types.ts';

export default {
  id: 'blocked-by-client',
  title: () => 'An extension or a setting of this browser blocked the request',
  misleading: true,
  fix: 'none',
  spec: 'https://fetch.spec.whatwg.org/#concept-network-error',
  mdn: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS/Errors/CORSDidNotSucceed',
  explain(failure) {
    const error = netError(failure, 'blocked-by-client');
    if (error === null) return;
    return {
      summary: `${named(failure.hop)} was blocked inside this browser (${quote(error)}) and never sent. Scripts see only a network error, and some programs report it as CORS.`,
      steps: [
        stepFor(detailOf(failure)),
        'If your users have the same blocker, rename what it takes for advertising or tracking (paths such as /ads, /track, /analytics, /pixel), or serve it from your own host.',
        'No CORS setting is involved.',
      ],
      evidence: [errorSeen(error), urlSent(failure)],
      certainty: certaintyOf(failure),
    };
  },
} satisfies Rule;

function stepFor(detail: ErrorDetail | undefined): string {
  if (detail === 'devtools') {
    return 'Look into "Network request blocking" of DevTools: a pattern there blocks this URL.';
  }
  if (detail === 'policy') {
    return 'A policy of your organisation blocks this URL: chrome://policy or about:policies shows it, the administrators can change it.';
  }
  if (detail === 'tracking-protection') {
    return 'Switch off Enhanced Tracking Protection for this site (the shield in the address bar) and try again.';
  }
  return 'Switch off content blockers for this site, or open it in a private window without extensions, and try again.';
}
