// Run by playwright.test.ts, which serves what the tests call and says so in the environment.
const { CHROMIUM, FLAGS, REPORT } = process.env;

export default {
  testMatch: '*.spec.mjs',
  outputDir: `${REPORT}.output`,
  reporter: [['json', { outputFile: REPORT }]],
  workers: 1,
  use: {
    browserName: 'chromium',
    launchOptions: { executablePath: CHROMIUM, args: ['--no-sandbox', ...JSON.parse(FLAGS)] },
  },
};
