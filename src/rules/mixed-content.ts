import { headerSeen, urlSent } from '../clues/evidence.ts';
import { mixedContent } from '../clues/failure.ts';
import { address, code, named, serverOf } from '../prose.ts';
import type { Rule } from './types.ts';

export default {
  id: 'mixed-content',
  title: () => 'Mixed content: https page requested an http URL',
  misleading: true,
  fix: 'page',
  spec: 'https://w3c.github.io/webappsec-mixed-content/#should-block-fetch',
  mdn: 'https://developer.mozilla.org/en-US/docs/Web/Security/Mixed_content',
  explain(failure) {
    const target = mixedContent(failure);
    if (target === null) return;
    const redirected = failure.hop.response !== null;
    return {
      summary: redirected
        ? `${named(failure.hop)} redirects to the http URL ${code(address(target))}, but the page (${code(failure.exchange.origin)}) is https, so the browser stopped there. No CORS check failed.`
        : `The page (${code(failure.exchange.origin)}) is https, so the browser blocked ${named(failure.hop)} before sending it. No CORS check took place.`,
      steps: [
        redirected
          ? 'Redirect to https on the server.'
          : `Call ${code(serverOf(target))} over https; install a certificate there if it has none.`,
        'Behind a TLS-terminating proxy, check that the application generates https URLs (`X-Forwarded-Proto`).',
      ],
      notes: ['`http://localhost` and `http://127.0.0.1` are exempt from this check.'],
      evidence: [
        redirected ? headerSeen(failure, 'location', 'https') : urlSent(failure, 'https'),
        { side: 'request', header: 'origin', found: failure.exchange.origin, expected: null },
      ],
      certainty: 'certain',
    };
  },
} satisfies Rule;
