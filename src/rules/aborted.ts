import { errorSeen, urlSent } from '../clues/evidence.ts';
import { certaintyOf, netError, stoppedAtRedirect } from '../clues/failure.ts';
import { named, quote } from '../prose.ts';
import type { Rule } from './types.ts';

export default {
  id: 'aborted',
  title: () => 'The page gave the request up before a response came',
  misleading: true,
  fix: 'page',
  spec: 'https://fetch.spec.whatwg.org/#abort-fetch',
  mdn: 'https://developer.mozilla.org/en-US/docs/Web/API/AbortController',
  explain(failure) {
    const error = netError(failure, 'aborted');
    if (error === null) return;
    // A redirect to another origin that ends like this was stopped by the browser, not by the page.
    if (stoppedAtRedirect(failure) !== null) return;
    return {
      summary: `${named(failure.hop)} was aborted after ${Math.round(failure.hop.duration)} ms (${quote(error)}). No check failed: the page or the browser no longer wanted the response.`,
      steps: [
        'Look for what ends it: a timeout or AbortController in the code, a component that unmounts, a navigation or a form that submits while the request runs.',
        'No CORS setting is involved.',
      ],
      evidence: [errorSeen(error), urlSent(failure)],
      certainty: certaintyOf(failure),
    };
  },
} satisfies Rule;
