import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { advice } from '../src/advice/index.ts';
import { corsErrors, unobservable } from '../src/cors/errors.ts';
import { rules } from '../src/rules/index.ts';
import type { Finding } from '../src/session.ts';
import { type Cases, errorOf, findingOf } from './build.ts';
import { cell, pagesOf } from './catalogue.ts';

const modules = import.meta.glob<Cases>('./cases/*.ts', { eager: true, import: 'default' });
const casesOf = new Map(
  Object.entries(modules).map(([path, cases]) => [path.replace(/^.*\/|\.ts$/g, ''), cases]),
);

describe('the list of rules', () => {
  it('equals the folder', () => {
    const files = readdirSync('src/rules')
      .map((file) => file.replace(/\.ts$/, ''))
      .filter((file) => !['index', 'types', 'README.md'].includes(file));
    expect(rules.map(({ id }) => id).toSorted()).toEqual(files.toSorted());
  });

  it('has no rule without cases and no cases without a rule', () => {
    const ids = [...rules, ...advice].map(({ id }) => id);
    expect([...casesOf.keys()].toSorted()).toEqual(ids.toSorted());
  });

  it.each(rules)('$id keeps the form', ({ spec, mdn }) => {
    expect(spec).toMatch(/^https:\/\//);
    if (mdn !== null) expect(mdn).toMatch(/^https:\/\/developer\.mozilla\.org\/en-US\//);
  });
});

describe.each(rules)('$id', (rule) => {
  const { reports = [], silent = [] } = casesOf.get(rule.id) ?? {};

  it('has two cases of each kind at least', () => {
    expect(reports.length).toBeGreaterThanOrEqual(2);
    expect(silent.length).toBeGreaterThanOrEqual(2);
  });

  it.each(reports)('reports: $name', (test) => {
    const finding = findingOf(test);
    const diagnosis = finding?.diagnosis;
    expect(diagnosis?.rule).toBe(rule.id);
    expect(errorOf(finding)).toBe(test.error);
    if (test.certainty) expect(diagnosis?.certainty).toBe(test.certainty);
    expect(diagnosis?.behind.map(({ rule }) => rule)).toEqual(test.behind ?? []);
    expect(diagnosis?.title.length).toBeLessThanOrEqual(80);
    expect(diagnosis?.title).not.toMatch(/\.$/);
    const { title, summary, steps = [], notes = [] } = diagnosis ?? {};
    const text = [title, summary, ...steps, ...notes].join('\n');
    for (const piece of test.says ?? []) expect(text).toContain(piece);
  });

  it.each(silent)('is silent: $name', (test) => {
    const finding = findingOf(test);
    const diagnosis = finding?.diagnosis;
    expect(errorOf(finding)).toBe(test.error);
    expect(diagnosis?.rule ?? null).toBe(test.instead);
    expect(diagnosis?.rule).not.toBe(rule.id);
    expect(diagnosis?.behind.map(({ rule }) => rule) ?? []).not.toContain(rule.id);
  });
});

describe('the errors of the protocol', () => {
  const claimed = new Set(
    [...casesOf.values()].flatMap(({ reports }) => reports.map(({ error }) => error)),
  );

  it.each(corsErrors)('%s is claimed by a case or listed as unobservable', (error) => {
    expect(claimed.has(error)).toBe(!(error in unobservable));
  });
});

/** The title of a rule's first case. */
function titleOf(id: string): string {
  const [first] = casesOf.get(id)?.reports ?? [];
  return (first && findingOf(first)?.diagnosis?.title) ?? '';
}

/** What real people took for CORS, and the threads in which they did. */
const situations: readonly (readonly string[])[] = [
  ['dotnet/aspnetcore#2378'],
  ['aspnet/CORS#46'],
  ['aspnet/CORS#86'],
  ['fruitcake/laravel-cors#365'],
  ['Kludex/starlette#1116', 'fastapi/fastapi#775'],
  ['pocketpaw/pocketpaw#2006'],
  ['hotosm/field-tm#1353'],
  ['chafan-dev/chafan-core#211'],
  ['dbinfrago/capella-collab-manager#1843'],
  ['sourcebroker/t3api#38'],
  ['5apps/liquor-cabinet#47'],
  ['fruitcake/laravel-cors#306'],
  ['department-of-veterans-affairs/va.gov-team#15687'],
  ['fruitcake/laravel-cors#421'],
  ['api-platform/api-platform#1441'],
  ['firefox-devtools/profiler#998'],
  ['jaydenseric/graphql-upload#165'],
  ['DIAGNijmegen/rse-grand-challenge#2620'],
  ['peng.fyi/post/cors-error-with-504'],
  ['expressjs/cors#255'],
  ['aws-amplify/amplify-js#1524'],
  ['aws/serverless-application-model#840', 'aws/serverless-application-model#2498'],
  ['serverless/serverless#2099'],
  ['blockfrost/blockfrost-backend-ryo#30'],
  ['jikan-me/jikan-rest#148'],
  ['emissary-ingress/emissary#2030'],
  ['Giphy/GiphyAPI#190', 'internetarchive/openlibrary#11140', 'modrinth/code#2591'],
  ['nftstorage/nft.storage#2180'],
  ['axios/axios#932'],
  ['hivecommons/hive#7433'],
  ['autobrr/qui#1142'],
  ['pomerium/pomerium#2176'],
  ['vue-stripe/vue-stripe#311'],
  ['versity/versitygw#1874'],
  ['amtunlimited/average-response#4', 'mozilla/FirefoxColor#256'],
  ['AdguardTeam/CoreLibs#851'],
  ['sillsdev/TheCombine#83', 'spenibus/cors-everywhere-firefox-addon#48'],
  ['CatalogueOfLife/checklistbank#1726'],
  ['mozilla/fxa-content-server#906'],
  ['neomjs/neo#381'],
  ['prose/gatekeeper#68', 'ljvmiranda921/sprites-as-a-service#62'],
  ['hicommonwealth/commonwealth#7993'],
  ['mchangrh/sb.js#4'],
  ['cloudflare/cloudflare-docs#11753'],
  [
    'corydolphin/flask-cors#170',
    'http4s/http4s#1039',
    'ThreeMammals/Ocelot#633',
    'kdeps/kdeps#468',
    'jeremyben/json-server-auth#15',
    'rexyai/RestRserve#199',
  ],
  ['mozilla/addons#12155'],
  [
    'fast-average-color/fast-average-color#117',
    'cyu/rack-cors#127',
    'Hubs-Foundation/reticulum#244',
    'samvera/serverless-iiif#111',
  ],
  [
    'expressjs/cors#145',
    'adamchainz/django-cors-headers#97',
    'aspnet/CORS#129',
    'RubaXa/nginx-cors#7',
  ],
  ['whatwg/whatwg.org#253'],
  ['GoogleChromeLabs/sw-toolbox#104', 'lukejacksonn/servor#30'],
  ['helmetjs/helmet#343', 'helmetjs/helmet#385', 'helmetjs/helmet#406'],
  ['gbif/registry#94', 'dotnet/AspNetCore.Docs#24301'],
  ['rwth-iat/basyx-python-sdk#50', 'digiaonline/lumen-cors#32', 'datagouv/data.gouv.fr#1359'],
  [
    'DataBiosphere/data-explorer#259',
    'juice-shop/juice-shop#182',
    'metacademy/metacademy-application#35',
  ],
  [
    'postmanlabs/postman-app-support#13877',
    'Icehunter/dune-admin#4',
    'gptme/gptme#2483',
    'WICG/local-network-access#47',
  ],
  ['weserv/images#437', 'team-alembic/realworld#14'],
  ['javascript-tutorial/en.javascript.info#3271'],
  ['ampproject/amphtml#7269', 'izuzak/pmrpc#18'],
  ['JakeChampion/fetch#695'],
];

describe('the situations real people met', () => {
  const told = new Set(
    [...casesOf.values()].flatMap(({ reports, silent }) =>
      [...reports, ...silent].map(({ thread }) => thread),
    ),
  );

  it.each(situations.map((threads) => ({ threads })))('$threads.0 has a case', ({ threads }) => {
    for (const thread of threads) expect(told).toContain(thread);
  });
});

describe('the README', () => {
  it('is written from the code', async () => {
    const rows = rules.map(
      ({ id, misleading, fix, spec }) =>
        `| [\`${id}\`](#${id}) | ${cell(titleOf(id))} | ${misleading ? 'yes' : ''} | ${fix} | [standard](${spec}) |`,
    );
    const pages = rules.map(({ id, misleading, fix, spec, mdn }) => ({
      id,
      cases: casesOf.get(id) ?? { reports: [], silent: [] },
      about: [
        `**${titleOf(id)}**`,
        ...(misleading ? ['Not CORS'] : []),
        `Fix: ${fix}`,
        `[code](${id}.ts)`,
        `[cases](../../test/cases/${id}.ts)`,
        `[Fetch spec](${spec})`,
        ...(mdn === null ? [] : [`[MDN](${mdn})`]),
      ].join(' · '),
    }));
    const textOf = ({ diagnosis }: Finding) => ({
      summary: diagnosis?.summary ?? '',
      steps: diagnosis?.steps ?? [],
      notes: diagnosis?.notes ?? [],
      config: true,
    });
    const text = `<!-- Generated by test/rules.test.ts from the rules in this folder. Do not edit: run \`npm run golden\`. -->

# Rules

Why a cross-origin request failed: one file per cause. The file's name is the rule's id; exported HARs and the command
line print it, so it is never renamed without an alias. \`index.ts\` lists the rules, the most specific first: the first
rule that explains the failed check is the diagnosis.

To add one: write \`test/cases/<id>.ts\` with at least two requests it reports and two near misses, write \`<id>.ts\`,
add it to the list, run \`npm run golden\`. A rule is pure and total, claims only what it can show in \`evidence\`, and
returns nothing when it does not know.

"Not CORS": the CORS error hides a different error. "Fix": where the first change has to be made.

Each rule has a page below, at the anchor of its id, made of its first test case: what it means, the headers, what the
browsers print, the fix.

| rule | cause, for example | not CORS | fix | |
|---|---|---|---|---|
${rows.join('\n')}

${pagesOf(pages, textOf)}
`;
    await expect(text).toMatchFileSnapshot('../src/rules/README.md');
  });
});
