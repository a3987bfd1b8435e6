import { headerSeen, headersPresent, statusSeen } from '../clues/evidence.ts';
import { isHiddenPage, wantedOrigin } from '../clues/failure.ts';
import { hides } from '../clues/sentences.ts';
import { challenge } from '../clues/signs.ts';
import { header, named, statusName } from '../prose.ts';
import type { Rule } from './types.ts';

export default {
  id: 'bot-challenge',
  title({ hop }) {
    const who = (hop.response && challenge(hop.response)?.who) ?? 'a CDN or firewall';
    return `Blocked by ${who}${hop.response ? ` (${hop.response.status})` : ''}`;
  },
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
      summary: `${sign.who} ${sign.certain ? '' : 'probably '}blocked ${onPreflight ? 'the preflight ' : ''}${named(failure.hop)} before it reached the application: it returned ${statusName(response.status)} with ${header(sign.header, sign.value)}. ${hides(failure)}`,
      steps: [
        onPreflight
          ? `Exempt \`OPTIONS\` from the challenge in the ${sign.who} config: preflights carry no cookies and can't solve a challenge.`
          : `Find this request in the security events of ${sign.who} and allowlist the API path: \`fetch\` and \`XMLHttpRequest\` can't solve a challenge.`,
        "If the API isn't yours, call it from your own backend, if its terms allow.",
      ],
      notes: ["CORS isn't involved: the application never saw this request."],
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
