/**
 * Whether a page that is used for long keeps its memory: `node benches/soak.js [--engine chromium] [--minutes 10]`, after `npm run
 * build`. One page is never reloaded. Its lab is set up anew every few seconds and plays; dialogs are opened and closed. Once a minute
 * the lab of the beginning is brought back and rests until idle workers have ended; then everything is collected and read.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { distFolder } from '../scripts/paths.js';
import { runScript, say, SetupError } from '../scripts/report.js';
import { serveStatic } from '../scripts/serve-static.js';
import { soakChromium } from './soak/chromium.js';
import { soakFirefox } from './soak/firefox.js';

/** @typedef {import('../www/element/init-lab-element.js').InitLab} InitLab */
/** @typedef {Record<string, number>} Reading  by what was read: megabytes, or counts */
/** @typedef {{ version: string, evaluate: (work: Function, argument?: any) => Promise<unknown>, read: () => Promise<Reading>, close: () => Promise<unknown> }} SoakedPage */

const BROWSERS = { chromium: soakChromium, firefox: soakFirefox };

const HEAVY = { network: { hidden: Array(6).fill(64) }, training: { iterations: 100_000 }, runs: [{ initializer: 'he' }, { initializer: 'zeros' }] }; // prettier-ignore
const AXIS = { field: 'network.weightScale', from: 0.1, to: 10, steps: 9, scale: 'log' };

/** What is set up in turn: all of it in well under a minute. */
const SETUPS = [
  {},
  { preset: 'moons' },
  { runs: ['zeros', 'he', 'glorot_uniform', 'lecun_normal', 'orthogonal', 'random_uniform'].map((initializer) => ({ initializer })) },
  HEAVY,
  { dataset: { name: 'custom', points: Array.from({ length: 2000 }, (_, k) => [Math.cos(k), Math.sin(1.3 * k), k % 2]) } },
  { training: { iterations: 300 }, sweep: { seeds: 100 } },
  { training: { iterations: 100 }, sweep: { seeds: 3, axes: [AXIS, { field: 'depth', from: 1, to: 4, steps: 4 }] } },
]; // prettier-ignore

/** Buttons of dialogs and drawers, and what closes each. */
const DIALOGS = [['settings', 'settings'], ['open-inside', 'open-inside'], ['share', 'share-close'], ['results', 'results']]; // prettier-ignore

/** Seconds that a lab plays, half of them beside a dialog. */
const PLAYS = 3;
/** Seconds of rest before a reading, after which idle workers have ended. */
const RESTS = 12;

/** Sets a lab up anew and plays it. @param {{ state: any, dialog: string[], seconds: number }} how */
async function playAnew({ state, dialog: [opens, closes], seconds }) {
  const lab = /** @type {InitLab} */ (document.querySelector('init-lab'));
  const half = () => new Promise((resolve) => setTimeout(resolve, 500 * seconds));
  const click = (/** @type {string} */ id) => {
    const button = /** @type {HTMLButtonElement | null | undefined} */ (lab.shadowRoot?.getElementById(id));
    if (button?.checkVisibility()) button.click();
  };
  await lab.setState(state);
  lab.play();
  await half();
  click(opens);
  await half();
  click(closes);
}

/** Brings the lab of the beginning back. */
async function rest() {
  const lab = /** @type {InitLab} */ (document.querySelector('init-lab'));
  await lab.setState({});
  while (!lab.settled) await new Promise((resolve) => setTimeout(resolve, 20));
}

/** @param {number} minute @param {Reading} reading */
function sayReading(minute, reading) {
  const values = Object.entries(reading).map(
    ([name, value]) => `${name} ${Number.isInteger(value) ? value : value.toFixed(2)}`,
  );
  say(`${minute} min: ${values.join(', ')}`);
}

await runScript(async () => {
  const { values } = parseArgs({
    options: { engine: { type: 'string', default: 'chromium' }, minutes: { type: 'string', default: '10' } },
  });
  const open = BROWSERS[/** @type {keyof typeof BROWSERS} */ (values.engine)];
  if (!open) throw new SetupError(`--engine ${values.engine}: allowed are ${Object.keys(BROWSERS).join(', ')}.`);
  const server = await serveStatic(distFolder, { strictCsp: true });
  const page = await open(server.url);
  say(`${values.engine} ${page.version}`);
  try {
    /** @type {Reading[]} */
    const readings = [];
    for (let minute = 1, step = 0; minute <= Number(values.minutes); minute += 1) {
      const end = Date.now() + 1000 * (60 - RESTS);
      for (; Date.now() < end; step += 1)
        await page.evaluate(playAnew, {
          state: SETUPS[step % SETUPS.length],
          dialog: DIALOGS[step % DIALOGS.length],
          seconds: PLAYS,
        });
      await page.evaluate(rest);
      await wait(1000 * RESTS);
      const reading = await page.read();
      readings.push(reading);
      sayReading(minute, reading);
    }
    const [first, last] = [readings[0], /** @type {Reading} */ (readings.at(-1))];
    say('Growth after the first minute:');
    const growth = Object.entries(last).map(([name, value]) => [name, value - first[name]]);
    sayReading(readings.length, Object.fromEntries(growth));
  } finally {
    await page.close();
    await server.close();
  }
});
