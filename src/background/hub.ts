import { originOf } from '../cors/origin.ts';
import type { FromDevtools, FromPanel, Message, Port, ToDevtools, ToPanel } from '../messages.ts';
import type { Previews } from './previews.ts';
import { type Badge, Tab } from './tab.ts';
import type { Watches } from './watches.ts';

/**
 * What the worker does: one session per inspected tab, told by its devtools page, shown by its panels.
 * It keeps nothing that it could not be told again.
 */
export class Hub {
  readonly #tabs = new Map<number, Tab>();
  readonly #previews: Previews | null;
  readonly #watches: Watches | null;
  readonly #badge: Badge;

  /** `previews`, `watches`: null where the browser cannot preview a fix, or needs nobody to read hidden responses. */
  constructor(
    previews: Previews | null = null,
    watches: Watches | null = null,
    badge: Badge = () => {},
  ) {
    this.#previews = previews;
    this.#watches = watches;
    this.#badge = badge;
  }

  /** A devtools page connected. */
  devtools(port: Port<FromDevtools, ToDevtools>): void {
    let tabId: number | null = null;
    port.listen(
      (message) => {
        if (message.type === 'hello') tabId = message.tabId;
        if (tabId !== null) this.#fromDevtools(this.#tab(tabId), port, message);
      },
      () => {
        const tab = tabId === null ? undefined : this.#tabs.get(tabId);
        if (tab?.devtools === port) {
          tab.devtools = null;
          this.#badge(tab.id, 0);
        }
        this.#leave(tab);
        this.#forget(tabId);
      },
    );
  }

  /** A panel connected. */
  panel(port: Port<FromPanel, ToPanel>): void {
    let tabId: number | null = null;
    port.listen(
      (message) => {
        if (message.type === 'hello') tabId = message.tabId;
        if (tabId !== null) this.#fromPanel(this.#tab(tabId), port, message);
      },
      () => {
        const tab = tabId === null ? undefined : this.#tabs.get(tabId);
        tab?.panels.delete(port);
        // Nobody would see any more that it is on, or hear what the user says to a question.
        if (tab?.panels.size === 0) this.#leave(tab);
        this.#forget(tabId);
      },
    );
  }

  #tab(tabId: number): Tab {
    const tab = this.#tabs.get(tabId) ?? new Tab(tabId, this.#badge);
    this.#tabs.set(tabId, tab);
    return tab;
  }

  #leave(tab: Tab | undefined): void {
    if (!tab) return;
    void this.#previews?.leave(tab.id);
    void this.#watches?.leave(tab.id);
  }

  /** DevTools was closed: nobody needs the tab any more. */
  #forget(tabId: number | null): void {
    const tab = tabId === null ? undefined : this.#tabs.get(tabId);
    if (tabId !== null && tab?.devtools === null && tab.panels.size === 0) this.#tabs.delete(tabId);
  }

  #fromDevtools(
    tab: Tab,
    port: Port<FromDevtools, ToDevtools>,
    message: Message<FromDevtools>,
  ): void {
    switch (message.type) {
      case 'hello':
        tab.began(port, message);
        // It may have marked entries for a worker that was stopped.
        void this.#previews?.of(tab.id).then((preview) => {
          port.post({ type: 'preview', server: preview?.server ?? null });
        });
        break;
      case 'entries':
        tab.take(message);
        break;
      case 'navigated':
        void this.#previews?.navigated(tab.id, originOf(message.page));
        tab.navigated(message);
        break;
      case 'cleared':
        tab.restart();
        tab.flush();
        break;
      case 'preserving':
        tab.preserve = message.preserve;
        tab.afresh = true;
        tab.schedule();
        break;
      case 'missed':
        tab.missed = message.count;
        tab.schedule();
        break;
      case 'ping':
        break;
    }
  }

  #fromPanel(tab: Tab, port: Port<FromPanel, ToPanel>, message: Message<FromPanel>): void {
    switch (message.type) {
      case 'hello':
        tab.panels.add(port);
        // What is pending goes to the panels that were there before; the new one gets everything.
        if (!tab.filling) tab.flush();
        tab.sendAll(port);
        void this.#previews?.of(tab.id).then((preview) => {
          port.post({ type: 'preview', preview, ended: null });
        });
        port.post({ type: 'watched', servers: this.#watches?.of(tab.id) ?? [] });
        break;
      case 'clear':
        tab.devtools?.post({ type: 'clear' });
        break;
      case 'preserve':
        tab.devtools?.post({ type: 'preserve', preserve: message.preserve });
        break;
      case 'try':
        void this.#previews?.start(tab.id, message.simulation, tab.watchers);
        break;
      case 'asking':
        void this.#previews?.ask(tab.id, message.hosts);
        break;
      case 'stop':
        void this.#previews?.stop(tab.id, 'stopped');
        break;
      case 'watch':
        void this.#watches?.start(tab.id, message.server, message.hosts, tab.listeners);
        break;
      case 'unwatch':
        void this.#watches?.stop(tab.id, message.server, tab.listeners);
        break;
      case 'export':
        tab.export(port, message.request);
        break;
    }
  }
}
