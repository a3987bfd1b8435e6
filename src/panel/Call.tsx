import { Fragment, useEffect, useMemo, useState } from 'react';
import { quote } from '../prose.ts';
import { type Frame, ownFrame, readStack } from '../recording/stack.ts';
import type { Initiator } from '../recording/types.ts';
import { clientLabel } from '../report/summary.ts';
import type { Finding } from '../session.ts';
import { fileOf } from './gists.ts';
import { Coloured } from './highlight.tsx';
import type { Host } from './host.ts';
import { excerpt } from './source.ts';
import { useLooked } from './useLooked.ts';

/**
 * Where the request was made: the application's own call, the lines around it where DevTools has the file, and the
 * calls that led there. The stack and the file are read when this is shown, and kept no longer.
 */
export function Call({ finding: { exchange }, host }: { finding: Finding; host: Host }) {
  const { initiator } = exchange;
  const { source } = host;
  const looked = useLooked(host, exchange.hops[0].entry);
  const frames = useMemo(() => readStack(looked?.initiator), [looked]);
  const own = ownFrame(frames);
  const at: Initiator | null = own ?? initiator;
  const [text, setText] = useState<string | null>(null);
  const url = at?.url;
  useEffect(() => {
    setText(null);
    if (source === undefined || url === undefined) return;
    let gone = false;
    source(url).then(
      (read) => {
        if (!gone) setText(read);
      },
      () => {},
    );
    return () => {
      gone = true;
    };
  }, [source, url]);
  const lines = useMemo(
    () => (text === null || at === null ? [] : excerpt(text, at.line, at.column)),
    [text, at],
  );
  return (
    <>
      <code>{clientLabel(exchange)}</code>
      {at !== null && (
        <>
          {' at '}
          <Place at={at} host={host} />
          {own !== null && own.name !== '' && (
            <>
              {' in '}
              <code>{quote(own.name)}</code>
            </>
          )}
        </>
      )}
      {lines.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it may scroll, so the keyboard must reach it
        <section className="code source" aria-label="Lines around the call" tabIndex={0}>
          <pre data-testid="source">
            {lines.map(({ number, text: line, call }) => (
              <div key={number} className={call ? 'call' : undefined}>
                <span className="no">{number}</span>
                <Coloured line={quote(line, 400)} language="js" />
                {'\n'}
              </div>
            ))}
          </pre>
        </section>
      )}
      {frames.length > 1 && <Stack frames={frames} own={own} host={host} />}
    </>
  );
}

/** The calls, the innermost first; those of libraries in a row are one line until somebody opens them. */
function Stack({ frames, own, host }: { frames: readonly Frame[]; own: Frame | null; host: Host }) {
  const [all, setAll] = useState(false);
  const hidden = frames.filter(({ library }) => library).length;
  const shown = all || hidden === frames.length ? frames : frames.filter((each) => !each.library);
  return (
    <>
      <ol className="stack" aria-label="Call stack" data-testid="call-stack">
        {shown.map((frame, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a function may call itself
          <Fragment key={index}>
            {frame.async !== '' && <li className="subtle">{quote(frame.async, 60)} (async)</li>}
            <li className={frame.library ? 'library' : undefined}>
              <code>{frame.name === '' ? '(anonymous)' : quote(frame.name, 100)}</code>
              <Place at={frame} host={host} />
              {frame === own && <span className="subtle">the call</span>}
            </li>
          </Fragment>
        ))}
      </ol>
      {hidden > 0 && hidden < frames.length && (
        <button
          type="button"
          className="link"
          aria-expanded={all}
          data-testid="library-frames"
          onClick={() => setAll(!all)}
        >
          {all
            ? 'Hide library frames'
            : `Show ${hidden} library ${hidden === 1 ? 'frame' : 'frames'}`}
        </button>
      )}
    </>
  );
}

/** "orders.js:42", which opens there where the browser can. */
function Place({ at, host: { openResource } }: { at: Initiator; host: Host }) {
  const name = `${fileOf(at.url)}:${at.line}`;
  const title = quote(`${at.url}:${at.line}:${at.column}`, 2_000);
  if (openResource === undefined) return <code title={title}>{name}</code>;
  return (
    <button
      type="button"
      className="link"
      title={title}
      onClick={() => openResource(at.url, at.line, at.column)}
    >
      {name}
    </button>
  );
}
