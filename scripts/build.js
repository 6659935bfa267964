import { buildDist } from './build-dist.js';
import { ensureNodeModules } from './node-modules.js';
import { runScript, say } from './report.js';
import { ensureWasm } from './wasm-build.js';

await runScript(async () => {
  await ensureNodeModules();
  await ensureWasm();
  await buildDist();
  say('dist/ holds the static site (index.html) and the package (init-lab.js, element.js, types/).');
});
