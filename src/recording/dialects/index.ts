import type { NetworkError, Source } from '../types.ts';
import { browsermob } from './browsermob.ts';
import { charles } from './charles.ts';
import { chromeHar } from './chrome-har.ts';
import { chromeHarCapturer } from './chrome-har-capturer.ts';
import { corsLens } from './cors-lens.ts';
import { devtools } from './devtools.ts';
import { fiddler } from './fiddler.ts';
import { firefox } from './firefox.ts';
import { harDump } from './har-dump.ts';
import { httpwatch } from './httpwatch.ts';
import { insomnia } from './insomnia.ts';
import { mitmproxy } from './mitmproxy.ts';
import { other } from './other.ts';
import { pcap2har } from './pcap2har.ts';
import { phantomjs } from './phantomjs.ts';
import { playwright } from './playwright.ts';
import { safari } from './safari.ts';
import type { Dialect } from './types.ts';
import { webpagetest } from './webpagetest.ts';
import { zap } from './zap.ts';

/** Every family of tools; the first that wrote a file reads it. */
export const dialects: readonly Dialect[] = [
  corsLens,
  devtools,
  firefox,
  safari,
  playwright,
  chromeHar,
  chromeHarCapturer,
  webpagetest,
  phantomjs,
  harDump,
  mitmproxy,
  charles,
  fiddler,
  insomnia,
  zap,
  browsermob,
  httpwatch,
  pcap2har,
  other,
];

/** Tools pass on the error codes of the browser they drive, so every dialect is asked. */
const errorCodes = dialects.flatMap(({ errors = [] }) => errors);

/** What an error code of any browser or tool means. */
export function readErrorText(text: string): NetworkError {
  const meaning = errorCodes.find(([pattern]) => pattern.test(text))?.[1];
  return { ...(meaning ?? { kind: 'other' }), text };
}

/** The dialect of a file, from the names of its creator and its browser. */
export function dialectOf(creator: string, browser: string): Dialect {
  const names = [creator.toLowerCase(), browser.toLowerCase()] as const;
  return dialects.find(({ wrote }) => wrote(...names)) ?? other;
}

/** The browser whose habits the entries of a file have. */
export function engineOf(dialect: Dialect, creator: string, browser: string): Source {
  if (dialect.source !== null) return dialect.source;
  const names = `${creator} ${browser}`.toLowerCase();
  if (names.includes('firefox')) return 'firefox';
  if (names.includes('webkit') || names.includes('safari')) return 'webkit';
  return /chrom|edge|webinspector/.test(names) ? 'chromium' : 'unknown';
}
