import { errorSeen, urlSent } from '../clues/evidence.ts';
import { certaintyOf, hasNoResponse, netError } from '../clues/failure.ts';
import { notCors } from '../clues/sentences.ts';
import { isLoopback } from '../cors/loopback.ts';
import { code, serverIn, serverOf } from '../prose.ts';
import type { Failure, Rule } from './types.ts';

export default {
  id: 'connection-refused',
  title(failure) {
    const server = serverIn(failure.hop.url);
    if (netError(failure, 'proxy') !== null) return `Proxy could not connect to ${server}`;
    if (netError(failure) === null) return `No response: is anything listening on ${server}?`;
    // On other machines an address that cannot be reached is the same kind of error.
    return isLoopback(URL.parse(failure.hop.url)?.hostname ?? '')
      ? `Connection refused: nothing is listening on ${server}`
      : `Could not connect to ${server}`;
  },
  misleading: true,
  fix: 'network',
  spec: 'https://fetch.spec.whatwg.org/#concept-network-error',
  mdn: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS/Errors/CORSDidNotSucceed',
  explain(failure) {
    const error = netError(failure, 'refused', 'proxy');
    const server = code(serverOf(failure.hop.url));
    if (isSilentServer(failure)) {
      return {
        summary: `No response from ${server}, which is this machine, in the whole session. Probably nothing is listening on that port. Without a response, no CORS check takes place.`,
        steps: [
          `Start the server, or check that it listens on ${server}: right port, right address (\`localhost\` may resolve to \`127.0.0.1\` or \`::1\`).`,
          'If it is running, check the "Transferred" column of the Network panel for another reason. A request that your code aborts at once looks the same here.',
        ],
        notes: [notCors],
        evidence: [urlSent(failure)],
        certainty: 'likely',
      };
    }
    if (error === null) return;
    const proxy = netError(failure, 'proxy') !== null;
    return {
      summary: proxy
        ? `The browser's proxy could not connect to ${server} (${code(error)}). Without a response, no CORS check takes place.`
        : `The browser could not connect to ${server} (${code(error)}). Without a response, no CORS check takes place.`,
      steps: proxy
        ? [
            'Check the proxy settings of the browser and the system, and that the proxy can reach this server.',
          ]
        : [
            `Start the server, or check that it listens on ${server}: right port, right interface (\`127.0.0.1\` isn't reachable from other machines; \`localhost\` may resolve to \`::1\`).`,
            'For a container or a remote machine, check that the port is published and no firewall blocks it.',
          ],
      notes: [
        ...(failure.surroundings.server.allowed > 0
          ? [`Other requests to ${server} got a response: it may have stopped or restarted since.`]
          : []),
        notCors,
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
