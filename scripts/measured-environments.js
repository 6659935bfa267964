/**
 * Where libraries are measured again: each kind of environment is installed, pinned, under target/, and gives the command that
 * draws from one of its libraries.
 */
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { aptCommand, aptInstall, hasApt, mayInstallPackages } from './debian.js';
import { inRoot } from './paths.js';
import { SetupError, step } from './report.js';
import { capture, findProgram, runOrFail } from './run.js';

const FOLDER = inRoot('tests', 'fixtures', 'measure_libraries');
const TARGET = inRoot('target', 'measure-libraries');

/** @typedef {[program: string, ...parameters: string[]]} Command */
/**
 * @typedef {object} Environment
 * @property {'python' | 'npm' | 'debian' | 'crates'} kind
 * @property {string} [python]  the version of Python that its packages need; any by default
 * @property {string[]} packages  as their registry's client names them, with their versions
 * @property {string[]} makers  what is drawn
 * @property {string[]} [features]  of its crates, which leave out their default ones
 */

/** @type {Record<string, Environment>} */
export const ENVIRONMENTS = JSON.parse(readFileSync(path.join(FOLDER, 'environments.json'), 'utf8'));

/**
 * Installs an environment.
 * @param {string} name @param {Environment} environment
 * @returns {Promise<(maker: string) => Promise<Command>>}
 */
export async function installed(name, environment) {
  const folder = path.join(TARGET, name);
  switch (environment.kind) {
    case 'python': {
      const program = await python(name, folder, environment);
      return async (maker) => [program, path.join(FOLDER, 'draws.py'), maker];
    }
    case 'npm':
      await npm(name, folder, environment);
      return async (maker) => [process.execPath, path.join(FOLDER, 'draws.mjs'), folder, maker];
    case 'crates':
      return async (maker) => [await crate(maker, folder, environment)];
    case 'debian':
      await debian(environment);
      mkdirSync(folder, { recursive: true });
      return (maker) => ofDebian(maker, folder);
  }
}

/** Whether an environment has been installed before. @param {string} folder @param {Environment} environment */
function isInstalled(folder, { packages }) {
  const stamp = path.join(folder, '.installed');
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === packages.join();
}

/** @param {string} folder @param {Environment} environment */
const note = (folder, { packages }) => writeFileSync(path.join(folder, '.installed'), packages.join());

/** The Python of an environment, with its packages. @param {string} name @param {string} folder @param {Environment} environment */
async function python(name, folder, environment) {
  const { packages, python: version = '3' } = environment;
  const program = path.join(folder, 'bin', 'python');
  if (isInstalled(folder, environment)) return program;
  const system = [`python${version}`, 'python']
    .map(findProgram)
    .find((found) => found && capture(found, ['--version'])?.startsWith(`Python ${version}.`));
  if (!system) throw new SetupError(`There is no Python ${version} on the PATH, which ${name} needs.`);
  await step(`installing ${packages.join(', ')}`, async () => {
    await runOrFail(system, ['-m', 'venv', '--clear', folder], { failure: 'The environment could not be made.' });
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...packages];
    await runOrFail(program, pip, { failure: `Not all packages of ${name} could be installed.` });
  });
  note(folder, environment);
  return program;
}

/** @param {string} name @param {string} folder  of its packages @param {Environment} environment */
async function npm(name, folder, environment) {
  const { packages } = environment;
  if (isInstalled(folder, environment)) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'package.json'), '{ "private": true }\n');
  // Without install scripts: some packages build for a graphics card, which is not needed.
  const parameters = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--legacy-peer-deps', ...packages];
  await step(`installing ${packages.join(', ')}`, () =>
    runOrFail('npm', parameters, { cwd: folder, failure: `Not all packages of ${name} could be installed.` }),
  );
  note(folder, environment);
}

/** The compiled program of a maker. @param {string} maker @param {string} folder @param {Environment} environment */
async function crate(maker, folder, { packages, features = [] }) {
  const source = path.join(FOLDER, `draws_${maker}.rs`);
  const dependencies = packages.map((each) => {
    const [name, version] = each.split('@');
    return `${name} = { version = "=${version}", default-features = false, features = ${JSON.stringify(features)} }`;
  });
  mkdirSync(folder, { recursive: true });
  // A workspace of its own: the folder lies within the project's.
  const manifest = ['[workspace]', '[package]', `name = "${maker}-draws"`, 'edition = "2024"', '[[bin]]', `name = "${maker}"`, `path = ${JSON.stringify(source)}`]; // prettier-ignore
  manifest.push('[dependencies]', ...dependencies);
  // Compiling takes minutes, and drawing does not.
  manifest.push('[profile.release]', 'opt-level = 0');
  writeFileSync(path.join(folder, 'Cargo.toml'), `${manifest.join('\n')}\n`);
  await step(`compiling ${packages.join(', ')}`, () =>
    runOrFail('cargo', ['build', '--release', '--quiet', '--target-dir', path.join(folder, 'target')], {
      cwd: folder,
      failure: `Not all packages of ${maker} could be compiled.`,
    }),
  );
  return path.join(folder, 'target', 'release', maker);
}

// Debian

/** @param {Environment} environment */
async function debian({ packages }) {
  const isThere = (/** @type {string} */ wanted) => {
    const [name, version] = wanted.split('=');
    const found = capture('dpkg-query', ['--show', '--showformat', '${Version}', name]);
    return version ? found === version : Boolean(found);
  };
  const missing = packages.filter((wanted) => !isThere(wanted));
  if (missing.length === 0) return;
  if (!hasApt()) throw new SetupError('The libraries in C, C++, R and Java are measured as Debian 12 packages them.');
  if (!mayInstallPackages()) throw new SetupError(`Not all packages are installed. Run: ${aptCommand(missing)}`);
  await aptInstall(missing);
}

/** @param {string} maker @param {string} folder  for compiled programs @returns {Promise<Command>} */
async function ofDebian(maker, folder) {
  if (maker === 'nnet') return ['Rscript', path.join(FOLDER, 'draws.R')];
  if (maker === 'weka') return ['java', '-cp', '/usr/share/java/weka.jar', path.join(FOLDER, 'DrawsWeka.java')];
  const program = path.join(folder, maker);
  const source = `draws_${maker}.cpp`;
  const compile = ['-std=c++17', `-I${folder}`, path.join(FOLDER, source), '-o', program];
  // Of the three, tiny-dnn consists of headers alone, and looks for stb's where Debian has taken them out.
  if (maker === 'tiny_dnn') linkHeaders('/usr/include/stb', path.join(folder, 'third_party', 'stb'));
  else compile.push(`-l${maker}`);
  await step(`compiling ${source}`, () => runOrFail('g++', compile, { failure: `${source} could not be compiled.` }));
  return [program];
}

/** @param {string} from  a folder of headers @param {string} to  where a program includes them */
function linkHeaders(from, to) {
  mkdirSync(path.dirname(to), { recursive: true });
  rmSync(to, { force: true });
  symlinkSync(from, to);
}
