import { errorSeen, urlSent } from '../clues/evidence.ts';
import { certaintyOf, netError } from '../clues/failure.ts';
import { notCors } from '../clues/sentences.ts';
import { address, code } from '../prose.ts';
import type { Rule } from './types.ts';

export default {
  id: 'name-not-resolved',
  title: ({ hop }) => `DNS lookup failed for ${code(nameIn(hop.url), 50)}`,
  misleading: true,
  fix: 'network',
  spec: 'https://fetch.spec.whatwg.org/#concept-network-error',
  mdn: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS/Errors/CORSDidNotSucceed',
  explain(failure) {
    const error = netError(failure, 'dns');
    if (error === null) return;
    const server = code(nameIn(failure.hop.url));
    return {
      summary: `${server} could not be resolved (${code(error)}). The request wasn't sent, so no CORS check took place.`,
      steps: [
        `Check the spelling of ${server}, and where your code gets it from (config, environment variable).`,
        'If the name exists only in a VPN, in Docker or in a hosts file, connect to the VPN, or use a name that this browser can resolve.',
      ],
      notes: [notCors],
      evidence: [errorSeen(error), urlSent(failure)],
      certainty: certaintyOf(failure),
    };
  },
} satisfies Rule;

/** The host name, without a port. */
function nameIn(url: string): string {
  return URL.parse(url)?.hostname || address(url);
}
