import { errorSeen, urlSent } from '../clues/evidence.ts';
import { certaintyOf, netError } from '../clues/failure.ts';
import { named, quote } from '../prose.ts';
import { firefoxErrors } from '../recording/firefox.ts';
import type { Rule } from './types.ts';

export default {
  id: 'blocked-by-client',
  title: () => 'An extension or a setting of this browser blocked the request',
  misleading: true,
  fix: 'none',
  spec: 'https://fetch.spec.whatwg.org/#concept-network-error',
  mdn: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS/Errors/CORSDidNotSucceed',
  explain(failure) {
    const error = netError(failure);
    if (error === null || !(words.test(error) || error === firefoxErrors.extension)) return;
    return {
      summary: `${named(failure.hop)} was blocked inside this browser (${quote(error)}) and never sent. Scripts see only a network error, and some programs report it as CORS.`,
      steps: [
        stepFor(error),
        'If your users have the same blocker, rename what it takes for advertising or tracking (paths such as /ads, /track, /analytics, /pixel), or serve it from your own host.',
        'No CORS setting is involved.',
      ],
      evidence: [errorSeen(error), urlSent(failure)],
      certainty: certaintyOf(failure),
    };
  },
} satisfies Rule;

const words =
  /^(net::ERR_BLOCKED_BY_(CLIENT(\.\w+)?|ADMINISTRATOR|ENTERPRISE\w*|FINGERPRINTING\w*|PRIVACY_CHECKS)|NS_ERROR_(TRACKING|MALWARE|PHISHING|HARMFUL|UNWANTED|FINGERPRINTING|CRYPTOMINING|SOCIALTRACKING|EMAILTRACKING|BLOCKED|ANTITRACKING)_(URI|BY_POLICY))$/;

function stepFor(error: string): string {
  if (/Inspector/i.test(error)) {
    return 'Look into "Network request blocking" of DevTools: a pattern there blocks this URL.';
  }
  if (/ADMINISTRATOR|ENTERPRISE|BY_POLICY/.test(error)) {
    return 'A policy of your organisation blocks this URL: chrome://policy or about:policies shows it, the administrators can change it.';
  }
  if (/^NS_ERROR/.test(error)) {
    return 'Switch off Enhanced Tracking Protection for this site (the shield in the address bar) and try again.';
  }
  return 'Switch off content blockers for this site, or open it in a private window without extensions, and try again.';
}
