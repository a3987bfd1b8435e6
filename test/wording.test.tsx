import type { ReactElement } from 'react';
import { prerenderToNodeStream } from 'react-dom/static';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Diagnosed, diagnosed } from '../src/cli/diagnosed.ts';
import { asGithub, asJunit } from '../src/cli/formats.ts';
import { help, parse } from '../src/cli/options.ts';
import { asTable } from '../src/cli/table.ts';
import type { PreviewEnd } from '../src/messages.ts';
import { App } from '../src/panel/App.tsx';
import { promptOf, reportOf } from '../src/panel/copies.ts';
import Detail from '../src/panel/Detail.tsx';
import * as diagnosis from '../src/panel/diagnosis.ts';
import Export from '../src/panel/Export.tsx';
import { Files } from '../src/panel/files.ts';
import type { Host } from '../src/panel/host.ts';
import { ImportBanner } from '../src/panel/ImportBanner.tsx';
import Keys from '../src/panel/Keys.tsx';
import { Line } from '../src/panel/Line.tsx';
import { chips, groupOf, hostOf, rowsOf } from '../src/panel/list.ts';
import * as parts from '../src/panel/parts.ts';
import { defaults, type Preferences } from '../src/panel/preferences.ts';
import { PreviewClient } from '../src/panel/preview.ts';
import Report from '../src/panel/Report.tsx';
import { Store } from '../src/panel/store.ts';
import { annotate } from '../src/report/annotate.ts';
import { checkFor, curlFor } from '../src/report/curl.ts';
import { type Har, readHar } from '../src/report/har.ts';
import { html } from '../src/report/html.ts';
import type { Finding } from '../src/session.ts';
import { type Case, type Cases, entriesOf, preflightOk } from './build.ts';
import { faultsOf } from './glossary.ts';
import { fixture, fixtures } from './har/index.ts';
import { findingsOf, shownWith, states } from './states.ts';

const modules = import.meta.glob<Cases>('./cases/*.ts', { eager: true, import: 'default' });
const cases = Object.entries(modules).map(([path, { reports, silent }]) => {
  const id = path.replace(/^.*\/|\.ts$/g, '');
  return {
    file: `test/cases/${id}.ts`,
    tests: [...reports, ...silent].map((test, index) => ({
      test,
      findings: findingsOf(test, `${id} ${index}`),
    })),
  };
});

/** Everything a browser's DevTools can do. */
const host: Host = {
  send: () => {},
  record: async () => ({ entries: [], from: 0, pages: [], source: 'chromium' }),
  save: () => {},
  log: 'Keep log',
  reload: () => {},
  openResource: () => {},
  showInNetwork: () => {},
  restart: () => {},
};
/** Every section of the detail open. */
const open: Preferences = {
  ...defaults,
  chip: 'all',
  folds: ['compare', 'headers', 'verify', 'console', 'details'],
};
const nothing = () => {};

// The panel's width is all that it wants to know of a window before it is in one.
beforeAll(() => void vi.stubGlobal('window', { innerWidth: 1_200 }));
// What is loaded later is loaded by effects, of which there are none here.
beforeAll(() =>
  Promise.all([diagnosis.Detail, ...Object.values(parts)].map(({ load }) => load())).then(() => {}),
);
afterAll(() => void vi.unstubAllGlobals());

describe('the panel', () => {
  it.each(Object.keys(states))('speaks the words of the glossary: %s', async (name) => {
    const shown = states[name]?.();
    if (!shown) throw new Error(name);
    // The chips choose among the same requests in every state.
    const choices: Partial<Preferences>[] =
      name === 'cases'
        ? [
            ...chips.map(({ id }) => ({ chip: id })),
            { order: 'time' },
            { text: 'matches nothing' },
            { hidden: shown.findings.map(hostOf) },
          ]
        : [{}, { chip: 'problems' }];
    for (const choice of choices) {
      const preferences = { ...open, ...choice };
      const panel = <App store={new Store(shown)} host={host} preferences={preferences} />;
      expect(await faultsOn(panel), JSON.stringify(choice)).toEqual([]);
    }
  });

  it('speaks them after a reload, over a file and in its dialogs', async () => {
    const shown = states.cases?.() ?? shownWith([]);
    const reloaded = {
      ...shown,
      before: { at: 0, failures: shown.findings },
      cleared: 3,
      restored: 2,
    };
    const file = { name: 'x.har', findings: [], malformed: [], counts: shown.counts, lacks: [] };
    const access = { files: new Files(() => neverStarted()), read: nothing, cancel: nothing };
    const banner = { ...access, close: nothing, dismiss: nothing };
    const store = new Store(reloaded);
    const page = (
      <>
        <App store={store} host={host} preferences={{ ...open, chip: 'problems' }} />
        <ImportBanner
          access={{ ...banner, imported: null, reading: { name: 'x.har', share: 0 }, problem: 'x' }}
        />
        <ImportBanner
          access={{ ...banner, imported: { file, store }, reading: null, problem: null }}
        />
        <Report
          cause={shown.findings}
          all={shown.findings}
          lacks={[]}
          preferences={open}
          onClose={nothing}
        />
        <Export
          files={access.files}
          record={host.record}
          findings={shown.findings}
          shown={shown.findings}
          stacks={{}}
          onClose={nothing}
        />
        <Keys onClose={nothing} />
      </>
    );
    expect(await faultsOn(page)).toEqual([]);
  });

  it.each(['asking', 'declined', 'refused', 'on', 'time', 'left', 'stopped'] as const)(
    'speaks them when a fix preview is: %s',
    async (phase) => {
      for (const method of ['GET', 'DELETE']) {
        const [finding] = findingsOf(
          {
            name: 'x',
            method,
            response: { status: 500 },
            preflight: preflightOk,
            error: 'MissingAllowOriginHeader',
          },
          'x',
        );
        if (!finding) throw new Error('no finding');
        const previews = await previewIn(phase, finding);
        const shown = shownWith([finding]);
        const page = (
          <App store={new Store(shown)} host={{ ...host, previews }} preferences={open} />
        );
        expect(textOf(await rendered(page))).toContain('preview');
        expect(await faultsOn(page), method).toEqual([]);
      }
    },
  );

  it('shows what it should here: list, detail, sections and status bar', async () => {
    const shown = shownWith(findingsOf(cases[0]?.tests[0]?.test as Case, 'x'));
    const page = await rendered(<App store={new Store(shown)} host={host} preferences={open} />);
    for (const id of ['detail', 'fold-verify', 'curl', 'counts', 'fix']) expect(page).toContain(id);
  });
});

describe.each(cases)('of the cases in $file', ({ tests }) => {
  it('the panel speaks the words of the glossary', async () => {
    for (const { test, findings } of tests) {
      const view = { chip: 'all', text: '', order: 'cause', folds: new Map() } as const;
      const rows = rowsOf(findings, { ...view, before: new Set(findings.map(groupOf)) });
      const page = (
        <>
          {findings.map((finding) => (
            <Detail
              key={finding.exchange.id}
              finding={finding}
              others={findings}
              among={null}
              heading={null}
              menuOpen={false}
              onMenu={nothing}
              onReport={nothing}
              host={{ ...host, previews: idle }}
              preferences={open}
              save={nothing}
            />
          ))}
          {rows.map((row) => (
            <Line
              key={row.key}
              row={row}
              active={false}
              onActivate={nothing}
              onToggle={nothing}
              onMenu={nothing}
            />
          ))}
        </>
      );
      expect(await faultsOn(page), test.name).toEqual([]);
    }
  });

  it('reports and copies speak the words of the glossary', () => {
    for (const { test, findings } of tests) {
      const options = { session: findings, lacks: [] };
      const curl = findings.flatMap((finding) =>
        (['bash', 'powershell'] as const).flatMap((shell) => {
          const check = checkFor(finding.exchange, finding.verdict, shell);
          return [...curlFor(finding.exchange, shell), ...(check ? [check] : [])];
        }),
      );
      const texts = [
        textOf(html(findings, options)),
        ...findings.map((finding) => withoutCode(reportOf(finding, findings, {}))),
        ...findings.map((finding) => withoutCode(promptOf(finding, findings, {}))),
        ...curl.flatMap(({ title, notes, lookFor }) => [title, ...notes, ...lookFor]),
      ];
      expect(texts.flatMap(faultsIn), test.name).toEqual([]);
    }
  });

  it('the annotated HAR and the command line speak the words of the glossary', () => {
    for (const { test } of tests) {
      const annotated = annotate({ log: { version: '1.2', entries: entriesOf(test) } } as Har);
      const texts = [...annotated.annotations.values()].flatMap(
        ({ title, summary, steps, advice }) =>
          [title, summary, ...steps, ...advice.map((given) => given.summary)].filter(
            (text) => text !== null,
          ),
      );
      const quotes = texts.flatMap((text) => [...text.matchAll(/`([^`]*)`/g)].map(([, it]) => it));
      const said = [
        ...texts,
        String(annotated.har.log.comment),
        ...printed(diagnosed('x.har', annotated, [])).map((text) => without(text, quotes)),
      ];
      expect(said.map(withoutCode).flatMap(faultsIn), test.name).toEqual([]);
    }
  });
});

describe('the command line', () => {
  it('speaks the words of the glossary in its help', () => {
    expect(faultsIn(help)).toEqual([]);
  });

  it.each([
    [[]],
    [['x']],
    [['diagnose']],
    [['annotate', 'a', 'b']],
    [['annotate', 'a', '--json']],
    [['diagnose', 'a', '--redact', '--no-redact']],
    [['diagnose', 'a', '--json', '--format', 'html']],
    [['diagnose', 'a', '--format', 'x']],
    [['diagnose', 'a', '--stack', 'expres']],
    [['diagnose', 'a', '--fail-on', 'x']],
    [['diagnose', 'a', '--ignore', 'server-eror']],
    [['diagnose', 'a', '--formt']],
    [['diagnose', 'a', '--format']],
  ])('speaks them in what it says of %j', (args) => {
    const message = messageOf(() => parse(args));
    expect(message).not.toBe('');
    expect(faultsIn(message)).toEqual([]);
  });

  it.each(['', '{', '[]', '{"log":1}', '{"log":{"entries":1}}', 'PK\u0003\u0004', '\u001f\u008b'])(
    'speaks them in what it says of a file with %j',
    async (text) => {
      const bytes = Uint8Array.from(text, (char) => char.charCodeAt(0));
      const message = await readHar([bytes]).then(
        () => '',
        (error: Error) => error.message,
      );
      expect(message).not.toBe('');
      expect(faultsIn(message)).toEqual([]);
    },
  );

  it.each(Object.keys(fixtures))('speaks them in what it prints of test/har/%s.har', (name) => {
    const annotated = annotate(
      JSON.parse(
        fixture(name)
          .toString()
          .replace(/^\ufeff/, ''),
      ),
    );
    const texts = [...printed(diagnosed(name, annotated, [])), ...annotated.lacks];
    expect(texts.flatMap(faultsIn)).toEqual([]);
  });
});

/** What the command line prints for people. */
function printed(file: Diagnosed): string[] {
  const look = { width: 10_000, color: false };
  return [false, true]
    .map((fix) =>
      [...asTable([file], true, { look, fix, stack: undefined, quiet: false })].join(''),
    )
    .concat(
      [...asGithub([file], 'failed')].join(''),
      textOf([...asJunit([file], 'failed')].join('')),
    );
}

/** Markdown, or one of our texts, without what stands between fences and backticks. */
function withoutCode(text: string): string {
  return text
    .replace(/^(`{3,})[^\n]*\n[\s\S]*?^\1$/gm, '…')
    .replace(/(`+)[^`][\s\S]*?\1/g, '…')
    .replaceAll('\\', '');
}

/** A text without these, which it quotes in no way of their own. */
function without(text: string, quotes: readonly (string | undefined)[]): string {
  return quotes.reduce<string>((rest, quote) => (quote ? rest.replaceAll(quote, '…') : rest), text);
}

function messageOf(run: () => unknown): string {
  try {
    run();
    return '';
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
}

const idle = new PreviewClient({
  engine: 'chromium',
  ask: async () => false,
  send: nothing,
  evaluate: async () => false,
});

/** A client in a phase, by what the user and the worker say to it. */
async function previewIn(phase: 'asking' | 'declined' | 'on' | PreviewEnd, finding: Finding) {
  const client = new PreviewClient({
    engine: 'chromium',
    ask: () => (phase === 'asking' ? new Promise(nothing) : Promise.resolve(phase !== 'declined')),
    send: nothing,
    evaluate: async () => true,
  });
  const [{ method, url, startedAt }] = finding.exchange.hops;
  const { origin } = finding.exchange;
  const server = new URL(url).origin;
  const simulation = { server, origin, wrong: [], responses: [], preflights: [] };
  const started = client.start({
    request: `${method} ${url}`,
    method,
    url,
    simulation,
    hosts: [server],
    script: '',
    byItself: false,
  });
  if (phase === 'asking' || phase === 'declined') {
    if (phase === 'declined') await started;
    return client;
  }
  await started;
  const preview = { server, origin, from: startedAt, until: startedAt + 1 };
  if (phase !== 'refused') client.receive({ type: 'preview', preview, ended: null });
  if (phase !== 'on') client.receive({ type: 'preview', preview: null, ended: phase });
  return client;
}

function neverStarted(): never {
  throw new Error('No worker runs here.');
}

/** What a page says that is not the field's word. */
async function faultsOn(element: ReactElement): Promise<string[]> {
  return faultsIn(textOf(await rendered(element)));
}

async function rendered(element: ReactElement): Promise<string> {
  let page = '';
  const { prelude } = await prerenderToNodeStream(element);
  for await (const part of prelude) page += part;
  return page;
}

/** Our text on a page, in tags and attributes: code is quoted, and not ours. */
function textOf(page: string): string {
  const labels = [...page.matchAll(/ (?:aria-label|title|placeholder|alt)="([^"]*)"/g)];
  return [
    page
      .replace(/<(style|code|pre|kbd)\b[\s\S]*?<\/\1>/g, '…')
      .replace(/<\/?(?:b|i|a|abbr)\b[^>]*>/g, '')
      .replace(/<\/?(?:span|input|svg|path|button)\b[^>]*>/g, ' ')
      .replace(/<[^>]*>/g, '\n'),
    ...labels.map(([, label]) => label),
  ]
    .join('\n')
    .replace(/&(?:#x27|#39|quot|amp|lt|gt);/g, (name) => entities[name] ?? ' ');
}

const entities: Record<string, string> = { '&#x27;': "'", '&#39;': "'", '&quot;': '"' };

function faultsIn(text: string): string[] {
  return text.split('\n').flatMap((line) => faultsOf(line));
}
