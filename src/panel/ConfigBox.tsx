import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import type { Config } from '../fixes/fix.ts';
import type { Stack } from '../fixes/types.ts';
import { serverOf } from '../prose.ts';
import type { Finding } from '../session.ts';
import { Choice } from './Choice.tsx';
import { Chooser } from './Chooser.tsx';
import { CopyButton } from './CopyButton.tsx';
import type { Folding } from './Fold.tsx';
import { Coloured } from './highlight.tsx';
import { Icon } from './icons.tsx';
import { Link } from './Link.tsx';
import { MoreLines } from './MoreLines.tsx';
import { Prose } from './Prose.tsx';
import { withStack } from './preferences.ts';
import { type SnippetLine, shownLines, snippetLines } from './snippet.ts';

/** The config for the server: which server it is, the lines that matter, and the whole to be copied. */
export function ConfigBox({
  finding,
  config,
  primary,
  credentials,
  preferences,
  save,
}: {
  finding: Finding;
  config: Config;
  primary: boolean;
  /** The switch that only the user can set; null where the mode is known. */
  credentials: ReactNode;
} & Folding) {
  const [choosing, setChoosing] = useState(false);
  const { stack, snippet, detected } = config;
  const host = serverOf(finding.exchange.hops[0].url);
  const server = useRef<HTMLButtonElement>(null);
  // The search had the keyboard: it goes on from the server that was chosen.
  const left = useRef(false);
  useLayoutEffect(() => {
    if (left.current) server.current?.focus();
    left.current = false;
  });
  const leave = (): void => {
    setChoosing(false);
    left.current = true;
  };
  const remember = (id: string): void => save({ stacks: withStack(preferences.stacks, host, id) });
  const choose = (id: string): void => {
    leave();
    remember(id);
  };
  if (stack === null || snippet === null || choosing) {
    return (
      <div className="box" data-testid="chooser">
        <Chooser
          host={host}
          stacks={preferences.stacks}
          focus={choosing}
          onChoose={choose}
          onClose={stack === null ? null : leave}
        />
      </div>
    );
  }
  const seen = detected.slice(0, 2).map((each) => each.stack);
  const among = seen.length > 1 && seen.some(({ id }) => id === stack.id);
  return (
    <div className="box config">
      <header>
        {among && (
          <Choice
            legend="Server"
            options={seen.map(({ id, title }) => ({ id, label: title }))}
            chosen={stack.id}
            onChoose={remember}
          />
        )}
        <button
          ref={server}
          type="button"
          className="button"
          aria-haspopup="listbox"
          aria-expanded={false}
          title="Server, framework or platform"
          data-testid="stack"
          onClick={() => setChoosing(true)}
        >
          {among ? 'Other' : stack.title}
          <Icon name="down" />
        </button>
        <span className="end">
          <CopyButton label="Copy config" text={snippet} primary={primary} testId="copy-snippet" />
        </span>
      </header>
      <Snippet key={snippet} text={snippet} stack={stack} config={config} />
      <footer>
        <Provenance config={config} stack={stack} />
        {credentials}
      </footer>
    </div>
  );
}

/** The lines that matter, and all of them on a click. */
function Snippet({ text, stack, config }: { text: string; stack: Stack; config: Config }) {
  const [all, setAll] = useState(false);
  const { lines, start } = snippetLines(text, config.change);
  const shown = lines.slice(start, start + shownLines);
  const less = shown
    .map(indentOf)
    .reduce((least, each) => Math.min(least, each), shown.length > 0 ? Infinity : 0);
  // A server that says something today has a config in which lines change; else the file is new.
  const mark = config.present === null ? 'key' : 'hit';
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it may scroll, so the keyboard must reach it */}
      <section className="code" aria-label={`${stack.title} config`} tabIndex={0}>
        <pre data-testid="snippet">
          {lines.map((line, index) => (
            <div
              // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name
              key={index}
              className={line.key ? mark : undefined}
              style={{ '--in': all ? line.indent : Math.max(0, line.indent - less) } as object}
              hidden={!all && (index < start || index >= start + shownLines)}
            >
              <span className="in">
                {' '.repeat(all ? line.indent : Math.max(0, line.indent - less))}
              </span>
              {!all && less > 0 && (
                <span className="less">{' '.repeat(Math.min(less, line.indent))}</span>
              )}
              <Coloured line={line.text} language={stack.language} />
              {'\n'}
            </div>
          ))}
        </pre>
      </section>
      {lines.length > shownLines && (
        <MoreLines all={all} count={lines.length} onChange={setAll} testId="all-lines" />
      )}
    </>
  );
}

function indentOf({ text, indent }: SnippetLine): number {
  return text === '' ? Number.POSITIVE_INFINITY : indent;
}

/** Where the config comes from: what gave the server away, what it was tested with, what it leaves out. */
function Provenance({ config, stack }: { config: Config; stack: Stack }) {
  const { evidence, notes, limits } = config;
  const more = [...notes, ...limits];
  return (
    <>
      <p>
        {evidence !== null && (
          <>
            <Prose text={evidence} />{' '}
          </>
        )}
        {stack.verified === null ? (
          <b className="untested">Untested.</b>
        ) : (
          `Tested with ${stack.verified}.`
        )}{' '}
        <Link to={stack.docs}>{stack.title} docs</Link>
      </p>
      {more.length > 0 && (
        <details className="limits">
          <summary>{more.length === 1 ? '1 note' : `${more.length} notes`}</summary>
          <ul>
            {more.map((text) => (
              <li key={text}>
                <Prose text={text} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
