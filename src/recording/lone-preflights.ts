import { get } from '../cors/headers.ts';
import { requestedHeaders } from '../cors/preflight.ts';
import type { AssembleOptions } from './assemble.ts';
import type { Entry } from './entry.ts';
import { passes } from './joining.ts';

/** True when the request of a preflight that came alone will not come any more. */
export function standsAlone(preflight: Entry, { recording, complete }: AssembleOptions): boolean {
  const { source, dialect, statesFailures } = recording;
  // A request follows a preflight that passes: where none is recorded, the preflight failed, with credentials if not
  // without. A tool that leaves out failures may have left it out; DevTools has both, unless a filter hid one.
  if (complete && source !== 'firefox') {
    const left =
      dialect.leavesOut?.includes('failures') || (source === 'chromium' && statesFailures);
    return !passes(preflight, left ? 'omit' : 'include');
  }
  if (complete) return true;
  if (source !== 'firefox' || passes(preflight, 'include')) return false;
  // Firefox never delivers the request behind a failed preflight. With a passed one it is on its way,
  // and where only credentials would make it fail, Resource Timing says whether the fetch has ended.
  return preflight.firefox?.timing !== undefined || !passes(preflight, 'omit');
}

/** The request a preflight was for, where the browser does not deliver it (Firefox). */
export function requestBehind(preflight: Entry): Entry {
  return {
    ...preflight,
    index: -1,
    method: get(preflight.headers, 'access-control-request-method') ?? 'GET',
    headers: requestedHeaders(preflight.headers).map((name) => [name, ''] as const),
    response: null,
    preflight: false,
    resourceType: null,
  };
}
