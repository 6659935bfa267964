/** How the lesson follows a figure's lab, and takes it to where a question is asked. */

/** @typedef {import('../element.js').InitLab} InitLab */
/** @typedef {import('../results.js').Inspected} Inspected */

/** What has changed the figures of a lab, or what it is called. */
const TELLING = ['load', 'progress', 'change', 'finish', 'error'];
/** Figures below a picture that moves are written at most so often, in milliseconds: more often nobody reads them. */
const INTERVAL = 500;
/** Pixels of a figure's height that have to be on screen, if it is so high: with less of it, nobody sees what its lab does. */
const SEEN = 160;

/** Whether a click opens the link somewhere else. @param {MouseEvent} event */
export const isElsewhere = ({ ctrlKey, metaKey, shiftKey, altKey }) => ctrlKey || metaKey || shiftKey || altKey;

/** The lab of a figure. @param {string | undefined} id @returns {InitLab | null} */
export const labOf = (id) =>
  /** @type {InitLab | null} */ (document.getElementById(id ?? '')?.querySelector('init-lab') ?? null);

/**
 * Work that is done at once, then at most so often, and once more after the last call.
 * @param {() => void} work @param {number} [interval]
 */
export function seldom(work, interval = INTERVAL) {
  let done = -Infinity;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const now = () => {
    clearTimeout(timer);
    timer = undefined;
    done = performance.now();
    work();
  };
  const soon = () => {
    const wait = done + interval - performance.now();
    if (wait <= 0) now();
    else timer ??= setTimeout(now, wait);
  };
  return { soon, now };
}

/** Tells of everything that changes what a lab shows. @param {InitLab} lab @param {() => void} tell */
export function follow(lab, tell) {
  for (const name of TELLING) lab.addEventListener(name, tell);
}

/** What each figure showed when it was opened, as the lesson set it. @type {WeakMap<InitLab, string>} */
const firsts = new WeakMap();

/** Remembers how the lesson has set a figure. @param {InitLab} lab */
export function remember(lab) {
  const note = () => {
    if (!firsts.has(lab)) firsts.set(lab, lab.getLink());
  };
  if (lab.getLink()) note();
  else lab.addEventListener('load', note, { once: true });
}

/** Whether a figure shows another experiment than the lesson's. @param {InitLab} lab */
export const isChanged = (lab) => firsts.has(lab) && firsts.get(lab) !== lab.getLink();

/** The reader had other plans with the figure. */
export class Stopped extends Error {
  /** @param {number} iteration */
  constructor(iteration) {
    super(`stopped at iteration ${iteration}`);
    this.iteration = iteration;
  }
}

/** A lab trains while it is seen. @param {InitLab} lab */
export function bringIntoView(lab) {
  const { top, bottom, height } = lab.getBoundingClientRect();
  const seen = Math.min(bottom, innerHeight) - Math.max(top, 0);
  if (seen < Math.min(SEEN, height, innerHeight)) lab.scrollIntoView({ block: 'nearest', behavior: 'instant' });
}

/** @param {InitLab} lab */
const nextFrame = (lab) => new Promise((resolve) => lab.addEventListener('progress', resolve, { once: true }));

/**
 * Takes a lab to an iteration, backwards by rewinding first, and measures it there.
 * @param {InitLab} lab
 * @param {number} until  beyond the last iteration: to the last one
 * @param {(iteration: number) => void} runs  told if it has to be trained for that
 * @returns {Promise<Inspected>}
 * @throws {Stopped} if it comes to rest elsewhere
 */
export async function reach(lab, until, runs) {
  let results = await lab.inspect();
  const isEnd = until >= results.iterations;
  const goal = isEnd ? results.iterations : until;
  if (!lab.paused && !isEnd) {
    lab.pause();
    results = await lab.inspect(); // what was under way has come
  }
  if (results.iteration > goal) await lab.rewind();
  if (lab.iteration !== goal || !lab.paused || results.behind > 0) {
    bringIntoView(lab);
    runs(goal);
    const reached = await (isEnd ? lab.runToEnd() : lab.advance(goal - lab.iteration));
    if (reached !== (isEnd ? lab.getResults()?.iterations : goal)) throw new Stopped(reached);
  }
  for (;;) {
    results = await lab.inspect();
    if (results.iteration !== (isEnd ? results.iterations : goal)) throw new Stopped(results.iteration);
    if (results.behind === 0) return results;
    await nextFrame(lab); // a run that was switched on catches up
  }
}
