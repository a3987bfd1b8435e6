import { headerSeen, headerSent } from '../clues/evidence.ts';
import { credentialsToo, retryNotes, retrySteps } from '../clues/sentences.ts';
import { get, isToken, trimWhitespace } from '../cors/headers.ts';
import { code, header, named } from '../prose.ts';
import type { Rule } from './types.ts';

export default {
  id: 'allow-headers-malformed',
  title({ hop }) {
    const value = (hop.response && get(hop.response.headers, 'access-control-allow-headers')) ?? '';
    return `Invalid entry ${code(invalidEntry(value), 24)} in \`Access-Control-Allow-Headers\``;
  },
  misleading: false,
  fix: 'server-config',
  spec: 'https://fetch.spec.whatwg.org/#cors-preflight-fetch',
  mdn: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS/Errors/CORSInvalidAllowHeader',
  explain(failure) {
    if (failure.error !== 'InvalidAllowHeadersPreflightResponse' || !failure.hop.response) return;
    const value = get(failure.hop.response.headers, 'access-control-allow-headers') ?? '';
    return {
      summary: `The response to ${named(failure.hop)} has ${header('Access-Control-Allow-Headers', value)}, and ${code(invalidEntry(value))} isn't a valid header name. One invalid entry invalidates the whole header.`,
      steps: [
        'Separate plain names with commas, without semicolons, quotes or brackets: `Access-Control-Allow-Headers: content-type, authorization`.',
        ...retrySteps(failure),
      ],
      notes: [...credentialsToo(failure), ...retryNotes(failure)],
      evidence: [
        headerSeen(failure, 'access-control-allow-headers', 'content-type, authorization'),
        headerSent(failure, 'access-control-request-headers'),
      ],
      certainty: 'certain',
    };
  },
} satisfies Rule;

/** The first entry of the list that is no header name; the whole value when there is none. */
function invalidEntry(value: string): string {
  const entries = value.split(',').map(trimWhitespace);
  return entries.find((entry) => entry !== '' && !isToken(entry)) ?? value;
}
