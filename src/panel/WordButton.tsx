import type { Ref } from 'react';
import { Icon, type IconName } from './icons.tsx';

/** A button with a drawing and a word; where there is no room, or `bare`, the word goes and the name stays. */
export function WordButton({
  word,
  title = word,
  icon,
  testId,
  bare = false,
  primary = false,
  menu,
  ref,
  onClick,
}: {
  word: string;
  title?: string;
  icon: IconName;
  testId?: string;
  /** The drawing alone. */
  bare?: boolean;
  primary?: boolean;
  /** It opens a menu: whether that is open. */
  menu?: boolean;
  ref?: Ref<HTMLButtonElement>;
  onClick: () => void;
}) {
  return (
    <button
      ref={ref}
      type="button"
      className={bare ? 'icon-button' : primary ? 'button primary' : 'button'}
      aria-label={title}
      aria-haspopup={menu === undefined ? undefined : 'menu'}
      aria-expanded={menu}
      title={title}
      data-testid={testId}
      onClick={onClick}
    >
      <Icon name={icon} />
      {!bare && <span className="word">{word}</span>}
      {!bare && menu !== undefined && <Icon name="down" />}
    </button>
  );
}
