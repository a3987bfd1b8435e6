import { headerSeen } from '../clues/evidence.ts';
import { lastLeg } from '../clues/failure.ts';
import { get } from '../cors/headers.ts';
import { isLocalHost } from '../cors/loopback.ts';
import { named, quote } from '../prose.ts';
import type { Advice } from './types.ts';

export default {
  id: 'insecure-origin-allowed',
  title: 'A secure API allows an http page, with credentials',
  spec: 'https://fetch.spec.whatwg.org/#cors-protocol-and-credentials',
  advise(exchange) {
    const hop = lastLeg(exchange);
    const page = URL.parse(exchange.origin);
    if (!hop.response || page?.protocol !== 'http:' || isLocalHost(page.hostname)) return;
    if (!hop.url.startsWith('https:')) return;
    const value = get(hop.response.headers, 'access-control-allow-origin');
    if (value !== exchange.origin) return;
    // Without credentials the response is what anybody can fetch without a browser.
    const credentials = get(hop.response.headers, 'access-control-allow-credentials') === 'true';
    if (!credentials && get(hop.headers, 'authorization') === null) return;
    return {
      summary: `${named(hop)} is secure and allows ${quote(value)}, which is not. Whoever sits between a user and that page can put a script into it and read the API${credentials ? " with the user's cookies" : ' as the page does'}.`,
      steps: [
        'Serve the page over https, and take the http origin off the list.',
        'Send Strict-Transport-Security on the page, so that browsers no longer ask for it over http.',
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
