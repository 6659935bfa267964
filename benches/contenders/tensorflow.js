/** TensorFlow.js in Node, installed under target/ and not a dependency of the project, because of its 300 MB. */
import { inRoot } from '../../scripts/paths.js';
import { folderWith } from '../packages.js';
import { answeringProcess } from '../processes.js';

const VERSION = '4.22.0';
const PACKAGES = [`@tensorflow/tfjs@${VERSION}`, `@tensorflow/tfjs-backend-wasm@${VERSION}`];

/** @type {Promise<string> | undefined} */
let installation;

/** Installed once for both backends, even if that fails. */
const ensure = () => (installation ??= folderWith('bench-tensorflow', 'TensorFlow.js', PACKAGES));

/**
 * @param {'wasm' | 'cpu'} backend
 * @returns {Promise<import('./contender.js').Contender>}
 * @throws {Error} with the reason why it is unavailable
 */
export async function tensorflowContender(backend) {
  const folder = await ensure();
  const { ask, close } = answeringProcess(process.execPath, [
    inRoot('benches', 'contenders', 'tensorflow-node.js'),
    folder,
    backend,
  ]);
  const { versions } = await ask({ task: 'about' });
  return { name: `TensorFlow.js ${backend}`, versions, precision: 'f32', ask, close };
}
