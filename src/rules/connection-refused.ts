import { errorSeen, urlSent } from '../clues/evidence.ts';
import { certaintyOf, hasNoResponse, netError } from '../clues/failure.ts';
import { neighbours } from '../clues/sentences.ts';
import { isLoopback } from '../cors/loopback.ts';
import { quote, serverOf } from '../prose.ts';

import type { Failure, Rule } from './types.ts';

export default {
  id: 'connection-refused',
  title: () => 'Nothing accepts connections at this address',
  misleading: true,
  fix: 'network',
  spec: 'https://fetch.spec.whatwg.org/#concept-network-error',
  mdn: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS/Errors/CORSDidNotSucceed',
  explain(failure) {
    const error = netError(failure, 'refused', 'proxy');
    const server = serverOf(failure.hop.url);
    if (isSilentServer(failure)) {
      return {
        summary: `No response came from ${server}, which is this machine, and none came from there before. Most likely nothing listens at that port. Without a response there is nothing to check for CORS.`,
        steps: [
          `Start the server, or check that it is running and listens at ${server}: right port, right address (localhost may mean 127.0.0.1 or ::1).`,
          'If it does run, look at the request in the Network panel: its column "Transferred" may name another reason. A request the page itself gave up at once looks the same here.',
          'No CORS setting is involved.',
        ],
        evidence: [urlSent(failure)],
        certainty: 'likely',
      };
    }
    if (error === null) return;
    const proxy = netError(failure, 'proxy') !== null;
    return {
      summary: proxy
        ? `The browser's proxy did not connect to ${server} (${quote(error)}). No response came, so there was nothing to check for CORS.`
        : `No connection to ${server} could be made (${quote(error)}). No response came, so there was nothing to check for CORS.`,
      steps: proxy
        ? [
            "Check the browser's and the system's proxy settings, then whether the proxy may reach this server.",
            'No CORS setting is involved.',
          ]
        : [
            `Start the server, or check that it is running and listens at ${server}: right port, right interface (127.0.0.1 is not reachable from outside; localhost may mean ::1).`,
            ...neighbours(failure),
            'In containers and remote machines, check that the port is published, and no firewall stands between.',
            'No CORS setting is involved.',
          ],
      evidence: [
        errorSeen(error),
        { side: 'request', header: ':url', found: failure.hop.url, expected: null },
      ],
      certainty: certaintyOf(failure),
    };
  },
} satisfies Rule;

/**
 * True when a server on this machine gave no response to this page on the same machine, in a browser that does
 * not say why (Firefox), and has given none in the session. On other machines a name that does not
 * resolve looks the same, and from public pages a local network rule.
 */
function isSilentServer(failure: Failure): boolean {
  const { exchange, hop, surroundings } = failure;
  const [page, server] = [URL.parse(exchange.origin), URL.parse(hop.url)];
  return (
    hasNoResponse(failure) &&
    hop.error === null &&
    hop.sent !== false &&
    surroundings.server.allowed === 0 &&
    surroundings.sameUrl.every(({ response }) => response === null) &&
    page !== null &&
    server !== null &&
    isLoopback(page.hostname) &&
    isLoopback(server.hostname)
  );
}
