import { headerSeen, headerSent } from '../clues/evidence.ts';
import { lastLeg } from '../clues/failure.ts';
import { extractTokens } from '../cors/headers.ts';
import { requestedHeaders } from '../cors/preflight.ts';
import { named } from '../prose.ts';
import type { Advice } from './types.ts';

export default {
  id: 'authorization-behind-wildcard',
  title: 'Authorization passes under *, which the standard does not allow',
  spec: 'https://fetch.spec.whatwg.org/#cors-non-wildcard-request-header-name',
  advise(exchange) {
    const hop = lastLeg(exchange).preflight;
    if (!hop?.response || !requestedHeaders(hop.headers).includes('authorization')) return;
    const allowed = extractTokens(hop.response.headers, 'access-control-allow-headers') ?? [];
    const names = allowed.map((name) => name.toLowerCase());
    if (!names.includes('*') || names.includes('authorization')) return;
    return {
      summary: `The response to ${named(hop)} allows Authorization only by *. The standard wants it by name; Chrome and Firefox still let it pass, with a deprecation warning in the Console.`,
      steps: ['Name it: Access-Control-Allow-Headers: Authorization, * (or the full list).'],
      evidence: [
        headerSeen({ hop }, 'access-control-allow-headers', 'authorization, *'),
        headerSent({ hop }, 'access-control-request-headers'),
      ],
    };
  },
} satisfies Advice;
