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
      ? `Preflight was redirected ${whereTo(from, to)}`
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
    return {
      summary: `The preflight ${named(hop)} returned ${status}${target === null ? '' : ` to ${code(address(target.href))}`}. Browsers don't follow redirects of a preflight, so the request was never sent.`,
      steps: [
        ...(target === null || from === null
          ? [
              'Find the URL the server redirects to (`curl -i` shows its `Location`) and call that one instead.',
            ]
          : stepsFor(from, target)),
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

/** The login page that the redirect leads to; null where it leads elsewhere, or from one. */
function loginAt(from: URL, to: URL): ReturnType<typeof loginPage> {
  return loginPage(from.href) === null ? loginPage(to.href) : null;
}

/** Where the redirect leads: the most telling difference of the two URLs. */
function whereTo(from: URL, to: URL): string {
  const login = loginAt(from, to);
  if (login !== null) {
    return login.who === null ? 'to a login page' : `to the ${login.who} login page`;
  }
  if (from.hostname !== to.hostname) return `to ${serverIn(to.href)}`;
  if (from.protocol === 'http:' && to.protocol === 'https:') return 'from http to https';
  if (from.port !== to.port) return `to ${to.port === '' ? 'the default port' : `port ${to.port}`}`;
  if (from.pathname.replace(/(?<!\/)\/+$/, '') === to.pathname.replace(/(?<!\/)\/+$/, '')) {
    return to.pathname.endsWith('/') ? 'to add a trailing slash' : 'to remove the trailing slash';
  }
  return from.pathname.toLowerCase() === to.pathname.toLowerCase()
    ? 'to change the case of the path'
    : 'to another path';
}

/** What to do about a redirect to there. */
function stepsFor(from: URL, to: URL): readonly string[] {
  const login = loginAt(from, to);
  if (login === null) {
    return [
      `Call ${code(address(to.href))} instead.`,
      'Exempt `OPTIONS` from redirects on the server, so other callers work, too.',
    ];
  }
  if (login.who === 'Zscaler') return corporateLogin;
  return [
    'Exempt `OPTIONS` from authentication on the server and in an access proxy in front of it: preflights never carry cookies or tokens.',
  ];
}
