import { errorSeen, headerSeen, urlSent } from '../clues/evidence.ts';
import { mixedContent, netError, stoppedAtRedirect } from '../clues/failure.ts';
import { isSameOrigin, originOf } from '../cors/origin.ts';
import { address, named, quote } from '../prose.ts';
import type { Rule } from './types.ts';

export default {
  id: 'content-security-policy',
  title: () => "The page's own Content-Security-Policy forbids the request",
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
    const origin = quote(originOf(target) ?? address(target));
    return {
      summary:
        redirect !== null
          ? `${named(hop)} was redirected to ${address(target)}, and the browser stopped there without an error of the network. That is how a redirect ends whose target the page's Content-Security-Policy does not allow.`
          : `${named(hop)} was stopped by the browser before it was sent${stated ? ` (${quote(error)})` : ', without an error of the network. That is what a Content-Security-Policy of the page does'}. No server saw it, so there was nothing to check for CORS.`,
      steps: [
        'Look into the Console: it names the directive that was violated.',
        `Add ${origin} to ${directive} of the page's Content-Security-Policy (a header of the page or a <meta> in it).`,
        // Only a request that began at home can have been told to stay there.
        ...(redirect !== null && isSameOrigin(exchange.origin, hop.url)
          ? [
              'If the Console names none, look for mode: "same-origin" on the call: it forbids such a redirect as well.',
            ]
          : []),
        'No CORS setting of the API is involved.',
      ],
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
