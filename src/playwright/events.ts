import type { BrowserContext, Request } from '@playwright/test';

/**
 * Requests as Playwright's own events tell them, for Firefox and WebKit: no preflights, no response of a blocked
 * request, and an error text that does not name the check.
 */
export class EventRecorder {
  readonly #ended: { readonly request: Request; readonly failure: string | null }[] = [];

  constructor(context: BrowserContext) {
    context.on('requestfinished', (request) => this.#ended.push({ request, failure: null }));
    context.on('requestfailed', (request) =>
      this.#ended.push({ request, failure: request.failure()?.errorText ?? 'failed' }),
    );
  }

  /** HAR entries as Playwright's `recordHar` would have them. */
  async entries(): Promise<object[]> {
    return Promise.all(
      this.#ended.map(async ({ request, failure }) => {
        const response = failure === null ? await request.response().catch(() => null) : null;
        const { startTime, responseEnd } = request.timing();
        return {
          startedDateTime: new Date(Math.max(0, startTime)).toISOString(),
          time: Math.max(0, responseEnd),
          pageref: pageOf(request),
          request: {
            method: request.method(),
            url: request.url(),
            httpVersion: '',
            headers: await request.headersArray().catch(() => []),
            queryString: [],
            cookies: [],
            headersSize: -1,
            bodySize: -1,
          },
          response: {
            status: response?.status() ?? -1,
            statusText: '',
            httpVersion: '',
            headers: (await response?.headersArray().catch(() => [])) ?? [],
            cookies: [],
            content: { size: 0, mimeType: 'x-unknown' },
            redirectURL: '',
            headersSize: -1,
            bodySize: -1,
            ...(failure === null ? {} : { _failureText: failure }),
          },
          cache: {},
          timings: { send: 0, wait: 0, receive: 0 },
        };
      }),
    );
  }
}

/** A service worker's request has no frame. */
function pageOf(request: Request): string {
  try {
    return request.frame().url();
  } catch {
    return 'about:blank';
  }
}
