import { headerSeen, headersPresent, statusSeen } from '../clues/evidence.ts';
import { isHiddenPage, wantedOrigin } from '../clues/failure.ts';
import { hides } from '../clues/sentences.ts';
import { challenge } from '../clues/signs.ts';
import { named, quote, statusName } from '../prose.ts';
import type { Rule } from './types.ts';

export default {
  id: 'bot-challenge',
  title: () => 'A CDN or firewall answered in place of the application',
  misleading: true,
  fix: 'none',
  spec: 'https://fetch.spec.whatwg.org/#concept-cors-check',
  mdn: null,
  explain(failure) {
    const response = failure.hop.response;
    if (!response || failure.verdict.step.kind === 'redirect' || !isHiddenPage(failure)) return;
    const sign = challenge(response);
    if (sign === null) return;
    const onPreflight = failure.verdict.step.kind === 'preflight';
    return {
      summary: `${onPreflight ? 'The preflight ' : ''}${named(failure.hop)} was ${sign.certain ? '' : 'most likely '}answered by ${quote(sign.who)}, not by the application: ${statusName(response.status)}, ${sign.header}: ${quote(sign.value)}. ${hides(failure)}`,
      steps: [
        onPreflight
          ? `Exempt OPTIONS from the challenge in the settings of ${quote(sign.who)}: a preflight carries no cookies and no script can solve a challenge for it, so it can never pass.`
          : `Look into the security events of ${quote(sign.who)} for this request and let the API's path through: fetch and XMLHttpRequest cannot solve a challenge.`,
        'If the API belongs to someone else, call it from a backend of your own, as its terms allow.',
        'No CORS setting of the application is involved: it never saw this request.',
      ],
      evidence: [
        statusSeen(failure),
        headerSeen(failure, sign.header),
        ...headersPresent(failure, 'cf-ray', 'x-amz-cf-id'),
        headerSeen(failure, 'access-control-allow-origin', wantedOrigin(failure)),
      ],
      certainty: sign.certain ? 'certain' : 'likely',
    };
  },
} satisfies Rule;
