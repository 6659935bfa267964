/** Bringing the page's labs to rest, and reading what they have come to. Functions sent to the page, as in in-page.js. */

/** @typedef {import('../../www/element/init-lab-element.js').InitLab} InitLab */
/**
 * @typedef {object} Rested  a lab at rest
 * @property {any} experiment
 * @property {number} iteration
 * @property {import('../../www/element/results.js').Results | null} results
 * @property {{ done: number, total: number, cost: (number | null)[] } | null} sweep  null: of a lab that is not one
 * @property {string | null} counter   the number that is shown
 * @property {number} panels
 * @property {string[]} wrong          what must not be
 */

/** The most updates for which a sweep is trained to its end, in the page and again in Node. */
export const SMALL_SWEEP = 20_000;

/** Ends what stands in the way of rest: dialogs, denials, a hidden page, labs that play. */
export function calm() {
  for (const root of [document, ...[...document.querySelectorAll('init-lab')].map((lab) => lab.shadowRoot)])
    for (const dialog of root?.querySelectorAll('dialog') ?? []) if (dialog.open) dialog.close();
  document.documentElement.style.removeProperty('zoom');
  Object.defineProperties(document, {
    hidden: { configurable: true, value: false },
    visibilityState: { configurable: true, value: 'visible' },
  });
  document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
  const labs = /** @type {NodeListOf<InitLab>} */ (document.querySelectorAll('init-lab'));
  // While one is brought to rest, the others need not go on.
  for (const lab of labs) lab.pause();
  return labs.length;
}

/**
 * Pauses a lab, leads it out of failures as a reader would, trains a little more, and reads it.
 * @param {[number, number]} which  the lab, the largest small sweep
 * @returns {Promise<Rested>}
 */
export async function rest([n, smallSweep]) {
  const lab = /** @type {InitLab} */ (document.querySelectorAll('init-lab')[n]);
  const root = /** @type {ShadowRoot} */ (lab.shadowRoot);
  const pause = (/** @type {number} */ ms) => new Promise((resolve) => setTimeout(resolve, ms));
  /** @param {string} what @param {() => boolean} isSo @param {boolean} [mayMove] */
  const until = async (what, isSo, mayMove = false) => {
    // Counted, as the monkey turns clocks.
    for (let turns = 0; turns < 2500; turns += 1) {
      // An engine that is only slow answers in the meantime.
      const mayBeSlow = turns % 400 < 399 ? '[role=alert]' : '';
      const again = /** @type {HTMLElement | null} */ (root.querySelector(`.message${mayBeSlow} #restart`));
      const preset = /** @type {HTMLElement | null} */ (root.querySelector('#reset-failed'));
      // What was refused is left as a reader would: by opening something else.
      if (again ?? preset) {
        (again ?? preset)?.click();
        await pause(200);
      } else if (isSo()) return;
      await pause(15);
      if (turns % 50 === 49 && !mayMove) lab.pause(); // as by now what was asked for has opened
    }
    const message = [...root.querySelectorAll('.message, .late')].map(({ textContent }) => textContent?.replace(/\s+/g, ' ')); // prettier-ignore
    throw new Error(`lab ${n} in vain: ${what}; ${root.querySelector('.lab')?.getAttribute('data-phase')}, iteration ${lab.iteration}, settled ${lab.settled}, paused ${lab.paused}, ${lab.getState()?.sweep ? 'sweep' : 'no sweep'} ${JSON.stringify(lab.getSweepResults()?.done ?? null)}: ${message.join(' | ')}`); // prettier-ignore
  };
  const isAtRest = () => lab.settled && lab.paused && lab.getState() !== null;
  lab.scrollIntoView({ block: 'nearest', behavior: 'instant' });
  lab.advance(0).catch(() => {}); // opens a lazy one
  lab.pause();
  const experiment = () => /** @type {any} */ (lab.getState());
  const sweepNow = () => {
    const results = lab.getSweepResults();
    return results && { done: results.done, total: results.total, cost: [...results.cost] };
  };
  /** Trains a little. @param {() => boolean} isOther  whether something else has opened, which came late */
  const train = async (isOther) => {
    if (!experiment().sweep) {
      const { iteration, iterations } = /** @type {NonNullable<ReturnType<InitLab['getResults']>>} */ (
        lab.getResults()
      );
      let isThere = false;
      const there = () => void (isThere = true);
      lab.advance(Math.min(7, iterations - iteration)).then(there, there);
      return until('rest after advance', () => isOther() || (isThere && isAtRest()), true);
    }
    const found = sweepNow();
    if (!found || found.total * experiment().training.iterations > smallSweep) return undefined;
    const isDone = () => sweepNow()?.done === found.total && isAtRest();
    lab.runToEnd().catch(() => {});
    return until('the end of the sweep', () => isOther() || isDone(), true);
  };
  for (let turns = 0, isLate = true; isLate && turns < 10; turns += 1) {
    await until('rest', isAtRest);
    const before = JSON.stringify(experiment());
    const isOther = () => JSON.stringify(lab.getState()) !== before;
    await train(isOther);
    await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
    await until('rest to be read', isAtRest);
    isLate = isOther();
  }

  /** @type {string[]} */
  const wrong = [];
  for (const { textContent } of root.querySelectorAll('.problem'))
    if (/could not be shown/.test(textContent ?? '')) wrong.push('a view that could not be shown');
  const foreign = root.querySelectorAll('.monkey, iframe, script, object, embed').length;
  if (foreign > 0) wrong.push(`${foreign} foreign elements`);
  const { width, height } = lab.getBoundingClientRect();
  const styles = getComputedStyle(lab);
  if (styles.display !== 'none' && !(width > 0 && height > 0)) wrong.push('a lab without a size');
  for (const plot of root.querySelectorAll('.plot')) {
    const box = plot.getBoundingClientRect();
    const isSeen = plot.checkVisibility() && box.width > 20 && box.height > 20 && box.top >= 0 && box.bottom <= innerHeight; // prettier-ignore
    if (!isSeen) continue;
    const small = Object.assign(document.createElement('canvas'), { width: 16, height: 16 });
    const context = /** @type {CanvasRenderingContext2D} */ (small.getContext('2d', { willReadFrequently: true }));
    for (const layer of plot.querySelectorAll('canvas'))
      if (layer.width > 0 && layer.height > 0) context.drawImage(layer, 0, 0, 16, 16);
    if (context.getImageData(0, 0, 16, 16).data.every((value) => value === 0)) wrong.push('a blank picture');
  }
  const at = root.querySelector('#iteration');
  const results = experiment().sweep ? null : lab.getResults();
  return {
    experiment: experiment(),
    iteration: lab.iteration,
    results,
    sweep: experiment().sweep ? sweepNow() : null,
    counter: at && !experiment().sweep ? (at.textContent?.replace(/\D/g, '') ?? '') : null,
    panels: root.querySelectorAll('figure.panel').length,
    wrong,
  };
}

/** What must not be in a document, whatever the labs do. @returns {string[]} */
export function foreign() {
  const wrong = [];
  const { length } = document.querySelectorAll('.monkey, iframe, object, embed');
  if (length > 0) wrong.push(`${length} foreign elements in the document`);
  if ('hit' in window) wrong.push('foreign code has run');
  if (document.body.innerText.trim() === '' && !document.querySelector('init-lab')) wrong.push('a blank page');
  return wrong;
}
