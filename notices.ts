import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

/** What the build tools write into what they build, by the beginning of its module's id. */
const helpers: readonly (readonly [start: string, name: string])[] = [
  ['\0vite/', 'vite'],
  ['\0rolldown/', 'rolldown'],
];

const root = new URL('./', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');

/** One package of others that is in a bundle. */
export interface Bundled {
  readonly name: string;
  readonly version: string;
  /** Its SPDX identifier. */
  readonly license: string;
  /** Where its source is. */
  readonly source: string;
  /** The text that must go with it. */
  readonly text: string;
}

/**
 * Writes our licence and those of the packages that are really in the bundle beside it: `LICENSE` and
 * `THIRD-PARTY-NOTICES`, unless `beside` is false. `inside`: into each file as well, as a comment at its end, since it
 * goes about alone. `within`: modules of another bundle that is within this one.
 */
export function notices({
  inside = false,
  beside = true,
  within = [],
}: {
  readonly inside?: boolean;
  readonly beside?: boolean;
  readonly within?: Iterable<string>;
} = {}): Plugin {
  return {
    name: 'notices',
    apply: 'build',
    generateBundle(_, bundle) {
      const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
      const ids = [...within, ...chunks.flatMap(({ modules }) => Object.keys(modules))];
      const files = { LICENSE: read('LICENSE'), 'THIRD-PARTY-NOTICES': noticesOf(bundledIn(ids)) };
      for (const [fileName, source] of beside ? Object.entries(files) : []) {
        this.emitFile({ type: 'asset', fileName, source });
      }
      if (!inside) return;
      const comment = Object.values(files).join('\n').replaceAll('*/', '* /');
      for (const chunk of chunks) chunk.code += `/*!\n${comment}*/\n`;
    },
  };
}

/** The packages that these modules are of, by name. The lockfile says which version that is, and its licence. */
export function bundledIn(ids: readonly string[]): Bundled[] {
  const { packages } = JSON.parse(read('package-lock.json')) as {
    packages: Record<string, { version: string; license?: string }>;
  };
  const folders = new Set(ids.flatMap((id) => folderOf(id) ?? []));
  return [...folders].sort().map((folder) => {
    const locked = packages[folder];
    if (!locked?.license) throw new Error(`The lockfile names no licence of ${folder}.`);
    const name = folder.replace(/.*node_modules\//, '');
    return {
      name,
      version: locked.version,
      license: locked.license,
      source: sourceOf(folder),
      text: licenseIn(folder, locked.license),
    };
  });
}

/** The folder of the package that a module is of, as the lockfile names it; undefined: the module is ours. */
function folderOf(id: string): string | undefined {
  const helper = helpers.find(([start]) => id.startsWith(start));
  if (helper) return `node_modules/${helper[1]}`;
  const path = id.replaceAll('\\', '/');
  return /node_modules\/(?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+/.exec(path)?.[0];
}

/** The address of the package's repository; throws when it names none. */
function sourceOf(folder: string): string {
  const { repository } = JSON.parse(read(`${folder}/package.json`)) as {
    repository?: string | { url: string };
  };
  const url = typeof repository === 'string' ? repository : repository?.url;
  if (url === undefined) throw new Error(`${folder} does not say where its source is.`);
  const path = url
    .replace(/^git\+|^git:|^ssh:|\.git$/g, '')
    .replace(/^(github:)?(?=[\w-]+\/)/, 'https://github.com/');
  return path.startsWith('//') ? `https:${path}` : path;
}

/** What the Mozilla Public License asks for in its section 3.2: where its text and the source are. */
const mpl = `Its source is subject to the terms of the Mozilla Public License, v. 2.0: https://mozilla.org/MPL/2.0/.
Bundled without a change, but for the build's minification.`;

function licenseIn(folder: string, license: string): string {
  if (license === 'MPL-2.0') return mpl;
  for (const file of ['LICENSE', 'LICENSE.md', 'LICENSE.txt', 'license']) {
    try {
      // Vite's goes on with the licences of what it bundles itself, none of which is in what it builds.
      return read(`${folder}/${file}`).split('\n# Licenses of bundled')[0] as string;
    } catch {
      // The next name.
    }
  }
  throw new Error(`${folder} comes without the text of its licence.`);
}

/** The text of `THIRD-PARTY-NOTICES`. */
export function noticesOf(bundled: readonly Bundled[]): string {
  return [
    'CORS Lens contains code of the following packages. Their source is at the address given.\n',
    ...bundled.map(
      ({ name, version, license, source, text }) =>
        `${'-'.repeat(78)}\n${name} ${version} (${license})\n${source}\n\n${text.trim()}\n`,
    ),
  ].join('\n');
}
