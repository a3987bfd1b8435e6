import browser from 'webextension-polyfill';
import { engine, fromRuntime } from '../port.ts';
import { Hub } from './hub.ts';
import { Previews } from './previews.ts';
import { listenTo } from './requests.ts';
import { Watches } from './watches.ts';

const rules = browser.declarativeNetRequest;
const alarm = 'previews';
const previews = rules
  ? new Previews({
      engine,
      ids: async () => (await rules.getSessionRules()).map(({ id }) => id),
      set: ({ remove, add }) => rules.updateSessionRules({ removeRuleIds: remove, addRules: add }),
      hosts: async () => (await browser.permissions.getAll()).origins ?? [],
      giveBack: async (origins) => {
        if (origins.length > 0) await browser.permissions.remove({ origins });
      },
      forgo: async () => {
        if (!import.meta.env.FIREFOX)
          await browser.permissions.remove({ permissions: ['webRequest'] });
      },
      // Chromium says "unloaded" of a tab whose process is gone; in Firefox the panel notices.
      alive: async (tabId) => (await browser.tabs.get(tabId)).status !== 'unloaded',
      wake: async (on) => {
        // Half a minute is the least that Chromium takes.
        if (on) await browser.alarms.create(alarm, { periodInMinutes: 0.5 });
        else await browser.alarms.clear(alarm);
      },
    })
  : null;
if (previews) {
  browser.permissions.onAdded.addListener(() => void previews.sweepHosts());
  // A worker that starts sweeps by itself: hearing of these is what makes the browser start one.
  browser.alarms.onAlarm.addListener(() => {});
  browser.runtime.onStartup.addListener(() => {});
  browser.runtime.onInstalled.addListener(() => {});
}
const watches =
  previews && !import.meta.env.FIREFOX
    ? new Watches({
        listen: (hosts, tabId, tell) =>
          // Not there before the user allowed it.
          browser.webRequest ? listenTo(browser.webRequest, hosts, tabId, tell) : null,
        keep: (tabId, hosts) => previews.keep(tabId, hosts),
      })
    : null;
const hub = new Hub(previews, watches, (tabId, failures) => {
  // The tab may be gone by now.
  const text = failures === 0 ? '' : failures > 999 ? '999+' : String(failures);
  browser.action.setBadgeText({ tabId, text }).catch(() => {});
});
// A worker that is stopped while it starts is told so, and nothing is to be done about it.
browser.action.setBadgeBackgroundColor({ color: '#b3261e' }).catch(() => {});

// The icon opens the viewer: the panel itself is opened by DevTools alone.
browser.action.onClicked.addListener(() => {
  void browser.tabs.create({ url: browser.runtime.getURL('src/viewer/index.html') });
});

browser.runtime.onConnect.addListener((port) => {
  if (port.name === 'devtools') hub.devtools(fromRuntime(port));
  else if (port.name === 'panel') hub.panel(fromRuntime(port));
});
