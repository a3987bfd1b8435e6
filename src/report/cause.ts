import { fixFor, type HeaderChange } from '../fixes/fix.ts';
import type { Policy, Stack } from '../fixes/types.ts';
import type { Evidence } from '../rules/types.ts';
import type { Finding } from '../session.ts';
import { type Block, bullets, codes, type Inline } from './blocks.ts';
import { curlFor } from './curl.ts';
import { linksOf } from './pages.ts';
import { plain } from './plain.ts';
import type { Shell } from './shells.ts';
import { certaintyOf, headlineOf, responseOf } from './summary.ts';

/** Requests of one cause that are listed one by one. */
const listed = 20;

/** One cause: what failed, the requests, what it rests on, the steps, the config and the commands that verify it. */
export function cause(
  group: readonly Finding[],
  number: number,
  fixes: (lead: Finding) => Block[],
  base: string | undefined,
): Block[] {
  const lead = group[0] as Finding;
  const { verdict, diagnosis } = lead;
  const { heading, text } = headlineOf(lead);
  const error =
    verdict.outcome === 'failed'
      ? verdict.error.text
      : verdict.outcome === 'blocked'
        ? verdict.error
        : null;
  return [
    { kind: 'heading', level: 2, text: [`${number}. ${heading}`] },
    ...(text === '' ? [] : [{ kind: 'paragraph', text: [text] } as const]),
    {
      kind: 'paragraph',
      text: [
        ...(error === null
          ? []
          : [
              verdict.outcome === 'blocked' ? 'Chrome error code: ' : 'Browser error: ',
              { code: error },
              '. ',
            ]),
        ...(diagnosis ? ['Rule: ', { code: diagnosis.rule }, '. '] : []),
        certaintyOf(lead) === 'certain'
          ? 'Confidence: certain.'
          : 'Confidence: likely (the browser does not expose everything this depends on).',
      ],
    },
    { kind: 'heading', level: 3, text: ['Requests'] },
    { kind: 'list', ordered: false, items: requests(group) },
    ...evidence(diagnosis?.evidence ?? []),
    ...steps(lead),
    ...fixes(lead),
    ...proof(lead),
    ...sources(lead, base),
  ];
}

/** The requests, the first of them one by one. */
export function requests(group: readonly Finding[]): Inline[] {
  const items: Inline[] = group.slice(0, listed).map((finding) => {
    const { method, url } = finding.exchange.hops[0];
    return [{ code: `${method} ${url}` }, `: ${responseOf(finding)}`];
  });
  const more = group.length - listed;
  return more > 0 ? [...items, [`and ${more} more`]] : items;
}

function evidence(list: readonly Evidence[]): Block[] {
  if (list.length === 0) return [];
  return [
    { kind: 'heading', level: 3, text: ['Evidence'] },
    {
      kind: 'list',
      ordered: false,
      items: list.map(({ side, header, found, expected }) => [
        header.startsWith(':')
          ? `${side === 'request' ? 'Request' : 'Response'} `
          : `${side === 'request' ? 'Request' : 'Response'} header `,
        { code: header.replace(/^:/, '') },
        ': ',
        ...(found === null ? ['missing'] : [{ code: found }]),
        ...(expected === null ? [] : [' (expected: ', { code: expected }, ')']),
      ]),
    },
  ];
}

function steps({ diagnosis }: Finding): Block[] {
  if (!diagnosis || diagnosis.steps.length === 0) return [];
  return [
    { kind: 'heading', level: 3, text: ['Fix'] },
    { kind: 'list', ordered: true, items: diagnosis.steps.map((step) => [step]) },
    ...bullets(diagnosis.notes ?? []),
    ...(diagnosis.behind.length === 0
      ? []
      : [
          { kind: 'paragraph', text: ['This would fail next. Fix it at the same time:'] } as const,
          {
            kind: 'list',
            ordered: false,
            items: diagnosis.behind.map(({ title }) => [title]),
          } as const,
        ]),
  ];
}

/** The CORS config that lets the whole group pass, for the stack in use; the change to today's headers first. */
export function config(
  lead: Finding,
  session: readonly Finding[],
  stackFor: ((finding: Finding) => Stack | undefined) | undefined,
): Block[] {
  const { config } = fixFor(lead, session, stackFor?.(lead)?.id);
  if (config === null) return [];
  const { second, change, stack, target, evidence, snippet, existing, present } = config;
  const heading = second ? 'So your code can read such errors: ' : '';
  const blocks: Block[] = [];
  if (change.length > 0) {
    blocks.push(
      { kind: 'heading', level: 3, text: [`${heading}Response headers, today and needed`] },
      { kind: 'code', language: 'diff', text: change.map(diffOf).join('') },
    );
  }
  if (stack === null || snippet === null) {
    return [
      ...blocks,
      { kind: 'heading', level: 3, text: ['Required headers'] },
      { kind: 'code', language: 'http', text: `${headerLines(target).join('\n')}\n` },
      ...bullets(config.notes),
    ];
  }
  return [
    ...blocks,
    { kind: 'heading', level: 3, text: [`CORS config for ${stack.title}`] },
    { kind: 'paragraph', text: [`Location: ${stack.place}`] },
    ...(present !== null && existing.length > 0
      ? [
          {
            kind: 'paragraph',
            text: [
              'This server sends CORS headers already: search for ',
              ...codes(existing, existing.length),
              ' and remove that config first.',
            ],
          } as const,
        ]
      : []),
    {
      kind: 'paragraph',
      text: [
        ...(evidence === null ? [] : [`${evidence} `]),
        stack.verified === null ? 'Untested.' : `Tested with ${stack.verified}.`,
      ],
    },
    { kind: 'code', language: stack.language, text: snippet },
    ...bullets([...config.notes, ...config.limits]),
    { kind: 'links', items: [{ text: `${stack.title} CORS docs`, url: stack.docs }] },
  ];
}

function diffOf({ header, from, to }: HeaderChange): string {
  return `${from === null ? '' : `- ${header}: ${plain(from)}\n`}+ ${header}: ${plain(to)}\n`;
}

/** The policy as the response's header lines, where no stack is known. */
function headerLines(policy: Policy): string[] {
  return [
    `Access-Control-Allow-Origin: ${policy.origins[0]}`,
    ...(policy.credentials ? ['Access-Control-Allow-Credentials: true'] : []),
    ...(policy.exposed.length > 0
      ? [`Access-Control-Expose-Headers: ${policy.exposed.join(', ')}`]
      : []),
    'Vary: Origin',
    '',
    '# preflight (OPTIONS) response, status 204:',
    `Access-Control-Allow-Methods: ${policy.methods.join(', ')}`,
    ...(policy.headers.length > 0
      ? [`Access-Control-Allow-Headers: ${policy.headers.join(', ')}`]
      : []),
    `Access-Control-Max-Age: ${policy.maxAge}`,
  ];
}

const shells: readonly { readonly id: Shell; readonly title: string }[] = [
  { id: 'bash', title: 'bash, zsh' },
  { id: 'powershell', title: 'PowerShell' },
];

function proof({ exchange }: Finding): Block[] {
  // The findings are redacted already.
  const lines = shells.map(({ id, title }) => ({ id, title, lines: curlFor(exchange, id, null) }));
  const first = lines[0]?.lines ?? [];
  if (first.length === 0) return [];
  return [
    { kind: 'heading', level: 3, text: ['Verify'] },
    { kind: 'paragraph', text: ['Run before and after the fix.'] },
    ...first.flatMap(({ title, lookFor, notes }, index): Block[] => [
      ...lines.flatMap(({ id, title: shell, lines: own }): Block[] => {
        const command = own[index]?.command;
        return command === undefined
          ? []
          : [
              { kind: 'paragraph', text: [`${title} (${shell}):`] },
              { kind: 'code', language: id, text: `${command}\n` },
            ];
      }),
      { kind: 'paragraph', text: ['Fixed when the response has:'] },
      { kind: 'list', ordered: false, items: lookFor.map((line) => [{ code: line }]) },
      ...notes.map((note): Block => ({ kind: 'paragraph', text: [note] })),
    ]),
  ];
}

function sources({ diagnosis }: Finding, base: string | undefined): Block[] {
  return diagnosis ? [{ kind: 'links', items: linksOf(diagnosis, base) }] : [];
}
