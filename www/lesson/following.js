/** Follows a figure's lab and takes it to the iteration of a question. */

/** @typedef {import('../element/init-lab-element.js').InitLab} InitLab */
/** @typedef {import('../element/results.js').Inspected} Inspected */

/** Events that change a lab's results or name. */
const TELLING = ['load', 'progress', 'change', 'finish', 'error'];
/** Minimum interval between updates of the text below a moving picture, in milliseconds: faster ones are unreadable. */
const INTERVAL = 500;
/** Pixels of a figure that must be on screen for its reader to see the lab. */
const SEEN = 160;
/** Pixels between an element scrolled into view and the view's edge. */
const EDGE = 24;

/** Keeps a number and its sign on one line. @param {string} text */
export const unbroken = (text) => text.replaceAll(' %', '\u00a0%');

/** Whether a click opens the link in another tab or window. @param {MouseEvent} event */
export const isElsewhere = ({ ctrlKey, metaKey, shiftKey, altKey }) => ctrlKey || metaKey || shiftKey || altKey;

/** The lab of a figure. @param {string | undefined} id @returns {InitLab | null} */
export const labOf = (id) =>
  /** @type {InitLab | null} */ (document.getElementById(id ?? '')?.querySelector('init-lab') ?? null);

/** Whether a figure shows a sweep, which has its own words, tables and Play. @param {HTMLElement} figure */
export const isOfSweep = (figure) => 'sweep' in figure.dataset;

/**
 * Throttles work: runs it immediately, then at the interval, and once after the last call.
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

/** Calls `tell` after each change of the lab's display. @param {InitLab} lab @param {() => void} tell */
export function follow(lab, tell) {
  for (const name of TELLING) lab.addEventListener(name, tell);
}

/** Inspects a figure's networks, one request at a time: a large network takes a while. */
export class Inside {
  #lab;
  #tell;
  #wanted;
  #asking = false;
  /** Whether the lab has changed since the last request. */
  #stale = false;
  /** @type {Inspected | null} */
  results = null;

  /**
   * @param {InitLab} lab @param {() => void} tell  called with the results
   * @param {() => boolean} [wanted]  whether they are still wanted when it is time to ask
   */
  constructor(lab, tell, wanted = () => true) {
    this.#lab = lab;
    this.#tell = tell;
    this.#wanted = wanted;
    this.ask = seldom(() => this.#ask()).soon;
  }

  async #ask() {
    if (!this.#wanted()) return;
    this.#stale = true;
    if (this.#asking) return;
    this.#asking = true;
    this.#stale = false;
    try {
      this.results = await this.#lab.inspect();
      this.#tell();
    } catch {
      // The figure shows its error; the last measurement stays.
    }
    this.#asking = false;
    if (this.#stale) this.ask();
  }
}

/** Each figure's link when it was opened, as the lesson set it. @type {WeakMap<InitLab, string>} */
const firsts = new WeakMap();

/** Records a figure's experiment as the lesson set it. @param {InitLab} lab */
export function remember(lab) {
  const note = () => {
    if (!firsts.has(lab)) firsts.set(lab, lab.getLink());
  };
  if (lab.getLink()) note();
  else lab.addEventListener('load', note, { once: true });
}

/** Whether the figure's experiment differs from the lesson's. @param {InitLab} lab */
export const isChanged = (lab) => firsts.has(lab) && firsts.get(lab) !== lab.getLink();

/**
 * Unanswered questions about each figure, and a callback for each answer.
 * @type {WeakMap<InitLab, { open: Set<object>, tell: () => void }>}
 */
const questions = new WeakMap();

/** @param {InitLab} lab */
const questionsOf = (lab) => {
  const those = questions.get(lab) ?? { open: new Set(), tell: () => {} };
  questions.set(lab, those);
  return those;
};

/** @param {InitLab} lab @param {() => void} tell  called after each answer */
export const hearAnswers = (lab, tell) => (questionsOf(lab).tell = tell);

/** @param {InitLab} lab @param {object} question */
export const askOf = (lab, question) => questionsOf(lab).open.add(question);

/** @param {InitLab} lab @param {object} question */
export function answered(lab, question) {
  const { open, tell } = questionsOf(lab);
  if (open.delete(question)) tell();
}

/** Whether a figure has unanswered questions. @param {InitLab} lab */
export const isAsked = (lab) => questionsOf(lab).open.size > 0;

/** The reader moved the figure's lab elsewhere. */
export class Stopped extends Error {
  /** @param {number} iteration */
  constructor(iteration) {
    super(`stopped at iteration ${iteration}`);
    this.iteration = iteration;
  }
}

/**
 * A lab trains only in view, so this scrolls it there, together with the reader's place if both fit.
 * @param {InitLab} lab @param {Element} [beside]  the place of the answer
 */
export function bringIntoView(lab, beside) {
  const { top, bottom, height } = lab.getBoundingClientRect();
  const seen = (/** @type {number} */ by) => Math.min(bottom - by, innerHeight) - Math.max(top - by, 0);
  const enough = Math.min(SEEN, height, innerHeight);
  if (seen(0) >= enough) return;
  const [up, down] = [top - EDGE, bottom + EDGE - innerHeight];
  const whole = top > 0 ? Math.min(up, down) : Math.max(up, down);
  const kept = beside?.getBoundingClientRect();
  const near = kept ? Math.max(kept.bottom + EDGE - innerHeight, Math.min(kept.top - EDGE, whole)) : whole;
  scrollBy({ top: seen(near) >= enough ? near : whole, behavior: 'instant' });
}

/**
 * Scrolls an element back into view.
 * @param {Element} element @param {Element} least  the part to show if the whole does not fit
 */
export function returnTo(element, least) {
  const part = element.getBoundingClientRect().height > innerHeight - 2 * EDGE ? least : element;
  const { top, bottom } = part.getBoundingClientRect();
  if (top >= 0 && bottom <= innerHeight) return;
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  part.scrollIntoView({ block: 'nearest', behavior: still ? 'instant' : 'smooth' });
}

/** @param {InitLab} lab */
const nextFrame = (lab) => new Promise((resolve) => lab.addEventListener('progress', resolve, { once: true }));

/**
 * Takes a lab to an iteration, rewinding it if needed, and measures it there.
 * @param {InitLab} lab
 * @param {number} until  limited to the last iteration
 * @param {(iteration: number) => void} runs  called if training is needed
 * @param {Element} [beside]  to keep in view if possible
 * @returns {Promise<Inspected>}
 * @throws {Stopped} if the lab stops elsewhere
 */
export async function reach(lab, until, runs, beside) {
  let results = await lab.inspect();
  const isEnd = until >= results.iterations;
  const goal = isEnd ? results.iterations : until;
  if (!lab.paused && !isEnd) {
    lab.pause();
    results = await lab.inspect(); // wait for pending changes
  }
  if (results.iteration > goal) await lab.rewind();
  if (lab.iteration !== goal || !lab.paused || results.behind > 0) {
    bringIntoView(lab, beside);
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
