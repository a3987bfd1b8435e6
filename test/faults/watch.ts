import { type Browser, type CDPSession, CDPSessionEvent, type Target } from 'puppeteer-core';

/** What the extension's own documents and workers complained of, and what they requested; both grow. */
export interface Watched {
  readonly complaints: string[];
  readonly requests: string[];
  /** The addresses of all that was watched, each once. */
  readonly seen: Set<string>;
}

/** What of the protocol is read here. */
interface Events {
  'Runtime.exceptionThrown': {
    exceptionDetails: { text: string; url?: string; exception?: { description?: string } };
  };
  'Runtime.consoleAPICalled': {
    type: string;
    args: { value?: unknown; description?: string }[];
  };
  'Log.entryAdded': { entry: { level: string; text: string; url?: string } };
  'Network.requestWillBeSent': { request: { url: string }; documentURL: string };
}

/**
 * Watches every page, frame and worker of extensions, those in DevTools included, for complaints on their
 * consoles and for network requests. What was said before a document was attached to is told as well.
 */
export function watchExtension(
  browser: Browser,
  workers = false,
  watched: Watched = { complaints: [], requests: [], seen: new Set() },
): Watched {
  const known = new WeakSet<Target>();
  const attach = (target: Target) => {
    // A picture is drawn by a page of Chromium's own making: `leftOver` opens one.
    if (!/^(chrome-extension|devtools):(?!.*\.png$)/.test(target.url())) return;
    if (known.has(target) || (!workers && target.type() === 'service_worker')) return;
    known.add(target);
    void target
      .createCDPSession()
      .then((session) => watch(session, target.url(), watched))
      // It is gone already.
      .catch(() => {});
  };
  browser.on('targetcreated', attach);
  // A target may be made without an address, and get it a moment later.
  browser.on('targetchanged', attach);
  for (const target of browser.targets()) attach(target);
  return watched;
}

async function watch(session: CDPSession, address: string, watched: Watched): Promise<void> {
  const own = address.startsWith('chrome-extension:');
  const complain = (text: string) => watched.complaints.push(`${address}: ${text}`);
  const on = <Name extends keyof Events>(name: Name, hear: (event: Events[Name]) => void) =>
    session.on(name, hear as (event: unknown) => void);
  if (own) {
    watched.seen.add(address);
    on('Runtime.exceptionThrown', ({ exceptionDetails: { text, exception } }) =>
      complain(exception?.description ?? text),
    );
    on('Runtime.consoleAPICalled', ({ type, args }) => {
      if (!['error', 'warning', 'assert'].includes(type)) return;
      complain(args.map(({ value, description }) => value ?? description).join(' '));
    });
    on('Log.entryAdded', ({ entry: { level, text } }) => {
      if (level === 'error' || level === 'warning') complain(text);
    });
    on('Network.requestWillBeSent', ({ request: { url } }) => watched.requests.push(url));
  }
  session.on(CDPSessionEvent.SessionAttached, (child: CDPSession) => {
    // The address of what was just attached to is known to the protocol alone.
    void child
      .send('Target.getTargetInfo')
      .then(({ targetInfo: { url } }) => watch(child, url, watched))
      .catch(() => {});
  });
  await session.send('Target.setAutoAttach', {
    autoAttach: true,
    waitForDebuggerOnStart: false,
    flatten: true,
  });
  if (!own) return;
  await Promise.all(
    (['Runtime.enable', 'Log.enable', 'Network.enable'] as const).map((method) =>
      session.send(method),
    ),
  );
}
