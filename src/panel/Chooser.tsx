import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import { stacks } from '../fixes/index.ts';
import type { Stack } from '../fixes/types.ts';
import { Icon } from './icons.tsx';

/** Stacks of a group that are shown before somebody searches or asks for all: the most used. */
const first = 7;

const groups: readonly { readonly title: string; readonly holds: (stack: Stack) => boolean }[] = [
  { title: 'Frameworks', holds: ({ layer, kind }) => layer === 'app' && isHeaders(kind) },
  {
    title: 'Web servers and proxies',
    holds: ({ layer, kind }) => layer === 'proxy' && isHeaders(kind),
  },
  {
    title: 'Cloud, dev and own proxies',
    holds: ({ layer, kind }) => layer === 'platform' || !isHeaders(kind),
  },
];

function isHeaders(kind: Stack['kind']): boolean {
  return kind === undefined || kind === 'headers';
}

/** A search over every server, framework and platform. Nothing is chosen for the user. */
export function Chooser({
  host,
  stacks: chosen,
  focus,
  onChoose,
  onClose,
}: {
  host: string;
  /** What was chosen for other hosts. */
  stacks: Readonly<Record<string, string>>;
  /** The user asked for it: the search takes the focus. */
  focus: boolean;
  onChoose: (id: string) => void;
  /** Null: there is nothing to go back to. */
  onClose: (() => void) | null;
}) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [query, setQuery] = useState('');
  const [all, setAll] = useState<readonly string[]>([]);
  const [active, setActive] = useState<string | null>(null);
  useEffect(() => {
    if (focus) input.current?.focus();
  }, [focus]);
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const columns = useMemo(
    () => groups.map(({ title, holds }) => ({ title, stacks: stacks.filter(holds) })),
    [],
  );
  const shown = columns.map(({ title, stacks: own }) => {
    const found = own.filter((stack) =>
      words.every((word) => `${stack.title} ${stack.id}`.toLowerCase().includes(word)),
    );
    const whole = words.length > 0 || all.includes(title);
    return { title, total: own.length, found: whole ? found : found.slice(0, first), whole };
  });
  const flat = shown.flatMap(({ found }) => found);
  const recent = [...new Set(Object.values(chosen))]
    .slice(-3)
    .flatMap((each) => stacks.find((stack) => stack.id === each) ?? []);
  // What is typed leads to the first match, which Enter takes.
  const at = flat.find((stack) => stack.id === active) ?? (words.length > 0 ? flat[0] : undefined);

  function onKeyDown(event: KeyboardEvent): void {
    const index = at ? flat.indexOf(at) : -1;
    const column = shown.findIndex(({ found }) => at !== undefined && found.includes(at));
    const row = column < 0 ? 0 : (shown[column]?.found.indexOf(at as Stack) ?? 0);
    const aside = (by: number): Stack | undefined => {
      const next = shown[column + by]?.found;
      return next?.[Math.min(row, next.length - 1)];
    };
    const moves: Readonly<Record<string, () => Stack | undefined>> = {
      ArrowDown: () => flat[Math.min(index + 1, flat.length - 1)],
      ArrowUp: () => flat[Math.max(index - 1, 0)],
      // In a text the cursor moves.
      ArrowLeft: () => (query === '' ? aside(-1) : undefined),
      ArrowRight: () => (query === '' ? aside(1) : undefined),
    };
    const to = moves[event.key]?.();
    if (to) setActive(to.id);
    else if (event.key === 'Enter' && at) onChoose(at.id);
    else if (event.key === 'Escape' && query !== '') setQuery('');
    else if (event.key === 'Escape' && onClose) onClose();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <>
      <div className="chooser">
        <label className="filter-box">
          <Icon name="search" />
          <input
            ref={input}
            type="search"
            role="combobox"
            aria-expanded="true"
            aria-controls={id}
            aria-activedescendant={at ? `${id}-${at.id}` : undefined}
            aria-label="Server"
            data-testid="stack"
            placeholder={`Search ${stacks.length} servers, frameworks and platforms`}
            spellCheck={false}
            value={query}
            onChange={(event) => {
              setQuery(event.target.value);
              setActive(null);
            }}
            onKeyDown={onKeyDown}
          />
        </label>
        {recent.length > 0 && words.length === 0 && (
          <div className="recent">
            <span className="subtle">Used for other hosts:</span>
            {recent.map((stack) => (
              <button
                key={stack.id}
                type="button"
                className="button"
                onClick={() => onChoose(stack.id)}
              >
                {stack.title}
              </button>
            ))}
          </div>
        )}
        <div className="options" role="listbox" id={id} aria-label="Servers">
          {shown
            .filter(({ found }) => found.length > 0)
            .map(({ title, found }) => (
              // biome-ignore lint/a11y/useSemanticElements: a fieldset is no group of a listbox
              <div key={title} role="group" aria-label={title}>
                <div className="h" role="presentation">
                  {title}
                </div>
                {found.map((stack) => (
                  // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: the search has the keyboard
                  <div
                    key={stack.id}
                    id={`${id}-${stack.id}`}
                    role="option"
                    aria-selected={stack === at}
                    className={stack === at ? 'o active' : 'o'}
                    data-stack={stack.id}
                    onClick={() => onChoose(stack.id)}
                  >
                    {stack.title}
                  </div>
                ))}
              </div>
            ))}
        </div>
        <p className="more">
          {flat.length === 0 && <span>No server matches “{query}”.</span>}
          {shown
            .filter(({ whole, total }) => !whole && total > first)
            .map(({ title, total }) => (
              <button
                key={title}
                type="button"
                className="link"
                onClick={() => setAll([...all, title])}
              >
                {total - first} more: {title.toLowerCase()}
              </button>
            ))}
        </p>
      </div>
      <footer>
        Remembered for <code>{host}</code>.
      </footer>
    </>
  );
}
