import { certaintyOf, errorSeen, netError } from '../exchange/failed.ts';
import { neighbours, quote, serverOf } from '../exchange/words.ts';

import type { Rule } from './types.ts';

export default {
  id: 'connection-refused',
  title: 'Nothing accepts connections at this address',
  misleading: true,
  repair: 'network',
  spec: 'https://fetch.spec.whatwg.org/#concept-network-error',
  mdn: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS/Errors/CORSDidNotSucceed',
  explain(failure) {
    const error = netError(failure);
    if (error === null || !words.test(error)) return;
    const server = serverOf(failure.hop.url);
    const proxy = /PROXY|TUNNEL|SOCKS/.test(error);
    return {
      summary: proxy
        ? `The browser's proxy did not connect to ${server} (${quote(error)}). No answer came, so there was nothing to check for CORS.`
        : `No connection to ${server} could be made (${quote(error)}). No answer came, so there was nothing to check for CORS.`,
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

const words =
  /^(net::ERR_(CONNECTION_(REFUSED|FAILED)|ADDRESS_(UNREACHABLE|INVALID)|(HTTPS_)?PROXY_\w+|TUNNEL_CONNECTION_FAILED|SOCKS_CONNECTION_\w+)|NS_ERROR_(PROXY_)?CONNECTION_REFUSED|NS_ERROR_PROXY_\w+)$/;
