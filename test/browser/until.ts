/**
 * Asks again and again until `ask` gives something true, and returns it. Throws after `timeout`
 * milliseconds, naming what was waited for.
 */
export async function until<Found>(
  what: string,
  ask: () => Promise<Found | false | null | undefined>,
  timeout = 30_000,
): Promise<Found> {
  const end = Date.now() + timeout;
  for (;;) {
    const found = await ask();
    if (found) return found;
    if (Date.now() > end) throw new Error(`Waited ${timeout} ms in vain for ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
