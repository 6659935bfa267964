/** `npm run bench`: one table of ratios measured in one run. */
import os from 'node:os';
import { performance } from 'node:perf_hooks';
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { ensureNodeModules } from '../scripts/node-modules.js';
import { inRoot } from '../scripts/paths.js';
import { SetupError, formatDuration, runScript, say } from '../scripts/report.js';
import { ensureWasm } from '../scripts/wasm-build.js';
import { builtPage } from './built.js';
import { chromiumContender } from './contenders/chromium.js';
import { nodeContender } from './contenders/node.js';
import { pythonContender } from './contenders/python.js';
import { tensorflowContender } from './contenders/tensorflow.js';
import { activationsGroup } from './groups/activations.js';
import { boundaryGroup } from './groups/boundary.js';
import { forecastGroup } from './groups/forecast.js';
import { functionsGroup } from './groups/functions.js';
import { samplesGroup, weightsGroup } from './groups/linear.js';
import { memoryGroup } from './groups/memory.js';
import { notebookGroup } from './groups/notebook.js';
import { sweepGroup } from './groups/sweep.js';
import { wideGroup } from './groups/wide.js';
import { isInterrupted, stopAll, stopOnSignals } from './processes.js';
import { meets, once, table, targetOf } from './table.js';

/** @typedef {import('./contenders/contender.js').Contender} Contender */
/** @typedef {import('./groups/group.js').Bench} Bench */
/** @typedef {import('./table.js').Group} Group */

/**
 * Rows of a module that measures the built page.
 * @param {'frames' | 'load' | 'leave'} name @param {string} title
 * @returns {(bench: Bench) => Promise<Group>}
 */
const page = (name, title) => async (bench) => {
  if (!existsSync(inRoot('benches', `${name}.js`))) return { title, rows: [] };
  await builtPage();
  const module = await import(`./${name}.js`);
  return { title, rows: (await module[name]({ quick: bench.quick })).map(asRow) };
};

/**
 * @param {{ name: string, value?: number, text?: string, unit?: string, target?: string }} measurement
 *   a value or a text; target: for example "≤ 8"
 * @returns {import('./table.js').Row}
 */
const asRow = ({ name, value, text, unit, target }) => ({
  what: name,
  text,
  quantity: value === undefined ? undefined : once(value),
  unit,
  target: target ? targetOf(target) : undefined,
});

/** @type {Record<string, (bench: Bench) => Promise<Group>>} */
const GROUPS = {
  notebook: notebookGroup,
  wide: wideGroup,
  samples: samplesGroup,
  weights: weightsGroup,
  boundary: boundaryGroup,
  activations: activationsGroup,
  functions: functionsGroup,
  memory: memoryGroup,
  sweep: sweepGroup,
  forecast: forecastGroup,
  frames: page('frames', 'the page while it trains'),
  load: page('load', 'the page until its first picture'),
  leave: page('leave', 'another experiment during long work'),
};

const USAGE = `npm run bench -- [options]

  --quick        fewer rounds, without Lighthouse; some minutes, most of them for sweeps
  --only LIST    these groups alone, with commas between: ${Object.keys(GROUPS).join(', ')}
  --ours         without NumPy, JAX and TensorFlow.js, which are otherwise installed under target/
  --help         this text`;

const ROUNDS = { quick: 5, long: 25 };

function options() {
  let values;
  try {
    ({ values } = parseArgs({
      options: {
        quick: { type: 'boolean', default: false },
        only: { type: 'string' },
        ours: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }));
  } catch (error) {
    throw new SetupError(`${/** @type {Error} */ (error).message}\n\n${USAGE}`);
  }
  const groups = values.only === undefined ? Object.keys(GROUPS) : values.only.split(',').map((name) => name.trim());
  const unknown = groups.find((name) => !Object.hasOwn(GROUPS, name));
  if (unknown !== undefined) {
    throw new SetupError(`--only names "${unknown}"; there are ${Object.keys(GROUPS).join(', ')}.`);
  }
  return { ...values, groups };
}

/** The first line, because Playwright's messages are pages long. @param {unknown} error */
const firstLine = (error) => (error instanceof Error ? error.message : String(error)).split('\n')[0];

/**
 * A contender, or undefined with a note on the reason.
 * @param {string} name @param {() => Promise<Contender>} make @param {(note: string) => void} note
 */
async function ifPossible(name, make, note) {
  try {
    return await make();
  } catch (error) {
    note(`${name} takes no part: ${firstLine(error)}`);
    return undefined;
  }
}

function machine() {
  const processors = os.cpus();
  const model = processors[0]?.model.trim() ?? 'unknown processor';
  return `${processors.length} × ${model}, ${os.type()} ${os.arch()}`;
}

/** Other load slows our code down unevenly. */
function load() {
  const [lastMinute] = os.loadavg();
  return `load average of the last minute ${lastMinute.toFixed(1)}`;
}

await runScript(async () => {
  const { quick, groups, ours, help } = options();
  if (help) {
    say(USAGE);
    return;
  }
  stopOnSignals();
  const start = performance.now();
  /** @type {string[]} */
  const notes = [];
  /** @param {string} line */
  const note = (line) => notes.push(line);
  try {
    await ensureNodeModules();
    await ensureWasm();
    const before = load();
    const node = await nodeContender();
    const chromium = await ifPossible('Chromium', chromiumContender, note);
    const others = [];
    const wanted = (/** @type {string[]} */ ...names) => !ours && groups.some((group) => names.includes(group));
    if (wanted('notebook', 'wide', 'activations'))
      others.push(await ifPossible('JAX', () => pythonContender('JAX'), note));
    if (wanted('notebook', 'wide')) {
      others.push(await ifPossible('NumPy', () => pythonContender('NumPy'), note));
      others.push(await ifPossible('TensorFlow.js wasm', () => tensorflowContender('wasm'), note));
      others.push(await ifPossible('TensorFlow.js cpu', () => tensorflowContender('cpu'), note));
    }
    const present = others.filter((contender) => contender !== undefined);
    /** @type {Bench} */
    const bench = { node, chromium, others: present, quick, ours, rounds: quick ? ROUNDS.quick : ROUNDS.long, note };

    const results = [];
    for (const name of groups) {
      if (isInterrupted()) return;
      say(`… ${name}`);
      try {
        const group = await GROUPS[name](bench);
        if (group.rows.length > 0) results.push(group);
      } catch (error) {
        note(`${name} could not be measured: ${firstLine(error)}`);
      }
    }
    if (isInterrupted()) return;
    const versions = new Set([node, chromium, ...present].flatMap((contender) => contender?.versions ?? []));
    say('');
    say(`init-lab, ${new Date().toISOString().slice(0, 10)}: ${machine()}`);
    say([...versions].join('; '));
    say(`${bench.rounds} rounds in turn; ${before} before, ${load()} after\n`);
    say(table(results));
    const met = results.flatMap(({ rows }) => rows.map(meets)).filter((answer) => answer !== undefined);
    say(`\n${met.filter(Boolean).length} of ${met.length} targets met; ${formatDuration(performance.now() - start)}`);
    for (const line of notes) say(`note: ${line}`);
  } finally {
    await stopAll();
  }
});
