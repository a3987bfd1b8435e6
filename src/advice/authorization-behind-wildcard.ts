import { headerSeen, headerSent } from '../clues/evidence.ts';
import { lastLeg } from '../clues/failure.ts';
import { extractTokens } from '../cors/headers.ts';
import { requestedHeaders } from '../cors/preflight.ts';
import { named } from '../prose.ts';
import type { Advice } from './types.ts';

export default {
  id: 'authorization-behind-wildcard',
  title: "`*` in `Access-Control-Allow-Headers` doesn't cover `Authorization`",
  spec: 'https://fetch.spec.whatwg.org/#cors-non-wildcard-request-header-name',
  advise(exchange) {
    const hop = lastLeg(exchange).preflight;
    if (!hop?.response || !requestedHeaders(hop.headers).includes('authorization')) return;
    const allowed = extractTokens(hop.response.headers, 'access-control-allow-headers') ?? [];
    const names = allowed.map((name) => name.toLowerCase());
    if (!names.includes('*') || names.includes('authorization')) return;
    return {
      summary: `The preflight response (${named(hop)}) allows \`Authorization\` only by \`*\`. The Fetch standard requires it by name; Chrome and Firefox still accept it, with a deprecation warning in the Console.`,
      steps: [
        'Send `Access-Control-Allow-Headers: Authorization, *`, or the full list of headers.',
      ],
      evidence: [
        headerSeen({ hop }, 'access-control-allow-headers', 'authorization, *'),
        headerSent({ hop }, 'access-control-request-headers'),
      ],
    };
  },
} satisfies Advice;
