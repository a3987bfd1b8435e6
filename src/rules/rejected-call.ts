import { errorSeen, urlSent } from '../clues/evidence.ts';
import { netError } from '../clues/failure.ts';
import { notCors } from '../clues/sentences.ts';
import { code, named } from '../prose.ts';
import type { Rule } from './types.ts';

export default {
  id: 'rejected-call',
  title: (failure) => `Invalid call: ${code(reasonOf(netError(failure) ?? ''), 60)}`,
  misleading: true,
  fix: 'page',
  spec: 'https://fetch.spec.whatwg.org/#dom-request',
  mdn: 'https://developer.mozilla.org/en-US/docs/Web/API/Window/fetch#exceptions',
  explain(failure) {
    const exception = netError(failure, 'rejected');
    if (exception === null) return;
    return {
      summary: `The browser rejected an argument of the call and sent nothing for ${named(failure.hop)}. Your code got ${code(exception, 400)}.`,
      steps: [stepFor(exception)],
      notes: [notCors],
      evidence: [errorSeen(exception), urlSent(failure)],
      certainty: 'certain',
    };
  },
} satisfies Rule;

/** What the exception says, without which function of which object says it. */
function reasonOf(exception: string): string {
  const start = /^\w{1,40}: (?:Failed to execute '\w{1,40}' on '\w{1,40}': |(?:Window\.)?fetch: )?/;
  return exception.replace(start, '');
}

/** Chromium's words, then Firefox's. */
const steps: readonly (readonly [RegExp, string])[] = [
  [
    /URL that includes credentials|URL with embedded credentials|includes credentials/i,
    'Remove the user and password from the URL; send them in an `Authorization` header.',
  ],
  [
    /'headers'|ISO-8859-1|Invalid name|Invalid value|header|ByteString/i,
    'Fix the request header: names are letters, digits and hyphens, and values Latin-1 without line breaks. Encode other text (`encodeURIComponent`).',
  ],
  [/body/i, 'Send the body with POST, PUT or PATCH; GET and HEAD have none.'],
  [/method/i, 'Use a method that browsers allow: `CONNECT`, `TRACE` and `TRACK` are forbidden.'],
];

function stepFor(exception: string): string {
  return (
    steps.find(([pattern]) => pattern.test(exception))?.[1] ??
    'Fix the argument that the exception names.'
  );
}
