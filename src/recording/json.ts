/** An object of a HAR file, whose members may be anything. */
export type Json = Record<string, unknown>;

/** True for an object with members: neither null nor a list. */
export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
