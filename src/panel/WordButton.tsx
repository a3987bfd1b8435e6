import { Icon } from './icons.tsx';

/** A button with a drawing and a word; where there is no room, the word goes and the name stays. */
export function WordButton({
  word,
  title = word,
  icon,
  testId,
  onClick,
}: {
  word: string;
  title?: string;
  icon: Parameters<typeof Icon>[0]['name'];
  testId?: string;
  onClick: () => void;
}) {
  return (
    <button
      type="button"
      className="button"
      aria-label={word}
      title={title}
      data-testid={testId}
      onClick={onClick}
    >
      <Icon name={icon} />
      <span className="word">{word}</span>
    </button>
  );
}
