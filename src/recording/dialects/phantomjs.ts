import type { Dialect } from './types.ts';

/** PhantomJS and the scripts around it (netsniff.js). It leaves out `Host` and `Origin`. */
export const phantomjs: Dialect = {
  id: 'phantomjs',
  title: 'PhantomJS',
  wrote: (creator) => /^(phantomjs|casperjs|slimerjs)/.test(creator),
  source: 'unknown',
  leavesOut: ['origins', 'failures'],
  better:
    'Record the page with the Network panel of DevTools: tick "Preserve log", reload, then "Export HAR".',
};
