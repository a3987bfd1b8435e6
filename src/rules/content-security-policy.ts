import { errorSeen, headerSeen, urlSent } from '../clues/evidence.ts';
import { mixedContent, netError, stoppedAtRedirect } from '../clues/failure.ts';
import { notCors } from '../clues/sentences.ts';
import { isSameOrigin, originOf } from '../cors/origin.ts';
import { address, code, named } from '../prose.ts';
import type { Failure, Rule } from './types.ts';

export default {
  id: 'content-security-policy',
  title: (failure) =>
    `Blocked by the page's Content Security Policy${directiveOf(failure) === null ? '' : ` (${code(directiveOf(failure) ?? '')})`}`,
  misleading: true,
  fix: 'page',
  spec: 'https://w3c.github.io/webappsec-csp/#should-block-request',
  mdn: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CSP',
  explain(failure) {
    const error = netError(failure);
    if (error === null) return;
    const { hop, exchange } = failure;
    if (mixedContent(failure) !== null || !/^https?:/i.test(hop.url)) return;
    const redirect = stoppedAtRedirect(failure);
    const unsent = netError(failure, 'unsent') !== null && hop.response === null;
    const stated = netError(failure, 'csp') !== null;
    if (redirect === null && !unsent && !stated) return;
    const target = redirect ?? hop.url;
    const violated = directiveOf(failure);
    const directive = violated ?? directives[exchange.destination] ?? 'connect-src';
    const origin = code(originOf(target) ?? address(target));
    return {
      summary:
        redirect !== null
          ? `${named(hop)} was redirected to ${code(address(target))}, and the browser stopped there without a network error. This is typical of a redirect that the page's Content Security Policy doesn't allow.`
          : `The browser blocked ${named(hop)} before sending it${violated !== null ? `: the page's policy doesn't allow it (${code(violated)})` : stated ? ` (${code(error)})` : ', without a network error. This is typical of a Content Security Policy'}. No CORS check took place.`,
      steps: [
        ...(violated === null ? ['Check the Console: it names the violated directive.'] : []),
        `Add ${origin} to ${code(directive)} in the page's \`Content-Security-Policy\` (a header or a \`<meta>\` tag).`,
        // Only a request that began at home can have been told to stay there.
        ...(redirect !== null && isSameOrigin(exchange.origin, hop.url)
          ? [
              'If the Console names none, check the call for `mode: "same-origin"`: it blocks such a redirect, too.',
            ]
          : []),
      ],
      notes: [notCors],
      evidence: [
        ...(netError(failure, 'unsent') !== null ? [] : [errorSeen(error)]),
        ...(redirect === null ? [] : [headerSeen(failure, 'location')]),
        urlSent(failure),
      ],
      certainty: stated ? 'certain' : 'likely',
    };
  },
} satisfies Rule;

/** The directive that blocked it, where tracing heard the violation. */
function directiveOf({ exchange }: Failure): string | null {
  return exchange.traced?.directive ?? null;
}

const directives: Record<string, string | undefined> = {
  font: 'font-src',
  image: 'img-src',
  script: 'script-src',
  style: 'style-src',
  audio: 'media-src',
  video: 'media-src',
  manifest: 'manifest-src',
};
