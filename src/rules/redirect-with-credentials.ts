import { headerSeen, statusSeen } from '../clues/evidence.ts';
import { certaintyOf } from '../clues/failure.ts';
import { redirectLocation } from '../cors/redirect.ts';
import { address, code, named, statusName } from '../prose.ts';
import type { Rule } from './types.ts';

export default {
  id: 'redirect-with-credentials',
  title: () => 'Redirect URL contains a user name or password',
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
      summary: `${named(hop)} returned ${statusName(hop.response.status)} with a redirect to ${code(target)}, with a user name or password in front of the host. Browsers don't follow such redirects across origins.`,
      steps: [
        'Remove the user name and password from the `Location` header, and change them: everyone who gets the response can read them.',
        'If the target needs authentication, fetch the data on the first server, or redirect to a signed URL.',
      ],
      evidence: [statusSeen(failure), headerSeen(failure, 'location', target)],
      certainty: certaintyOf(failure),
    };
  },
} satisfies Rule;
