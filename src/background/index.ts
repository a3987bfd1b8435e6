import browser from 'webextension-polyfill';
import { fromRuntime } from '../port.ts';
import { Hub } from './hub.ts';

const hub = new Hub();

browser.runtime.onConnect.addListener((port) => {
  if (port.name === 'devtools') hub.devtools(fromRuntime(port));
  else if (port.name === 'panel') hub.panel(fromRuntime(port));
});
