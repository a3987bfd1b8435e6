import type { NetworkError } from '../types.ts';

/** What an error code means; the text itself is added by whoever asks. */
export type Meaning = Pick<NetworkError, 'kind' | 'detail'>;

/** Pieces of error codes and what they mean, the first that matches. */
export type Meanings = readonly (readonly [pattern: RegExp, meaning: Meaning])[];
