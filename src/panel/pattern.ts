import { quote } from '../prose.ts';
import { remembered } from '../report/groups.ts';

/** Segments of a path that name one thing among many: numbers, UUIDs, hashes. */
const names = /^(?:[0-9]+|[0-9a-f-]{16,}|(?=[^0-9]*[0-9])[\w-]{20,})$/i;

/** "GET /v1/orders/{id}?page=…": what requests to one endpoint have in common. */
export const patternOf = remembered(({ exchange }) => {
  const { method, url } = exchange.hops[0];
  const parsed = URL.parse(url);
  if (parsed === null) return `${quote(method)} ${quote(url)}`;
  const path = parsed.pathname
    .split('/')
    .map((segment) => (names.test(segment) ? '{id}' : segment))
    .join('/');
  const query = [...new Set(parsed.searchParams.keys())].map((name) => `${name}=…`).join('&');
  return quote(`${method} ${path}${query === '' ? '' : `?${query}`}`);
});
