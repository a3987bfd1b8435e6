import { withoutStage } from '../cors/errors.ts';
import { redirectLocation } from '../cors/redirect.ts';
import { headerSeen, originSent, statusSeen } from '../exchange/failed.ts';
import { address, named, quote, statusName } from '../exchange/words.ts';
import type { Rule } from './types.ts';

export default {
  id: 'redirect-without-cors',
  title: 'The redirect itself has no Access-Control-Allow-Origin header',
  misleading: false,
  repair: 'server',
  spec: 'https://fetch.spec.whatwg.org/#concept-http-redirect-fetch',
  mdn: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS/Errors/CORSMissingAllowOrigin',
  explain(failure) {
    const { hop, error, verdict } = failure;
    if (verdict.step.kind !== 'redirect' || error === null || !hop.response) return;
    if (withoutStage(error) !== 'MissingAllowOriginHeader') return;
    const location = redirectLocation(hop.response) ?? '';
    const target = URL.parse(location, hop.url)?.href ?? location;
    return {
      summary: `${named(hop)} was answered ${statusName(hop.response.status)} with a redirect to ${address(target)}, without Access-Control-Allow-Origin. The browser checks every answer on the way, redirects too, so it stops here.`,
      steps: [
        `Call ${address(target)} from the page: then there is no redirect.`,
        `If the redirect must stay, send the CORS headers on it as well (Access-Control-Allow-Origin: ${quote(originSent(failure))}).`,
      ],
      evidence: [
        statusSeen(failure),
        headerSeen(failure, 'location'),
        headerSeen(failure, 'access-control-allow-origin', originSent(failure)),
      ],
      certainty: verdict.outcome === 'blocked' ? verdict.certainty : 'likely',
    };
  },
} satisfies Rule;
