import type { Finding } from '../../src/session.ts';
import type { Firefox } from '../browser/firefox.ts';

/** What our extension's worker knows of the inspected tab. */
export interface Known {
  readonly findings: readonly Finding[];
  /** The HAR entries they are made of, as the devtools page keeps them. */
  readonly entries: readonly unknown[];
}

/** Asks the worker for everything it knows, over a port such as the panel's. */
export async function readFindings(firefox: Firefox, id: string): Promise<Known> {
  const known = await firefox.inView(id, 'devtools_panel', () => {
    // biome-ignore lint/suspicious/noExplicitAny: the extension's own global.
    const { runtime, devtools } = (globalThis as any).browser;
    const port = runtime.connect({ name: 'panel' });
    const findings = new Map<string, unknown>();
    const entries: unknown[] = [];
    const take = (list: { exchange: { id: string } }[]) => {
      for (const finding of list) findings.set(finding.exchange.id, finding);
    };
    const response = new Promise<unknown>((resolve) => {
      // biome-ignore lint/suspicious/noExplicitAny: messages of every type.
      port.onMessage.addListener((message: any) => {
        if (message.type === 'snapshot') {
          findings.clear();
          take(message.findings);
        } else if (message.type === 'changes') {
          for (const gone of message.removed) findings.delete(gone);
          take(message.findings);
        } else if (message.type === 'har') {
          entries.push(...message.entries);
          if (!message.more) resolve({ findings: [...findings.values()], entries });
        }
      });
    });
    port.postMessage({ type: 'hello', tabId: devtools.inspectedWindow.tabId });
    port.postMessage({ type: 'export', request: 1 });
    return response;
  });
  return known as Known;
}
