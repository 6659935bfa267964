/** npm run single-file: writes the single-file page with an experiment inside. */
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { withExperiment } from '../www/export/one-file-text.js';
import { buildDist } from './build-dist.js';
import { ensureNodeModules } from './node-modules.js';
import { distFolder } from './paths.js';
import { SetupError, runScript, say } from './report.js';
import { ensureWasm } from './wasm-build.js';

const USAGE = `npm run single-file -- [--experiment <file.json>] [--preset <name>] [--output <file.html>]

  --experiment   an experiment as JSON: what differs from the preset is enough
  --preset       what it is laid over; without --experiment, the preset itself
  --output       without it, the file is called after the experiment or the preset, in this folder`;

/** The folder in which npm was called. npm itself changes to the project's folder. */
const here = process.env.INIT_CWD ?? process.cwd();

/** Maximum size of an experiment's file, as elsewhere. */
const MOST_BYTES = 1_000_000;

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        experiment: { type: 'string' },
        preset: { type: 'string' },
        output: { type: 'string' },
        help: { type: 'boolean' },
      },
    });
    return values;
  } catch (error) {
    throw new SetupError(`${/** @type {Error} */ (error).message}\n\n${USAGE}`);
  }
}

/** @param {string} file */
function readExperiment(file) {
  let text;
  try {
    const { size } = statSync(path.resolve(here, file));
    if (size > MOST_BYTES) throw new SetupError(`${file} has ${size} bytes; allowed: at most ${MOST_BYTES}.`);
    text = readFileSync(path.resolve(here, file), 'utf8');
  } catch (error) {
    if (error instanceof SetupError) throw error;
    throw new SetupError(`${file} could not be read: ${/** @type {Error} */ (error).message}`);
  }
  let experiment;
  try {
    experiment = JSON.parse(text);
  } catch (error) {
    throw new SetupError(`${file} is not JSON: ${/** @type {Error} */ (error).message}`);
  }
  if (typeof experiment !== 'object' || experiment === null || Array.isArray(experiment)) {
    throw new SetupError(`${file} holds no experiment: it has to be a JSON object, such as {"preset": "notebook"}.`);
  }
  return experiment;
}

/** Validates an experiment with the core. @param {object} experiment @param {string} name */
async function check(experiment, name) {
  const { createLab } = await import(pathToFileURL(path.join(distFolder, 'init-lab.js')).href);
  try {
    (await createLab(experiment)).free();
  } catch (error) {
    throw new SetupError(`${name} is refused. ${/** @type {Error} */ (error).message}`);
  }
}

/**
 * Writes the page. Needs dist/.
 * @param {{ experiment?: string, preset?: string, output?: string }} options
 * @returns {Promise<string>} path of the page
 */
export async function writeSingleFile({ experiment: file, preset, output }) {
  if (file === undefined && preset === undefined) throw new SetupError(USAGE);
  const given = file === undefined ? {} : readExperiment(file);
  const experiment = preset === undefined ? given : { ...given, preset };
  await check(experiment, file ?? `The preset “${preset}”`);
  const name = file === undefined ? preset : path.basename(file).replace(/\.json$/i, '');
  const target = path.resolve(here, output ?? `init-lab-${name}.html`);
  const page = withExperiment(readFileSync(path.join(distFolder, 'init-lab.html'), 'utf8'), experiment);
  try {
    writeFileSync(target, page);
  } catch (error) {
    throw new SetupError(`${target} could not be written: ${/** @type {Error} */ (error).message}`);
  }
  return target;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await runScript(async () => {
    const options = readOptions();
    if (options.help) {
      say(USAGE);
      return;
    }
    if (!existsSync(path.join(distFolder, 'init-lab.html'))) {
      await ensureNodeModules();
      await ensureWasm();
      await buildDist();
    }
    const target = await writeSingleFile(options);
    say(`${target} (${statSync(target).size} bytes)`);
  });
}
