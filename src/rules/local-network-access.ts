import { urlSent } from '../clues/evidence.ts';
import { hasNoResponse } from '../clues/failure.ts';
import { isLocalHost, isTrustworthy } from '../cors/loopback.ts';
import { code, named, serverIn, serverOf } from '../prose.ts';
import type { Rule } from './types.ts';

export default {
  id: 'local-network-access',
  title: ({ hop }) => `Local network access to ${serverIn(hop.url)} was denied`,
  misleading: false,
  fix: 'none',
  spec: 'https://wicg.github.io/local-network-access/',
  mdn: null,
  explain(failure) {
    const { exchange, hop, error } = failure;
    const stated =
      hop.error?.kind === 'local-network' ||
      (error !== null && (errors as readonly string[]).includes(error));
    if (!stated) {
      if (error !== null || !hasNoResponse(failure) || hop.error?.kind !== 'failed') return;
      const page = URL.parse(exchange.origin);
      const target = URL.parse(hop.url);
      if (!page || !target || !/^https?:$/.test(page.protocol)) return;
      if (isLocalHost(page.hostname) || !isLocalHost(target.hostname)) return;
    }
    const secure = isTrustworthy(exchange.origin);
    return {
      summary: `${code(exchange.origin)} is a public page, and ${code(serverOf(hop.url))} is on this machine or its network. Since version 142, Chrome asks the user before it sends such a request. ${named(hop)} failed without a response${stated ? '' : ', as a denied request does'}.`,
      steps: [
        secure
          ? 'Allow "Local network access" for the page (icon left of the address → Site settings), then reload.'
          : 'Serve the page over https: Chrome denies local network access to http pages without asking.',
        "Check that the local server is running, and that it allows the page's origin: it needs CORS headers, too.",
      ],
      notes: [
        'No response header replaces the permission (`Access-Control-Allow-Private-Network` no longer does). In organizations, the policy `LocalNetworkAccessAllowedForUrls` can grant it.',
      ],
      evidence: [
        urlSent(failure),
        { side: 'request', header: 'origin', found: exchange.origin, expected: null },
      ],
      certainty: stated ? 'certain' : 'likely',
    };
  },
} satisfies Rule;

const errors = [
  'InsecureLocalNetwork',
  'InvalidLocalNetworkAccess',
  'LocalNetworkAccessPermissionDenied',
];
