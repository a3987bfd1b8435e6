import type { Dialect } from './types.ts';

/** chrome-har-capturer. */
export const chromeHarCapturer: Dialect = {
  id: 'chrome-har-capturer',
  title: 'chrome-har-capturer',
  wrote: (creator) => creator.startsWith('chrome har capturer'),
  source: 'chromium',
  leavesOut: ['failures'],
  better:
    'Record the page with the Network panel of DevTools: tick "Preserve log", reload, then "Export HAR".',
};
