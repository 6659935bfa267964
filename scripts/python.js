/** A Python environment of the project's own, under target/, with the packages that tests and benchmarks need. */
import { spawn } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { exclusively } from './exclusive.js';
import { inRoot } from './paths.js';
import { step } from './report.js';
import { capture, findProgram } from './run.js';

const FOLDER = 'target/python';
const folder = inRoot(...FOLDER.split('/'));

/** Written when a package is installed: what an interrupted installation leaves behind has none. @param {string} name */
const stampFile = (name) => path.join(folder, `.${name}-installed`);

const environmentPython =
  process.platform === 'win32' ? path.join(folder, 'Scripts', 'python.exe') : path.join(folder, 'bin', 'python');

function systemPython() {
  const isThree = (/** @type {string} */ program) =>
    capture(program, ['-c', 'import sys; print(sys.version_info[0])']) === '3';
  return ['python3', 'python']
    .map(findProgram)
    .filter((program) => program !== undefined)
    .find(isThree);
}

/** Nothing that works takes so long to install. */
const PATIENCE = 10 * 60_000;

/**
 * Runs a program that installs something. @param {string} program @param {string[]} parameters @returns {Promise<void>}
 * @throws {Error} with the first error that it tells of, if it fails
 */
function install(program, parameters) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, parameters, { stdio: ['ignore', 'ignore', 'pipe'], timeout: PATIENCE });
    let complaints = '';
    child.stderr.setEncoding('utf8').on('data', (text) => (complaints = (complaints + text).slice(-4000)));
    child.on('error', reject);
    child.on('close', (code) => {
      const lines = complaints.trim().split('\n');
      const line = lines.find((text) => /error/i.test(text)) ?? lines.at(-1) ?? '';
      if (code === 0) resolve();
      else reject(new Error(`it could not be installed (${line.trim() || `exit code ${code}`})`));
    });
  });
}

/**
 * The environment's Python, after these packages have been installed there, those that are missing.
 * @param {string[]} packages  of PyPI
 * @param {{ install?: (program: string, parameters: string[]) => Promise<void> }} [how]  install: runs a program that installs something
 * @throws {Error} saying why it is not to be had
 */
export async function pythonEnvironment(packages, how = {}) {
  const run = how.install ?? install;
  const missing = () => packages.filter((name) => !existsSync(stampFile(name)));
  if (missing().length === 0) return environmentPython;
  await exclusively('python', async () => {
    const wanted = missing();
    if (wanted.length === 0) return;
    if (!existsSync(stampFile('environment'))) {
      const python = systemPython();
      if (!python) throw new Error('there is no Python 3 on the PATH');
      rmSync(folder, { recursive: true, force: true });
      await step(`making a Python environment in ${FOLDER}`, () => run(python, ['-m', 'venv', folder]));
      writeFileSync(stampFile('environment'), '');
    }
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'];
    await step(`installing ${wanted.join(', ')} there`, () => run(environmentPython, [...pip, ...wanted]));
    wanted.forEach((name) => writeFileSync(stampFile(name), ''));
  });
  return environmentPython;
}

/**
 * A Python that is here and has the package, without installing anything.
 * @param {string} packageName  as it is imported
 */
export function pythonWith(packageName) {
  const pythons = existsSync(stampFile(packageName)) ? [environmentPython] : [systemPython()];
  return pythons.find((python) => python && capture(python, ['-c', `import ${packageName}`]) !== undefined);
}

/**
 * The same for a test: where Python or the packages are not to be had, it is skipped with a word; in CI, where they are, it fails.
 * @param {string[]} packages
 * @returns {Promise<{ python: string, skip?: undefined } | { python?: undefined, skip: string }>}
 */
export async function pythonForTests(packages) {
  try {
    return { python: await pythonEnvironment(packages) };
  } catch (error) {
    if (process.env.CI) throw error;
    return { skip: `no Python with ${packages.join(', ')}: ${/** @type {Error} */ (error).message}` };
  }
}
