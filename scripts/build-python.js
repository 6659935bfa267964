import path from 'node:path';
import { buildDist } from './build-dist.js';
import { ensureNodeModules } from './node-modules.js';
import { root } from './paths.js';
import { ensurePythonPackage, wheelsFolder } from './python-package.js';
import { writePythonWidget } from './python-widget.js';
import { runScript, say } from './report.js';
import { ensureWasm } from './wasm-build.js';

await runScript(async () => {
  await ensureNodeModules();
  await ensureWasm();
  await buildDist();
  await writePythonWidget();
  const { wheel } = await ensurePythonPackage();
  const folder = path.relative(root, wheelsFolder);
  say(`${folder} holds the Python package: the wheel ${path.basename(wheel)}, and the source distribution.`);
});
