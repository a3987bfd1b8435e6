import { redirectLocation } from '../cors/redirect.ts';
import { headerSent, headersPresent, statusSeen } from '../exchange/evidence.ts';
import { signIn } from '../exchange/signs.ts';
import { address, named, statusName } from '../exchange/text.ts';
import { afterRepair, corporateSignIn } from '../exchange/words.ts';
import type { Rule } from './types.ts';

export default {
  id: 'preflight-redirect',
  title: 'The preflight was redirected, which browsers do not follow',
  misleading: false,
  repair: 'server',
  spec: 'https://fetch.spec.whatwg.org/#cors-preflight-fetch',
  mdn: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS/Errors/CORSExternalRedirectNotAllowed',
  explain(failure) {
    const { hop, verdict } = failure;
    // Firefox makes the CORS check first, and then names that, even on a redirect.
    const redirected =
      verdict.step.kind === 'preflight' && hop.response && redirectLocation(hop.response) !== null;
    if (failure.error !== 'PreflightDisallowedRedirect' && !(failure.error && redirected)) return;
    const raw = hop.response ? redirectLocation(hop.response) : null;
    if (hop.response && raw === null) return;
    const target = raw === null ? null : URL.parse(raw, hop.url);
    const status = hop.response ? statusName(hop.response.status) : 'a redirect';
    const difference = target === null ? null : differenceOf(new URL(hop.url), target);
    return {
      summary: `The preflight ${named(hop)} was answered ${status}${target === null ? '' : ` to ${address(target.href)}`}${difference === null ? '' : `: ${difference.what}`}. A preflight must be answered where it is asked, so the browser stops and reports a CORS error.`,
      steps: [
        ...(difference?.steps ?? [
          'Find the URL the server redirects to (curl -i shows its Location) and call that one from the page.',
        ]),
        ...afterRepair(failure),
      ],
      evidence: [
        hop.response
          ? statusSeen(failure, '204')
          : { side: 'response', header: ':error', found: hop.error, expected: null },
        ...headersPresent(failure, 'location'),
        headerSent(failure, 'access-control-request-method'),
      ],
      certainty: 'certain',
    };
  },
} satisfies Rule;

/** What the redirect is about, the most telling difference first. */
function differenceOf(from: URL, to: URL): { what: string; steps: readonly string[] } {
  const steps = [
    `Call ${address(to.href)} from the page instead.`,
    'Exempt OPTIONS from redirects on the server, so that other callers work as well.',
  ];
  const login = signIn(to.href);
  if (login !== null && signIn(from.href) === null) {
    return {
      what: `a redirect to a sign-in page${login.who === null ? '' : ` of ${login.who}`}`,
      steps:
        login.who === 'Zscaler'
          ? corporateSignIn
          : [
              'Let the server (or the access proxy in front of it) answer OPTIONS without a sign-in: a preflight never carries cookies or a token.',
            ],
    };
  }
  if (from.protocol === 'http:' && to.protocol === 'https:' && from.hostname === to.hostname) {
    return { what: 'from http to https', steps };
  }
  if (from.hostname === to.hostname && from.port !== to.port) {
    return { what: 'to another port', steps };
  }
  if (from.hostname !== to.hostname) {
    const www = from.hostname.replace(/^www\./, '') === to.hostname.replace(/^www\./, '');
    return { what: www ? 'with and without www' : 'to another host', steps };
  }
  if (from.pathname.replace(/(?<!\/)\/+$/, '') === to.pathname.replace(/(?<!\/)\/+$/, '')) {
    const added = to.pathname.endsWith('/');
    return {
      what: added ? 'it adds a trailing slash' : 'it takes the trailing slash away',
      steps,
    };
  }
  if (from.pathname.toLowerCase() === to.pathname.toLowerCase()) {
    return { what: 'to another letter case of the path', steps };
  }
  return { what: 'to another path', steps };
}
