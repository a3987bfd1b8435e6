/** An object of a HAR file, whose members may be anything. */
export type Json = Record<string, unknown>;

/** True for an object with members: neither null nor a list. */
export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A number also where it stands in quotes; 0 for everything else. */
export function numberOf(value: unknown): number {
  const number = typeof value === 'number' || typeof value === 'string' ? Number(value) : 0;
  return Number.isFinite(number) ? number : 0;
}
