import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { policyFor } from '../src/fixes/index.ts';
import {
  type FrameRule,
  type HeaderRule,
  hostsOf,
  reachOf,
  rulesOf,
  type Simulation,
  simulate,
} from '../src/fixes/simulate.ts';
import type { FromPanel, Message, ToPanel } from '../src/messages.ts';
import { isSafe, outcomeOf, PreviewClient } from '../src/panel/preview.ts';
import { attemptOf, replayOf } from '../src/panel/replay.ts';
import type { Exchange, Verdict } from '../src/recording/types.ts';
import { annotate } from '../src/report/annotate.ts';
import { markdown } from '../src/report/markdown.ts';
import type { Finding } from '../src/session.ts';
import { examine } from '../src/verdict/examine.ts';
import { cors, entriesOf, findingOf } from './build.ts';
import { exchange } from './fixes/policies.ts';

const missing: Verdict = {
  outcome: 'blocked',
  error: 'MissingAllowOriginHeader',
  step: { kind: 'response', hop: 0 },
  parameter: null,
  certainty: 'certain',
};
const onPreflight: Verdict = { ...missing, step: { kind: 'preflight', hop: 0 } };
const received = { status: 200, headers: [] };

function simulated(asked: Exchange, verdict: Verdict = missing) {
  return simulate(asked, verdict, policyFor(asked));
}

function simulation(asked: Exchange): Simulation {
  const made = simulated(asked);
  if (made === null || 'cannot' in made) throw new Error(JSON.stringify(made));
  return made;
}

const chromiumRules = (made: Simulation, tabId: number, first: number) =>
  rulesOf(made, tabId, first, 'chromium') as HeaderRule[];

const passing = { status: 204, headers: [] };
const typical = exchange({ credentials: 'include', preflight: passing, response: received });

describe('the headers of a preview', () => {
  it('are those of the policy, and a preflight is not remembered', () => {
    expect(simulated(typical)).toEqual({
      server: 'https://api.example.com',
      origin: 'https://app.example.com',
      responses: [
        ['Access-Control-Allow-Origin', 'https://app.example.com'],
        ['Access-Control-Allow-Credentials', 'true'],
      ],
      preflights: [
        ['Access-Control-Allow-Methods', 'GET, PUT'],
        ['Access-Control-Allow-Headers', 'content-type, x-request-id'],
        ['Access-Control-Max-Age', '0'],
      ],
      wrong: [],
    });
  });

  it('are set for one tab, one page and one server; those of preflights on OPTIONS alone', () => {
    const made = simulation(typical);
    const rules = chromiumRules(made, 7, 41);
    expect(rules.map(({ id }) => id)).toEqual([41, 42, 43, 44]);
    const condition = {
      urlFilter: '|https://api.example.com/',
      initiatorDomains: ['app.example.com'],
      tabIds: [7],
    };
    for (const rule of rules.slice(0, 2)) {
      expect(rule.condition).toMatchObject({ ...condition, excludedRequestMethods: ['options'] });
      expect(rule.action.responseHeaders.map(({ header }) => header)).toEqual([
        'Access-Control-Allow-Origin',
        'Access-Control-Allow-Credentials',
      ]);
    }
    for (const rule of rules.slice(2)) {
      expect(rule.condition).toMatchObject({ ...condition, requestMethods: ['options'] });
      expect(rule.action.responseHeaders).toHaveLength(5);
    }
    expect(hostsOf(made, 'chromium')).toEqual([
      'https://api.example.com/*',
      'https://app.example.com/*',
    ]);
  });

  /** Whether a rule for plain requests matches a response with this `Access-Control-Allow-Origin`. */
  function changes(made: Simulation, sent: string | null, which = 0): boolean {
    const matches = (pattern: string) =>
      sent !== null &&
      new RegExp(
        `^${pattern
          .replace(/[.[\]\\/$^+(){}|]/g, '\\$&')
          .replaceAll('*', '.*')
          .replaceAll('?', '.?')}$`,
      ).test(sent);
    return chromiumRules(made, 1, 1)
      .slice(which, which + 2)
      .some(
        ({ condition: { responseHeaders, excludedResponseHeaders } }) =>
          (responseHeaders?.some(({ values }) => values.some(matches)) ?? true) &&
          !excludedResponseHeaders?.some(({ values }) => values.some(matches)),
      );
  }

  it('leave a frame of another port or subdomain its own header', () => {
    for (const origin of ['https://app.example.com', 'http://localhost:3000']) {
      const made = simulation(exchange({ origin, preflight: passing, response: received }));
      const { hostname } = new URL(origin);
      for (const sent of [
        null,
        origin,
        'https://other.example',
        'null',
        'https://app.example.com.evil.example',
      ])
        expect(changes(made, sent), `${sent}`).toBe(true);
      for (const sent of [
        `https://${hostname}:8443`,
        `https://a.${hostname}`,
        `http://a.${hostname}:81`,
      ]) {
        expect(changes(made, sent), sent).toBe(false);
        expect(changes(made, sent, 2), sent).toBe(false);
      }
    }
  });

  it('replace the header that was refused, whatever it names', () => {
    const all = [
      'https://www.app.example.com',
      'https://*.app.example.com',
      'https://app.example.com:8443',
      'https://app.example.com, https://b.app.example.com',
      '*',
    ];
    for (const value of all) {
      const made = simulation(
        exchange({
          preflight: passing,
          response: { status: 200, headers: [['access-control-allow-origin', value]] },
        }),
      );
      expect(changes(made, value), value).toBe(true);
      expect(changes(made, value, 2), value).toBe(true);
    }
  });

  it('in Firefox have no conditions on headers and no ports, and leave frames of other origins alone', () => {
    const made = simulation(
      exchange({
        origin: 'http://localhost:3000',
        url: 'http://localhost:4000/v1',
        preflight: passing,
        response: received,
      }),
    );
    expect(hostsOf(made, 'firefox')).toEqual(['http://localhost/*']);
    const rules = rulesOf(made, 7, 41, 'firefox');
    expect(rules.map(({ id }) => id)).toEqual([41, 42, 43]);
    for (const rule of rules.slice(0, 2) as HeaderRule[]) {
      expect(rule.condition).toMatchObject({
        urlFilter: '|http://localhost:4000/',
        initiatorDomains: ['localhost'],
        tabIds: [7],
      });
      expect(rule.condition).not.toHaveProperty('responseHeaders');
      expect(rule.condition).not.toHaveProperty('excludedResponseHeaders');
    }
    const [, , frames] = rules as unknown as [unknown, unknown, FrameRule];
    expect(frames).toMatchObject({ priority: 2, action: { type: 'allowAllRequests' } });
    const left = new RegExp(frames.condition.regexFilter, 'i');
    expect(left.test('http://localhost:3000/frame')).toBe(false);
    for (const url of [
      'http://localhost:30001/',
      'http://localhost/',
      'https://localhost:3000/',
      'http://a.localhost:3000/',
      'http://localhostX3000/',
    ])
      expect(left.test(url), url).toBe(true);
  });

  it('in Firefox quote every character of an origin', () => {
    const made = simulation(
      exchange({ origin: 'http://[::1]:3000', preflight: passing, response: received }),
    );
    const { condition } = rulesOf(made, 1, 1, 'firefox')[2] as FrameRule;
    expect(new RegExp(condition.regexFilter).test('http://[::1]:3000/')).toBe(false);
    expect(hostsOf(made, 'firefox')).toContain('http://[::1]/*');
  });

  it('say what else the page can read', () => {
    expect(reachOf(simulation(typical))).toBe(
      'While it is on, the page can also read the other paths of api.example.com, with your cookies.',
    );
    const plain = exchange({ credentials: 'omit', preflight: passing, response: received });
    expect(reachOf(simulation(plain))).toContain('but not with your cookies');
  });

  it('name the page that was refused, whichever others the server allows', () => {
    const asked = exchange({ preflight: passing, response: received });
    const policy = policyFor(asked);
    if (policy === null) throw new Error('no policy');
    const others = { ...policy, origins: ['https://other.example', ...policy.origins] } as const;
    expect(simulate(asked, missing, others)).toMatchObject({ origin: 'https://app.example.com' });
    expect(simulate({ ...asked, origin: 'https://third.example' }, missing, others)).toBeNull();
  });

  it('are none where no header of the server decides', () => {
    const failed: Verdict = {
      outcome: 'failed',
      error: { kind: 'refused', text: 'net::ERR_CONNECTION_REFUSED' },
      step: { kind: 'response', hop: 0 },
    };
    expect(simulated(typical, failed)).toBeNull();
    expect(simulated(typical, { outcome: 'allowed' })).toBeNull();
    expect(simulated({ ...typical, simulated: true })).toBeNull();
    for (const origin of ['null', 'capacitor://localhost', 'https://a.example.com`'])
      expect(
        simulated(exchange({ origin, preflight: passing, response: received })),
        origin,
      ).toBeNull();
    for (const url of ['ftp://api.example.com/', 'nonsense:x'])
      expect(simulated(exchange({ url, response: received })), url).toBeNull();
  });

  it.each([
    [exchange({ preflight: { status: 401, headers: [] } }), onPreflight, 'returned 401'],
    [exchange({ preflight: { status: 500, headers: [] } }), onPreflight, 'returned 500'],
    [
      exchange({ preflight: { status: 308, headers: [['location', '/v1/items/']] } }),
      onPreflight,
      'the preflight is redirected',
    ],
    [exchange({ method: 'pa|tch', preflight: passing }), onPreflight, 'omits pa|tch'],
    [exchange({ asks: 'x-ok,x-`id`', preflight: passing }), onPreflight, 'omits x-`id`'],
    [
      exchange({
        preflight: passing,
        response: { status: 302, headers: [['location', 'https://login.example.com/']] },
      }),
      { ...missing, step: { kind: 'redirect', hop: 0 } } as Verdict,
      'the request is redirected',
    ],
  ])('cannot help with a status, a redirect or what is left out: %#', (asked, verdict, words) => {
    expect(simulated(asked, verdict)).toEqual({ cannot: expect.stringContaining(words) });
  });

  it('match no other server, whatever the network wrote', () => {
    const part = fc.oneof(
      fc.constantFrom('*', '^', '|', '.', 'com', '%2F', '@', ':8443', '\u202e', '"', '`', '$'),
      fc.string({ maxLength: 8 }),
    );
    const url = fc.tuple(
      fc.constantFrom('http://', 'https://', ''),
      fc.array(part, { maxLength: 6 }).map((parts) => `api${parts.join('')}`),
    );
    fc.assert(
      fc.property(url, url, fc.string({ maxLength: 12 }), (to, from, name) => {
        const asked = exchange({
          url: to.join(''),
          origin: from.join(''),
          asks: `${name},x-ok`,
          preflight: passing,
          response: received,
        });
        const made = simulated(asked);
        if (made === null || 'cannot' in made) return;
        for (const { condition, action } of chromiumRules(made, 1, 1)) {
          expect(condition.urlFilter).toMatch(/^\|https?:\/\/[a-z0-9._:[\]-]+\/$/);
          expect(condition.urlFilter).toBe(`|${new URL(asked.hops[0].url).origin}/`);
          for (const { header, value } of action.responseHeaders) {
            expect(`${header}: ${value}`).toMatch(/^[A-Za-z-]+: [\x21-\x7e][\x20-\x7e]*$/);
            expect(value).not.toBe('*');
          }
        }
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('making the request again', () => {
  /** Runs the script in a page of this origin, and says what it asked for. */
  function asks(script: string, origin = 'https://app.example.com') {
    const calls: [url: string, init: RequestInit][] = [];
    const fetch = async (url: string, init: RequestInit) => {
      calls.push([url, init]);
      return { body: null };
    };
    const value = new Function('location', 'fetch', `return (${script});`)({ origin }, fetch);
    return Promise.resolve().then(() => ({ value, calls }));
  }

  it('sends what the page set, to the letter', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), fc.string({ unit: 'binary' }), async (path, value) => {
        const url = new URL(`https://api.example.com/${path}`).href;
        const asked = exchange({
          url,
          asks: 'x-key',
          headers: [
            [':authority', 'api.example.com'],
            ['x-key', value],
            ['user-agent', 'Mozilla'],
            ['cookie', 'secret'],
            ['accept', 'application/json'],
          ],
          preflight: passing,
          response: received,
        });
        expect(await asks(replayOf(asked, simulation(asked)))).toEqual({
          value: true,
          calls: [
            [
              url,
              {
                method: 'PUT',
                mode: 'cors',
                credentials: 'same-origin',
                headers: [
                  ['x-key', value],
                  ['accept', 'application/json'],
                ],
              },
            ],
          ],
        });
      }),
    );
  });

  it('has the credentials of the request', async () => {
    const { calls } = await asks(replayOf(typical, simulation(typical)));
    expect(calls[0]?.[1].credentials).toBe('include');
  });

  it('sends nothing from a page of another origin', async () => {
    const script = replayOf(typical, simulation(typical));
    expect(await asks(script, 'https://evil.example.com')).toEqual({ value: false, calls: [] });
  });

  it('is left to the user where it may change data', () => {
    expect(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'get'].filter(isSafe)).toEqual([
      'GET',
      'HEAD',
    ]);
  });
});

describe('the panel’s side', () => {
  function client(response: boolean | Error, on = true) {
    const asked: string[][] = [];
    const sent: string[] = [];
    const scripts: string[] = [];
    const previews: PreviewClient = new PreviewClient({
      engine: 'chromium',
      ask: async (hosts) => {
        sent.push('the question');
        asked.push(hosts);
        if (response instanceof Error) throw response;
        return response;
      },
      send: (message) => {
        sent.push(message.type);
        if (message.type === 'try') previews.receive(on ? started : { ...ended, ended: 'refused' });
        else if (message.type === 'stop') previews.receive(ended);
        else sent.push(...(message.type === 'asking' ? message.hosts : []));
      },
      evaluate: async (script) => {
        scripts.push(script);
        return true;
      },
    });
    return { previews, asked, sent, scripts };
  }
  const started: Message<Pick<ToPanel, 'preview'>> = {
    type: 'preview',
    preview: { server: 'https://api.example.com', origin: '', from: 1_000, until: 301_000 },
    ended: null,
  };
  const ended: Message<Pick<ToPanel, 'preview'>> = {
    type: 'preview',
    preview: null,
    ended: 'stopped',
  };
  const finding = (asked: Exchange): Finding => ({
    exchange: asked,
    verdict: missing,
    diagnosis: null,
    advice: [],
  });
  const get = exchange({ method: 'GET', asks: null, response: received });

  it('makes a GET again by itself, and a PUT only when told', async () => {
    const reading = client(true);
    await reading.previews.start(attemptOf(get, simulation(get), 'chromium'));
    expect(reading.asked).toEqual([hostsOf(simulation(get), 'chromium')]);
    expect(reading.previews.get().phase).toBe('on');
    expect(reading.scripts).toHaveLength(1);
    const writing = client(true);
    await writing.previews.start(attemptOf(typical, simulation(typical), 'chromium'));
    expect(writing.scripts).toHaveLength(0);
    await writing.previews.replay();
    expect(writing.scripts).toHaveLength(1);
    expect(writing.previews.get().replayed).toBe('yes');
    writing.previews.stop();
    expect(writing.previews.get()).toMatchObject({ phase: 'off', ended: 'stopped' });
    await writing.previews.replay();
    expect(writing.scripts).toHaveLength(1);
  });

  it.each([false, new Error('no window to ask in')])(
    'does nothing without a yes: %s',
    async (no) => {
      const { previews, sent } = client(no);
      await previews.start(attemptOf(get, simulation(get), 'chromium'));
      expect(previews.get()).toMatchObject({ phase: 'off', ended: 'declined', preview: null });
      const hosts = hostsOf(simulation(get), 'chromium');
      expect(sent).toEqual(['asking', ...hosts, 'the question', 'asking']);
      previews.reconnected();
      expect(sent).toHaveLength(5);
    },
  );

  it('tells the worker of the question before the user, and a worker that was stopped again', async () => {
    let answer: (yes: boolean) => void = () => {};
    const sent: Message<FromPanel>[] = [];
    const previews = new PreviewClient({
      engine: 'chromium',
      ask: () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
      send: (message) => sent.push(message),
      evaluate: async () => true,
    });
    const started = previews.start(attemptOf(get, simulation(get), 'chromium'));
    const question = { type: 'asking', hosts: hostsOf(simulation(get), 'chromium') };
    expect(sent).toEqual([question]);
    previews.reconnected();
    expect(sent).toEqual([question, question]);
    answer(true);
    await started;
    expect(sent[2]).toMatchObject({ type: 'try' });
    previews.reconnected();
    expect(sent).toHaveLength(3);
  });

  it('says when the browser took no headers', async () => {
    const { previews } = client(true, false);
    await previews.start(attemptOf(get, simulation(get), 'chromium'));
    expect(previews.get()).toMatchObject({ phase: 'off', ended: 'refused' });
  });

  it('takes for the outcome what was made while it was on, and nothing else', async () => {
    const { previews } = client(true);
    await previews.start(attemptOf(get, simulation(get), 'chromium'));
    const at = (startedAt: number, simulatedThen: boolean, url = get.hops[0].url): Finding =>
      finding({
        ...get,
        simulated: simulatedThen,
        hops: [{ ...get.hops[0], startedAt, url }],
      });
    const right = at(2_000, true);
    const all = [
      at(500, true),
      right,
      at(3_000, false),
      at(3_000, true, 'https://api.example.com/other'),
      at(400_000, true),
    ];
    expect(outcomeOf(previews.get(), all)).toBe(right);
    expect(outcomeOf(previews.get(), [])).toBeNull();
  });
});

describe('what is made meanwhile', () => {
  const entries = (passed: boolean) =>
    entriesOf({
      name: 'a 500 without headers, while a fix is tried',
      response: { status: 500, headers: {} },
      error: passed ? null : 'MissingAllowOriginHeader',
    }).map((entry) => ({ ...entry, _simulated: true }));
  const har = (list: readonly object[]) => ({ log: { version: '1.2', entries: [...list] } });
  const chromium = { creator: { name: 'WebInspector', version: '1' } };
  const annotated = (list: readonly object[]) =>
    annotate({ log: { ...har(list).log, ...chromium } }, { own: true });

  it('has no diagnosis and no advice, and says why', () => {
    for (const passed of [true, false]) {
      const { findings, annotations, har: out } = annotated(entries(passed));
      expect(findings).toHaveLength(1);
      expect(findings[0]).toMatchObject({
        exchange: { simulated: true },
        verdict: { outcome: passed ? 'allowed' : 'undetermined' },
        diagnosis: null,
        advice: [],
      });
      expect(annotations.get(0)).toMatchObject({ simulated: true, rule: null });
      expect(annotations.get(0)?.summary).toMatch(/fix preview/);
      expect(out.log.comment).toContain('1 of them ran with a fix preview on');
      // The file keeps the mark.
      expect(out.log.entries[0]).toMatchObject({ _simulated: true });
    }
  });

  it('is no response of the server: others are judged without it, and the report leaves it out', () => {
    const blocked = entriesOf({
      name: 'a 500 without headers',
      response: { status: 500, headers: {} },
      error: 'MissingAllowOriginHeader',
    });
    const alone = annotated(blocked).findings;
    const both = annotated([...blocked, ...entries(true)]).findings;
    expect(both.filter(({ exchange: { simulated: then } }) => !then)).toEqual(alone);
    const report = markdown(both, { date: null });
    expect(report).toContain('Excludes 1 request made while a fix preview was active');
    expect(report.replace(/\n\nExcludes [^\n]*/, '')).toBe(markdown(alone, { date: null }));
    expect(markdown(alone, { date: null })).not.toContain('Excludes');
  });

  it('is in a file a claim that changes no verdict', () => {
    const marked = { log: { ...har(entries(false)).log, ...chromium } };
    const unmarked = entries(false).map(({ _simulated, ...entry }) => entry);
    const read = annotate(marked);
    const plain = annotate({ log: { ...har(unmarked).log, ...chromium } });
    expect(read.findings).toEqual(plain.findings);
    expect(read.findings[0]?.verdict.outcome).toBe('blocked');
    const claim =
      'The file marks 1 entry as sent while a fix was previewed. Nothing here can check that, so it changes no verdict.';
    expect(read.lacks).toEqual([...plain.lacks, claim]);
    expect(markdown(read.findings, { date: null })).not.toContain('Excludes');
  });

  it('is still told what no header changes', () => {
    const refused = entriesOf({
      name: 'nobody listens',
      response: { error: 'net::ERR_CONNECTION_REFUSED' },
      error: null,
    }).map((entry) => ({ ...entry, _simulated: true }));
    expect(annotated(refused).findings[0]?.diagnosis?.rule).toBe('connection-refused');
  });

  it('is nothing in files that nobody marked', () => {
    const finding = findingOf({
      name: 'fine',
      response: { status: 200, headers: cors },
      error: null,
    });
    expect(finding?.exchange.simulated).toBe(false);
    expect(examine(typical).verdict.outcome).not.toBe('undetermined');
  });
});
