import path from 'node:path';
import { root } from './paths.js';
import { ensurePythonPackage, wheelsFolder } from './python-package.js';
import { runScript, say } from './report.js';

await runScript(async () => {
  const { wheel } = await ensurePythonPackage();
  const folder = path.relative(root, wheelsFolder);
  say(`${folder} holds the Python package: the wheel ${path.basename(wheel)}, and the source distribution.`);
});
