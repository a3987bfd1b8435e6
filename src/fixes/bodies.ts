import { stacks } from './index.ts';

/** How much of a body is looked at: error pages are short, and say what they are of at once. */
export const mostOfBody = 4096;

/**
 * The ids of the stacks whose own text this is the beginning of: their error page, their start page. All that is
 * kept of a body, so that nothing a server wrote outlives the reading of a file.
 */
export function bodyOf(text: string): string[] {
  const start = text.slice(0, mostOfBody);
  return stacks
    .filter(({ bodies = [] }) => bodies.some((page) => page.test(start)))
    .map(({ id }) => id);
}
