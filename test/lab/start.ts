import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildExtension } from '../browser/build.ts';
import { readDetail, show } from '../browser/panel.ts';
import { until } from '../browser/until.ts';
import { firefoxDemo } from '../firefox/demo.ts';
import { cases } from './cases.ts';
import { chromiumDemo } from './demo.ts';
import { rowsOf } from './inspect.ts';
import { playScene } from './scene.ts';
import { scenes } from './scenes.ts';
import { table } from './table.ts';

/**
 * `npm start`, `npm run start:firefox`: the lab in a real browser, and what the panel says about it.
 * `npm start -- shop`, `npm start -- outage`: a page as one meets it, with three faults each.
 */
const firefox = process.argv.includes('--firefox');
const output = fileURLToPath(new URL('../output/', import.meta.url));
const picture = firefox ? 'panel-firefox.png' : 'panel.png';
mkdirSync(output, { recursive: true });

console.log('Building the extension …');
const dist = buildExtension(firefox ? 'firefox' : 'chrome');
const scene = Object.values(scenes).find(({ id }) => process.argv.includes(id));
console.log(`Starting the lab and ${firefox ? 'Firefox' : 'Chromium'} …`);
if (scene) {
  const file = `test/output/${scene.id}.png`;
  const right = await playScene(dist, scene, `${output}${scene.id}.png`);
  console.log(`Screenshot of the panel: ${file}`);
  process.exitCode = right ? 0 : 1;
} else {
  process.exitCode = (await playLab()) ? 0 : 1;
}

/** Every case of the lab; true when the panel says of each what it must. */
async function playLab(): Promise<boolean> {
  const demo = await (firefox ? firefoxDemo(dist) : chromiumDemo(dist));
  const { lab, panel, rows } = demo;
  let wrong = 0;
  try {
    const lines: string[][] = [];
    for (const entry of cases) {
      const mine = rowsOf(entry, rows);
      const row = mine.find(({ outcome }) => outcome !== 'allowed') ?? mine[0];
      const problem = demo.complaint(entry);
      if (problem) wrong += 1;
      const detail = row ? await readDetail(panel, row.exchange) : null;
      const { method = 'GET' } = entry.request;
      lines.push([
        `${problem ? '✗' : '✓'} ${method} /${entry.id}`,
        demo.said(entry),
        problem ?? (row?.rule ? (detail?.headline ?? '') : (row?.outcome ?? 'nothing to report')),
        row?.rule ? (detail?.step ?? '') : '',
      ]);
    }
    const titles = ['Request', 'What the browser said', 'What really happened', 'The fix'];
    console.log(`\n${table(titles, lines, process.stdout.columns || 190)}\n`);

    const hidden = rows.find(({ rule, url }) => rule !== '' && url.endsWith('/server-error'));
    await show(panel, 'problems');
    if (hidden) await readDetail(panel, hidden.exchange);
    await until('the selection', () =>
      panel.evaluate(() => {
        const row = document.querySelector('[data-exchange][aria-selected="true"]');
        // Not scrollIntoView, which would scroll DevTools as well.
        const list = row?.closest('.list');
        if (!row || !list) return false;
        const away = row.getBoundingClientRect().top - list.getBoundingClientRect().top;
        list.scrollBy({ top: away - list.clientHeight / 2 });
        return true;
      }),
    );
    await demo.screenshot(`${output}${picture}`);
    console.log(`Lab page: ${lab.url}`);
    console.log(`Screenshot of the panel: test/output/${picture}`);
    if (wrong > 0)
      console.log(`${wrong} of ${cases.length} cases got another diagnosis than expected.`);
    else console.log(`All ${cases.length} cases got the right diagnosis.`);

    if (!demo.headless) {
      console.log('Close the browser to end.');
      await demo.closed();
    }
  } finally {
    await demo.close();
  }
  return wrong === 0;
}
