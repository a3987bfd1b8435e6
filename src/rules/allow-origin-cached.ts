import { cachedForOthers, isStoredForOthers, takenCopy } from '../clues/cached.ts';
import { headerSeen, headersPresent, originEvidence, statusSeen } from '../clues/evidence.ts';
import { originSent, wantedOrigin } from '../clues/failure.ts';
import { cacheHit } from '../clues/signs.ts';
import { get } from '../cors/headers.ts';
import { code, header, named, statusName } from '../prose.ts';
import type { Response } from '../recording/types.ts';
import type { Explanation, Failure, Rule } from './types.ts';

export default {
  id: 'allow-origin-cached',
  title: (failure) =>
    isCopyWithOrigin(failure)
      ? 'Cached response fails the CORS check'
      : headerSeen(failure, 'access-control-allow-origin').found !== null
        ? 'Cached response has the wrong `Access-Control-Allow-Origin`'
        : 'Cached response has no `Access-Control-Allow-Origin`',
  misleading: false,
  fix: 'server-config',
  spec: 'https://fetch.spec.whatwg.org/#cors-protocol-and-http-caches',
  mdn: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Vary',
  explain: (failure) => fromOwnCache(failure) ?? after304(failure) ?? fromSharedCache(failure),
} satisfies Rule;

function isCopyWithOrigin(failure: Failure): boolean {
  const copy = takenCopy(failure);
  return !!copy && get(copy.response.headers, 'access-control-allow-origin') !== null;
}

/** The browser's own cache, without a request. */
function fromOwnCache(failure: Failure): Explanation | undefined {
  const { hop } = failure;
  const copy = takenCopy(failure);
  if (!copy) return;
  const stored = copy.response;
  const value = get(stored.headers, 'access-control-allow-origin');
  if (copy.cors || value !== null || stored.status !== 200) return failedBefore(failure, stored);
  return {
    summary: `${named(hop)} failed without a network response. The same URL was loaded without CORS before, and that response has neither \`Access-Control-Allow-Origin\` nor \`Vary: Origin\`. Chrome probably took it from its cache, and it failed the check.`,
    steps: [
      varyAlways,
      'Send `Access-Control-Allow-Origin` on every response, or load the resource with CORS everywhere (`crossorigin` on `<img>`, `<link>`, `<script>`).',
      dropCopy,
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

/** The copy was stored for a request that may have failed the same check, and showed it. */
function failedBefore(failure: Failure, stored: Response): Explanation {
  const { hop, error } = failure;
  const value = get(stored.headers, 'access-control-allow-origin');
  return {
    summary: `${named(hop)} failed without a network response. An earlier request to the same URL returned ${statusName(stored.status)}, which Chrome probably took from its cache: it fails the check \`${error}\`${value === null ? '' : ` (${header('Access-Control-Allow-Origin', value)})`}.`,
    steps: [
      'Find the earlier request to the same URL in the list, and fix its response.',
      varyAlways,
      dropCopy,
    ],
    evidence: [
      { side: 'response', header: ':error', found: hop.error?.text ?? null, expected: null },
      {
        side: 'response',
        header: 'access-control-allow-origin',
        found: value,
        expected: originSent(failure),
      },
    ],
    certainty: 'likely',
  };
}

/** The browser's own cache, confirmed by a 304: the headers stored with the copy are checked. */
function after304(failure: Failure): Explanation | undefined {
  if (!isStoredForOthers(failure)) return;
  const { hop } = failure;
  const known = hop.response?.confirms ?? null;
  const kept = known && get(known, 'access-control-allow-origin');
  const what =
    known === null
      ? 'They were not recorded; the copy was probably stored for a request without `Origin`, or for another origin'
      : kept === null
        ? "They don't have it either: the copy was probably stored for a request without `Origin`"
        : `They have ${header('Access-Control-Allow-Origin', kept)}`;
  return {
    summary: `${named(hop)} returned 304 without \`Access-Control-Allow-Origin\`, so the browser used its stored copy and checked the headers stored with it. ${what}.`,
    steps: [
      varyAlways,
      'Send CORS headers on the 304, too: they replace the stored ones.',
      dropCopy,
    ],
    evidence: [
      statusSeen(failure),
      headerSeen(failure, 'access-control-allow-origin', wantedOrigin(failure)),
      headerSeen(failure, 'vary', 'Origin'),
    ],
    certainty: 'likely',
  };
}

/** A cache between browser and server, which serves every origin the same response. */
function fromSharedCache(failure: Failure): Explanation | undefined {
  const { hop, error } = failure;
  const origin = code(originSent(failure));
  if (error === null || !hop.response || !cachedForOthers(failure)) return;
  const hit = cacheHit(hop.response);
  if (hit === null) return;
  const value = get(hop.response.headers, 'access-control-allow-origin');
  const missing = value === null;
  return {
    summary: `The response to ${named(hop)} was served from a cache (${header(hit.header, hit.value)}) and has ${missing ? 'no `Access-Control-Allow-Origin`: it was probably stored for a request without `Origin`' : `${header('Access-Control-Allow-Origin', value ?? '')}: it was probably stored for that origin`}. Without \`Vary: Origin\`, caches reuse it for every origin, including ${origin}.`,
    steps: [
      varyAlways,
      'Add `Origin` to the cache key of the CDN (CloudFront: an origin request policy that forwards `Origin`), then purge the cache.',
      ...(missing
        ? []
        : [
            `Check that ${origin} is on the server's allowlist: the cached response doesn't show what the server would send.`,
          ]),
      'For a public resource without credentials, send `Access-Control-Allow-Origin: *`, which avoids the problem.',
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
}

const varyAlways =
  'Send `Vary: Origin` on every response of this URL, even when the request has no `Origin`, so caches keep one copy per origin.';
const dropCopy =
  'To drop the cached copy, check "Disable cache" in the Network panel and reload, or change the URL (`?v=2`).';
