import { runScript, say } from './report.js';
import { ensureWasm } from './wasm-build.js';

await runScript(async () => {
  await ensureWasm();
  say('www/engine/generated/ is up to date.');
});
