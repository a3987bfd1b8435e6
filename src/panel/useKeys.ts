import { type RefObject, useEffect } from 'react';

/** Where "/" is a character. */
const typedInto = 'input:not([type="checkbox"], [type="radio"]), select, textarea';

/** What the keys lead to. */
export interface Targets {
  readonly filter: RefObject<HTMLInputElement | null>;
  readonly list: RefObject<HTMLElement | null>;
  readonly heading: RefObject<HTMLElement | null>;
}

/** The keys that work everywhere in the panel. */
export function useKeys(
  { filter, list, heading }: Targets,
  onKeys: () => void,
  say: (text: string) => void,
): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const { target, key } = event;
      if (!(target instanceof Element) || target.closest('dialog, .menu')) return;
      const find = (event.ctrlKey || event.metaKey) && key.toLowerCase() === 'f';
      const typing = target.matches(typedInto);
      if (find || (key === '/' && !typing)) filter.current?.select();
      else if (key === '?' && !typing) onKeys();
      else if (key === 'F6') {
        (target.closest('.detail') ? list.current : (heading.current ?? list.current))?.focus();
      } else if (key === 'Escape' && (target.closest('.detail') || target.closest('.rows'))) {
        // What has an Escape of its own has taken it already, or is closed by the browser.
        if (target.matches('[role="combobox"]')) return;
        list.current?.focus();
      } else return;
      // DevTools opens its drawer on an Escape that gets as far as the document.
      event.stopPropagation();
      event.preventDefault();
    };
    // Ctrl+C with nothing selected copies what one would copy next.
    const onCopy = (event: ClipboardEvent): void => {
      const typing = event.target instanceof HTMLInputElement;
      if (typing || getSelection()?.isCollapsed === false) return;
      const next =
        document.querySelector<HTMLElement>('.fix .button.primary[data-testid^="copy-"]') ??
        document.querySelector<HTMLElement>('.fix [data-testid="copy-snippet"]');
      const snippet = next?.dataset.testid === 'copy-snippet';
      const text = snippet
        ? document.querySelector('.fix [data-testid="snippet"]')?.textContent
        : [...document.querySelectorAll('.fix .diff .add')]
            .map((line) => line.textContent?.replace(/^needed: /, ''))
            .join('\n');
      if (!text) return;
      event.clipboardData?.setData('text/plain', text);
      event.preventDefault();
      say(snippet ? 'Config copied' : 'Headers copied');
    };
    document.addEventListener('keydown', onKeyDown, { capture: true });
    document.addEventListener('copy', onCopy);
    return () => {
      document.removeEventListener('keydown', onKeyDown, { capture: true });
      document.removeEventListener('copy', onCopy);
    };
  }, [filter, list, heading, onKeys, say]);
}
