import { ensureBrowser, ensureFonts } from './browser.js';
import { ensureNodeModules } from './node-modules.js';
import { runScript, say } from './report.js';
import { ensureWasmToolchain } from './toolchain.js';

await runScript(async () => {
  // Both mostly wait for the network.
  const [{ description }] = await Promise.all([ensureWasmToolchain(), ensureNodeModules()]);
  const { executablePath } = await ensureBrowser();
  await ensureFonts();
  say(`Node ${process.versions.node}; ${description}; ${executablePath}`);
});
