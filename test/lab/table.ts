/** A plain table for a terminal of `width` columns; cells wrap at words. */
export function table(
  titles: readonly string[],
  rows: readonly (readonly string[])[],
  width: number,
) {
  const shares = titles.map((_, column) =>
    Math.min(56, Math.max(...[titles, ...rows].map((row) => (row[column] ?? '').length))),
  );
  const total = shares.reduce((sum, share) => sum + share, 0);
  const room = Math.max(width, 80) - 3 * (titles.length - 1);
  const widths = shares.map((share) => Math.floor(Math.min(share, (share * room) / total)));
  const line = (row: readonly string[]) => {
    const cells = row.map((text, column) => wrap(text, widths[column] ?? 0));
    const height = Math.max(...cells.map((cell) => cell.length));
    return Array.from({ length: height }, (_, at) =>
      cells
        .map((cell, column) => (cell[at] ?? '').padEnd(widths[column] ?? 0))
        .join(' │ ')
        .trimEnd(),
    ).join('\n');
  };
  const rule = widths.map((each) => '─'.repeat(each)).join('─┼─');
  return [line(titles), rule, ...rows.map(line)].join('\n');
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let current = '';
  for (const word of text.split(/\s+/)) {
    let rest = word;
    if (current && current.length + 1 + rest.length > width) {
      lines.push(current);
      current = '';
    }
    while (rest.length > width) {
      lines.push(rest.slice(0, width));
      rest = rest.slice(width);
    }
    current = current ? `${current} ${rest}` : rest;
  }
  return [...lines, current];
}
