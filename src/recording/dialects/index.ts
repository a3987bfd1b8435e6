import type { NetworkError } from '../types.ts';
import { chromiumErrors } from './chromium.ts';
import { firefoxErrorCodes } from './firefox.ts';
import { safariErrors } from './safari.ts';
import type { Meanings } from './types.ts';

/** The error codes of every browser and tool. Tools pass on the code of the browser they drive. */
const errorCodes: Meanings = [...chromiumErrors, ...firefoxErrorCodes, ...safariErrors];

/** What an error code of any browser or tool means. */
export function readErrorText(text: string): NetworkError {
  const meaning = errorCodes.find(([pattern]) => pattern.test(text))?.[1];
  return { ...(meaning ?? { kind: 'other' }), text };
}
