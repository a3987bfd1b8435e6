import { headerSeen, headerSent } from '../clues/evidence.ts';
import { certaintyOf, legOf } from '../clues/failure.ts';
import { afterFix, credentialsToo } from '../clues/sentences.ts';
import { get } from '../cors/headers.ts';
import { address, quote } from '../prose.ts';
import type { Rule } from './types.ts';

export default {
  id: 'allow-methods',
  title: () => 'The preflight response does not allow the method',
  misleading: false,
  fix: 'server-config',
  spec: 'https://fetch.spec.whatwg.org/#cors-preflight-fetch',
  mdn: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS/Errors/CORSMethodNotFound',
  explain(failure) {
    if (failure.error !== 'MethodDisallowedByPreflightResponse' || !failure.hop.response) return;
    const { hop } = failure;
    const method = get(hop.headers, 'access-control-request-method') ?? legOf(failure).method;
    const allowed = get(hop.response?.headers ?? [], 'access-control-allow-methods');
    const members = (allowed ?? '').split(',').map((member) => member.trim());
    const otherCase = members.find(
      (member) => member !== method && member.toLowerCase() === method.toLowerCase(),
    );
    const says =
      allowed === null
        ? 'has no Access-Control-Allow-Methods header'
        : `says Access-Control-Allow-Methods: ${quote(allowed)}`;
    const why =
      otherCase !== undefined
        ? `Methods are compared with their letter case, and ${quote(otherCase)} is not ${quote(method)}.`
        : members.includes('*')
          ? 'With credentials the * is no wildcard, it is the name of a method.'
          : allowed === null
            ? 'Without it only GET, HEAD and POST are allowed.'
            : `${quote(method)} is not in it.`;
    const pageWritesLower = otherCase !== undefined && method !== method.toUpperCase();
    return {
      summary: `The page wants to send ${quote(method)} ${address(hop.url)}; the preflight response ${says}. ${why}`,
      steps: [
        pageWritesLower
          ? `Write the method in upper case in the page: ${quote(method.toUpperCase())}. Browsers correct the case of GET, HEAD, POST, PUT, DELETE and OPTIONS only.`
          : `Add ${quote(method)} to Access-Control-Allow-Methods in the preflight response${members.includes('*') ? ', by its name' : ''}.`,
        ...(otherCase !== undefined && !pageWritesLower
          ? ['Write methods in upper case in the server settings.']
          : []),
        ...credentialsToo(failure),
        ...afterFix(failure),
      ],
      evidence: [
        headerSeen(failure, 'access-control-allow-methods', method),
        headerSent(failure, 'access-control-request-method'),
      ],
      // Without * the fault is there in either credentials mode.
      certainty: members.includes('*') ? certaintyOf(failure) : 'certain',
    };
  },
} satisfies Rule;
