/** NumPy and JAX, in the project's Python environment. */
import { inRoot } from '../../scripts/paths.js';
import { pythonEnvironment } from '../../scripts/python.js';
import { answeringProcess, install } from '../processes.js';

/**
 * A process of a script of this folder.
 * @param {string} program @param {string} script @param {Record<string, string>} [env]
 */
function pythonProcess(program, script, env = {}) {
  // Writes no bytecode beside the sources.
  const parameters = ['-B', inRoot('benches', 'contenders', script)];
  return answeringProcess(program, parameters, { env: { JAX_PLATFORMS: 'cpu', ...env } });
}

/**
 * JAX for many networks at a time: one process that may use all cores, or one for each core that keeps to it.
 * @param {number} count of processes
 * @returns {Promise<import('./contender.js').Contender[]>}
 * @throws {Error} with the reason why it is unavailable
 */
export async function sweepingJax(count) {
  const program = await pythonEnvironment(['jax'], { install });
  const env = { XLA_FLAGS: '--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1' };
  const start = async (/** @type {number} */ index) => {
    const { ask, close } = pythonProcess(program, 'sweep_jax.py', count > 1 ? env : {});
    const { versions } = await ask({ task: 'about' });
    return /** @type {const} */ ({ name: `JAX ${index + 1} of ${count}`, versions, precision: 'f64', ask, close });
  };
  return Promise.all(Array.from({ length: count }, (_, index) => start(index)));
}

/**
 * @param {'NumPy' | 'JAX'} name
 * @param {string} [python] an interpreter with the package, instead of the environment under target/
 * @returns {Promise<import('./contender.js').Contender>}
 * @throws {Error} with the reason why it is unavailable
 */
export async function pythonContender(name, python) {
  const packageName = name.toLowerCase();
  const program = python ?? (await pythonEnvironment([packageName], { install }));
  const { ask, close } = pythonProcess(program, `train_${packageName}.py`);
  const { versions } = await ask({ task: 'about' });
  return { name, versions, precision: 'f64', ask, close };
}
