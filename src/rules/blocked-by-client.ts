import { errorSeen, urlSent } from '../clues/evidence.ts';
import { certaintyOf, detailOf, netError } from '../clues/failure.ts';
import { notCors } from '../clues/sentences.ts';
import { code, named } from '../prose.ts';
import type { ErrorDetail } from '../recording/types.ts';
import type { Rule } from './types.ts';

export default {
  id: 'blocked-by-client',
  title(failure) {
    const detail = detailOf(failure);
    return detail === 'devtools'
      ? 'Blocked by DevTools request blocking'
      : detail === 'policy'
        ? "Blocked by your organization's browser policy"
        : detail === 'tracking-protection'
          ? 'Blocked by tracking protection'
          : 'Blocked by an extension or browser setting';
  },
  misleading: true,
  fix: 'none',
  spec: 'https://fetch.spec.whatwg.org/#concept-network-error',
  mdn: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS/Errors/CORSDidNotSucceed',
  explain(failure) {
    const error = netError(failure, 'blocked-by-client');
    if (error === null) return;
    return {
      summary: `${named(failure.hop)} was blocked in this browser (${code(error)}) and never sent. Your code sees the same error as with CORS.`,
      steps: [
        stepFor(detailOf(failure)),
        'If your users have the same blocker, rename paths that look like ads or tracking (`/ads`, `/track`, `/analytics`, `/pixel`), or serve them from your own host.',
      ],
      notes: [notCors],
      evidence: [errorSeen(error), urlSent(failure)],
      certainty: certaintyOf(failure),
    };
  },
} satisfies Rule;

function stepFor(detail: ErrorDetail | undefined): string {
  if (detail === 'devtools') {
    return 'Open "Network request blocking" in DevTools and remove the pattern that blocks this URL.';
  }
  if (detail === 'policy') {
    return 'Find the policy in `chrome://policy` or `about:policies`, and ask your administrators to change it.';
  }
  if (detail === 'tracking-protection') {
    return 'Turn off Enhanced Tracking Protection for this site (the shield in the address bar) and reload.';
  }
  return 'Turn off content blockers for this site, or open it in a private window without extensions.';
}
