import {
  lazy,
  Suspense,
  useCallback,
  useDeferredValue,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import { Group, Panel, Separator } from 'react-resizable-panels';
import { Detail } from './Detail.tsx';
import { Empty } from './Empty.tsx';
import { Failure } from './Failure.tsx';
import { useKeptFocus, useNews, useWidth } from './hooks.ts';
import type { Host } from './host.ts';
import { ImportBanner } from './ImportBanner.tsx';
import { List } from './List.tsx';
import { groupOf, rowsOf } from './list.ts';
import type { Preferences } from './preferences.ts';
import { StatusBar } from './StatusBar.tsx';
import { membersOf, opened, signature } from './selection.ts';
import type { Store } from './store.ts';
import { Toolbar } from './Toolbar.tsx';
import { TrialBanner } from './TrialBanner.tsx';
import { type FileAccess, useFiles } from './useFiles.ts';

const Export = lazy(() => import('./Export.tsx'));
const Report = lazy(() => import('./Report.tsx'));

/** Where "/" is a character. */
const typedInto = 'input:not([type="checkbox"], [type="radio"]), select, textarea';

/** From this width on, list and detail stand side by side. */
const wide = 720;

/** The whole panel. It runs in any page that gives it a store, a host and what was chosen before. */
export function App({
  store,
  host,
  preferences,
}: {
  store: Store;
  host: Host;
  preferences: Preferences;
}) {
  return (
    <Failure onRestart={host.restart}>
      <Sources store={store} host={host} chosen={preferences} />
    </Failure>
  );
}

/** The inspected tab, or the file that was imported. Files can be dropped anywhere. */
function Sources({ store, host, chosen }: { store: Store; host: Host; chosen: Preferences }) {
  const access = useFiles();
  const [preferences, setPreferences] = useState(chosen);
  const latest = useRef(preferences);
  const save = useCallback(
    (change: Partial<Preferences>) => {
      latest.current = { ...latest.current, ...change };
      setPreferences(latest.current);
      host.save(latest.current);
    },
    [host],
  );
  const { imported, read } = access;
  useEffect(() => {
    const onDragOver = (event: DragEvent): void => {
      if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
    };
    const onDrop = (event: DragEvent): void => {
      const file = event.dataTransfer?.files[0];
      if (!file) return;
      event.preventDefault();
      read(file);
    };
    document.addEventListener('dragover', onDragOver);
    document.addEventListener('drop', onDrop);
    return () => {
      document.removeEventListener('dragover', onDragOver);
      document.removeEventListener('drop', onDrop);
    };
  }, [read]);
  return (
    <Main
      // A file has a list of its own, with nothing open in it.
      key={imported?.file.name ?? ''}
      store={imported?.store ?? store}
      host={imported === null ? host : withoutTab(host)}
      trials={host.trials}
      preferences={preferences}
      save={save}
      access={access}
    />
  );
}

function Main({
  store,
  host,
  trials,
  preferences,
  save,
  access,
}: {
  store: Store;
  host: Host;
  /** What is tried in the tab is said beside a file, too. */
  trials: Host['trials'];
  preferences: Preferences;
  save: (change: Partial<Preferences>) => void;
  access: FileAccess;
}) {
  const shown = useSyncExternalStore(store.subscribe, store.get);
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set());
  const [active, setActive] = useState<string | null>(null);
  const filter = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const blank = useRef<HTMLDivElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const horizontal = useWidth() >= wide;

  const { chip, order } = preferences;
  // Typing stays ahead of a list of thousands.
  const text = useDeferredValue(preferences.text);
  const findings = useDeferredValue(shown.findings);
  const rows = useMemo(
    () => rowsOf(findings, { chip, text, order, toggled }),
    [findings, chip, text, order, toggled],
  );

  const { row, finding } = useMemo(
    () => opened(rows, findings, active, preferences.selected),
    [rows, findings, active, preferences.selected],
  );
  // What arrives later must not open something else.
  const key = row?.key ?? finding?.exchange.id ?? null;
  useEffect(() => setActive((before) => key ?? before), [key]);

  const toTop = useCallback(() => {
    heading.current?.closest('.scroll')?.scrollTo({ top: 0 });
  }, []);
  // Another diagnosis begins at its headline, wherever the last one was left.
  const subject = finding === null ? null : signature(finding);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only the change matters
  useLayoutEffect(toTop, [subject]);
  useKeptFocus(list, blank);

  const activate = useCallback(
    (key: string) => {
      setActive(key);
      toTop();
      const opened = store.get().findings.find(({ exchange }) => exchange.id === key);
      if (opened) save({ selected: signature(opened) });
    },
    [store, save, toTop],
  );
  const toggle = useCallback((key: string) => {
    setToggled((before) => {
      const after = new Set(before);
      if (!after.delete(key)) after.add(key);
      return after;
    });
  }, []);

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const { target } = event;
      if (!(target instanceof Element) || target.closest('dialog')) return;
      if (event.key === '/' && !target.matches(typedInto)) filter.current?.select();
      else if (event.key === 'Escape' && target.closest('.detail')) list.current?.focus();
      else return;
      // DevTools opens its drawer on an Escape that gets as far as the document.
      event.stopPropagation();
      event.preventDefault();
    };
    // Ctrl+C with nothing selected copies what one would copy next.
    const onCopy = (event: ClipboardEvent): void => {
      const typing = event.target instanceof HTMLInputElement;
      const snippet = document.querySelector('.fix .code')?.textContent;
      if (typing || !snippet || getSelection()?.isCollapsed === false) return;
      event.clipboardData?.setData('text/plain', snippet);
      event.preventDefault();
      setSaid('The server config were copied');
    };
    document.addEventListener('keydown', onKeyDown, { capture: true });
    document.addEventListener('copy', onCopy);
    return () => {
      document.removeEventListener('keydown', onKeyDown, { capture: true });
      document.removeEventListener('copy', onCopy);
    };
  }, []);

  const [dialog, setDialog] = useState<'export' | 'report' | null>(null);
  // The findings with the open one's cause; nobody asks before the report is opened.
  const cause = useMemo(() => {
    if (finding === null || dialog !== 'report') return [];
    const key = groupOf(finding);
    return findings.filter((each) => groupOf(each) === key);
  }, [finding, findings, dialog]);
  const [said, setSaid] = useState('');
  useNews(shown.findings, setSaid);
  useEffect(() => {
    if (said === '') return;
    // Saying the same again is heard only when it was gone.
    const timer = setTimeout(() => setSaid(''), 5_000);
    return () => clearTimeout(timer);
  }, [said]);

  const clear = (): void => {
    host.send({ type: 'clear' });
    setActive(null);
    list.current?.focus();
  };

  return (
    <div className="panel">
      <Toolbar
        findings={shown.findings}
        preferences={preferences}
        save={save}
        preserve={shown.preserve}
        onPreserve={(preserve) => host.send({ type: 'preserve', preserve })}
        onClear={clear}
        imported={shown.imported !== undefined}
        onImport={access.read}
        onExport={() => setDialog('export')}
        filter={filter}
        onLeaveFilter={() => list.current?.focus()}
      />
      <ImportBanner access={access} />
      {trials && <TrialBanner trials={trials} />}
      <Suspense>
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
            preferences={preferences}
            onClose={() => setDialog(null)}
          />
        )}
      </Suspense>
      {(shown.counts.missed ?? 0) > 0 && (
        <p className="banner" role="status" data-testid="missed">
          The page makes requests that DevTools keeps from this panel. In the Network panel, choose
          “All”, empty the filter, and resume recording if it is paused.
        </p>
      )}
      {shown.lost && (
        <p className="banner" role="alert">
          CORS Lens was updated. Close DevTools and open it again to go on.
        </p>
      )}
      {rows.length === 0 ? (
        <div className="blank scroll" ref={blank} tabIndex={-1}>
          <Empty shown={shown} preferences={preferences} save={save} host={host} />
        </div>
      ) : (
        <Group
          className="split"
          orientation={horizontal ? 'horizontal' : 'vertical'}
          defaultLayout={{ list: preferences.split, detail: 100 - preferences.split }}
          onLayoutChanged={({ list: share }) => {
            if (share !== undefined) save({ split: Math.round(share) });
          }}
        >
          <Panel id="list" minSize="15%">
            <List
              rows={rows}
              active={row?.key ?? null}
              focus={list}
              onActivate={activate}
              onToggle={toggle}
              onEnter={() => heading.current?.focus()}
            />
          </Panel>
          <Separator className="separator" aria-label="Width of the list" />
          <Panel id="detail" minSize="15%" className="scroll">
            {finding !== null && (
              <Detail
                // Not its id, which a reload changes: what has the focus stays.
                key={signature(finding)}
                finding={finding}
                others={shown.findings}
                heading={heading}
                onReport={() => setDialog('report')}
                host={host}
                preferences={preferences}
                save={save}
              />
            )}
          </Panel>
        </Group>
      )}
      <StatusBar shown={shown} said={said} />
    </div>
  );
}

/** What can still be done when it is a file that is shown. */
function withoutTab({ reload, openResource, showInNetwork, silence, trials, ...host }: Host): Host {
  return host;
}
