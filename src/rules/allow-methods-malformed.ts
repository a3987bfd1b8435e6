import { headerSeen, headerSent } from '../clues/evidence.ts';
import { afterFix, credentialsToo } from '../clues/sentences.ts';
import { get, isToken, trimWhitespace } from '../cors/headers.ts';
import { named, quote } from '../prose.ts';
import type { Rule } from './types.ts';

export default {
  id: 'allow-methods-malformed',
  title: () => 'Access-Control-Allow-Methods cannot be read as a list',
  misleading: false,
  fix: 'server-config',
  spec: 'https://fetch.spec.whatwg.org/#cors-preflight-fetch',
  mdn: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS/Errors/CORSInvalidAllowMethod',
  explain(failure) {
    if (failure.error !== 'InvalidAllowMethodsPreflightResponse' || !failure.hop.response) return;
    const value = get(failure.hop.response.headers, 'access-control-allow-methods') ?? '';
    const wrong = value
      .split(',')
      .map(trimWhitespace)
      .find((part) => part !== '' && !isToken(part));
    return {
      summary: `The preflight response ${named(failure.hop)} says Access-Control-Allow-Methods: ${quote(value)}, and "${quote(wrong ?? value)}" cannot be a method. One bad member spoils the whole list, so the browser refuses all of it.`,
      steps: [
        'Write plain names with commas between them: no spaces, semicolons, quotes or brackets (Access-Control-Allow-Methods: GET, POST, PUT).',
        ...credentialsToo(failure),
        ...afterFix(failure),
      ],
      evidence: [
        headerSeen(failure, 'access-control-allow-methods', 'GET, POST, PUT'),
        headerSent(failure, 'access-control-request-method'),
      ],
      certainty: 'certain',
    };
  },
} satisfies Rule;
