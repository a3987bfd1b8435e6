import { headerSeen, urlSent } from '../clues/evidence.ts';
import { mixedContent } from '../clues/failure.ts';
import { address, named, quote, serverOf } from '../prose.ts';
import type { Rule } from './types.ts';

export default {
  id: 'mixed-content',
  title: () => 'An https page may not call an http URL (mixed content)',
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
        ? `${named(failure.hop)} redirects the secure page ${quote(failure.exchange.origin)} to ${address(target)}, which is not secure, so the browser stopped there. No CORS check failed.`
        : `The page ${quote(failure.exchange.origin)} is secure and ${named(failure.hop)} is not, so the browser stopped the request before it was sent. There was no response to check for CORS.`,
      steps: [
        redirected
          ? 'Let the server redirect to https.'
          : `Call ${serverOf(target)} with https. If it has no certificate yet, give it one.`,
        'Behind a proxy that ends TLS: check that the application builds https URLs (X-Forwarded-Proto).',
        'For local work, http://localhost and http://127.0.0.1 are exempt.',
      ],
      evidence: [
        redirected ? headerSeen(failure, 'location', 'https') : urlSent(failure, 'https'),
        { side: 'request', header: 'origin', found: failure.exchange.origin, expected: null },
      ],
      certainty: 'certain',
    };
  },
} satisfies Rule;
