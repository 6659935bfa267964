import { ensureNodeModules } from './node-modules.js';
import { inRoot } from './paths.js';
import { runScript } from './report.js';
import { packageProgram, runOrFail } from './run.js';
import { hostCargo } from './toolchain.js';

await runScript(async () => {
  await ensureNodeModules();
  const [program, parameters] = packageProgram('prettier', 'prettier', ['--write', '--log-level=warn', '.']);
  await runOrFail(program, parameters);
  for (const manifest of ['Cargo.toml', 'scripts/bindgen/Cargo.toml']) {
    await runOrFail(hostCargo(), ['fmt', '--all', '--manifest-path', inRoot(manifest)]);
  }
});
