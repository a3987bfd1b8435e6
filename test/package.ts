import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildTarget, buildExtension } from './browser/build.ts';
import { filesIn, zipped } from './zip.ts';

/**
 * `npm run package`: everything that is published, in `dist-package/`, with a list of sizes and hashes. The same source
 * gives the same bytes, in any folder and at any time.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const out = join(root, 'dist-package');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** What lies about in a checkout and is no source; `.gitignore` names the same. */
const noSource =
  /^(?:\.git|node_modules|dist|dist-[^/]*|\.cache|test\/\.cache|test\/output)$|\.log$/;

/** What is under version control; without Git, everything that is no product of a build. */
function sourceFiles(): string[] {
  if (!existsSync(join(root, '.git'))) return filesIn(root, (path) => noSource.test(path));
  const listed = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' });
  return listed
    .split('\0')
    .filter((path) => path !== '' && existsSync(join(root, path)))
    .sort();
}

/** Writes a ZIP of files below a folder. `dense`: see `zipped`. */
async function zip(
  name: string,
  folder: string,
  files: readonly string[],
  dense: boolean,
): Promise<void> {
  writeFileSync(join(out, name), await zipped(folder, files, dense));
}

/** The files of a built folder. Throws where the licences are missing, or a source map is in it. */
function released(folder: string): string[] {
  const files = filesIn(folder);
  for (const file of ['LICENSE', 'THIRD-PARTY-NOTICES']) {
    if (!files.includes(file)) throw new Error(`${folder} has no ${file}.`);
  }
  for (const file of files) {
    const text = /\.(?:js|css|html)$/.test(file) ? readFileSync(join(folder, file), 'utf8') : '';
    if (file.endsWith('.map') || /[#@] sourceMappingURL=/.test(text)) {
      throw new Error(`${file} of ${folder} is or has a source map.`);
    }
  }
  return files;
}

/** Mozilla's linter on the very file that is uploaded. Throws with what it finds. */
function lint(name: string): void {
  const linter = join(root, 'node_modules/addons-linter/bin/addons-linter');
  const { stdout } = spawnSync(process.execPath, [linter, '--output', 'json', join(out, name)], {
    encoding: 'utf8',
  });
  const { summary } = JSON.parse(stdout);
  if (summary.errors + summary.warnings + summary.notices > 0) throw new Error(stdout);
}

rmSync(out, { recursive: true, force: true });
mkdirSync(out);
const targets: Readonly<Record<BuildTarget, string>> = {
  chrome: 'chromium',
  firefox: 'firefox',
  web: 'web',
};
for (const [target, title] of Object.entries(targets) as [BuildTarget, string][]) {
  const folder = buildExtension(target);
  const files = released(folder);
  if (target !== 'web') {
    const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
    if (manifest.version !== version) throw new Error(`${folder} is ${manifest.version}.`);
  }
  await zip(`cors-lens-${version}-${title}.zip`, folder, files, true);
}
await zip(`cors-lens-${version}-source.zip`, root, sourceFiles(), false);
lint(`cors-lens-${version}-firefox.zip`);
execFileSync('npm', ['pack', '--silent', '--pack-destination', out], {
  cwd: root,
  stdio: ['ignore', 'ignore', 'inherit'],
  // A command of Windows is a script, which only a shell runs.
  shell: process.platform === 'win32',
});

const sums = filesIn(out).map((name) => {
  const bytes = readFileSync(join(out, name));
  return { name, size: bytes.length, hash: createHash('sha256').update(bytes).digest('hex') };
});
writeFileSync(join(out, 'SHA256SUMS'), sums.map(({ name, hash }) => `${hash}  ${name}\n`).join(''));
for (const { name, size, hash } of sums) {
  const kilobytes = `${(size / 1024).toFixed(1)} KB`.padStart(11);
  console.log(`${kilobytes}  ${hash.slice(0, 16)}  ${name}`);
}
