import { errorSeen, urlSent } from '../clues/evidence.ts';
import { hasNoResponse, netError, refetchedBy } from '../clues/failure.ts';
import { named, quote, statusName } from '../prose.ts';
import type { Rule } from './types.ts';

export default {
  id: 'service-worker',
  title: () => 'A service worker made the request in its own way',
  misleading: true,
  fix: 'page',
  spec: 'https://fetch.spec.whatwg.org/#http-fetch',
  mdn: 'https://developer.mozilla.org/en-US/docs/Web/API/FetchEvent/respondWith',
  explain(failure) {
    if (failure.error !== null) return;
    const stated = netError(failure, 'service-worker');
    if (stated !== null) {
      return {
        summary: `${named(failure.hop)} was taken over by a service worker of the page, as far as the recording shows, and what the worker handed back was no response this request may have. What the worker itself fetched is not in the recording.`,
        steps: [handler, bypass],
        evidence: [errorSeen(stated), urlSent(failure)],
        certainty: 'likely',
      };
    }
    if (!hasNoResponse(failure)) return;
    const again = refetchedBy(failure);
    if (again === null) return;
    const status = again.response === null ? 'no response' : statusName(again.response.status);
    return {
      summary: `${named(failure.hop)} ended without a response of its own, while a second request for the URL, ${named(again)}, ran beside it and got ${status}. A service worker of the page most likely fetched it again, and what it handed back was no response this request may have.`,
      steps: [
        `Look at the second entry, ${quote(again.method)}: the facts, and the CORS fault if there is one, stand there.`,
        handler,
        bypass,
      ],
      evidence: [
        {
          side: 'response',
          header: ':error',
          found: failure.hop.error?.text ?? null,
          expected: null,
        },
        urlSent(failure),
      ],
      certainty: 'likely',
    };
  },
} satisfies Rule;

const handler =
  'Check the fetch handler of the service worker: a request made with mode "no-cors" gives an opaque response, which a CORS request may not use; headers it adds cause a preflight the page did not need.';
const bypass =
  'To be sure, let the worker stand aside (Chrome: Application panel, Service workers, "Bypass for network"; Firefox: unregister it in about:debugging) and reload: if the request passes then, it is the service worker.';
