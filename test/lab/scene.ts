import { hasDisplay } from '../browser/display.ts';
import { readDetail, readRows } from '../browser/panel.ts';
import { until } from '../browser/until.ts';
import { type InspectedLab, inspectLab } from './inspect.ts';
import type { Fault, Scene } from './scenes.ts';
import { table } from './table.ts';

/** Opens a scene with our panel beside it, and waits until every fault is in the list. */
export async function openScene(
  dist: string,
  scene: Scene,
  headless = !hasDisplay(),
): Promise<InspectedLab> {
  const dock = headless ? 'undocked' : 'bottom';
  const inspected = await inspectLab(dist, { headless, dock }, scene.routes);
  const { page, panel, lab } = inspected;
  await page.goto(scene.page(lab));
  await page.waitForSelector('body[data-done=true]', { timeout: 60_000 });
  await until('the faults in the list', async () => {
    const rows = await readRows(panel);
    return scene.faults.every((fault) => rowOf(fault, rows)?.rule);
  }).catch(() => {});
  return inspected;
}

/** The row of a fault. */
export function rowOf<Row extends { readonly url: string }>(
  { path }: Fault,
  rows: readonly Row[],
): Row | undefined {
  return rows.find(({ url }) => new URL(url).pathname === path);
}

/** `npm start -- shop`: prints what the panel says of a scene, and takes its picture; true when all of it is right. */
export async function playScene(dist: string, scene: Scene, picture: string): Promise<boolean> {
  const headless = !hasDisplay();
  const inspected = await openScene(dist, scene, headless);
  const { page, panel, devtools, verdicts, chromium, close } = inspected;
  try {
    const rows = await readRows(panel);
    let right = true;
    const lines: string[][] = [];
    for (const fault of scene.faults) {
      const row = rowOf(fault, rows);
      const detail = row ? await readDetail(panel, row.exchange) : null;
      const ok = row?.rule === fault.rule && (detail?.headline.includes(fault.says) ?? false);
      right &&= ok;
      const verdict = verdicts.find(({ url }) => new URL(url).pathname === fault.path);
      const said = verdict?.message?.replace(/^Access to .* has been blocked by CORS policy: /, '');
      lines.push([
        `${ok ? '✓' : '✗'} ${fault.path}`,
        fault.title,
        (said ?? verdict?.error ?? verdict?.net) || 'nothing',
        detail?.headline ?? 'not in the list',
        detail?.step ?? '',
      ]);
    }
    const titles = [
      'Request',
      'What is wrong',
      'What the browser said',
      'What CORS Lens says',
      'The fix',
    ];
    console.log(`\n${table(titles, lines, process.stdout.columns || 200)}\n`);
    const first = rowOf(scene.faults[0] as Fault, rows);
    if (first) await readDetail(panel, first.exchange);
    await devtools.screenshot({ path: picture as `${string}.png` });
    if (!headless) {
      console.log('Close the browser to end.');
      await page.bringToFront();
      await new Promise((resolve) => chromium.browser.once('disconnected', resolve));
    }
    return right;
  } finally {
    await close();
  }
}
