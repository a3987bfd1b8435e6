import { headerSeen, headersPresent, originEvidence, statusSeen } from '../clues/evidence.ts';
import { accessFault, isOriginCallbackError, originSent, wantedOrigin } from '../clues/failure.ts';
import { variesByOrigin } from '../clues/signs.ts';
import { code, named } from '../prose.ts';
import type { Rule } from './types.ts';

export default {
  id: 'cors-middleware-threw',
  title: (failure) => `CORS middleware threw for origin ${code(originSent(failure), 40)}`,
  misleading: false,
  fix: 'server-config',
  spec: 'https://fetch.spec.whatwg.org/#concept-cors-check',
  mdn: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS/Errors/CORSMissingAllowOrigin',
  explain(failure) {
    const response = accessFault(failure, 'MissingAllowOriginHeader');
    if (!response || !isOriginCallbackError(failure)) return;
    const origin = code(originSent(failure));
    const why = variesByOrigin(response)
      ? 'the response has `Vary: Origin`, so the CORS middleware ran, but allowed no origin'
      : failure.verdict.step.kind === 'preflight'
        ? 'a preflight reaches the CORS middleware, but no handler of the application'
        : 'the server returns an Express error page for every request of this page, without the header that its CORS middleware sets first';
    return {
      summary: `${failure.verdict.step.kind === 'preflight' ? 'The preflight ' : ''}${named(failure.hop)} returned 500, and that is probably the CORS middleware itself: ${why}. This is typical of an origin callback that throws for ${origin}.`,
      steps: [
        'Check the server log for an error such as "Not allowed by CORS". If it is another error, fix that one.',
        `Add ${origin} to the server's allowlist.`,
        'Reject origins without throwing (Express: `callback(null, false)`), so other origins get a normal response without CORS headers.',
      ],
      evidence: [
        statusSeen(failure),
        originEvidence(failure),
        headerSeen(failure, 'access-control-allow-origin', wantedOrigin(failure)),
        ...headersPresent(failure, 'vary', 'x-powered-by', 'content-security-policy'),
      ],
      certainty: 'likely',
    };
  },
} satisfies Rule;
