import { errorSeen, urlSent } from '../clues/evidence.ts';
import { certaintyOf, netError } from '../clues/failure.ts';
import { quote, serverOf } from '../prose.ts';
import type { Rule } from './types.ts';

export default {
  id: 'name-not-resolved',
  title: () => 'The host name has no address (DNS)',
  misleading: true,
  fix: 'network',
  spec: 'https://fetch.spec.whatwg.org/#concept-network-error',
  mdn: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS/Errors/CORSDidNotSucceed',
  explain(failure) {
    const error = netError(failure, 'dns');
    if (error === null) return;
    const server = serverOf(failure.hop.url);
    return {
      summary: `No address was found for ${server} (${quote(error)}). The request never left, so there was no response to check for CORS.`,
      steps: [
        `Check the spelling of ${server}, and where the page takes it from (a setting, an environment variable).`,
        'Names that exist only in a VPN, in Docker or in a hosts file are unknown to a browser outside: connect, or use a name the browser can see.',
        'No CORS setting is involved.',
      ],
      evidence: [errorSeen(error), urlSent(failure)],
      certainty: certaintyOf(failure),
    };
  },
} satisfies Rule;
