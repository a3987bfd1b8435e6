import { type Preferences, readPreferences } from '../panel/preferences.ts';

const key = 'cors-lens';

/** What the user chose in this browser before; the defaults where nothing is kept or may be. */
export const stored: Preferences = read();

/** Remembers what the user chose, but for the request that is open: it names a URL of the file. */
export function keep({ selected, ...lasting }: Preferences): void {
  try {
    localStorage.setItem(key, JSON.stringify(lasting));
  } catch {
    // A page from a file, or one whose storage is blocked, begins afresh.
  }
}

function read(): Preferences {
  try {
    return readPreferences(JSON.parse(localStorage.getItem(key) ?? '{}'));
  } catch {
    return readPreferences({});
  }
}
