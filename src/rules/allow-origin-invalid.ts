import { headerSeen, originEvidence } from '../clues/evidence.ts';
import { accessFault, certaintyOf, originSent } from '../clues/failure.ts';
import { allowOrigin, alsoAnError } from '../clues/sentences.ts';
import { get } from '../cors/headers.ts';
import { code, header, named } from '../prose.ts';
import type { Rule } from './types.ts';

export default {
  id: 'allow-origin-invalid',
  title({ hop }) {
    const value = (hop.response && get(hop.response.headers, 'access-control-allow-origin')) ?? '';
    return value === ''
      ? '`Access-Control-Allow-Origin` is empty'
      : `${code(`Access-Control-Allow-Origin: ${value}`, 54)} is not a valid origin`;
  },
  misleading: false,
  fix: 'server-config',
  spec: 'https://fetch.spec.whatwg.org/#concept-cors-check',
  mdn: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS/Errors/CORSAllowOriginNotMatchingOrigin',
  explain(failure) {
    const response = accessFault(failure, 'InvalidAllowOriginValue');
    if (!response) return;
    const origin = originSent(failure);
    const value = get(response.headers, 'access-control-allow-origin') ?? '';
    return {
      summary: `The response to ${named(failure.hop)} has ${header('Access-Control-Allow-Origin', value)}${faultOf(value)}. It must be exactly ${code(origin)}, or \`*\`.`,
      steps: [
        ...(value === ''
          ? ['Check where the value comes from: it is often an unset environment variable.']
          : []),
        `Echo the request's \`Origin\` if it is on the server's allowlist: ${allowOrigin(origin)} and \`Vary: Origin\`.`,
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

/** What is wrong with the value, as the end of a sentence that quotes it. */
function faultOf(value: string): string {
  if (value === '') return '';
  if (/^["'].*["']$/.test(value)) return ', with quotes that belong to the value';
  if (/^\$|\{\{|%\{|\$\{/.test(value)) return ", with a variable that wasn't substituted";
  if (value.includes('*')) {
    return ': a `*` inside a value is literal, only a lone `*` is a wildcard';
  }
  if (/^(true|false|undefined|none|all|\d+)$/i.test(value))
    return ", which is a config value and isn't an origin";
  if (/^[\w.-]+(:\d+)?$/.test(value)) return ', without the scheme (`https://`)';
  return ', which is not a valid origin';
}
