import { get, type HeaderList } from './headers.ts';

/** Mozilla's name for a response that Cross-Origin-Resource-Policy keeps from the page. */
const refusedByPolicy = 'NS_ERROR_DOM_CORP_FAILED';

/**
 * Why the page may not use the response to a cross-origin `no-cors` load, null when it may. Firefox shows
 * nothing of it, so the standard's check decides.
 * https://fetch.spec.whatwg.org/#cross-origin-resource-policy-check
 */
export function policyError(request: HeaderList, response: HeaderList): string | null {
  switch (get(response, 'cross-origin-resource-policy')) {
    case 'same-origin':
      return refusedByPolicy;
    case 'same-site':
      return get(request, 'sec-fetch-site') === 'cross-site' ? refusedByPolicy : null;
    default:
      return null;
  }
}
