import { defineConfig } from 'vitest/config';

/** The unit tests that say something of what is mutated. Tests of the source's text would see the mutants' own. */
export default defineConfig({
  test: {
    include: [
      'test/{cors,rules,advice,session,recordings,messages,firefox,rules-property,report-redact,report-har}.test.ts',
    ],
    setupFiles: 'test/seed.ts',
    testTimeout: 60_000,
  },
});
