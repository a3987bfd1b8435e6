import { writeFileSync } from 'node:fs';
import { hasDisplay } from '../browser/display.ts';
import type { Demo } from '../lab/demo.ts';
import { caseOf, settledRows } from '../lab/inspect.ts';
import { callEverything, complaintInFirefox, inspectLab } from './inspect.ts';

/** Starts the lab and a Firefox with the built extension, and makes every call. */
export async function firefoxDemo(dist: string): Promise<Demo> {
  const headless = !hasDisplay();
  const inspected = await inspectLab(dist, {
    headless,
    // DevTools take most of the window: the panel is what there is to see.
    preferences: { 'devtools.toolbox.footer.height': 620 },
  });
  const { lab, firefox, panel, close } = inspected;
  try {
    const saw = await callEverything(inspected);
    const rows = await settledRows(panel, 15_000, complaintInFirefox);
    const messages = await firefox.corsMessages();
    return {
      lab,
      panel,
      rows,
      headless,
      complaint: (entry) => complaintInFirefox(entry, rows),
      said({ id }) {
        const message = messages.find(({ url }) => url !== null && caseOf(url) === id);
        const seen = saw.get(id) ?? '';
        if (!message) return /^(\d|loaded|message)/.test(seen) ? 'passed' : seen;
        return /\(Reason: (.*?)\)\.( Status code: |$)/.exec(message.text)?.[1] ?? message.text;
      },
      async screenshot(path) {
        writeFileSync(path, await firefox.screenshot());
      },
      closed: () => firefox.closed(),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
