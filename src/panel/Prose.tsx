/** A sentence in which `names` between backticks are set as code. Plain text otherwise. */
export function Prose({ text }: { text: string }) {
  const parts = text.split('`');
  // An odd number of backticks is none of ours.
  if (parts.length % 2 === 0) return text;
  return parts.map((part, index) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: pieces of a string have no other name
    index % 2 === 1 ? <code key={index}>{part}</code> : part,
  );
}
