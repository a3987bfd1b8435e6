import { headerSeen, originEvidence } from '../clues/evidence.ts';
import { accessFault, certaintyOf, isTainted, originSent } from '../clues/failure.ts';
import { get } from '../cors/headers.ts';
import { named, quote } from '../prose.ts';
import type { Rule } from './types.ts';

export default {
  id: 'allow-origin-null',
  title: () => "The page's origin is null (sandbox, file or data URL)",
  misleading: false,
  fix: 'page',
  spec: 'https://html.spec.whatwg.org/multipage/browsers.html#concept-origin-opaque',
  mdn: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Origin#null',
  explain(failure) {
    const response = accessFault(failure, 'AllowOriginMismatch', 'InvalidAllowOriginValue');
    if (!response || originSent(failure) !== 'null' || isTainted(failure)) return;
    const { hop, exchange } = failure;
    const value = get(response.headers, 'access-control-allow-origin') ?? '';
    const file = exchange.page?.startsWith('file:') ?? false;
    return {
      summary: `${named(hop)} was sent with Origin: null, because the page has no origin of its own${file ? ' (it was opened from a file)' : ''}. The response says Access-Control-Allow-Origin: ${quote(value)}, which null never equals.`,
      steps: [
        file
          ? 'Serve the page from a local web server (npx serve, python3 -m http.server) and open it at http://localhost.'
          : 'Give the page an origin: add allow-same-origin to the sandbox attribute of the frame (or the CSP sandbox directive), or do not load the page from data: or blob:.',
        ...(file
          ? []
          : [
              'If the frame must stay sandboxed, let its parent page make the request and pass the result on with postMessage.',
            ]),
        'For public data without credentials, Access-Control-Allow-Origin: * passes. Do not allow the value null: every sandboxed page on any site has it.',
      ],
      evidence: [headerSeen(failure, 'access-control-allow-origin', '*'), originEvidence(failure)],
      certainty: certaintyOf(failure),
    };
  },
} satisfies Rule;
