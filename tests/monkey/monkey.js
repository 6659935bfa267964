/**
 * The monkey: `npm run fuzz -- --engine chromium [--seed N] [--events N]`. Bursts of random events on a fresh page each, drawn from
 * a seed. A failure is shrunk to the fewest events that show it, and printed with the seed that repeats it.
 */
import { say } from '../../scripts/report.js';
import { openSite, settled } from '../browser/harness.js';
import fc from '../js/seeds.js';
import { burst } from './burst.js';
import { anyEvent } from './events.js';
import { readOptions } from './options.js';

const MOST_IN_A_BURST = 40;

/** Does bursts until so many events are done. @param {Pick<import('./options.js').Options, 'seed' | 'events'>} options @returns {Promise<number>} the number of events */
export async function runMonkey({ seed, events }) {
  const site = await openSite({ strictCsp: true });
  let done = 0;
  try {
    await fc.assert(
      fc.asyncProperty(fc.array(anyEvent(), { minLength: 1, maxLength: MOST_IN_A_BURST, size: 'max' }), async (all) => {
        if (done >= events) return;
        const { page, complaints } = await site.open();
        try {
          await settled(page);
          await burst(page, complaints, all);
          done += all.length;
        } finally {
          await page.close();
        }
      }),
      { seed, numRuns: events },
    );
  } finally {
    await site.close();
  }
  return done;
}

/** npm run fuzz -- --engine … @param {Parameters<typeof readOptions>[0]} given */
export async function monkey(given) {
  const options = readOptions(given);
  say(`${options.engine}, seed ${options.seed}, ${options.events} events`);
  say(`${await runMonkey(options)} events, no failure`);
}
