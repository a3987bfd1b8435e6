import { headerSeen, headerSent } from '../clues/evidence.ts';
import { credentialsToo, retryNotes, retrySteps } from '../clues/sentences.ts';
import { get, isToken, trimWhitespace } from '../cors/headers.ts';
import { code, header, named } from '../prose.ts';
import type { Rule } from './types.ts';

export default {
  id: 'allow-methods-malformed',
  title({ hop }) {
    const value = (hop.response && get(hop.response.headers, 'access-control-allow-methods')) ?? '';
    return `Invalid entry ${code(invalidEntry(value), 24)} in \`Access-Control-Allow-Methods\``;
  },
  misleading: false,
  fix: 'server-config',
  spec: 'https://fetch.spec.whatwg.org/#cors-preflight-fetch',
  mdn: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS/Errors/CORSInvalidAllowMethod',
  explain(failure) {
    if (failure.error !== 'InvalidAllowMethodsPreflightResponse' || !failure.hop.response) return;
    const value = get(failure.hop.response.headers, 'access-control-allow-methods') ?? '';
    return {
      summary: `The response to ${named(failure.hop)} has ${header('Access-Control-Allow-Methods', value)}, and ${code(invalidEntry(value))} isn't a valid method. One invalid entry invalidates the whole header.`,
      steps: [
        'Separate plain names with commas, without semicolons, quotes or brackets: `Access-Control-Allow-Methods: GET, POST, PUT`.',
        ...retrySteps(failure),
      ],
      notes: [...credentialsToo(failure), ...retryNotes(failure)],
      evidence: [
        headerSeen(failure, 'access-control-allow-methods', 'GET, POST, PUT'),
        headerSent(failure, 'access-control-request-method'),
      ],
      certainty: 'certain',
    };
  },
} satisfies Rule;

/** The first entry of the list that is no method; the whole value when there is none. */
function invalidEntry(value: string): string {
  const entries = value.split(',').map(trimWhitespace);
  return entries.find((entry) => entry !== '' && !isToken(entry)) ?? value;
}
