/** TensorFlow.js in Node, installed under target/ and not among the project's dependencies: it weighs 300 MB. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { exclusively } from '../../scripts/exclusive.js';
import { inRoot } from '../../scripts/paths.js';
import { step } from '../../scripts/report.js';
import { npmCommand } from '../../scripts/run.js';
import { answeringProcess, install } from '../processes.js';

const VERSION = '4.22.0';
const PACKAGES = [`@tensorflow/tfjs@${VERSION}`, `@tensorflow/tfjs-backend-wasm@${VERSION}`];

const folder = inRoot('target', 'bench-tensorflow');
const stampFile = path.join(folder, '.installed');

const isInstalled = () => existsSync(stampFile) && readFileSync(stampFile, 'utf8') === PACKAGES.join('\n');

/** @type {Promise<void> | undefined} */
let installation;

/** Once for both backends, also where it fails. */
const ensure = () => (installation ??= isInstalled() ? Promise.resolve() : installPackages());

async function installPackages() {
  await exclusively('bench-tensorflow', async () => {
    if (isInstalled()) return;
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'package.json'), '{ "private": true }\n');
    const [program, parameters] = npmCommand(['install', '--ignore-scripts', '--no-audit', '--no-fund', ...PACKAGES]);
    await step('installing TensorFlow.js in target/bench-tensorflow', () =>
      install(program, parameters, { cwd: folder }),
    );
    writeFileSync(stampFile, PACKAGES.join('\n'));
  });
}

/**
 * @param {'wasm' | 'cpu'} backend
 * @returns {Promise<import('./contender.js').Contender>}
 * @throws {Error} saying why it cannot take part
 */
export async function tensorflowContender(backend) {
  await ensure();
  const { ask, close } = answeringProcess(process.execPath, [
    inRoot('benches', 'contenders', 'tensorflow-node.js'),
    folder,
    backend,
  ]);
  const { versions } = await ask({ task: 'about' });
  return { name: `TensorFlow.js ${backend}`, versions, precision: 'f32', ask, close };
}
