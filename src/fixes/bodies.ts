import { stacks } from './index.ts';

/**
 * The ids of the stacks whose own text this beginning of a body is: their error page, their start page. All that is
 * kept of a body, so that nothing a server wrote outlives the reading of a file.
 */
export function bodyOf(text: string): string[] {
  return stacks
    .filter(({ bodies = [] }) => bodies.some((page) => page.test(text)))
    .map(({ id }) => id);
}
