import { headerSent, headersPresent, statusSeen } from '../clues/evidence.ts';
import { corporateLogin, retryNotes, retrySteps } from '../clues/sentences.ts';
import { loginPage } from '../clues/signs.ts';
import { redirectLocation } from '../cors/redirect.ts';
import { address, code, named, serverIn, statusName } from '../prose.ts';
import type { Rule } from './types.ts';

export default {
  id: 'preflight-redirect',
  title({ hop }) {
    const location = hop.response ? redirectLocation(hop.response) : null;
    const [from, to] = [URL.parse(hop.url), URL.parse(location ?? '', hop.url)];
    return location !== null && from && to
      ? `Preflight was redirected ${differenceOf(from, to).what}`
      : 'Preflight was redirected';
  },
  misleading: false,
  fix: 'server-code',
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
    const from = URL.parse(hop.url);
    const difference = target === null || from === null ? null : differenceOf(from, target);
    return {
      summary: `The preflight ${named(hop)} returned ${status}${target === null ? '' : ` to ${code(address(target.href))}`}. Browsers don't follow redirects of a preflight, so the request was never sent.`,
      steps: [
        ...(difference?.steps ?? [
          'Find the URL the server redirects to (`curl -i` shows its `Location`) and call that one instead.',
        ]),
        ...retrySteps(failure),
      ],
      notes: retryNotes(failure),
      evidence: [
        hop.response
          ? statusSeen(failure, '204')
          : { side: 'response', header: ':error', found: hop.error?.text ?? null, expected: null },
        ...headersPresent(failure, 'location'),
        headerSent(failure, 'access-control-request-method'),
      ],
      certainty: 'certain',
    };
  },
} satisfies Rule;

/** Where the redirect leads, the most telling difference first, and what to do about it. */
function differenceOf(from: URL, to: URL): { what: string; steps: readonly string[] } {
  const steps = [
    `Call ${code(address(to.href))} instead.`,
    'Exempt `OPTIONS` from redirects on the server, so other callers work, too.',
  ];
  const login = loginPage(to.href);
  if (login !== null && loginPage(from.href) === null) {
    return {
      what: login.who === null ? 'to a login page' : `to the ${login.who} login page`,
      steps:
        login.who === 'Zscaler'
          ? corporateLogin
          : [
              'Exempt `OPTIONS` from authentication on the server and in an access proxy in front of it: preflights never carry cookies or tokens.',
            ],
    };
  }
  if (from.protocol === 'http:' && to.protocol === 'https:' && from.hostname === to.hostname) {
    return { what: 'from http to https', steps };
  }
  if (from.hostname === to.hostname && from.port !== to.port) {
    return { what: `to ${to.port === '' ? 'the default port' : `port ${to.port}`}`, steps };
  }
  if (from.hostname !== to.hostname) {
    return { what: `to ${serverIn(to.href)}`, steps };
  }
  if (from.pathname.replace(/(?<!\/)\/+$/, '') === to.pathname.replace(/(?<!\/)\/+$/, '')) {
    const added = to.pathname.endsWith('/');
    return {
      what: added ? 'to add a trailing slash' : 'to remove the trailing slash',
      steps,
    };
  }
  if (from.pathname.toLowerCase() === to.pathname.toLowerCase()) {
    return { what: 'to change the case of the path', steps };
  }
  return { what: 'to another path', steps };
}
