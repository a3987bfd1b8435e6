import fc from 'fast-check';

/**
 * Property tests try the same inputs every time, so that a failure is of the change at hand.
 * FC_SEED: others, `random` for some that nobody saw.
 */
if (process.env.FC_SEED !== 'random') {
  fc.configureGlobal({ seed: Number(process.env.FC_SEED ?? 20_261) });
}
