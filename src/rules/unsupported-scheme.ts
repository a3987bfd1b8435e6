import { headerSeen, urlSent } from '../clues/evidence.ts';
import { netError } from '../clues/failure.ts';
import { redirectLocation } from '../cors/redirect.ts';
import { address, code, named } from '../prose.ts';
import type { Rule } from './types.ts';

export default {
  id: 'unsupported-scheme',
  title({ hop }) {
    const location = hop.response && redirectLocation(hop.response);
    const target = (location && URL.parse(location, hop.url)?.href) ?? hop.url;
    return `Unsupported URL scheme ${code(schemeOf(target), 40)}`;
  },
  misleading: false,
  fix: 'page',
  spec: 'https://fetch.spec.whatwg.org/#scheme-fetch',
  mdn: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS/Errors/CORSRequestNotHttp',
  explain(failure) {
    const { hop } = failure;
    // XMLHttpRequest of a file ends without a word, fetch of an unknown scheme with its own.
    const unknown = netError(failure) !== null && !/^https?:/i.test(hop.url);
    if (failure.error !== 'CorsDisabledScheme' && !unknown) return;
    const location = hop.response && !unknown ? redirectLocation(hop.response) : null;
    const target = location === null ? hop.url : (URL.parse(location, hop.url)?.href ?? location);
    if (/^https?:/i.test(target)) return;
    const scheme = schemeOf(target);
    return {
      summary:
        location === null
          ? `The page requested ${code(address(target))}, but browsers send cross-origin requests only to http and https URLs, not to ${code(scheme)}.`
          : `${named(hop)} redirects to ${code(address(target))}, but browsers follow cross-origin redirects only to http and https URLs, not to ${code(scheme)}.`,
      steps:
        location !== null
          ? [
              'Fix the `Location` header on the server. To open another app, navigate to the link instead of fetching it.',
            ]
          : scheme === 'file:'
            ? [
                'Serve the files from a local web server (`npx serve`, `python3 -m http.server`) and use its `http://localhost` URL.',
              ]
            : ['Use an http or https URL. In a webview, make the request from native code.'],
      evidence: [location === null ? urlSent(failure) : headerSeen(failure, 'location')],
      certainty: 'certain',
    };
  },
} satisfies Rule;

/** "file:"; the whole URL when it has no scheme. */
function schemeOf(url: string): string {
  return /^[a-z][a-z0-9+.-]*:/i.exec(url)?.[0] ?? url;
}
