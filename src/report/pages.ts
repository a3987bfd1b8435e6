import { version } from '../../package.json';
import type { Finding } from '../session.ts';

/**
 * Where the project's files can be read, without a slash at the end: "https://github.com/owner/cors-lens". Empty: there
 * is no such place yet, and nothing links there. Set it here, and panel, reports, command line and packages know it.
 */
export const repository: string = '';

/** A link to documentation. */
export interface DocumentationLink {
  readonly text: string;
  readonly url: string;
}

/**
 * The page of a rule or a warning, of the very version that links to it; null while there is no repository.
 * `src/rules/README.md` and `src/advice/README.md` are generated, with the id as the anchor.
 */
export function pageOf(
  kind: 'rules' | 'advice',
  id: string,
  base: string = repository,
): string | null {
  return base === '' ? null : `${base}/blob/v${version}/src/${kind}/README.md#${id}`;
}

/** What to read about a diagnosis, ours first: our page, MDN's, the section of the standard. */
export function linksOf(
  { rule, spec, mdn }: Pick<NonNullable<Finding['diagnosis']>, 'rule' | 'spec' | 'mdn'>,
  base: string = repository,
): readonly DocumentationLink[] {
  const page = pageOf('rules', rule, base);
  return [
    ...(page === null ? [] : [{ text: 'About this diagnosis', url: page }]),
    { text: 'Fetch spec', url: spec },
    ...(mdn === null ? [] : [{ text: 'MDN', url: mdn }]),
  ];
}
