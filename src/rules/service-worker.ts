import { errorSeen, urlSent } from '../clues/evidence.ts';
import { hasNoResponse, netError, refetchedBy } from '../clues/failure.ts';
import { code, named, statusName } from '../prose.ts';
import type { Rule } from './types.ts';

export default {
  id: 'service-worker',
  title: () => 'Service worker returned an unusable response',
  misleading: true,
  fix: 'page',
  spec: 'https://fetch.spec.whatwg.org/#http-fetch',
  mdn: 'https://developer.mozilla.org/en-US/docs/Web/API/FetchEvent/respondWith',
  explain(failure) {
    if (failure.error !== null) return;
    const stated = netError(failure, 'service-worker');
    if (stated !== null) {
      return {
        summary: `${named(failure.hop)} was probably handled by the page's service worker, which returned a response that this request can't use. The recording doesn't show what the worker itself fetched.`,
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
      summary: `${named(failure.hop)} got no response, while a second request to the same URL, ${named(again)}, got ${status}. Probably the page's service worker sent that one, and returned a response that the first request can't use.`,
      steps: [
        `See the second request (${code(again.method)}): it has the headers, and the CORS error if there is one.`,
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
  "Check the `fetch` handler of the service worker: a `no-cors` request gives an opaque response, which a CORS request can't use, and headers that it adds trigger a preflight.";
const bypass =
  'To confirm, bypass the worker (Chrome: Application → Service workers → "Bypass for network"; Firefox: unregister it in `about:debugging`) and reload.';
