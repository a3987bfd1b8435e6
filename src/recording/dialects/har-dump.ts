import type { Dialect } from './types.ts';

/** mitmproxy's script `har_dump.py`, which writes down responses only. Its successor `savehar` has failures, too. */
export const harDump: Dialect = {
  id: 'har-dump',
  title: "mitmproxy's `har_dump`",
  wrote: (creator) => creator.startsWith('mitmproxy har_dump'),
  source: 'unknown',
  leavesOut: ['connections'],
  better:
    'Save the flows with `hardump` of mitmproxy 10 or later, or record the page with the Network panel of DevTools: tick "Preserve log", reload, then "Export HAR".',
};
