import { headerSeen, statusSeen } from '../clues/evidence.ts';
import { accessFault, originSent, wantedOrigin } from '../clues/failure.ts';
import { allowOrigin } from '../clues/sentences.ts';
import { redirectLocation } from '../cors/redirect.ts';
import { address, named, statusName } from '../prose.ts';
import type { Rule } from './types.ts';

export default {
  id: 'redirect-without-cors',
  title: () => 'The redirect itself has no Access-Control-Allow-Origin header',
  misleading: false,
  fix: 'server-config',
  spec: 'https://fetch.spec.whatwg.org/#http-redirect-fetch',
  mdn: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS/Errors/CORSMissingAllowOrigin',
  explain(failure) {
    const { hop, verdict } = failure;
    const response = accessFault(failure, 'MissingAllowOriginHeader');
    if (!response || verdict.step.kind !== 'redirect') return;
    const location = redirectLocation(response);
    if (location === null) return;
    const target = URL.parse(location, hop.url)?.href ?? location;
    return {
      summary: `${named(hop)} returned ${statusName(response.status)} with a redirect to ${address(target)}, without Access-Control-Allow-Origin. The browser checks every response on the way, redirects too, so it stops here.`,
      steps: [
        `Call ${address(target)} from the page: then there is no redirect.`,
        `If the redirect must stay, send the CORS headers on it as well (${allowOrigin(originSent(failure))}).`,
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
