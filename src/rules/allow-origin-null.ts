import { headerSeen, originEvidence } from '../clues/evidence.ts';
import { accessFault, certaintyOf, originSent } from '../clues/failure.ts';
import { get } from '../cors/headers.ts';
import { header, named } from '../prose.ts';
import type { Failure, Rule } from './types.ts';

export default {
  id: 'allow-origin-null',
  title: ({ exchange }) =>
    `Origin \`null\` is not allowed (${isFile(exchange) ? 'local file' : 'sandboxed frame or opaque page'})`,
  misleading: false,
  fix: 'page',
  spec: 'https://html.spec.whatwg.org/multipage/browsers.html#concept-origin-opaque',
  mdn: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Origin#null',
  explain(failure) {
    const response = accessFault(failure, 'AllowOriginMismatch', 'InvalidAllowOriginValue');
    if (!response || originSent(failure) !== 'null') return;
    const { hop, exchange } = failure;
    const value = get(response.headers, 'access-control-allow-origin') ?? '';
    const file = isFile(exchange);
    return {
      summary: `${named(hop)} was sent with \`Origin: null\`, because the page ${file ? 'is a local file' : 'is sandboxed or comes from a `data:` or `blob:` URL'}. The response has ${header('Access-Control-Allow-Origin', value)}, which doesn't match \`null\`.`,
      steps: [
        file
          ? 'Serve the page from a local web server (`npx serve`, `python3 -m http.server`) and open it at `http://localhost`.'
          : 'Give the page a real origin: add `allow-same-origin` to the `sandbox` attribute of the iframe (or the CSP `sandbox` directive), or load the page from an http URL.',
        ...(file
          ? []
          : [
              'If the iframe must stay sandboxed, make the request in its parent page and pass the result on with `postMessage`.',
            ]),
        "Send `Access-Control-Allow-Origin: *` if the data is public and needs no credentials. Don't allow `null`: any site can produce it.",
      ],
      evidence: [headerSeen(failure, 'access-control-allow-origin', '*'), originEvidence(failure)],
      certainty: certaintyOf(failure),
    };
  },
} satisfies Rule;

function isFile({ page }: Failure['exchange']): boolean {
  return page?.startsWith('file:') ?? false;
}
