import { byTool, type Dialect, part, withResponse } from './types.ts';

/** Playwright, with the browser it drives in `log.browser`. It writes the failure of a request into `_failureText`. */
export const playwright: Dialect = {
  id: 'playwright',
  title: 'Playwright',
  wrote: (creator) => creator.startsWith('playwright'),
  source: null,
  // In place of an error code, the protocol's reason why Chromium did not send it. Network.BlockedReason
  errors: [
    [/^csp$/, { kind: 'csp' }],
    [/^mixed-content$/, { kind: 'mixed-content' }],
    [/^inspector$/, { kind: 'blocked-by-client', detail: 'devtools' }],
    [/^subresource-filter$/, { kind: 'blocked-by-client' }],
    [
      /^corp-not-same-\w+(-after-defaulted-to-same-origin-by-\w+)?$/,
      { kind: 'blocked-by-response' },
    ],
  ],
  leavesOut: ['preflights', 'responses'],
  better:
    'Record the page with the Network panel of DevTools: tick "Preserve log", reload, then "Export HAR".',
  tidy(raw) {
    // Node made it: no page, and no check.
    const { _apiRequest: api, _apiRequestRef: context } = raw;
    const entry = api === true || context !== undefined ? { ...raw, _resourceType: byTool } : raw;
    const { _failureText: text } = part(entry, 'response');
    return typeof text === 'string' && text !== '' ? withResponse(entry, { _error: text }) : entry;
  },
};
