import { headerSeen } from '../clues/evidence.ts';
import { lastLeg } from '../clues/failure.ts';
import { isUnlistable, siteOf } from '../clues/owners.ts';
import { get } from '../cors/headers.ts';
import { originOf } from '../cors/origin.ts';
import { list, named, quote } from '../prose.ts';
import type { Evidence } from '../rules/types.ts';
import type { Advice } from './types.ts';

export default {
  id: 'reflected-origin-credentials',
  title: 'The server seems to allow every origin, with credentials',
  spec: 'https://fetch.spec.whatwg.org/#cors-protocol-and-credentials',
  advise(exchange, { sameUrl }) {
    const hop = lastLeg(exchange);
    if (!hop.response || !allows(hop.response.headers, exchange.origin)) return;
    // One allowed origin is what a list looks like, too. These are not.
    const others = sameUrl.flatMap(({ headers, response }) => {
      const origin = get(headers, 'origin');
      return origin !== null && response !== null && allows(response.headers, origin)
        ? [origin]
        : [];
    });
    const sites = new Set([exchange.origin, ...others].map(siteOfOrigin));
    const wordpress = (get(hop.response.headers, 'link') ?? '').includes('https://api.w.org/');
    const why = wordpress
      ? 'WordPress answers every origin like this unless a plugin stops it'
      : isUnlistable(exchange.origin)
        ? `${quote(exchange.origin)} is a name no list would hold`
        : sites.size > 2 && !sites.has(null)
          ? `it did so for ${list([...new Set([exchange.origin, ...others])])}`
          : null;
    if (why === null) return;
    const evidence: Evidence[] = [
      headerSeen({ hop }, 'access-control-allow-origin'),
      headerSeen({ hop }, 'access-control-allow-credentials'),
    ];
    return {
      summary: `${named(hop)} names the origin that asks and allows credentials: ${why}. If every origin is answered like that, any site a user visits can read this API with the user's cookies.`,
      steps: [
        'Ask once with an origin nobody knows: curl -sI -H "Origin: https://nobody.example" and the URL. If the response repeats it, the server reflects every origin.',
        'Compare the origin with a list of exact origins and send the headers only for those. Where it must be open to all, send * and no Access-Control-Allow-Credentials.',
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
