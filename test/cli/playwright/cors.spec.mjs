// What a user writes: the package by its name, from its built files.
import { expect, test } from 'cors-lens/playwright';

const { LAB, API } = process.env;

test('every call of the lab', async ({ page }) => {
  test.setTimeout(90_000);
  await page.goto(LAB);
  await page.waitForSelector('body[data-done=true]', { timeout: 60_000 });
});

test('nothing cross-origin', async ({ page }) => {
  await page.goto(`${LAB}frame`);
  await expect(page).toHaveTitle('frame');
});

async function call(page, path) {
  await page.goto(`${LAB}frame`);
  await page.evaluate((url) => fetch(url).catch(() => {}), `${API}${path}`);
}

test.describe('failOn', () => {
  test.use({ corsLens: { failOn: 'failed' } });
  test('fails the test', ({ page }) => call(page, '/server-error'));
  test('lets one pass that has nothing to complain of', ({ page }) => call(page, '/ok-wildcard'));
});

test.describe('ignore', () => {
  test.use({ corsLens: { failOn: 'failed', ignore: ['server-error'] } });
  test('leaves a rule out', ({ page }) => call(page, '/server-error'));
});

test('recordHar', async ({ browser }, testInfo) => {
  const path = testInfo.outputPath('session.har.zip');
  const context = await browser.newContext({ recordHar: { path } });
  const page = await context.newPage();
  await page.goto(`${LAB}frame`);
  await page.evaluate((url) => fetch(url).catch(() => {}), `${API}/server-error`);
  await context.close();
  await testInfo.attach('session.har.zip', { path });
});

test('a popup is recorded, too', async ({ page, context }) => {
  await page.goto(`${LAB}frame`);
  const popup = await context.newPage();
  await popup.goto(`${LAB}frame`);
  await popup.evaluate((url) => fetch(url).catch(() => {}), `${API}/not-found`);
});
