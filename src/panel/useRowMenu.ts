import { useCallback, useState } from 'react';
import type { Finding } from '../session.ts';
import { copy } from './copy.ts';
import type { Host } from './host.ts';
import { hostOf } from './list.ts';
import type { MenuItem, Place } from './Menu.tsx';
import type { Preferences } from './preferences.ts';

/** What can be done with a request from its menu: on its row, and on the Copy button above its detail. */
export function useRowMenu({
  finding,
  findings,
  lacks,
  host,
  preferences,
  save,
  say,
  onOnly,
  onReport,
}: {
  finding: Finding | null;
  findings: readonly Finding[];
  /** What the recording leaves out. */
  lacks: readonly string[];
  host: Host;
  preferences: Preferences;
  save: (change: Partial<Preferences>) => void;
  /** Says what was copied. */
  say: (text: string) => void;
  onOnly: (host: string) => void;
  onReport: () => void;
}) {
  const [at, setAt] = useState<Place | null>(null);
  const close = useCallback(() => setAt(null), []);
  // Nobody sees what it holds before it is open.
  if (finding === null || at === null) return { items: [], at: null, open: setAt, close };
  const { url } = finding.exchange.hops[0];
  const server = hostOf(finding);
  const requests = findings.filter((each) => hostOf(each) === server).length;
  const { showInNetwork } = host;
  const { stacks, shell } = preferences;
  type Copies = typeof import('./more.ts');
  /** What is copied is made when it is wanted: its code is loaded by then. */
  const item = (
    label: string,
    text: (made: Copies) => string,
    note?: string,
    testId?: string,
  ): MenuItem => ({
    label,
    ...(testId === undefined ? {} : { testId }),
    ...(note === undefined ? {} : { note }),
    onChoose: () =>
      void import('./more.ts')
        .then((made) => copy(text(made)))
        .then((done) => say(done ? 'Copied to the clipboard' : 'Copy failed')),
  });
  const items: MenuItem[] = [
    { label: 'Copy URL', onChoose: () => void copy(url).then(() => say('URL copied')) },
    item('Copy as cURL', ({ curlOf }) => curlOf(finding, shell)),
    item('Copy as fetch', ({ fetchOf }) => fetchOf(finding)),
    item(
      'Copy report',
      ({ reportOf }) => reportOf(finding, findings, stacks, lacks),
      'Markdown',
      'copy-report',
    ),
    item(
      'Copy prompt for an AI assistant',
      ({ promptOf }) => promptOf(finding, findings, stacks),
      'redacted',
    ),
    { label: 'Report for API owner…', testId: 'open-report', onChoose: onReport },
    null,
    ...(showInNetwork
      ? [{ label: 'Show in Network', onChoose: () => showInNetwork(url) }, null]
      : []),
    {
      label: `Hide host ${server}`,
      note: requests === 1 ? '1 request' : `${requests} requests`,
      onChoose: () => save({ hidden: [...new Set([...preferences.hidden, server])] }),
    },
    { label: 'Only this host', onChoose: () => onOnly(server) },
  ];
  return { items, at, open: setAt, close };
}
