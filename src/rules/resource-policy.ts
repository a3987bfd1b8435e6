import { errorSeen, headerSeen, urlSent } from '../clues/evidence.ts';
import { certaintyOf, detailOf, netError } from '../clues/failure.ts';
import { get } from '../cors/headers.ts';
import { named, quote, serverOf, statusName } from '../prose.ts';
import type { Rule } from './types.ts';

export default {
  id: 'resource-policy',
  title: () => 'A resource policy forbids the use of the response (CORP, COEP, ORB)',
  misleading: true,
  fix: 'server-config',
  spec: 'https://fetch.spec.whatwg.org/#cross-origin-resource-policy-header',
  mdn: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/Cross-Origin_Resource_Policy',
  explain(failure) {
    const error = netError(failure, 'blocked-by-response', 'orb');
    if (error === null) return;
    const { response } = failure.hop;
    // An error page in place of an image or script: its status is the cause, and has a rule of its own.
    const blockedByOrb = netError(failure, 'orb') !== null;
    if (blockedByOrb && (response?.status ?? 0) >= 400) return;
    const value = response ? get(response.headers, 'cross-origin-resource-policy') : null;
    const type = response ? get(response.headers, 'content-type') : null;
    const byCoep = detailOf(failure) === 'isolated';
    const server = serverOf(failure.hop.url);
    if (blockedByOrb) {
      return {
        summary: `${named(failure.hop)} returned ${response ? `${statusName(response.status)} ` : ''}with ${type === null ? 'no Content-Type' : `Content-Type: ${quote(type)}`}, which is not what the page wanted as ${quote(failure.exchange.destination)}. The browser withholds such responses from other origins (${quote(error)}).`,
        steps: [
          'Open the URL in a tab: often it is an error or login page in HTML where an image or a script should be.',
          'Let the server send the right Content-Type.',
          'No CORS header is involved, unless the page is meant to read the data with fetch.',
        ],
        evidence: [errorSeen(error), headerSeen(failure, 'content-type')],
        certainty: certaintyOf(failure),
      };
    }
    return {
      summary: `${named(failure.hop)} was answered, but the page may not use the response (${quote(error)}): ${value === null ? 'the page is isolated (Cross-Origin-Embedder-Policy) and the response carries no Cross-Origin-Resource-Policy' : `the response says Cross-Origin-Resource-Policy: ${quote(value)}`}. This check has nothing to do with Access-Control-Allow-Origin.`,
      steps: [
        `Send Cross-Origin-Resource-Policy: cross-origin (or same-site, if ${server} and the page share a site) with this response. Helmet sets same-origin unless told otherwise: helmet({ crossOriginResourcePolicy: { policy: 'cross-origin' } }).`,
        ...(byCoep
          ? [
              'Or load it with CORS (the crossorigin attribute), if the server sends CORS headers; or let the page use Cross-Origin-Embedder-Policy: credentialless.',
            ]
          : [
              'Adding the cors middleware does not change this: the request is not made in CORS mode.',
            ]),
      ],
      evidence: [
        errorSeen(error),
        headerSeen(failure, 'cross-origin-resource-policy', 'cross-origin'),
        urlSent(failure),
      ],
      certainty: certaintyOf(failure),
    };
  },
} satisfies Rule;
