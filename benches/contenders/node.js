/** This project in Node. */
import { inRoot } from '../../scripts/paths.js';
import { answeringProcess } from '../processes.js';

/**
 * @param {string[]} [options] of Node
 * @returns {Promise<import('./contender.js').Contender>}
 */
export async function nodeContender(options = []) {
  const { ask, close } = answeringProcess(process.execPath, [
    ...options,
    inRoot('benches', 'contenders', 'ours-node.js'),
  ]);
  const { build } = await ask({ task: 'about' });
  const versions = `Node ${process.versions.node} (V8 ${process.versions.v8}, ${build} build)`;
  return { name: 'ours, Node', versions, precision: 'f64', ask, close };
}
