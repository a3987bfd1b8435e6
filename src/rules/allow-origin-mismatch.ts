import { get } from '../cors/headers.ts';
import { cachedForOthers } from '../exchange/cached.ts';
import { headerSeen, headersPresent, originEvidence } from '../exchange/evidence.ts';
import { accessFault, certaintyOf, isLoopback, originSent } from '../exchange/failed.ts';
import { platformSetting, unusualOrigin } from '../exchange/owners.ts';
import { named, quote } from '../exchange/text.ts';
import { alsoAnError, outsideTheBrowser } from '../exchange/words.ts';
import type { Rule } from './types.ts';

export default {
  id: 'allow-origin-mismatch',
  title: "The server allows another origin than the page's",
  misleading: false,
  repair: 'server',
  spec: 'https://fetch.spec.whatwg.org/#concept-cors-check',
  mdn: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS/Errors/CORSAllowOriginNotMatchingOrigin',
  explain(failure) {
    const answer = accessFault(failure, 'AllowOriginMismatch');
    if (!answer) return;
    const origin = originSent(failure);
    // An opaque or tainted origin is a matter of its own: no allowlist can hold it.
    if (origin === 'null' || cachedForOthers(failure)) return;
    const value = get(answer.headers, 'access-control-allow-origin') ?? '';
    const { what, step } = differenceOf(value, origin);
    return {
      summary: `${failure.verdict.step.kind === 'preflight' ? 'The preflight' : 'The answer to'} ${named(failure.hop)} ${failure.verdict.step.kind === 'preflight' ? 'was answered with' : 'says'} Access-Control-Allow-Origin: ${quote(value)}, but the page is ${quote(origin)}: ${what}. The browser compares the two letter by letter.`,
      steps: [
        ...platformSetting(failure),
        step,
        `Keep a list of allowed origins on the server; answer with the one that asks, if it is on the list (Access-Control-Allow-Origin: ${quote(origin)}), and send Vary: Origin.`,
        ...unusualOrigin(failure),
        ...alsoAnError(failure),
        outsideTheBrowser,
      ],
      evidence: [
        headerSeen(failure, 'access-control-allow-origin', origin),
        originEvidence(failure),
        ...headersPresent(failure, 'vary'),
      ],
      certainty: certaintyOf(failure),
    };
  },
} satisfies Rule;

/** How the allowed value and the page's origin differ, in words, and the step that follows from it. */
function differenceOf(value: string, origin: string): { what: string; step: string } {
  const shown = quote(origin);
  const exact = `Write the origin exactly as the browser sends it: ${shown}.`;
  if (value === 'null') {
    return {
      what: 'the server answers null, which some middleware sends when an origin is not on its list',
      step: `Add ${shown} to the server's allowed origins, and do not send null: it would allow every sandboxed page.`,
    };
  }
  const allowed = URL.parse(value);
  const page = URL.parse(origin);
  if (allowed === null || page === null) return { what: 'the two differ', step: exact };
  if (value.includes('*')) {
    return {
      what: 'a pattern with * is taken literally; only a lone * is a wildcard',
      step: `Match subdomains in the server's code or settings and answer with the origin that asks: ${shown}.`,
    };
  }
  if (allowed.protocol === page.protocol && allowed.host === page.host) {
    if (allowed.pathname.length > 1 || allowed.search !== '' || allowed.hash !== '') {
      return { what: 'an origin has no path', step: exact };
    }
    if (value.endsWith('/')) return { what: 'an origin has no trailing slash', step: exact };
    if (value.toLowerCase() === origin.toLowerCase()) {
      return { what: 'only the letter case differs, and it counts', step: exact };
    }
    return {
      what: 'it is the same origin in another spelling (default port, user name, letters outside ASCII)',
      step: exact,
    };
  }
  if (allowed.host === page.host) {
    return {
      what: `the scheme differs (${quote(allowed.protocol)}// is allowed, the page is ${quote(page.protocol)}//)`,
      step: `Allow ${shown}; if both are in use, both must be on the list.`,
    };
  }
  if (allowed.hostname === page.hostname) {
    return {
      what: `the port differs (${quote(allowed.port || 'the default port')} is allowed, the page is at ${quote(page.port || 'the default port')})`,
      step: `Allow ${shown}: the port is part of an origin.`,
    };
  }
  if (bare(allowed.hostname) === bare(page.hostname)) {
    return {
      what: 'one is with www, the other without',
      step: `Allow ${shown} as well: with and without www are two origins.`,
    };
  }
  const here = environmentOf(page.hostname);
  const there = environmentOf(allowed.hostname);
  if (here !== there) {
    return {
      what: `the server is set up for ${there}, the page runs in ${here}`,
      step: `Add ${shown} to the allowed origins of this server, or call the API that belongs to ${here}.`,
    };
  }
  if (isLoopback(page.hostname) && isLoopback(allowed.hostname)) {
    return {
      what: 'localhost and 127.0.0.1 are two origins, although they are one machine',
      step: `Open the page at ${quote(value)}, or allow ${shown} as well.`,
    };
  }
  return { what: 'the host differs', step: `Add ${shown} to the server's allowed origins.` };
}

function bare(host: string): string {
  return host.replace(/^www\./, '');
}

/** Which environment a host name says it belongs to. */
function environmentOf(host: string): string {
  if (isLoopback(host)) return 'local development';
  const word =
    /(?:^|[.-])(staging|stage|stg|test|qa|uat|preview|preprod|sandbox|dev|demo)\d*(?=[.-])/i.exec(
      host,
    )?.[1];
  if (word !== undefined) return `"${word.toLowerCase()}"`;
  return deployPreview.test(host) ? 'a deploy preview' : 'production';
}

/** What Vercel, Netlify and Cloudflare Pages name the builds of branches. */
const deployPreview =
  /^(?=.*\.vercel\.app$).*-git-|^(?=.*\.netlify\.app$).*--|^[0-9a-f]{8}\..*\.pages\.dev$|^(?=[a-z0-9-]+\.vercel\.app$)[a-z0-9-]+-[a-z0-9]{9}-[a-z0-9-]/;
