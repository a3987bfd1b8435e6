import { errorSeen, urlSent } from '../clues/evidence.ts';
import { certaintyOf, netError, stoppedAtRedirect } from '../clues/failure.ts';
import { notCors } from '../clues/sentences.ts';
import { code, named } from '../prose.ts';
import type { Rule } from './types.ts';

export default {
  id: 'aborted',
  title: () => 'Request aborted by the page',
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
      summary: `${named(failure.hop)} was aborted after ${Math.round(failure.hop.duration)} ms (${code(error)}). No CORS check failed: the page or the browser cancelled it.`,
      steps: [
        'Find what cancels it: an `AbortController` or timeout, an unmounting component, a navigation or a form submit.',
      ],
      notes: [notCors],
      evidence: [errorSeen(error), urlSent(failure)],
      certainty: certaintyOf(failure),
    };
  },
} satisfies Rule;
