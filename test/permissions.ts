/** What the manifests ask of the browser, and why; tests hold the manifests and PRIVACY.md to it. */
export const permissions: readonly {
  readonly name: string;
  readonly reason: string;
  /** Where it is asked for. */
  readonly browsers: 'Chromium, Firefox' | 'Chromium';
  /** Whether the browser shows a warning, and when. */
  readonly asked: string;
}[] = [
  {
    name: 'devtools_page',
    reason: 'The panel in DevTools, and the network events of the inspected tab.',
    browsers: 'Chromium, Firefox',
    asked: 'at install, with the browser’s warning for any DevTools panel',
  },
  {
    name: 'storage',
    reason: 'Your preferences.',
    browsers: 'Chromium, Firefox',
    asked: 'at install, no warning',
  },
  {
    name: 'declarativeNetRequestWithHostAccess',
    reason: 'Sets response headers during a fix preview. Allows nothing until you allow a host.',
    browsers: 'Chromium, Firefox',
    asked: 'at install, no warning',
  },
  {
    name: 'alarms',
    reason:
      'Starts the worker every half minute while a host is granted or you are asked for one, so that rules and access are removed even if the browser stopped the worker.',
    browsers: 'Chromium, Firefox',
    asked: 'at install, no warning',
  },
  {
    name: 'webRequest',
    reason:
      'Reads status and headers of the responses of workers, which DevTools does not show in Chromium. It cannot block or change a request.',
    browsers: 'Chromium',
    asked: 'when you click *Read hidden responses*, no warning of its own',
  },
  {
    name: 'http://*/*',
    reason: 'Access to the two hosts of a fix preview or of hidden responses, never to all.',
    browsers: 'Chromium, Firefox',
    asked: 'for two hosts, when you click *Preview fix*, *Read hidden responses* or reveal a body',
  },
  {
    name: 'https://*/*',
    reason: 'The same over https.',
    browsers: 'Chromium, Firefox',
    asked: 'for two hosts, when you click *Preview fix*, *Read hidden responses* or reveal a body',
  },
];

/** The table in PRIVACY.md. */
export function privacyTable(): string {
  const rows = permissions.map(
    ({ name, reason, browsers, asked }) => `| \`${name}\` | ${browsers} | ${asked} | ${reason} |\n`,
  );
  return `| permission | browsers | requested | reason |\n| --- | --- | --- | --- |\n${rows.join('')}`;
}
