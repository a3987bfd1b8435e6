import { headerSeen, statusSeen } from '../clues/evidence.ts';
import { lastLeg } from '../clues/failure.ts';
import { type CorsError, withoutStage } from '../cors/errors.ts';
import { get } from '../cors/headers.ts';
import { code, named } from '../prose.ts';
import type { Hop } from '../recording/types.ts';
import { checkFailures } from '../verdict/checks.ts';
import type { Advice } from './types.ts';

export default {
  id: 'hidden-by-override',
  title: 'Works here, but will fail for your users',
  spec: 'https://fetch.spec.whatwg.org/#concept-cors-check',
  advise(exchange) {
    // Only where the browser itself says that it succeeded, and the check was due.
    if (exchange.reported !== 'succeeded' || exchange.mode !== 'cors' || exchange.simulated) return;
    // Extensions with a permission for the host are let through without any header.
    if (/^[a-z-]+-extension:/.test(exchange.origin)) return;
    const leg = lastLeg(exchange);
    // A revalidated response shows the headers of the 304; the check used the stored ones. What a service worker made
    // is not checked.
    if (!leg.response || leg.response.status === 304 || leg.stored) return;
    // Without an Origin it may have come from a frame of the server's own origin.
    if (get(leg.headers, 'origin') === null) return;
    const modes =
      exchange.credentials === 'unknown' ? (['omit', 'include'] as const) : [exchange.credentials];
    const failures = modes.map((mode) => checkFailures(exchange, mode)[0]);
    const [first] = failures;
    if (!first || failures.some((failure) => failure === undefined)) return;
    const hop = first.step.kind === 'preflight' ? (leg.preflight ?? leg) : leg;
    return {
      summary: `${named(hop)} succeeded, although its headers fail the CORS check (${code(first.error)}). Something in this browser lets it through: an extension that adds CORS headers, a DevTools override, a service worker, or \`--disable-web-security\`.`,
      steps: [
        'Turn off CORS extensions and overrides, or use a private window: you should see the error that your users see.',
        'Then fix the server.',
      ],
      evidence: [
        evidenceOf(first.error, hop, exchange.origin),
        { side: 'request', header: 'origin', found: exchange.origin, expected: null },
      ],
    };
  },
} satisfies Advice;

/** The line of the response that fails. */
function evidenceOf(error: CorsError, hop: Hop, origin: string) {
  switch (withoutStage(error)) {
    case 'InvalidAllowCredentials':
      return headerSeen({ hop }, 'access-control-allow-credentials', 'true');
    case 'PreflightInvalidStatus':
    case 'PreflightDisallowedRedirect':
      return statusSeen({ hop }, '204');
    case 'MethodDisallowedByPreflightResponse':
    case 'InvalidAllowMethodsPreflightResponse':
      return headerSeen({ hop }, 'access-control-allow-methods');
    case 'HeaderDisallowedByPreflightResponse':
    case 'InvalidAllowHeadersPreflightResponse':
      return headerSeen({ hop }, 'access-control-allow-headers');
    default:
      return headerSeen({ hop }, 'access-control-allow-origin', origin);
  }
}
