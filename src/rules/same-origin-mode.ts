import { urlSent } from '../clues/evidence.ts';
import { notCors } from '../clues/sentences.ts';
import { code, named } from '../prose.ts';
import type { Rule } from './types.ts';

export default {
  id: 'same-origin-mode',
  title: () => 'Call to another origin with `mode: "same-origin"`',
  misleading: true,
  fix: 'page',
  spec: 'https://fetch.spec.whatwg.org/#main-fetch',
  mdn: 'https://developer.mozilla.org/en-US/docs/Web/API/RequestInit#mode',
  explain(failure) {
    if (failure.error !== 'DisallowedByMode') return;
    const { hop, exchange } = failure;
    return {
      summary: `The page called ${named(hop)} with \`mode: "same-origin"\`, which forbids requests to other origins than ${code(exchange.origin)}. The browser sent nothing.`,
      steps: [
        'Remove `mode: "same-origin"` from the call (`cors` is the default), or call your own origin and have your server forward the request.',
      ],
      notes: [notCors],
      evidence: [urlSent(failure)],
      certainty: 'certain',
    };
  },
} satisfies Rule;
