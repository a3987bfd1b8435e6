import { cachedForOthers, cachedWithoutCors, isStoredForOthers } from '../clues/cached.ts';
import { headerSeen, headersPresent, originEvidence, statusSeen } from '../clues/evidence.ts';
import { originSent, wantedOrigin } from '../clues/failure.ts';
import { cacheHit } from '../clues/signs.ts';
import { get } from '../cors/headers.ts';
import { named, quote } from '../prose.ts';
import type { Rule } from './types.ts';

export default {
  id: 'allow-origin-cached',
  title: () => 'A cache gave the page a response that was made for someone else',
  misleading: false,
  fix: 'server-config',
  spec: 'https://fetch.spec.whatwg.org/#cors-protocol-and-http-caches',
  mdn: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Vary',
  explain(failure) {
    const { hop, error } = failure;
    const origin = quote(originSent(failure));
    const stored = cachedWithoutCors(failure);
    if (stored !== null) {
      return {
        summary: `${named(hop)} failed without a response from the network. Shortly before, the same URL was loaded without CORS, and that response has neither Access-Control-Allow-Origin nor Vary: Origin. Chrome most likely took it from its cache, where the check then failed.`,
        steps: [
          'Send Vary: Origin on every response of this URL, also when the request has no Origin header.',
          `Send Access-Control-Allow-Origin on every response, or load the resource with CORS everywhere (crossorigin on <img>, <link>, <script>).`,
          'To get rid of the stored copy: tick "Disable cache" in the Network panel and reload, or change the URL (?v=2).',
        ],
        evidence: [
          { side: 'response', header: ':error', found: hop.error?.text ?? null, expected: null },
          {
            side: 'response',
            header: 'access-control-allow-origin',
            found: null,
            expected: originSent(failure),
          },
          {
            side: 'response',
            header: 'vary',
            found: get(stored.headers, 'vary'),
            expected: 'Origin',
          },
        ],
        certainty: 'likely',
      };
    }
    if (isStoredForOthers(failure)) {
      const known = hop.response?.confirms ?? null;
      const kept = known && get(known, 'access-control-allow-origin');
      const what =
        known === null
          ? 'They are not shown. It was most likely stored for a request without an Origin header, or for another origin'
          : kept === null
            ? 'They have none either: it was most likely stored for a request without an Origin header'
            : `They say Access-Control-Allow-Origin: ${quote(kept)}`;
      return {
        summary: `${named(hop)} returned 304 without an Access-Control-Allow-Origin header, so the browser took the response it had stored, and checked the headers stored with it. ${what}.`,
        steps: [
          'Send Vary: Origin on every response of this URL, also when the request has no Origin header, so that caches keep one copy for each origin.',
          'Send the CORS headers on the 304 too: they replace the stored ones.',
          'To get rid of the stored copy: tick "Disable cache" in the Network panel and reload, or change the URL (?v=2).',
        ],
        evidence: [
          statusSeen(failure),
          headerSeen(failure, 'access-control-allow-origin', wantedOrigin(failure)),
          headerSeen(failure, 'vary', 'Origin'),
        ],
        certainty: 'likely',
      };
    }
    if (error === null || !hop.response || !cachedForOthers(failure)) return;
    const hit = cacheHit(hop.response);
    if (hit === null) return;
    const value = get(hop.response.headers, 'access-control-allow-origin');
    const missing = value === null;
    return {
      summary: `The response to ${named(hop)} came from a cache (${hit.header}: ${quote(hit.value)}) and ${missing ? 'has no Access-Control-Allow-Origin: it was most likely stored for a request without an Origin header' : `says Access-Control-Allow-Origin: ${quote(value ?? '')}: it was most likely stored for that origin`}. Without Vary: Origin the cache gives it to everyone, ${origin} included.`,
      steps: [
        'Send Vary: Origin on every response of this URL, also when the request has no Origin header, so that caches keep one copy for each origin.',
        'Let the CDN use the Origin header in its cache key (CloudFront: an origin request policy that forwards Origin), then purge what is stored.',
        ...(missing
          ? []
          : [
              `Check that ${origin} is on the server's list: a cached response hides what the server would say.`,
            ]),
        'For a public resource without credentials, Access-Control-Allow-Origin: * avoids the matter.',
      ],
      evidence: [
        headerSeen(failure, 'access-control-allow-origin', wantedOrigin(failure)),
        originEvidence(failure),
        headerSeen(failure, hit.header),
        headerSeen(failure, 'vary', 'Origin'),
        ...headersPresent(failure, 'via'),
      ],
      certainty: 'likely',
    };
  },
} satisfies Rule;
