/** A Python environment of the project under target/, with the packages for tests and benchmarks. */
import { spawn } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { aptInstall, mayInstallPackages } from './debian.js';
import { exclusively } from './exclusive.js';
import { inRoot } from './paths.js';
import { SetupError, step } from './report.js';
import { capture, findProgram } from './run.js';

const FOLDER = 'target/python';
const folder = inRoot(...FOLDER.split('/'));

/** Stamp of an installed package. An interrupted installation has none. @param {string} name */
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

/** Whether a Python can make environments: Debian packages that separately. @param {string} python */
const makesEnvironments = (python) => capture(python, ['-c', 'import ensurepip, venv']) !== undefined;

/**
 * A Python 3 of this machine that can make environments. Installs it where set-up may.
 * @throws {SetupError} without one
 */
export async function ensureSystemPython() {
  const found = systemPython();
  if (found && makesEnvironments(found)) return found;
  if (mayInstallPackages()) await aptInstall(['python3', 'python3-venv']);
  const python = systemPython();
  if (!python) throw new SetupError('There is no Python 3 on the PATH.');
  if (!makesEnvironments(python))
    throw new SetupError(`${python} has no module venv; on Debian, install the package python3-venv.`);
  return python;
}

/** Time limit of an installation in milliseconds. */
const PATIENCE = 10 * 60_000;

/**
 * Runs an installer.
 * @param {string} program @param {string[]} parameters @returns {Promise<void>}
 * @throws {Error} with the installer's first error, if it fails
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
 * The environment's Python. Installs missing packages first.
 * @param {string[]} packages  of PyPI
 * @param {{ install?: (program: string, parameters: string[]) => Promise<void> }} [how]  install: runs a program that installs something
 * @throws {Error} with the reason, if the environment cannot be made
 */
export async function pythonEnvironment(packages, how = {}) {
  const run = how.install ?? install;
  const missing = () => packages.filter((name) => !existsSync(stampFile(name)));
  if (missing().length === 0) return environmentPython;
  await exclusively('python', async () => {
    const wanted = missing();
    if (wanted.length === 0) return;
    if (!existsSync(stampFile('environment'))) {
      const python = await ensureSystemPython();
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
 * An installed Python that has the package. Installs nothing.
 * @param {string} packageName  as it is imported
 */
export function pythonWith(packageName) {
  const pythons = existsSync(stampFile(packageName)) ? [environmentPython] : [systemPython()];
  return pythons.find((python) => python && capture(python, ['-c', `import ${packageName}`]) !== undefined);
}

/**
 * The same for a test. If Python or the packages are not available, the test is skipped with a reason; in CI, which has
 * them, it fails.
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
