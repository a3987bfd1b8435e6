import { errorSeen, urlSent } from '../clues/evidence.ts';
import { certaintyOf, detailOf, netError } from '../clues/failure.ts';
import { notCors, seconds } from '../clues/sentences.ts';
import { code, named, serverIn, serverOf } from '../prose.ts';
import type { Rule } from './types.ts';

export default {
  id: 'timeout',
  title: (failure) =>
    detailOf(failure) === 'connecting'
      ? `Connection to ${serverIn(failure.hop.url)} timed out`
      : `Request to ${serverIn(failure.hop.url)} timed out`,
  misleading: true,
  fix: 'network',
  spec: 'https://fetch.spec.whatwg.org/#concept-network-error',
  mdn: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS/Errors/CORSDidNotSucceed',
  explain(failure) {
    const error = netError(failure, 'timeout');
    if (error === null) return;
    const connecting = detailOf(failure) === 'connecting';
    const waited = Math.round(failure.hop.duration / 1000);
    return {
      summary: `${named(failure.hop)} got no response${waited >= 1 ? ` within ${seconds(waited)}` : ''} (${code(error)}). Without a response, no CORS check takes place.`,
      steps: [
        connecting
          ? `Check that ${code(serverOf(failure.hop.url))} is reachable from here: usual causes are a firewall that drops packets, a disconnected VPN and a wrong address.`
          : 'Check the server log: did the request arrive, and why is it slow?',
      ],
      notes: [notCors],
      evidence: [errorSeen(error), urlSent(failure)],
      certainty: certaintyOf(failure),
    };
  },
} satisfies Rule;
