import type { Dialect } from './types.ts';

/** chrome-har and what is built on it: browsertime, sitespeed.io, puppeteer-har. It joins the headers Chrome announces with those that went out, so most request headers stand there twice. */
export const chromeHar: Dialect = {
  id: 'chrome-har',
  title: 'chrome-har',
  wrote: (creator) => /^(chrome-har|browsertime|sitespeed|puppeteer-har|lighthouse)/.test(creator),
  source: null,
  leavesOut: ['failures'],
  better:
    'Record the page with the Network panel of DevTools: tick "Preserve log", reload, then "Export HAR".',
};
