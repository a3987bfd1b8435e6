import { headerSeen, originEvidence } from '../clues/evidence.ts';
import { accessFault, certaintyOf, originSent } from '../clues/failure.ts';
import { alsoAnError } from '../clues/sentences.ts';
import { get } from '../cors/headers.ts';
import { named, quote } from '../prose.ts';
import type { Rule } from './types.ts';

export default {
  id: 'allow-origin-invalid',
  title: () => 'The value of Access-Control-Allow-Origin is not an origin',
  misleading: false,
  fix: 'server-config',
  spec: 'https://fetch.spec.whatwg.org/#concept-cors-check',
  mdn: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS/Errors/CORSAllowOriginNotMatchingOrigin',
  explain(failure) {
    const response = accessFault(failure, 'InvalidAllowOriginValue');
    if (!response) return;
    const origin = originSent(failure);
    // No value fixes an opaque origin; that is the first thing to say.
    if (origin === 'null') return;
    const value = get(response.headers, 'access-control-allow-origin') ?? '';
    return {
      summary: `The response to ${named(failure.hop)} says Access-Control-Allow-Origin: ${value === '' ? '(nothing)' : quote(value)}; ${faultOf(value)}. The browser wants ${quote(origin)}, letter by letter, or a lone *.`,
      steps: [
        `Answer with the origin that asks, if it is on the server's list: Access-Control-Allow-Origin: ${quote(origin)}, with Vary: Origin.`,
        ...(value === ''
          ? [
              'An empty value often is an unset variable in the server settings: look where it comes from.',
            ]
          : []),
        ...alsoAnError(failure),
      ],
      evidence: [
        headerSeen(failure, 'access-control-allow-origin', origin),
        originEvidence(failure),
      ],
      certainty: certaintyOf(failure),
    };
  },
} satisfies Rule;

function faultOf(value: string): string {
  if (value === '') return 'the value is empty';
  if (/^["'].*["']$/.test(value)) return 'the quotes belong to the value';
  if (/^\$|\{\{|%\{|\$\{/.test(value)) return 'a variable was not filled in';
  if (value.includes('*')) {
    return 'a pattern with * is taken literally, only a lone * is a wildcard';
  }
  if (/^(true|false|undefined|none|all|\d+)$/i.test(value))
    return 'that is a setting, not an origin';
  if (/^[\w.-]+(:\d+)?$/.test(value)) return 'the scheme (https://) is missing';
  return 'that is not an origin';
}
