import { get, type HeaderList } from './headers.ts';

/**
 * True when the page may not use the response to a cross-origin `no-cors` load. Firefox shows nothing of it,
 * so the standard's check decides.
 * https://fetch.spec.whatwg.org/#cross-origin-resource-policy-check
 */
export function isRefusedByPolicy(request: HeaderList, response: HeaderList): boolean {
  switch (get(response, 'cross-origin-resource-policy')) {
    case 'same-origin':
      return true;
    case 'same-site':
      return get(request, 'sec-fetch-site') === 'cross-site';
    default:
      return false;
  }
}
