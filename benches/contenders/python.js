/** NumPy and JAX, in a Python environment of their own under target/. */
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { exclusively } from '../../scripts/exclusive.js';
import { inRoot } from '../../scripts/paths.js';
import { step } from '../../scripts/report.js';
import { capture, findProgram } from '../../scripts/run.js';
import { answeringProcess, install } from '../processes.js';

const folder = inRoot('target', 'bench-python');

/** Written when the package is installed: what an interrupted installation leaves behind has none. @param {string} name */
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

/** @param {string} packageName */
async function ensure(packageName) {
  if (existsSync(stampFile(packageName))) return;
  await exclusively('bench-python', async () => {
    if (existsSync(stampFile(packageName))) return;
    if (!existsSync(stampFile('environment'))) {
      const python = systemPython();
      if (!python) throw new Error('there is no Python 3 on the PATH');
      rmSync(folder, { recursive: true, force: true });
      await step('making a Python environment in target/bench-python', () => install(python, ['-m', 'venv', folder]));
      writeFileSync(stampFile('environment'), '');
    }
    await step(`installing ${packageName} there`, () =>
      install(environmentPython, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', packageName]),
    );
    writeFileSync(stampFile(packageName), '');
  });
}

/**
 * A Python that is here and has the package, without installing anything.
 * @param {string} packageName
 */
export function pythonWith(packageName) {
  const pythons = existsSync(stampFile(packageName)) ? [environmentPython] : [systemPython()];
  return pythons.find((python) => python && capture(python, ['-c', `import ${packageName}`]) !== undefined);
}

/**
 * @param {'NumPy' | 'JAX'} name
 * @param {string} [python] one that has the package, instead of the environment under target/
 * @returns {Promise<import('./contender.js').Contender>}
 * @throws {Error} saying why it cannot take part
 */
export async function pythonContender(name, python) {
  const packageName = name.toLowerCase();
  if (!python) await ensure(packageName);
  const script = inRoot('benches', 'contenders', `train_${packageName}.py`);
  // No bytecode beside the sources.
  const { ask, close } = answeringProcess(python ?? environmentPython, ['-B', script], {
    env: { JAX_PLATFORMS: 'cpu' },
  });
  const { versions } = await ask({ task: 'about' });
  return { name, versions, precision: 'f64', ask, close };
}
