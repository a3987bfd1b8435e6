import {
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import { Banners } from './Banners.tsx';
import { Detail } from './diagnosis.ts';
import { Empty } from './Empty.tsx';
import { useKeptFocus, useNews, useWidth } from './hooks.ts';
import type { Host } from './host.ts';
import { List } from './List.tsx';
import { groupOf } from './list.ts';
import { Export, Keys, Menu, Report, Since } from './parts.ts';
import type { Preferences } from './preferences.ts';
import { Splitter } from './Splitter.tsx';
import { StatusBar } from './StatusBar.tsx';
import { membersOf, signature } from './selection.ts';
import type { Store } from './store.ts';
import { Toolbar } from './Toolbar.tsx';
import type { FileAccess } from './useFiles.ts';
import { useKeys } from './useKeys.ts';
import { useRowMenu } from './useRowMenu.ts';
import { useSearch } from './useSearch.ts';
import { useView } from './useView.ts';

/** What a session that is recorded here leaves out. */
const nothing: readonly string[] = [];

/** From this width on, in pixels, list and detail stand side by side. */
const wide = 640;
/** The list's share where the user has not chosen one, in per cent: beside the detail, above it, after a reload. */
const shares = { beside: 34, above: 28, since: 42 } as const;

/** The panel on one source: toolbar, list and detail. */
export function Panel({
  store,
  host,
  previews,
  hidden,
  preferences,
  save,
  access,
}: {
  store: Store;
  host: Host;
  /** A fix preview in the tab is said beside a file, too. */
  previews: Host['previews'];
  hidden?: Host['hidden'];
  preferences: Preferences;
  save: (change: Partial<Preferences>) => void;
  access: FileAccess;
}) {
  const shown = useSyncExternalStore(store.subscribe, store.get, store.get);
  const filter = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const blank = useRef<HTMLDivElement>(null);
  const side = useRef<HTMLElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const [dialog, setDialog] = useState<'export' | 'report' | 'keys' | null>(null);
  const [said, setSaid] = useSaid();
  const view = useView(shown, store, preferences, save);
  const { rows, row, finding } = view;

  const toTop = useCallback(() => {
    heading.current?.closest('.scroll')?.scrollTo({ top: 0 });
  }, []);
  // Another diagnosis begins at its title, wherever the last one was left.
  const subject = finding === null ? null : signature(finding);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only the change matters
  useLayoutEffect(toTop, [subject]);
  useSearch(host, rows, row?.key ?? null, view.activate, save);
  const { activate } = view;
  const open = useCallback(
    (key: string) => {
      activate(key);
      toTop();
    },
    [activate, toTop],
  );
  useKeptFocus(list, blank);
  useKeys(
    { filter, list, heading },
    useCallback(() => setDialog('keys'), []),
    setSaid,
  );
  useNews(shown.findings, setSaid);
  const lacks = access.imported?.file.lacks ?? nothing;
  const menu = useRowMenu({
    finding,
    findings: shown.findings,
    lacks,
    host,
    preferences,
    save,
    say: setSaid,
    onOnly: view.setOnly,
    onReport: () => setDialog('report'),
  });
  // The findings with the open one's cause; nobody asks before the report is opened.
  const cause = useMemo(() => {
    if (finding === null || dialog !== 'report') return [];
    const key = groupOf(finding);
    return shown.findings.filter((each) => groupOf(each) === key);
  }, [finding, shown.findings, dialog]);

  const horizontal = useWidth() >= wide;
  const chosen = horizontal ? preferences.split : preferences.splitAbove;
  const byCause = preferences.chip === 'problems' && preferences.order === 'cause';
  const since = byCause ? shown.before : null;
  const share = chosen ?? (horizontal ? shares.beside : since ? shares.since : shares.above);
  const pick = (): void => picker.current?.click();
  const focusList = (): void => (list.current ?? blank.current)?.focus();
  const clear = (): void => {
    host.send({ type: 'clear' });
    store.clear();
    activate(null);
    focusList();
  };
  const showHosts = (): void => {
    view.setOnly(null);
    save({ hidden: [] });
  };
  const hides = view.only !== null || preferences.hidden.length > 0;

  return (
    <div className="panel">
      <Toolbar
        findings={view.counted}
        preferences={preferences}
        save={save}
        log={host.log}
        preserve={shown.preserve}
        onPreserve={(preserve) => host.send({ type: 'preserve', preserve })}
        onClear={clear}
        tracing={host.tracing}
        imported={shown.imported !== undefined}
        onImport={pick}
        onExport={() => setDialog('export')}
        onKeys={() => setDialog('keys')}
        filter={filter}
        onLeaveFilter={focusList}
      />
      <input
        ref={picker}
        type="file"
        hidden
        accept=".har,.json,application/json"
        aria-label="HAR file"
        data-testid="import"
        onChange={({ target }) => {
          const file = target.files?.[0];
          if (file) access.read(file);
          // The same file again is a change, too.
          target.value = '';
        }}
      />
      <Banners
        shown={shown}
        access={access}
        previews={previews}
        tracing={host.tracing}
        hidden={hidden}
      />
      {dialog === 'export' && (
        <Export
          files={access.files}
          record={access.imported === null ? host.record : null}
          findings={shown.findings}
          shown={rows.flatMap(membersOf)}
          stacks={preferences.stacks}
          onClose={() => setDialog(null)}
        />
      )}
      {dialog === 'report' && (
        <Report
          cause={cause}
          all={shown.findings}
          lacks={lacks}
          preferences={preferences}
          onClose={() => setDialog(null)}
        />
      )}
      {dialog === 'keys' && <Keys onClose={() => setDialog(null)} />}
      {menu.at && <Menu label="Request" items={menu.items} at={menu.at} onClose={menu.close} />}
      <main className={horizontal ? 'split' : 'split above'}>
        {rows.length === 0 && (view.fixed.length === 0 || since === null) ? (
          <div className="blank scroll" ref={blank} tabIndex={-1}>
            <Empty
              shown={shown}
              preferences={preferences}
              save={save}
              host={host}
              onImport={pick}
              onShowHosts={hides ? showHosts : null}
            />
          </div>
        ) : (
          <>
            <section
              className={chosen === null && horizontal ? 'side auto' : 'side'}
              aria-label="Requests"
              ref={side}
              style={chosen === null && horizontal ? {} : { flexBasis: `${share}%` }}
            >
              {since && (
                <Since
                  before={since}
                  rows={rows}
                  fixed={view.fixed.length}
                  open={view.fixedShown}
                  onToggle={view.toggleFixed}
                />
              )}
              <List
                rows={rows}
                active={row?.key ?? null}
                shape={`${preferences.chip} ${preferences.order}`}
                order={preferences.order}
                onOrder={(order) => save({ order })}
                focus={list}
                onActivate={open}
                onToggle={view.toggle}
                onEnter={() => heading.current?.focus()}
                onMenu={(_, at) => menu.open(at)}
              />
            </section>
            <Splitter
              horizontal={horizontal}
              share={share}
              list={side}
              onShare={(value) => save(horizontal ? { split: value } : { splitAbove: value })}
            />
            <div className="scroll right">
              {finding === null ? (
                <div className="empty">
                  <h2>Nothing selected</h2>
                  <p>Select a request to see its diagnosis.</p>
                </div>
              ) : (
                <Detail
                  // Not its id, which a reload changes: what has the focus stays.
                  key={signature(finding)}
                  finding={finding}
                  others={shown.findings}
                  among={view.among}
                  heading={heading}
                  menuOpen={menu.at !== null}
                  onMenu={menu.open}
                  onReport={() => setDialog('report')}
                  host={host}
                  preferences={preferences}
                  save={save}
                />
              )}
            </div>
          </>
        )}
      </main>
      <StatusBar
        shown={shown}
        said={said}
        preferences={preferences}
        save={save}
        only={view.only}
        onShowAll={() => view.setOnly(null)}
        onUndo={() => store.restore()}
      />
    </div>
  );
}

/** What has just happened, for the live region; it goes after a while. */
function useSaid(): [string, (text: string) => void] {
  const [said, setSaid] = useState('');
  useEffect(() => {
    if (said === '') return;
    // Saying the same again is heard only when it was gone.
    const timer = setTimeout(() => setSaid(''), 5_000);
    return () => clearTimeout(timer);
  }, [said]);
  return [said, setSaid];
}
