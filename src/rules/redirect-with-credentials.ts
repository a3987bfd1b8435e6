import { headerSeen, statusSeen } from '../clues/evidence.ts';
import { certaintyOf } from '../clues/failure.ts';
import { redirectLocation } from '../cors/redirect.ts';
import { address, named, statusName } from '../prose.ts';
import type { Rule } from './types.ts';

export default {
  id: 'redirect-with-credentials',
  title: () => 'The redirect has a user name or password in its URL',
  misleading: false,
  fix: 'server-code',
  spec: 'https://fetch.spec.whatwg.org/#http-redirect-fetch',
  mdn: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS/Errors/CORSDidNotSucceed',
  explain(failure) {
    const { hop, error } = failure;
    if (error !== 'RedirectContainsCredentials' || !hop.response) return;
    const parsed = URL.parse(redirectLocation(hop.response) ?? '', hop.url);
    if (!parsed || (parsed.username === '' && parsed.password === '')) return;
    // Only the address: the user name and password stay out of what is shown and copied.
    const target = address(parsed.href);
    return {
      summary: `${named(hop)} returned ${statusName(hop.response.status)} with a redirect to ${target}, with a user name or password in front of the host. Across origins browsers do not follow such a redirect.`,
      steps: [
        'Take the user name and password out of the Location header. They are visible to everyone who sees the response, so change them.',
        'If the second server needs a login, let the first one fetch the data itself, or use a signed URL.',
      ],
      evidence: [statusSeen(failure), headerSeen(failure, 'location', target)],
      certainty: certaintyOf(failure),
    };
  },
} satisfies Rule;
