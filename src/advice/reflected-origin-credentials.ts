import { headerSeen } from '../clues/evidence.ts';
import { lastLeg } from '../clues/failure.ts';
import { isUnlistable, siteOf } from '../clues/owners.ts';
import { get } from '../cors/headers.ts';
import { originOf } from '../cors/origin.ts';
import { code, codes, named } from '../prose.ts';
import type { Evidence } from '../rules/types.ts';
import type { Advice } from './types.ts';

export default {
  id: 'reflected-origin-credentials',
  title: 'Server may reflect any origin, with credentials',
  spec: 'https://fetch.spec.whatwg.org/#cors-protocol-and-credentials',
  advise(exchange, { sameUrl }) {
    const hop = lastLeg(exchange);
    if (!hop.response || !allows(hop.response.headers, exchange.origin)) return;
    // One allowed origin is what an allowlist looks like, too. These are not.
    const others = sameUrl.flatMap(({ headers, response }) => {
      const origin = get(headers, 'origin');
      return origin !== null && response !== null && allows(response.headers, origin)
        ? [origin]
        : [];
    });
    const sites = new Set([exchange.origin, ...others].map(siteOfOrigin));
    const wordpress = (get(hop.response.headers, 'link') ?? '').includes('https://api.w.org/');
    const why = wordpress
      ? 'WordPress does so for every origin unless a plugin prevents it'
      : isUnlistable(exchange.origin)
        ? `${code(exchange.origin)} isn't a plausible allowlist entry`
        : sites.size > 2 && !sites.has(null)
          ? `it did so for ${codes([...new Set([exchange.origin, ...others])])}`
          : null;
    if (why === null) return;
    const evidence: Evidence[] = [
      headerSeen({ hop }, 'access-control-allow-origin'),
      headerSeen({ hop }, 'access-control-allow-credentials'),
    ];
    return {
      summary: `The response to ${named(hop)} echoes the request's \`Origin\` and allows credentials, and ${why}. If it does so for every origin, any site that a user visits can read this API with the user's cookies.`,
      steps: [
        'Test with an unknown origin: `curl -sI -H "Origin: https://nobody.example"` and the URL. If the response echoes it, the server reflects every origin.',
        'Compare the origin with an allowlist of exact origins, and send CORS headers only for those. For a public API, send `*` without `Access-Control-Allow-Credentials`.',
      ],
      evidence,
    };
  },
} satisfies Advice;

function allows(headers: Parameters<typeof get>[0], origin: string): boolean {
  return (
    get(headers, 'access-control-allow-origin') === origin &&
    get(headers, 'access-control-allow-credentials') === 'true'
  );
}

function siteOfOrigin(origin: string): string | null {
  return originOf(origin) === null ? null : siteOf(URL.parse(origin)?.hostname ?? '');
}
