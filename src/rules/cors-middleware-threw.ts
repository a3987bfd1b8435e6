import { headerSeen, headersPresent, originEvidence, statusSeen } from '../clues/evidence.ts';
import { accessFault, isOriginCallbackError, originSent, wantedOrigin } from '../clues/failure.ts';
import { variesByOrigin } from '../clues/signs.ts';
import { named, quote } from '../prose.ts';
import type { Rule } from './types.ts';

export default {
  id: 'cors-middleware-threw',
  title: () => 'The CORS config of the server threw an error for this origin',
  misleading: false,
  fix: 'server-config',
  spec: 'https://fetch.spec.whatwg.org/#concept-cors-check',
  mdn: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS/Errors/CORSMissingAllowOrigin',
  explain(failure) {
    const response = accessFault(failure, 'MissingAllowOriginHeader');
    if (!response || !isOriginCallbackError(failure)) return;
    const origin = quote(originSent(failure));
    const why = variesByOrigin(response)
      ? 'the response says Vary: Origin, so the CORS middleware ran, and then allowed nobody'
      : failure.verdict.step.kind === 'preflight'
        ? 'no handler of the application runs for a preflight, the CORS middleware does'
        : 'this server answers every request of the page like that, with the error page of Express and without the header its CORS middleware sets first';
    return {
      summary: `${failure.verdict.step.kind === 'preflight' ? 'The preflight ' : ''}${named(failure.hop)} returned 500, and this 500 most likely is the CORS error: ${why}. A function that decides on origins and throws for ${origin} looks like this.`,
      steps: [
        `Look for the error in the server log, such as "Not allowed by CORS". If it is another error, fix that one.`,
        `Add ${origin} to the origins the server allows.`,
        'Let the function refuse an origin without an error (Express: callback(null, false)), so that strangers get a plain answer without CORS headers.',
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
