import { mkdirSync, writeFileSync } from 'node:fs';
import { distFolder } from '/work/wt/panel/test/browser/build.ts';
import { readRows } from '/work/wt/panel/test/browser/panel.ts';
import { openScene, rowOf } from '/work/wt/panel/test/lab/scene.ts';
import { scenes } from '/work/wt/panel/test/lab/scenes.ts';
mkdirSync('/tmp/look', { recursive: true });
for (const scene of Object.values(scenes)) {
  const inspected = await openScene(distFolder(), scene, true);
  const { panel, devtools } = inspected;
  try {
    for (const theme of ['default', 'dark']) {
      await devtools.evaluate(`(async () => {
        const common = await import('./core/common/common.js');
        common.Settings.Settings.instance().moduleSetting('ui-theme').set('${theme}');
      })()`);
      for (const [w, h] of [[420, 840], [1200, 700], [1200, 360]] as const) {
        if (theme === 'dark' && h === 360) continue;
        await devtools.setViewport({ width: w, height: h });
        for (const fault of scene.faults) {
          const row = rowOf(fault, await readRows(panel));
          await panel.evaluate((id) => document.querySelector<HTMLElement>(`[data-exchange="${id}"]`)?.click(), row?.exchange);
          await new Promise((r) => setTimeout(r, 500));
          await devtools.screenshot({ path: `/tmp/look/${scene.id}-${fault.rule}-${w}x${h}-${theme}.png` as `${string}.png` });
        }
      }
    }
    await devtools.setViewport({ width: 1200, height: 1500 });
    for (const fault of scene.faults) {
      const row = rowOf(fault, await readRows(panel));
      await panel.evaluate((id) => document.querySelector<HTMLElement>(`[data-exchange="${id}"]`)?.click(), row?.exchange);
      await new Promise((r) => setTimeout(r, 300));
      await panel.evaluate(() => { for (const f of document.querySelectorAll<HTMLDetailsElement>('.sections details')) if (!f.open) f.querySelector('summary')?.click(); });
      await new Promise((r) => setTimeout(r, 700));
      await devtools.screenshot({ path: `/tmp/look/${scene.id}-${fault.rule}-open.png` as `${string}.png` });
    }
    const { client } = panel as any;
    const { nodes } = await client.send('Accessibility.getFullAXTree');
    const byId = new Map(nodes.map((n: any) => [n.nodeId, n]));
    const lines: string[] = [];
    const walk = (n: any, d: number) => {
      const role = n.role?.value;
      if (!n.ignored && role !== 'InlineTextBox' && role !== 'none') lines.push('  '.repeat(d) + role + ' ' + JSON.stringify(n.name?.value ?? '').slice(0, 140) + (n.properties ?? []).filter((p: any) => ['expanded','pressed','selected','checked','level','live','focusable'].includes(p.name)).map((p: any) => ` ${p.name}=${p.value.value}`).join(''));
      for (const c of n.childIds ?? []) { const k = byId.get(c); if (k) walk(k, n.ignored ? d : d + 1); }
    };
    walk(nodes[0], 0);
    writeFileSync(`/tmp/look/${scene.id}-tree.txt`, lines.filter((l) => !/^\s*StaticText/.test(l) || true).join('\n'));
  } finally { await inspected.close(); }
}
