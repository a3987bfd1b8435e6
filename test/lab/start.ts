import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildExtension } from '../browser/build.ts';
import { hasDisplay } from '../browser/chromium.ts';
import { readDetail, show } from '../browser/panel.ts';
import { cases } from './cases.ts';
import { callEverything, caseOf, complaint, inspectLab, rowsOf, settledRows } from './inspect.ts';
import { table } from './table.ts';

/** `npm start`: the lab in a real browser, and what the panel says about it. */
const output = fileURLToPath(new URL('../output/', import.meta.url));
mkdirSync(output, { recursive: true });

console.log('Building the extension …');
const dist = buildExtension();
console.log('Starting the lab and Chromium …');
const headless = !hasDisplay();
const inspected = await inspectLab(dist, { headless, dock: headless ? 'undocked' : 'bottom' });
const { lab, chromium, panel, devtools, verdicts, page } = inspected;
let wrong = 0;
try {
  await callEverything(inspected);
  const rows = await settledRows(panel);
  const lines: string[][] = [];
  for (const entry of cases) {
    const mine = rowsOf(entry, rows);
    const row = mine.find(({ outcome }) => outcome !== 'allowed') ?? mine[0];
    const verdict = verdicts.findLast(({ url }) => caseOf(url) === entry.id);
    const said = verdict ? sentence(verdict.message, verdict.error ?? verdict.net) : 'passed';
    const problem = complaint(entry, rows);
    if (problem) wrong += 1;
    const detail = row ? await readDetail(panel, row.exchange) : null;
    const { method = 'GET' } = entry.request;
    lines.push([
      `${problem ? '✗' : '✓'} ${method} /${entry.id}`,
      said,
      problem ??
        (row?.rule
          ? (detail?.headline.replace(/^Misleading\. /, '') ?? '')
          : (row?.outcome ?? 'nothing to report')),
      row?.rule ? (detail?.step ?? '') : '',
    ]);
  }
  const titles = ['Request', 'What the browser said', 'What really happened', 'The fix'];
  console.log(`\n${table(titles, lines, process.stdout.columns || 190)}\n`);

  const misleading = rows.find(({ rule, url }) => rule !== '' && url.endsWith('/server-error'));
  await show(panel, 'problems');
  if (misleading) await readDetail(panel, misleading.exchange);
  await panel.waitForSelector('[data-exchange][aria-selected="true"]');
  await panel.$eval('[data-exchange][aria-selected="true"]', (row) => {
    // Not scrollIntoView, which would scroll DevTools as well.
    const list = row.closest('.list');
    const away = row.getBoundingClientRect().top - (list?.getBoundingClientRect().top ?? 0);
    list?.scrollBy({ top: away - list.clientHeight / 2 });
  });
  await devtools.screenshot({ path: `${output}panel.png` });
  console.log(`Lab page: ${lab.url}`);
  console.log('Screenshot of the panel: test/output/panel.png');
  if (wrong > 0)
    console.log(`${wrong} of ${cases.length} cases got another diagnosis than expected.`);
  else console.log(`All ${cases.length} cases got the right diagnosis.`);

  if (!headless) {
    console.log('Close the browser to end.');
    await page.bringToFront();
    await new Promise((resolve) => chromium.browser.once('disconnected', resolve));
  }
} finally {
  await inspected.close();
}
process.exitCode = wrong > 0 ? 1 : 0;

/** The browser's words without what the first column already says. */
function sentence(message: string | null, fallback: string): string {
  const text = message?.replace(/^Access to .* has been blocked by CORS policy: /, '') ?? fallback;
  return text || 'nothing';
}
