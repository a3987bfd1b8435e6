import { headerSeen, originEvidence } from '../clues/evidence.ts';
import { accessFault, certaintyOf, originSent } from '../clues/failure.ts';
import { allowOrigin, alsoAnError, opaqueOrigin } from '../clues/sentences.ts';
import { get } from '../cors/headers.ts';
import { code, header, named } from '../prose.ts';
import type { Rule } from './types.ts';

export default {
  id: 'allow-origin-multiple',
  title: () => '`Access-Control-Allow-Origin` lists several origins',
  misleading: false,
  fix: 'server-config',
  spec: 'https://fetch.spec.whatwg.org/#concept-cors-check',
  mdn: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS/Errors/CORSMultipleAllowOriginNotAllowed',
  explain(failure) {
    const response = accessFault(failure, 'MultipleAllowOriginValues');
    if (!response) return;
    const value = get(response.headers, 'access-control-allow-origin') ?? '';
    const origin = originSent(failure);
    const listed = value.split(/[\s,]+/).includes(origin);
    return {
      summary: `The response to ${named(failure.hop)} has ${header('Access-Control-Allow-Origin', value)}. The header allows one origin or \`*\`; the browser compares the whole value with ${code(origin)}.`,
      steps: [
        ...(origin === 'null'
          ? opaqueOrigin(origin)
          : [
              `Keep the list in the server config, and echo only the origin that matches: ${allowOrigin(origin)} and \`Vary: Origin\`.`,
            ]),
        ...(listed || origin === 'null' ? [] : [`Add ${code(origin)}: it isn't on the list yet.`]),
      ],
      notes: alsoAnError(failure),
      evidence: [
        headerSeen(failure, 'access-control-allow-origin', origin),
        originEvidence(failure),
      ],
      certainty: certaintyOf(failure),
    };
  },
} satisfies Rule;
