import { headerSeen } from '../clues/evidence.ts';
import { lastLeg } from '../clues/failure.ts';
import { get } from '../cors/headers.ts';
import { isLocalHost } from '../cors/loopback.ts';
import { code, named } from '../prose.ts';
import type { Advice } from './types.ts';

export default {
  id: 'insecure-origin-allowed',
  title: 'https API trusts an http origin',
  spec: 'https://fetch.spec.whatwg.org/#cors-protocol-and-credentials',
  advise(exchange) {
    const hop = lastLeg(exchange);
    const page = URL.parse(exchange.origin);
    if (!hop.response || page?.protocol !== 'http:' || isLocalHost(page.hostname)) return;
    if (!hop.url.startsWith('https:')) return;
    const value = get(hop.response.headers, 'access-control-allow-origin');
    if (value !== exchange.origin) return;
    // Without credentials the response is what anybody can fetch without a browser. Many servers of advertisers allow
    // them to every page that never sends any.
    const credentials =
      get(hop.response.headers, 'access-control-allow-credentials') === 'true' &&
      exchange.credentials === 'include';
    if (!credentials && get(hop.headers, 'authorization') === null) return;
    return {
      summary: `The response to ${named(hop)} allows the http origin ${code(value)}. A network attacker can inject a script into that page and read the API${credentials ? " with the user's cookies" : ' as the page does'}.`,
      steps: [
        'Serve the page over https, and remove the http origin from the allowlist.',
        'Send `Strict-Transport-Security` on the page, so browsers no longer request it over http.',
      ],
      evidence: [
        headerSeen(
          { hop },
          'access-control-allow-origin',
          exchange.origin.replace('http:', 'https:'),
        ),
        headerSeen({ hop }, 'access-control-allow-credentials'),
      ],
    };
  },
} satisfies Advice;
