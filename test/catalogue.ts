import { get } from '../src/cors/headers.ts';
import { fixFor } from '../src/fixes/fix.ts';
import { named } from '../src/prose.ts';
import type { ErrorKind } from '../src/recording/types.ts';
import type { Finding } from '../src/session.ts';
import { decisions, decisionsOf } from '../src/verdict/console.ts';
import {
  type Case,
  type CaseLeg,
  type Cases,
  findingOf,
  page,
  pairs,
  type Reply,
  url,
} from './build.ts';

/** Response headers that a CORS page has no use for; everything else of an example is shown. */
const dull = /^(date|server|content-length|connection)$/i;

/** Failures that Firefox reports as "CORS request did not succeed"; of the others it says nothing of CORS. */
const network: ReadonlySet<ErrorKind> = new Set<ErrorKind>([
  'dns',
  'refused',
  'tls',
  'timeout',
  'reset',
  'invalid-response',
]);

/** What a page of the catalogue is made of. */
export interface Page {
  readonly id: string;
  readonly cases: Cases;
  /** The line below the heading: a title, what kind it is, links. */
  readonly about: string;
}

/**
 * The pages of a folder's README, one section each. GitHub and GitLab make the anchor of the heading, which is
 * the id alone: `README.md#allow-headers`. Everything shown is what the code makes of the first test case.
 */
export function pagesOf(
  pages: readonly Page[],
  textOf: (finding: Finding, id: string) => Text,
): string {
  return pages
    .map(({ id, cases, about }) => {
      const [example] = cases.reports;
      const finding = example && findingOf(example);
      if (!example || !finding) throw new Error(`${id} has no case`);
      const { summary, steps, notes, config } = textOf(finding, id);
      return [
        `## ${id}`,
        about,
        summary,
        `For example, ${example.name.replaceAll('`', '')}:`,
        fenced('http', messagesOf(example, finding).join('\n\n')),
        ...printed(finding),
        '**Fix**',
        steps.map((step, index) => `${index + 1}. ${step}`).join('\n'),
        ...(notes.length === 0 ? [] : [notes.map((note) => `- ${note}`).join('\n')]),
        ...(config ? changeOf(finding) : []),
      ].join('\n\n');
    })
    .join('\n\n');
}

/** The sentences of one page. */
export interface Text {
  readonly summary: string;
  readonly steps: readonly string[];
  readonly notes: readonly string[];
  /** Whether the change to the response headers is shown. */
  readonly config: boolean;
}

/** The request and its preflight as they crossed the wire, less what no check looks at. */
function messagesOf(test: Case, { exchange }: Finding): string[] {
  const legs: CaseLeg[] = [test, ...(test.followed ?? [])];
  let legUrl = test.url ?? url;
  const before = (test.earlier ?? []).map(
    ({ method = 'GET', url: earlier = url, page: from = page, response = {} }) =>
      `# earlier:
${message(`${method} ${earlier}`, [['Origin', new URL(from).origin]])}

${responseOf(response)}`,
  );
  const messages = legs.flatMap((leg, index) => {
    const from = legUrl;
    const target = pairs(legs[index - 1]?.response?.headers).find(([name]) =>
      /^location$/i.test(name),
    );
    if (index > 0) legUrl = leg.url ?? new URL(target?.[1] ?? '', from).href;
    const method = leg.method ?? test.method ?? 'GET';
    const asked = pairs(test.headers).map(([name]) => name.toLowerCase());
    const origin = get((exchange.hops[index] ?? exchange.hops[0]).headers, 'origin');
    const sent = [
      ...(test.noCors ? [] : [['Origin', origin ?? exchange.origin] as const]),
      ...pairs(test.headers),
      ...(test.cookie === undefined ? [] : [['Cookie', test.cookie] as const]),
    ];
    return [
      ...(leg.preflight
        ? [
            message(`OPTIONS ${legUrl}`, [
              ['Origin', origin ?? exchange.origin],
              ['Access-Control-Request-Method', method],
              ...(asked.length > 0
                ? [['Access-Control-Request-Headers', asked.toSorted().join(',')] as const]
                : []),
            ]),
            responseOf(leg.preflight),
          ]
        : []),
      ...(leg.response || !leg.preflight
        ? [
            message(`${method} ${legUrl}`, sent),
            ...(leg.response ? [responseOf(leg.response)] : []),
          ]
        : ['# the request itself was never sent']),
    ];
  });
  return [...before, ...messages];
}

function responseOf({ status, headers, error }: Reply): string {
  if (status === undefined) return `# no response${error ? `: ${error}` : ''}`;
  const shown = pairs(headers).filter(([name]) => !dull.test(name));
  const broken = error ? `\n# ${error}` : '';
  return `${message(`HTTP/1.1 ${status}`, shown)}${broken}`;
}

function message(start: string, headers: readonly (readonly [string, string])[]): string {
  return [start, ...headers.map(([name, value]) => `${name}: ${shortened(value)}`)].join('\n');
}

function shortened(value: string): string {
  return value.length > 120 ? `${value.slice(0, 119)}…` : value;
}

/** The console lines of Chrome and Firefox. */
function printed({ exchange, verdict }: Finding): string[] {
  if (verdict.outcome === 'blocked') {
    return decisionsOf(exchange, verdict)
      .filter(({ browser }) => browser !== 'Safari')
      .flatMap(({ browser, messages }) =>
        messages.length === 0
          ? [`${browser} does not block it.`]
          : [`${browser} prints:`, fenced('text', messages.join('\n'))],
      );
  }
  if (verdict.outcome !== 'failed' || !/^net::/.test(verdict.error.text)) return [];
  // Browsers log nothing about a request that was aborted.
  if (verdict.error.kind === 'aborted') return [];
  const { method, url } = exchange.hops[0];
  const firefox = network.has(verdict.error.kind)
    ? decisions({
        error: 'MissingAllowOriginHeader',
        parameter: null,
        stage: 'response',
        url,
        firstUrl: url,
        origin: exchange.origin,
        originSent: exchange.origin,
        client: exchange.client,
        destination: exchange.destination,
        credentials: 'omit',
        method,
        headers: [],
        response: null,
      })[1].messages
    : [];
  return [
    'Chrome prints:',
    fenced('text', `${method} ${url} ${verdict.error.text}`),
    ...(firefox.length === 0 ? [] : ['Firefox prints:', fenced('text', firefox.join('\n'))]),
  ];
}

/** The headers of the response that failed, as they are and as they must be. */
function changeOf(finding: Finding): string[] {
  const { config } = fixFor(finding, [finding]);
  if (!config || config.change.length === 0) return [];
  const { hops } = finding.exchange;
  const step = finding.verdict.outcome === 'blocked' ? finding.verdict.step : null;
  const hop = hops[step?.hop ?? 0] ?? hops[0];
  const failed = step?.kind === 'preflight' && hop.preflight ? hop.preflight : hop;
  const second = config.second ? ', so that the page can read such errors' : '';
  return [
    `In the response to ${named(failed)}${second}:`,
    fenced(
      'diff',
      config.change
        .flatMap(({ header, from, to }) => [
          ...(from === null ? [] : [`- ${header}: ${from}`]),
          `+ ${header}: ${to}`,
        ])
        .join('\n'),
    ),
  ];
}

function fenced(language: string, text: string): string {
  return `\`\`\`${language}\n${text}\n\`\`\``;
}

/** A title in a table's cell. */
export function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
