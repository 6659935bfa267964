import { watch } from 'node:fs';
import { parseArgs } from 'node:util';
import { ensureNodeModules } from './node-modules.js';
import { inRoot, root } from './paths.js';
import { SetupError, runScript, say } from './report.js';
import { ensureWasm } from './wasm-build.js';

const USAGE = `npm start -- [--open] [--port <number>]

  --open   opens the page in the default browser
  --port   serves on this port; without it, on the first free one from 5173`;

/** Milliseconds in which an editor may save several files. */
const SAVING_TIME = 200;

function readOptions() {
  try {
    const { values } = parseArgs({
      options: { open: { type: 'boolean', default: false }, port: { type: 'string' }, help: { type: 'boolean' } },
    });
    const port = values.port === undefined ? undefined : Number(values.port);
    if (port !== undefined && !(Number.isInteger(port) && port > 0 && port < 65536)) {
      throw new SetupError(`--port takes a number from 1 to 65535, not "${values.port}".`);
    }
    return { open: values.open, port, help: values.help };
  } catch (error) {
    if (error instanceof SetupError) throw error;
    throw new SetupError(`${/** @type {Error} */ (error).message}\n\n${USAGE}`);
  }
}

/**
 * @param {import('vite').ViteDevServer} server
 */
async function rebuildAndReload(server) {
  try {
    await ensureWasm();
    server.ws.send({ type: 'full-reload' });
  } catch (error) {
    const { message } = /** @type {Error} */ (error);
    say(`✗ ${message}`);
    server.ws.send({ type: 'error', err: { message: `${message} Details are in the terminal.`, stack: '' } });
  }
}

/**
 * Rebuilds the WebAssembly after a change of src/, one build at a time.
 * @param {import('vite').ViteDevServer} server
 */
function watchSources(server) {
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  let building = Promise.resolve();
  return watch(inRoot('src'), { recursive: true }, () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      building = building.then(() => rebuildAndReload(server));
    }, SAVING_TIME);
  });
}

await runScript(async () => {
  const { open, port, help } = readOptions();
  if (help) return say(USAGE);
  await ensureNodeModules();
  await ensureWasm();
  const { createServer } = await import('vite');
  const server = await createServer({
    root,
    configFile: inRoot('vite.config.js'),
    clearScreen: false,
    server: { open, port, strictPort: port !== undefined },
  });
  await server.listen().catch((error) => {
    throw new SetupError(`${error.message}. Choose another port with --port, or leave it out.`);
  });
  const watcher = watchSources(server);
  say(`\n  init-lab is at ${server.resolvedUrls?.local[0]}   (Ctrl-C ends it)\n`);
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, async () => {
      watcher.close();
      await server.close();
      process.exit(0);
    });
  }
});
