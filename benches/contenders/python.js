/** NumPy and JAX, in the project's Python environment. */
import { inRoot } from '../../scripts/paths.js';
import { pythonEnvironment } from '../../scripts/python.js';
import { answeringProcess, install } from '../processes.js';

/**
 * @param {'NumPy' | 'JAX'} name
 * @param {string} [python] an interpreter with the package, instead of the environment under target/
 * @returns {Promise<import('./contender.js').Contender>}
 * @throws {Error} with the reason why it is unavailable
 */
export async function pythonContender(name, python) {
  const packageName = name.toLowerCase();
  const script = inRoot('benches', 'contenders', `train_${packageName}.py`);
  const program = python ?? (await pythonEnvironment([packageName], { install }));
  // Writes no bytecode beside the sources.
  const { ask, close } = answeringProcess(program, ['-B', script], { env: { JAX_PLATFORMS: 'cpu' } });
  const { versions } = await ask({ task: 'about' });
  return { name, versions, precision: 'f64', ask, close };
}
