import { defineConfig } from 'vitest/config';

/** The unit tests that say something of what is mutated. Tests of the source's text would see the mutants' own. */
export default defineConfig({
  test: {
    include: [
      'test/{cors,origin,consoles,examine,rules,advice,session,recordings,firefox,stack,simulate}.test.ts',
      'test/{rules-property,randomness,redact-headers,redact-text,report-redact,report-har}.test.ts',
    ],
    setupFiles: 'test/seed.ts',
    testTimeout: 60_000,
  },
});
