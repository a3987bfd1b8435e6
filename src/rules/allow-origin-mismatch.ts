import { headerSeen, headersPresent, originEvidence } from '../clues/evidence.ts';
import { accessFault, certaintyOf, originSent } from '../clues/failure.ts';
import { platformConsole, unusualOrigin } from '../clues/owners.ts';
import { allowOrigin, alsoAnError, outsideTheBrowser } from '../clues/sentences.ts';
import { get } from '../cors/headers.ts';
import { isLoopback } from '../cors/loopback.ts';
import { code, header, named } from '../prose.ts';
import type { Rule } from './types.ts';

export default {
  id: 'allow-origin-mismatch',
  title: (failure) => `Origin ${code(originSent(failure), 54)} is not allowed`,
  misleading: false,
  fix: 'server-config',
  spec: 'https://fetch.spec.whatwg.org/#concept-cors-check',
  mdn: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS/Errors/CORSAllowOriginNotMatchingOrigin',
  explain(failure) {
    const response = accessFault(failure, 'AllowOriginMismatch');
    if (!response) return;
    const origin = originSent(failure);
    const value = get(response.headers, 'access-control-allow-origin') ?? '';
    const { what, step } = differenceOf(value, origin);
    return {
      summary: `The ${failure.verdict.step.kind === 'preflight' ? 'preflight response' : 'response'} (${named(failure.hop)}) has ${header('Access-Control-Allow-Origin', value)}, but the page's origin is ${code(origin)}: ${what}. Origins must match exactly.`,
      steps: [
        ...platformConsole(failure),
        step,
        `To allow several origins, keep an allowlist, echo the one that matches (${allowOrigin(origin)}) and send \`Vary: Origin\`.`,
      ],
      notes: [...unusualOrigin(failure), ...alsoAnError(failure), outsideTheBrowser],
      evidence: [
        headerSeen(failure, 'access-control-allow-origin', origin),
        originEvidence(failure),
        ...headersPresent(failure, 'vary'),
      ],
      certainty: certaintyOf(failure),
    };
  },
} satisfies Rule;

interface Difference {
  readonly what: string;
  readonly step: string;
}

/** How the allowed value and the page's origin differ, in words, and the step that follows from it. */
function differenceOf(value: string, origin: string): Difference {
  const shown = code(origin);
  const exact = `Write the origin exactly as the browser sends it: ${shown}.`;
  if (value === 'null') {
    return {
      what: 'some middleware sends `null` for an origin that is not on its allowlist',
      step: `Add ${shown} to the server's allowlist, and don't send \`null\`: any site can produce it.`,
    };
  }
  const allowed = URL.parse(value);
  const page = URL.parse(origin);
  if (allowed === null || page === null) return { what: 'the two differ', step: exact };
  if (value.includes('*')) {
    return {
      what: 'a `*` inside a value is literal, only a lone `*` is a wildcard',
      step: `Match subdomains in the server's code or config, and echo the origin that matches: ${shown}.`,
    };
  }
  if (allowed.protocol === page.protocol && allowed.host === page.host) {
    return { what: writtenDifferently(value, allowed, origin), step: exact };
  }
  return otherOrigin(allowed, page, value, shown);
}

/** What keeps a value from being the origin that it means. */
function writtenDifferently(value: string, allowed: URL, origin: string): string {
  if (allowed.pathname.length > 1 || allowed.search !== '' || allowed.hash !== '') {
    return 'an origin has no path';
  }
  if (value.endsWith('/')) return 'an origin has no trailing slash';
  return value.toLowerCase() === origin.toLowerCase()
    ? 'only the case differs'
    : 'it is the same origin, written differently (default port, user name, letters outside ASCII)';
}

/** Scheme, port or host differ; `shown`: the page's origin, as the texts quote it. */
function otherOrigin(allowed: URL, page: URL, value: string, shown: string): Difference {
  if (allowed.host === page.host) {
    return {
      what: `different scheme (${code(`${allowed.protocol}//`)} vs. ${code(`${page.protocol}//`)})`,
      step: `Allow ${shown}. If both schemes are in use, allow both.`,
    };
  }
  if (allowed.hostname === page.hostname) {
    return {
      what: `different port (${portOf(allowed)} vs. ${portOf(page)})`,
      step: `Allow ${shown}: the port is part of an origin.`,
    };
  }
  if (bare(allowed.hostname) === bare(page.hostname)) {
    return {
      what: "one has `www`, the other doesn't",
      step: `Allow ${shown}, too: www and non-www are different origins.`,
    };
  }
  const here = environmentOf(page.hostname);
  const there = environmentOf(allowed.hostname);
  if (here !== there) {
    return {
      what: `the server allows ${there}, but the page runs in ${here}`,
      step: `Add ${shown} to the server's allowlist, or call the API for ${here}.`,
    };
  }
  if (isLoopback(page.hostname) && isLoopback(allowed.hostname)) {
    return {
      what: '`localhost` and `127.0.0.1` are different origins',
      step: `Open the page at ${code(value)}, or allow ${shown}, too.`,
    };
  }
  return { what: 'different host', step: `Add ${shown} to the server's allowlist.` };
}

/** "3000", or the port its scheme implies. */
function portOf(url: URL): string {
  return code(url.port || (url.protocol === 'https:' ? '443' : '80'));
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
