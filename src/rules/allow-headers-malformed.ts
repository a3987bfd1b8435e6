import { headerSeen, headerSent } from '../clues/evidence.ts';
import { afterFix, credentialsToo } from '../clues/sentences.ts';
import { get, isToken, trimWhitespace } from '../cors/headers.ts';
import { named, quote } from '../prose.ts';
import type { Rule } from './types.ts';

export default {
  id: 'allow-headers-malformed',
  title: () => 'Access-Control-Allow-Headers cannot be read as a list',
  misleading: false,
  fix: 'server-config',
  spec: 'https://fetch.spec.whatwg.org/#cors-preflight-fetch',
  mdn: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS/Errors/CORSInvalidAllowHeader',
  explain(failure) {
    if (failure.error !== 'InvalidAllowHeadersPreflightResponse' || !failure.hop.response) return;
    const value = get(failure.hop.response.headers, 'access-control-allow-headers') ?? '';
    const wrong = value
      .split(',')
      .map(trimWhitespace)
      .find((part) => part !== '' && !isToken(part));
    return {
      summary: `The preflight response ${named(failure.hop)} says Access-Control-Allow-Headers: ${quote(value)}, and "${quote(wrong ?? value)}" cannot be a header name. One bad member spoils the whole list, so the browser refuses all of it.`,
      steps: [
        'Write plain names with commas between them: no spaces, semicolons, quotes or brackets (Access-Control-Allow-Headers: content-type, authorization).',
        ...credentialsToo(failure),
        ...afterFix(failure),
      ],
      evidence: [
        headerSeen(failure, 'access-control-allow-headers', 'content-type, authorization'),
        headerSent(failure, 'access-control-request-headers'),
      ],
      certainty: 'certain',
    };
  },
} satisfies Rule;
