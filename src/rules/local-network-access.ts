import { urlSent } from '../clues/evidence.ts';
import { hasNoResponse } from '../clues/failure.ts';
import { isLocalHost, isTrustworthy } from '../cors/loopback.ts';
import { named, quote, serverOf } from '../prose.ts';
import type { Rule } from './types.ts';

export default {
  id: 'local-network-access',
  title: () => 'A public page may not reach your local network without permission',
  misleading: false,
  fix: 'none',
  spec: 'https://wicg.github.io/local-network-access/',
  mdn: null,
  explain(failure) {
    const { exchange, hop, error } = failure;
    const stated = error !== null && (errors as readonly string[]).includes(error);
    if (!stated) {
      if (error !== null || !hasNoResponse(failure) || hop.error?.kind !== 'failed') return;
      const page = URL.parse(exchange.origin);
      const target = URL.parse(hop.url);
      if (!page || !target || !/^https?:$/.test(page.protocol)) return;
      if (isLocalHost(page.hostname) || !isLocalHost(target.hostname)) return;
    }
    const secure = isTrustworthy(exchange.origin);
    return {
      summary: `${quote(exchange.origin)} is a public page and ${serverOf(hop.url)} is on this machine or its network. Since version 142 Chrome asks the user before it lets such a request through; ${named(hop)} ended without a response${stated ? '' : ', as a denied one does'}.`,
      steps: [
        secure
          ? 'Allow "Local network access" for the page: the icon left of the address, Site settings, then reload.'
          : 'Serve the page over https: Chrome denies local network access to http pages without asking.',
        'Check that the local server runs, and allows the origin of the page: it needs CORS headers all the same.',
        'No header of the server can replace the permission (Access-Control-Allow-Private-Network no longer does). In organisations a policy can grant it: LocalNetworkAccessAllowedForUrls.',
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
