import { headerSeen, headerSent } from '../clues/evidence.ts';
import { certaintyOf, legOf } from '../clues/failure.ts';
import { credentialsToo, retryNotes, retrySteps } from '../clues/sentences.ts';
import { get } from '../cors/headers.ts';
import { code, header, named } from '../prose.ts';
import type { Failure, Rule } from './types.ts';

export default {
  id: 'allow-methods',
  title: (failure) => `Method ${code(requestedMethod(failure), 50)} is not allowed`,
  misleading: false,
  fix: 'server-config',
  spec: 'https://fetch.spec.whatwg.org/#cors-preflight-fetch',
  mdn: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS/Errors/CORSMethodNotFound',
  explain(failure) {
    if (failure.error !== 'MethodDisallowedByPreflightResponse' || !failure.hop.response) return;
    const { hop } = failure;
    const method = requestedMethod(failure);
    const allowed = get(hop.response?.headers ?? [], 'access-control-allow-methods');
    const members = (allowed ?? '').split(',').map((member) => member.trim());
    const otherCase = members.find(
      (member) => member !== method && member.toLowerCase() === method.toLowerCase(),
    );
    const has =
      allowed === null
        ? 'has no `Access-Control-Allow-Methods`'
        : /^[*\s]*$/.test(allowed)
          ? `has ${header('Access-Control-Allow-Methods', allowed)}`
          : `only allows ${code(allowed)}`;
    const why =
      otherCase !== undefined
        ? ` Methods are case-sensitive: ${code(otherCase)} is not ${code(method)}.`
        : members.includes('*')
          ? " With credentials, `*` isn't a wildcard, but a literal method name."
          : allowed === null
            ? ' Without it, only `GET`, `HEAD` and `POST` pass.'
            : '';
    const pageWritesLower = otherCase !== undefined && method !== method.toUpperCase();
    return {
      summary: `The request is a ${named({ method, url: hop.url })}, but the preflight response ${has}.${why}`,
      steps: [
        pageWritesLower
          ? `Write the method in uppercase in your code: ${code(method.toUpperCase())}. Browsers normalize only \`GET\`, \`HEAD\`, \`POST\`, \`PUT\`, \`DELETE\` and \`OPTIONS\`.`
          : otherCase !== undefined
            ? `Write methods in uppercase in the server config: ${code(method)}.`
            : `Add ${code(method)} to \`Access-Control-Allow-Methods\` in the preflight response${members.includes('*') ? ', by name' : ''}.`,
        ...retrySteps(failure),
      ],
      notes: [...credentialsToo(failure), ...retryNotes(failure)],
      evidence: [
        headerSeen(failure, 'access-control-allow-methods', method),
        headerSent(failure, 'access-control-request-method'),
      ],
      // Without * the fault is there in either credentials mode.
      certainty: members.includes('*') ? certaintyOf(failure) : 'certain',
    };
  },
} satisfies Rule;

/** The method the preflight requests. */
function requestedMethod(failure: Failure): string {
  return get(failure.hop.headers, 'access-control-request-method') ?? legOf(failure).method;
}
