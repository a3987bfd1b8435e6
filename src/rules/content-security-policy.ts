import { errorSeen, headerSeen, urlSent } from '../clues/evidence.ts';
import { mixedContent, netError, stoppedAtRedirect } from '../clues/failure.ts';
import { notCors } from '../clues/sentences.ts';
import { isSameOrigin, originOf } from '../cors/origin.ts';
import { address, code, named } from '../prose.ts';
import type { Rule } from './types.ts';

export default {
  id: 'content-security-policy',
  title: () => "Blocked by the page's Content Security Policy",
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
    const directive = directives[exchange.destination] ?? 'connect-src';
    const origin = code(originOf(target) ?? address(target));
    return {
      summary:
        redirect !== null
          ? `${named(hop)} was redirected to ${code(address(target))}, and the browser stopped there without a network error. This is typical of a redirect that the page's Content Security Policy doesn't allow.`
          : `The browser blocked ${named(hop)} before sending it${stated ? ` (${code(error)})` : ', without a network error. This is typical of a Content Security Policy'}. No CORS check took place.`,
      steps: [
        'Check the Console: it names the violated directive.',
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

const directives: Record<string, string | undefined> = {
  font: 'font-src',
  image: 'img-src',
  script: 'script-src',
  style: 'style-src',
  audio: 'media-src',
  video: 'media-src',
  manifest: 'manifest-src',
};
