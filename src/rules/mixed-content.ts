import { isMixedContent, urlSent } from '../exchange/failed.ts';
import { named, quote, serverOf } from '../exchange/words.ts';
import type { Rule } from './types.ts';

export default {
  id: 'mixed-content',
  title: 'An https page may not call an http URL (mixed content)',
  misleading: true,
  repair: 'server',
  spec: 'https://w3c.github.io/webappsec-mixed-content/#should-block-fetch',
  mdn: 'https://developer.mozilla.org/en-US/docs/Web/Security/Mixed_content',
  explain(failure) {
    if (!isMixedContent(failure)) return;
    return {
      summary: `The page ${quote(failure.exchange.origin)} is secure and ${named(failure.hop)} is not, so the browser stopped the request before it was sent. There was no answer to check for CORS.`,
      steps: [
        `Call ${serverOf(failure.hop.url)} with https. If it has no certificate yet, give it one.`,
        'Behind a proxy that ends TLS: check that the application builds https URLs (X-Forwarded-Proto).',
        'For local work, http://localhost and http://127.0.0.1 are exempt.',
      ],
      evidence: [
        urlSent(failure, 'https'),
        { side: 'request', header: 'origin', found: failure.exchange.origin, expected: null },
      ],
      certainty: 'certain',
    };
  },
} satisfies Rule;
