import { type ReactNode, useMemo, useRef } from 'react';
import { Failure } from '../panel/Failure.tsx';
import type { Host } from '../panel/host.ts';
import { ImportBanner } from '../panel/ImportBanner.tsx';
import { Panel } from '../panel/Panel.tsx';
import { ofFile, useDrop, usePreferences } from '../panel/sources.ts';
import { useFiles } from '../panel/useFiles.ts';
import { keep, stored } from './preferences.ts';

const host: Host = {
  // There is no inspected tab: nobody is told, and nothing of one is offered.
  send: () => {},
  record: () => Promise.reject(new Error('There is no inspected tab.')),
  log: '',
  save: keep,
  restart: () => location.reload(),
};

/** The panel on HAR files alone. `start` starts the worker that reads them; `children`: what else the first page says. */
export function Viewer({ start, children }: { start: () => Worker; children?: ReactNode }) {
  return (
    <Failure onRestart={host.restart}>
      <Files start={start}>{children}</Files>
    </Failure>
  );
}

function Files({ start, children }: { start: () => Worker; children: ReactNode }) {
  const access = useFiles(start, true);
  const [preferences, save] = usePreferences(stored, host.save);
  const picker = useRef<HTMLInputElement>(null);
  const { imported, read, files } = access;
  const own = useMemo(() => ofFile(host, files), [files]);
  useDrop(read);
  if (imported !== null) {
    return (
      <Panel
        key={imported.file.name}
        store={imported.store}
        host={own}
        previews={undefined}
        preferences={preferences}
        save={save}
        access={access}
      />
    );
  }
  return (
    <div className="start">
      <ImportBanner access={access} />
      <main>
        <h1>CORS Lens</h1>
        <p>
          Open a HAR file to see which cross-origin requests failed, why, and what to change on the
          server.
        </p>
        <div className="drop">
          <p>Drop a HAR file here, or</p>
          <button
            type="button"
            className="button primary"
            onClick={() => picker.current?.click()}
            data-testid="choose"
          >
            Choose a HAR file…
          </button>
          <input
            ref={picker}
            type="file"
            hidden
            accept=".har,.json,application/json"
            aria-label="HAR file"
            data-testid="import"
            onChange={({ target }) => {
              const file = target.files?.[0];
              if (file) read(file);
              target.value = '';
            }}
          />
        </div>
        <p>
          The file is read in this tab and sent nowhere. What you export is redacted unless you
          switch that off.
        </p>
        <h2>How to record a HAR file</h2>
        <p>
          Open the Network panel of DevTools, reproduce the error, and choose “Export HAR” (Firefox:
          “Save All As HAR”). A HAR file with sensitive data shows more: cookies prove that a
          request was sent with credentials.
        </p>
        {children}
      </main>
    </div>
  );
}
