import { errorSeen, headerSeen, urlSent } from '../clues/evidence.ts';
import { certaintyOf, detailOf, netError } from '../clues/failure.ts';
import { get } from '../cors/headers.ts';
import { code, header, named, serverOf, statusName } from '../prose.ts';
import type { Rule } from './types.ts';

export default {
  id: 'resource-policy',
  title(failure) {
    const { response } = failure.hop;
    const { destination } = failure.exchange;
    if (netError(failure, 'orb') !== null) {
      return `Blocked by ORB: not a valid ${code(destination, 30)} response`;
    }
    const value = response && get(response.headers, 'cross-origin-resource-policy');
    return value === null
      ? 'Blocked by COEP: no `Cross-Origin-Resource-Policy` header'
      : `Blocked by ${code(`Cross-Origin-Resource-Policy: ${value}`, 60)}`;
  },
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
    const server = code(serverOf(failure.hop.url));
    if (blockedByOrb) {
      return {
        summary: `${named(failure.hop)} returned ${response ? `${statusName(response.status)} ` : ''}with ${type === null ? 'no `Content-Type`' : header('Content-Type', type)}, which doesn't match the expected type ${code(failure.exchange.destination)}. Browsers block such cross-origin responses (${code(error)}: Opaque Response Blocking).`,
        steps: [
          'Open the URL in a new tab: it is often an HTML error or login page instead of an image or script.',
          'Send the right `Content-Type` from the server.',
        ],
        notes: ["CORS isn't involved, unless your code is meant to read the data with `fetch`."],
        evidence: [errorSeen(error), headerSeen(failure, 'content-type')],
        certainty: certaintyOf(failure),
      };
    }
    return {
      summary: `The browser blocked the response to ${named(failure.hop)} (${code(error)}): ${value === null ? 'the page is isolated (`Cross-Origin-Embedder-Policy`), and the response has no `Cross-Origin-Resource-Policy`' : `it has ${header('Cross-Origin-Resource-Policy', value)}`}.`,
      steps: [
        `Send \`Cross-Origin-Resource-Policy: cross-origin\` on this response (or \`same-site\`, if ${server} and the page are on the same site). Helmet sends \`same-origin\` by default: use \`helmet({ crossOriginResourcePolicy: { policy: 'cross-origin' } })\`.`,
        ...(byCoep
          ? [
              'Or load it with CORS (`crossorigin` attribute) if the server sends CORS headers, or send `Cross-Origin-Embedder-Policy: credentialless` on the page.',
            ]
          : []),
      ],
      notes: [
        "This check ignores `Access-Control-Allow-Origin`: CORS middleware doesn't change it.",
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
