import { extractTokens, type HeaderList } from './headers.ts';

const safelisted = [
  'cache-control',
  'content-language',
  'content-length',
  'content-type',
  'expires',
  'last-modified',
  'pragma',
];

/**
 * Fetch standard, CORS-filtered response: true when a script may read the header.
 * `name` in lower case. https://fetch.spec.whatwg.org/#cors-safelisted-response-header-name
 */
export function isExposed(
  headers: HeaderList,
  name: string,
  credentials: 'include' | 'omit',
): boolean {
  if (name === 'set-cookie' || name === 'set-cookie2') return false;
  if (safelisted.includes(name)) return true;
  const exposed = new Set(
    extractTokens(headers, 'access-control-expose-headers')?.map((member) => member.toLowerCase()),
  );
  return exposed.has(name) || (credentials === 'omit' && exposed.has('*'));
}
