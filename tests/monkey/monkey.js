/**
 * The monkey: `npm run fuzz -- --engine chromium [--target page] [--seed N] [--events N]`. Bursts of random events, up to six
 * on each page, drawn from a seed. A failure is shrunk to fewer events that show it, and printed with the seed that repeats it;
 * the monkey goes on with the next seed.
 */
import { say } from '../../scripts/report.js';
import { openChromium } from './chromium.js';
import { skipped } from './deeds.js';
import { readOptions } from './options.js';
import { play } from './play.js';
import { openTargets } from './targets.js';

/** Events of one seed, on one target. */
const OF_A_SEED = 250;

/** More failures than anybody reads. */
const MOST_FAILURES = 10;

/** @param {import('./options.js').Options['engine']} engine @returns {Promise<import('./play.js').Browser>} */
async function openBrowser(engine) {
  if (engine === 'chromium') return openChromium();
  return (await import('./webdriver.js')).openByWebDriver(engine);
}

/** npm run fuzz -- --engine … @param {import('./options.js').Given} given */
export async function monkey(given) {
  const { engine, targets: names, seed, events } = readOptions(given);
  const targets = await openTargets();
  const browser = await openBrowser(engine);
  say(`${engine} ${browser.version}, ${names.join(', ')}, seed ${seed}, ${events} events`);
  const sum = { events: 0, bursts: 0, compared: 0 };
  let failures = 0;
  try {
    for (let k = 0; sum.events < events && failures < MOST_FAILURES; k += 1) {
      const target = names[k % names.length];
      const count = Math.min(OF_A_SEED, events - sum.events);
      const how = `--engine ${engine} --target ${target} --seed ${seed + k} --events ${count}`;
      try {
        const played = await play(browser, targets, { target, seed: seed + k, events: count });
        for (const key of /** @type {const} */ (['events', 'bursts', 'compared'])) sum[key] += played[key];
        say(`${sum.events} events (${how}; longest task ${Math.round(played.longest)} ms)`);
      } catch (error) {
        failures += 1;
        say(`FAILED, repeat by npm run fuzz -- ${how}`);
        console.error(error);
      }
    }
  } finally {
    await browser.close();
    await targets.close();
  }
  say(`${sum.events} events in ${sum.bursts} bursts, ${sum.compared} states compared with Node, ${failures} failures`);
  for (const [what, count] of Object.entries(skipped)) say(`${what}: ${count} skipped, which this driver cannot do`);
  if (failures > 0) process.exitCode = 1;
}
