import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canInstall, installPackages, onPath } from './apt.ts';
import { hasDisplay } from './display.ts';
import { Marionette } from './marionette.ts';

const names = ['firefox-esr', 'firefox', 'firefox-devedition', 'firefox-nightly'];

const places: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  darwin: [
    '/Applications/Firefox.app/Contents/MacOS/firefox',
    '/Applications/Firefox Developer Edition.app/Contents/MacOS/firefox',
  ],
  win32: ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((folder) => {
    const root = process.env[folder];
    return root ? [join(root, 'Mozilla Firefox', 'firefox.exe')] : [];
  }),
};

/**
 * The path of a Firefox. `FIREFOX_PATH` wins; on Debian, as root, a missing one is installed from the
 * distribution. Throws with one sentence on what to install where there is none.
 */
export function findFirefox(): string {
  const wanted = process.env.FIREFOX_PATH;
  if (wanted) {
    if (existsSync(wanted)) return wanted;
    throw new Error(`FIREFOX_PATH names ${wanted}, but there is no such file.`);
  }
  const find = () => names.map(onPath).find(Boolean) ?? places[process.platform]?.find(existsSync);
  const found = find();
  if (found) return found;
  if (canInstall()) {
    console.error('No Firefox found; installing the package "firefox-esr" with apt-get …');
    installPackages('firefox-esr');
    const installed = find();
    if (installed) return installed;
  }
  throw new Error(
    'No Firefox found. Debian: sudo apt install firefox-esr. Ubuntu: a Firefox that is no snap, from ' +
      'https://packages.mozilla.org. macOS: brew install --cask firefox. Windows: winget install ' +
      'Mozilla.Firefox. Or set FIREFOX_PATH to the browser you have.',
  );
}

/** A server certificate to be accepted as if it were trusted, for one host and port. */
export interface Trust {
  readonly host: string;
  readonly port: number;
  /** PEM. */
  readonly certificate: string;
}

/** How to start the browser; every member is optional. */
export interface FirefoxOptions {
  /** Folders of unpacked extensions. */
  readonly extensions?: readonly string[];
  /** Default: headless where there is no display. */
  readonly headless?: boolean;
  readonly width?: number;
  readonly height?: number;
  /** DevTools' theme. Default: light. */
  readonly theme?: 'light' | 'dark';
  /** Names that are this machine, besides those below `localhost`. */
  readonly localNames?: readonly string[];
  readonly trust?: readonly Trust[];
  readonly preferences?: Readonly<Record<string, string | number | boolean>>;
}

/** A message of the browser's console about a CORS decision. */
export interface CorsMessage {
  /** Firefox's category, such as `CORSMissingAllowOrigin2`. */
  readonly category: string;
  readonly text: string;
  /** The resource named in the message; null when it names none. */
  readonly url: string | null;
}

/** Which of an extension's documents a script runs in. */
export type View = 'background' | 'devtools_page' | 'devtools_panel' | 'tab';

/** Where DevTools sits. */
export type Dock = 'bottom' | 'right' | 'window';

/** Quiet, and as fast as it gets: nothing calls home, nothing asks. */
const preferences = {
  'marionette.port': 0,
  'browser.aboutwelcome.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.homepage': 'about:blank',
  'browser.startup.page': 0,
  'browser.tabs.warnOnClose': false,
  'app.normandy.enabled': false,
  'app.update.enabled': false,
  'browser.safebrowsing.malware.enabled': false,
  'browser.safebrowsing.phishing.enabled': false,
  'browser.topsites.contile.enabled': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'extensions.getAddons.cache.enabled': false,
  'extensions.update.enabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'services.settings.server': 'data:,#remote-settings-dummy/v1',
  'toolkit.telemetry.reportingpolicy.firstRun': false,
  'devtools.toolbox.host': 'bottom',
} as const;

/** tsx marks function names with a helper that the browser does not have. */
const helper = 'var __name = (value) => value;';

/**
 * A running Firefox with a profile of its own: one window, one tab. Functions given to `page`, `chrome`
 * and `inView` run in the browser, so they see nothing of where they are written; arguments and results
 * are JSON.
 */
export class Firefox {
  readonly #process: ChildProcess;
  readonly #profile: string;
  readonly #marionette: Marionette;

  private constructor(process: ChildProcess, profile: string, marionette: Marionette) {
    this.#process = process;
    this.#profile = profile;
    this.#marionette = marionette;
  }

  /** Starts a Firefox that knows nothing of the user's profile. */
  static async start(options: FirefoxOptions = {}): Promise<Firefox> {
    const { width = 1400, height = 900, theme = 'light', localNames = [] } = options;
    const headless = options.headless ?? !hasDisplay();
    const profile = mkdtempSync(join(tmpdir(), 'cors-lens-firefox-'));
    const settings = {
      ...preferences,
      'devtools.theme': theme,
      'network.dns.localDomains': localNames.join(','),
      ...options.preferences,
    };
    writeFileSync(
      join(profile, 'user.js'),
      Object.entries(settings)
        .map((pair) => `user_pref(${pair.map((part) => JSON.stringify(part)).join(', ')});\n`)
        .join(''),
    );
    const child = spawn(
      findFirefox(),
      [
        '--marionette',
        // Without it, Marionette runs no privileged scripts, and there is no way to DevTools.
        '--remote-allow-system-access',
        '--no-remote',
        ...(headless ? ['--headless'] : []),
        ...['--profile', profile, '--width', `${width}`, '--height', `${height}`, 'about:blank'],
      ],
      {
        stdio: 'ignore',
        env: {
          ...process.env,
          HOME: profile,
          MOZ_HEADLESS_WIDTH: `${width}`,
          MOZ_HEADLESS_HEIGHT: `${height}`,
        },
      },
    );
    try {
      const firefox = new Firefox(
        child,
        profile,
        await Marionette.open(await port(profile, child)),
      );
      await firefox.#listenToConsole();
      for (const trust of options.trust ?? []) await firefox.#trust(trust);
      for (const folder of options.extensions ?? []) await firefox.install(folder);
      return firefox;
    } catch (error) {
      child.kill('SIGKILL');
      rmSync(profile, { recursive: true, force: true });
      throw error;
    }
  }

  /** Ends the browser and deletes its profile. */
  async close(): Promise<void> {
    const ended = new Promise((resolve) => this.#process.once('exit', resolve));
    this.#marionette.send('Marionette:Quit', { flags: ['eForceQuit'] }).catch(() => {});
    const timer = setTimeout(() => this.#process.kill('SIGKILL'), 8_000);
    if (this.#process.exitCode === null && this.#process.signalCode === null) await ended;
    clearTimeout(timer);
    rmSync(this.#profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }

  /** Resolves when the user closes the browser. */
  closed(): Promise<void> {
    return new Promise((resolve) => this.#process.once('exit', () => resolve()));
  }

  /** Loads an unpacked extension or an .xpi until the browser ends; gives its id. */
  async install(path: string): Promise<string> {
    return (await this.#marionette.send('Addon:Install', { path, temporary: true })) as string;
  }

  /** Loads a page in the tab. */
  async goto(url: string): Promise<void> {
    await this.#marionette.send('Marionette:SetContext', { value: 'content' });
    await this.#marionette.send('WebDriver:Navigate', { url });
  }

  /** Runs a function in the page. */
  async page<Arguments extends unknown[], Result>(
    run: (...values: Arguments) => Result,
    ...values: Arguments
  ): Promise<Awaited<Result>> {
    await this.#marionette.send('Marionette:SetContext', { value: 'content' });
    return this.#run(run, values, null);
  }

  /** Runs a function with the browser's own rights. */
  async chrome<Arguments extends unknown[], Result>(
    run: (...values: Arguments) => Result,
    ...values: Arguments
  ): Promise<Awaited<Result>> {
    await this.#marionette.send('Marionette:SetContext', { value: 'chrome' });
    return this.#run(run, values, 'system');
  }

  /** Opens DevTools for the tab, or moves them. */
  async openDevTools(tool = 'webconsole', dock: Dock = 'bottom'): Promise<void> {
    await this.chrome(
      async (toolId, hostType) => {
        const { require } = ChromeUtils.importESModule(
          'resource://devtools/shared/loader/Loader.sys.mjs',
        );
        const { gDevTools } = require('devtools/client/framework/devtools');
        const window = Services.wm.getMostRecentWindow('navigator:browser');
        await gDevTools.showToolboxForTab(window.gBrowser.selectedTab, { toolId, hostType });
      },
      tool,
      dock,
    );
  }

  /** Closes DevTools, and with them the extension's devtools page and panel. */
  async closeDevTools(): Promise<void> {
    await this.chrome(async () => {
      const { require } = ChromeUtils.importESModule(
        'resource://devtools/shared/loader/Loader.sys.mjs',
      );
      const { gDevTools } = require('devtools/client/framework/devtools');
      // Another window may be in front of the one with DevTools.
      for (const { gBrowser } of Services.wm.getEnumerator('navigator:browser')) {
        await gDevTools.closeToolboxForTab(gBrowser.selectedTab);
      }
    });
  }

  /** Brings the extension's panel to the front, waiting until it is there. */
  async showPanel(extension: string): Promise<void> {
    await this.chrome(async (id) => {
      const { require } = ChromeUtils.importESModule(
        'resource://devtools/shared/loader/Loader.sys.mjs',
      );
      const { gDevTools } = require('devtools/client/framework/devtools');
      const window = Services.wm.getMostRecentWindow('navigator:browser');
      const toolbox = gDevTools.getToolboxForTab(window.gBrowser.selectedTab);
      for (let tries = 0; tries < 100; tries++) {
        // biome-ignore lint/suspicious/noExplicitAny: Firefox's own objects have no types.
        const tool = toolbox.getAdditionalTools().find((tool: any) => tool.extensionId === id);
        if (tool) return void (await toolbox.selectTool(tool.id));
        await new Promise((resolve) => window.setTimeout(resolve, 100));
      }
      throw new Error(`The extension ${id} made no panel.`);
    }, extension);
  }

  /** Runs a function in one of the extension's documents, waiting until it is there. */
  async inView<Arguments extends unknown[], Result>(
    extension: string,
    view: View,
    run: (...values: Arguments) => Result,
    ...values: Arguments
  ): Promise<Awaited<Result>> {
    const text = await this.chrome(
      async (id, type, source, json) => {
        const window = Services.wm.getMostRecentWindow('navigator:browser');
        const { extension } = WebExtensionPolicy.getByID(id);
        if (type === 'background') await extension.wakeupBackground?.();
        for (let tries = 0; tries < 200; tries++) {
          const found = [...extension.views].filter((view) => view.viewType === type).pop();
          // A page that has called none of the extension's functions yet is no view.
          const tab = [...window.gBrowser.tabs].find(
            ({ linkedBrowser }) =>
              type === 'tab' && linkedBrowser.currentURI.spec.startsWith(extension.baseURL),
          );
          const browser = found?.xulBrowser ?? tab?.linkedBrowser;
          const global = browser?.browsingContext?.currentWindowGlobal;
          if (global) {
            // Evaluated in a sandbox over the document: the extension's CSP forbids eval.
            return global.getActor('MarionetteCommands').executeScript(
              `const sandbox = Components.utils.Sandbox(window, { sandboxPrototype: window, wantXrays: false });
               sandbox.values = arguments[1];
               return Promise.resolve(Components.utils.evalInSandbox(arguments[0], sandbox));`,
              [
                `(async () => { ${source} return JSON.stringify((await run(...JSON.parse(values))) ?? null); })()`,
                json,
              ],
              { sandboxName: 'system', newSandbox: true, timeout: 60_000 },
            );
          }
          await new Promise((resolve) => window.setTimeout(resolve, 50));
        }
        throw new Error(`The extension ${id} has no ${type}.`);
      },
      extension,
      view,
      `${helper} const run = ${run.toString()};`,
      JSON.stringify(values),
    );
    return JSON.parse(text as string);
  }

  /** A real click of the user's on what the selector finds in the panel, or in the page in a window whose URL has `part`. */
  async click(extension: string, selector: string, part?: string): Promise<void> {
    await this.chrome(
      async (id, css, part) => {
        const { extension } = WebExtensionPolicy.getByID(id);
        // A page gets a view of its own only when it first uses an API.
        const pages = [...Services.wm.getEnumerator('navigator:browser')].flatMap((each) => [
          ...each.gBrowser.browsers,
        ]);
        const browser =
          part === null
            ? [...extension.views].filter((view) => view.viewType === 'devtools_panel').pop()
                .xulBrowser
            : pages.find((each) => each.currentURI.spec.includes(part));
        if (!browser) throw new Error(`No window shows ${part}.`);
        const place = await browser.browsingContext.currentWindowGlobal
          .getActor('MarionetteCommands')
          .executeScript(
            `const element = document.querySelector(arguments[0]);
             if (!element) return null;
             element.scrollIntoView({ block: 'center' });
             const { x, y, width, height } = element.getBoundingClientRect();
             return [x + width / 2, y + height / 2];`,
            [css],
            { sandboxName: 'system', newSandbox: true },
          );
        if (!place) throw new Error(`Nothing matches ${css}.`);
        const { x, y } = browser.getBoundingClientRect();
        const window = browser.ownerGlobal ?? browser.documentGlobal;
        browser.focus();
        for (const type of ['mousemove', 'mousedown', 'mouseup']) {
          window.synthesizeMouseEvent(
            type,
            x + place[0],
            y + place[1],
            { button: 0, buttons: type === 'mousedown' ? 1 : 0, clickCount: 1, inputSource: 1 },
            {},
          );
        }
      },
      extension,
      selector,
      part ?? null,
    );
  }

  /** The URLs of every tab of every window. */
  async tabs(): Promise<string[]> {
    return this.chrome(() =>
      [...Services.wm.getEnumerator('navigator:browser')].flatMap((window) =>
        // biome-ignore lint/suspicious/noExplicitAny: Firefox's own objects have no types.
        window.gBrowser.browsers.map((each: any) => each.currentURI.spec),
      ),
    );
  }

  /** Closes every tab whose URL has this part. */
  async closeTab(part: string): Promise<void> {
    await this.chrome((part) => {
      for (const { gBrowser } of Services.wm.getEnumerator('navigator:browser')) {
        for (const tab of [...gBrowser.tabs]) {
          if (tab.linkedBrowser.currentURI.spec.includes(part)) gBrowser.removeTab(tab);
        }
      }
    }, part);
  }

  /** Runs a function while another tab of the window shows a page, which is then the one that `page` means. */
  async inNewTab(url: string, run: () => Promise<void>): Promise<void> {
    await this.#marionette.send('Marionette:SetContext', { value: 'content' });
    const first = await this.#marionette.send('WebDriver:GetWindowHandle', {});
    const { handle } = (await this.#marionette.send('WebDriver:NewWindow', { type: 'tab' })) as {
      handle: string;
    };
    await this.#marionette.send('WebDriver:SwitchToWindow', { handle, focus: true });
    try {
      await this.goto(url);
      await run();
    } finally {
      await this.#marionette.send('Marionette:SetContext', { value: 'content' });
      await this.#marionette.send('WebDriver:CloseWindow', {});
      await this.#marionette.send('WebDriver:SwitchToWindow', { handle: first, focus: true });
    }
  }

  /** The id of the process that runs the page. */
  async pageProcess(): Promise<number> {
    return this.chrome(() => {
      const window = Services.wm.getMostRecentWindow('navigator:browser');
      return window.gBrowser.selectedBrowser.browsingContext.currentWindowGlobal.osPid;
    });
  }

  /** Answers the browser's own question for a permission, as a click on its button does; false while there is none. */
  async answer(yes: boolean): Promise<boolean> {
    return this.chrome((yes) => {
      for (const { PopupNotifications } of Services.wm.getEnumerator('navigator:browser')) {
        const question = PopupNotifications?.panel?.firstElementChild;
        if (!question) continue;
        (yes ? question.button : question.secondaryButton).click();
        return true;
      }
      return false;
    }, yes);
  }

  /** The header rules and the host permissions the browser has of an extension. Nothing of it is started for it. */
  async leftOver(extension: string): Promise<{ rules: number; hosts: string[] }> {
    return this.chrome((id) => {
      const { ExtensionDNR } = ChromeUtils.importESModule(
        'resource://gre/modules/ExtensionDNR.sys.mjs',
      );
      const policy = WebExtensionPolicy.getByID(id);
      const rules = ExtensionDNR.getRuleManager(policy.extension, false)?.getSessionRules() ?? [];
      // biome-ignore lint/suspicious/noExplicitAny: Firefox's own objects have no types.
      const hosts = policy.allowedOrigins.patterns.map(({ pattern }: any) => pattern as string);
      return {
        rules: rules.length,
        hosts: hosts.filter((host: string) => !host.startsWith('moz-extension:')),
      };
    }, extension);
  }

  /** Chooses a file in a file input of the panel, as the user does in the dialog it opens. */
  async upload(extension: string, selector: string, path: string): Promise<void> {
    await this.chrome(
      async (id, css, path) => {
        const { extension } = WebExtensionPolicy.getByID(id);
        const view = [...extension.views]
          .filter((view) => view.viewType === 'devtools_panel')
          .pop();
        await view.xulBrowser.browsingContext.currentWindowGlobal
          .getActor('MarionetteCommands')
          .executeScript(
            `return (async () => {
               Components.utils.importGlobalProperties(['File']);
               const input = document.querySelector(arguments[0]);
               input.mozSetFileArray([await File.createFromFileName(arguments[1])]);
               for (const type of ['input', 'change'])
                 input.dispatchEvent(new window.Event(type, { bubbles: true }));
             })()`,
            [css, path],
            { sandboxName: 'system', newSandbox: true },
          );
      },
      extension,
      selector,
      path,
    );
  }

  /** A key press of the user's in the panel: a character or a name such as `ArrowDown`. */
  async press(extension: string, key: string, modifiers: { ctrl?: boolean } = {}): Promise<void> {
    await this.chrome(
      async (id, key, ctrlKey) => {
        const { extension } = WebExtensionPolicy.getByID(id);
        const view = [...extension.views]
          .filter((view) => view.viewType === 'devtools_panel')
          .pop();
        const browser = view.xulBrowser;
        const window = browser.ownerGlobal ?? browser.documentGlobal;
        window.focus();
        browser.focus();
        const processor = Cc['@mozilla.org/text-input-processor;1'].createInstance(
          Ci.nsITextInputProcessor,
        );
        if (!processor.beginInputTransactionForTests(window))
          throw new Error('No key can be sent.');
        const code = /^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : key.length > 1 ? key : '';
        const event = new window.KeyboardEvent('', { key, code });
        const control = new window.KeyboardEvent('', { key: 'Control', code: 'ControlLeft' });
        if (ctrlKey) processor.keydown(control);
        processor.keydown(event);
        processor.keyup(event);
        if (ctrlKey) processor.keyup(control);
      },
      extension,
      key,
      modifiers.ctrl ?? false,
    );
  }

  /** Sets a cookie as a response of that server would; `cookie` is a `Set-Cookie` value. */
  async setCookie(url: string, cookie: string): Promise<void> {
    await this.chrome(
      (url, cookie) => {
        const uri = Services.io.newURI(url);
        const channel = Services.io.newChannelFromURI(
          uri,
          null,
          Services.scriptSecurityManager.createContentPrincipal(uri, {}),
          null,
          Ci.nsILoadInfo.SEC_REQUIRE_SAME_ORIGIN_INHERITS_SEC_CONTEXT,
          Ci.nsIContentPolicy.TYPE_OTHER,
        );
        Services.cookies.setCookieStringFromHttp(uri, cookie, channel);
      },
      url,
      cookie,
    );
  }

  /** Stops an extension's background page, as the browser does when it was idle. */
  async stopBackground(id: string): Promise<void> {
    await this.chrome(async (id) => {
      const { extension } = WebExtensionPolicy.getByID(id);
      await extension.terminateBackground({ ignoreDevToolsAttached: true });
    }, id);
  }

  /** The text on the clipboard. */
  async clipboard(): Promise<string> {
    return this.chrome(() => {
      const transferable = Cc['@mozilla.org/widget/transferable;1'].createInstance(
        Ci.nsITransferable,
      );
      transferable.init(null);
      transferable.addDataFlavor('text/plain');
      Services.clipboard.getData(transferable, Ci.nsIClipboard.kGlobalClipboard);
      const data: { value?: unknown } = {};
      try {
        transferable.getTransferData('text/plain', data);
      } catch {
        return '';
      }
      return String(
        (data.value as { QueryInterface(id: unknown): { data: string } }).QueryInterface(
          Ci.nsISupportsString,
        ).data,
      );
    });
  }

  /** Puts a text on the clipboard. */
  async setClipboard(text: string): Promise<void> {
    await this.chrome((text) => {
      Cc['@mozilla.org/widget/clipboardhelper;1']
        .getService(Ci.nsIClipboardHelper)
        .copyString(text);
    }, text);
  }

  /** Sets a preference while the browser runs, such as `devtools.theme`. */
  async setPreference(name: string, value: string | number | boolean): Promise<void> {
    await this.chrome(
      (name, value) => {
        if (typeof value === 'string') Services.prefs.setStringPref(name, value);
        else if (typeof value === 'number') Services.prefs.setIntPref(name, value);
        else Services.prefs.setBoolPref(name, value);
      },
      name,
      value,
    );
  }

  /** A picture of the whole window with DevTools, as PNG. */
  async screenshot(): Promise<Buffer> {
    await this.#marionette.send('Marionette:SetContext', { value: 'chrome' });
    const picture = await this.#marionette.send('WebDriver:TakeScreenshot', {
      id: null,
      full: false,
      hash: false,
    });
    return Buffer.from(picture as string, 'base64');
  }

  /** What the console said of CORS decisions since the last call. No extension can read this. */
  async corsMessages(): Promise<CorsMessage[]> {
    return this.chrome(() => {
      const heard = Services.corsLens.splice(0);
      return heard as CorsMessage[];
    });
  }

  async #listenToConsole(): Promise<void> {
    await this.chrome(() => {
      const heard: CorsMessage[] = [];
      Services.corsLens = heard;
      Services.console.registerListener({
        observe(message: unknown) {
          try {
            const error = (message as { QueryInterface(id: unknown): never }).QueryInterface(
              Ci.nsIScriptError,
            ) as { category: string; errorMessage: string };
            if (!/^CORS/.test(error.category)) return;
            const url =
              /remote resource at ‘?([^\s’]+)’?\. \(Reason/.exec(error.errorMessage)?.[1] ?? null;
            heard.push({ category: error.category, text: error.errorMessage, url });
          } catch {
            // Not every message of the console is a script error.
          }
        },
      });
    });
  }

  async #trust({ host, port, certificate }: Trust): Promise<void> {
    await this.chrome(
      (host, port, base64) => {
        const database = Cc['@mozilla.org/security/x509certdb;1'].getService(Ci.nsIX509CertDB);
        const overrides = Cc['@mozilla.org/security/certoverride;1'].getService(
          Ci.nsICertOverrideService,
        );
        const accepted = database.constructX509FromBase64(base64);
        overrides.rememberValidityOverride(host, port, {}, accepted, true);
      },
      host,
      port,
      certificate.replace(/-----[^-]+-----|\s/g, ''),
    );
  }

  async #run<Arguments extends unknown[], Result>(
    run: (...values: Arguments) => Result,
    values: Arguments,
    sandbox: string | null,
  ): Promise<Awaited<Result>> {
    const result = await this.#marionette.send('WebDriver:ExecuteScript', {
      script: `${helper} return (${run.toString()})(...arguments);`,
      args: values,
      sandbox,
      newSandbox: false,
    });
    return result as Awaited<Result>;
  }
}

/** Firefox writes the port it chose into its profile. */
async function port(profile: string, child: ChildProcess): Promise<number> {
  const file = join(profile, 'MarionetteActivePort');
  let failure: Error | undefined;
  child.once('error', (error) => {
    failure = error;
  });
  for (let waited = 0; waited < 60_000; waited += 100) {
    if (existsSync(file)) {
      const written = Number(readFileSync(file, 'utf8'));
      if (written > 0) return written;
    }
    if (failure) throw failure;
    if (child.exitCode !== null) throw new Error(`Firefox ended at once (${child.exitCode}).`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(
    'Firefox did not answer within a minute. A snap or flatpak cannot read a profile outside its own folder: set FIREFOX_PATH to another.',
  );
}

/* Firefox's privileged globals, for the functions that run there. */
declare global {
  // biome-ignore-start lint/suspicious/noExplicitAny: Firefox's own objects have no types.
  var ChromeUtils: any;
  var Services: any;
  var WebExtensionPolicy: any;
  var Cc: any;
  var Ci: any;
  // biome-ignore-end lint/suspicious/noExplicitAny: see above.
}
