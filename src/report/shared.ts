import { isObject } from '../recording/json.ts';

/** Lines that are remembered. */
const most = 20_000;
/** Longer values are of one request. */
const longest = 300;

/**
 * A function that makes equal header lines of entries, and equal initiators, one object: a session has the same ones
 * in nearly every entry, and they are most of what is kept of it. It changes the entry, which must be the caller's
 * own; what is written of it stays the same.
 */
export function sharer(): <T>(entry: T) => T {
  const lines = new Map<string, Map<string, object>>();
  const initiators = new Map<string, unknown>();
  let kept = 0;

  function shareLines(headers: unknown): void {
    if (!Array.isArray(headers)) return;
    for (const [index, line] of headers.entries()) {
      if (!isPlain(line)) continue;
      const { name, value } = line;
      const values = lines.get(name);
      const known = values?.get(value);
      if (known) headers[index] = known;
      else if (name.length + value.length <= longest) {
        if (++kept > most) {
          lines.clear();
          kept = 1;
        }
        if (values) values.set(value, line);
        else lines.set(name, new Map([[value, line]]));
      }
    }
  }

  return (entry) => {
    if (!isObject(entry)) return entry;
    const { request, response, _initiator: initiator } = entry;
    if (isObject(request)) shareLines(request.headers);
    if (isObject(response)) shareLines(response.headers);
    if (isObject(initiator)) {
      const text = JSON.stringify(initiator);
      const known = initiators.get(text);
      if (known !== undefined) (entry as Record<string, unknown>)._initiator = known;
      else if (text.length <= 2_000) {
        if (initiators.size >= 2_000) initiators.clear();
        initiators.set(text, initiator);
      }
    }
    return entry;
  };
}

/** A name and a value, in this order, and nothing else: another order would be written in another order. */
function isPlain(line: unknown): line is { readonly name: string; readonly value: string } {
  if (!isObject(line) || typeof line.name !== 'string' || typeof line.value !== 'string') {
    return false;
  }
  let at = 0;
  for (const key in line) {
    if (key !== (at === 0 ? 'name' : 'value') || at > 1) return false;
    at++;
  }
  return at === 2;
}
