import { headerSeen, urlSent } from '../clues/evidence.ts';
import { netError } from '../clues/failure.ts';
import { redirectLocation } from '../cors/redirect.ts';
import { address, named, quote } from '../prose.ts';
import type { Rule } from './types.ts';

export default {
  id: 'unsupported-scheme',
  title: () => 'CORS works for http and https URLs only',
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
    const scheme = quote(/^[a-z][a-z0-9+.-]*:/i.exec(target)?.[0] ?? target);
    return {
      summary:
        location === null
          ? `The page asks for ${address(target)}. Browsers make cross-origin requests to http and https only, and ${scheme} is neither.`
          : `${named(hop)} redirects to ${address(target)}. Browsers follow a cross-origin redirect to http and https only, and ${scheme} is neither.`,
      steps:
        location !== null
          ? [
              'Correct the Location header of the server, or do not follow it from a script: links to other apps belong into a navigation.',
            ]
          : scheme === 'file:'
            ? [
                'Serve the files from a local web server (npx serve, python3 -m http.server) and use its http://localhost address.',
              ]
            : ['Use an http or https URL. In an app shell, let native code make the request.'],
      evidence: [location === null ? urlSent(failure) : headerSeen(failure, 'location')],
      certainty: 'certain',
    };
  },
} satisfies Rule;
