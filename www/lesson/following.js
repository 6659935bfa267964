/** How the lesson follows a figure's lab, and takes it to where a question is asked. */

/** @typedef {import('../element/init-lab-element.js').InitLab} InitLab */
/** @typedef {import('../element/results.js').Inspected} Inspected */

/** What has changed the figures of a lab, or what it is called. */
const TELLING = ['load', 'progress', 'change', 'finish', 'error'];
/** Figures below a picture that moves are written at most so often, in milliseconds: more often nobody reads them. */
const INTERVAL = 500;
/** Pixels of a figure's height that have to be on screen, if it is so high: with less of it, nobody sees what its lab does. */
const SEEN = 160;
/** Pixels between what is brought into view and the edge of it. */
const EDGE = 24;

/** A number and its sign stand in one line. @param {string} text */
export const unbroken = (text) => text.replaceAll(' %', '\u00a0%');

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

/** What is inside a figure's networks, asked for one time after the other: a large network takes a while. */
export class Inside {
  #lab;
  #tell;
  #asking = false;
  /** Whether something has changed since it was asked for last. */
  #stale = false;
  /** @type {Inspected | null} */
  results = null;

  /** @param {InitLab} lab @param {() => void} tell  of what has come */
  constructor(lab, tell) {
    this.#lab = lab;
    this.#tell = tell;
    this.ask = seldom(() => this.#ask()).soon;
  }

  async #ask() {
    this.#stale = true;
    if (this.#asking) return;
    this.#asking = true;
    this.#stale = false;
    try {
      this.results = await this.#lab.inspect();
      this.#tell();
    } catch {
      // The figure says what is wrong with it; what was measured last stays.
    }
    this.#asking = false;
    if (this.#stale) this.ask();
  }
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

/** What the reader has yet to guess of each figure, and who is told when that is less. @type {WeakMap<InitLab, { open: Set<object>, tell: () => void }>} */
const questions = new WeakMap();

/** @param {InitLab} lab */
const questionsOf = (lab) => {
  const those = questions.get(lab) ?? { open: new Set(), tell: () => {} };
  questions.set(lab, those);
  return those;
};

/** @param {InitLab} lab @param {() => void} tell  of answers */
export const hearAnswers = (lab, tell) => (questionsOf(lab).tell = tell);

/** @param {InitLab} lab @param {object} question */
export const askOf = (lab, question) => questionsOf(lab).open.add(question);

/** @param {InitLab} lab @param {object} question */
export function answered(lab, question) {
  const { open, tell } = questionsOf(lab);
  if (open.delete(question)) tell();
}

/** Whether there is something about a figure that the reader has not guessed yet. @param {InitLab} lab */
export const isAsked = (lab) => questionsOf(lab).open.size > 0;

/** The reader had other plans with the figure. */
export class Stopped extends Error {
  /** @param {number} iteration */
  constructor(iteration) {
    super(`stopped at iteration ${iteration}`);
    this.iteration = iteration;
  }
}

/**
 * A lab trains while it is seen: one that is out of sight is brought into view, without what the reader is at if both have room.
 * @param {InitLab} lab @param {Element} [beside]  where the answer will stand
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

/** Brings what the reader waits for back into view, if it is out of it. @param {Element} element @param {Element} least  of it, where all of it has no room */
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
 * Takes a lab to an iteration, backwards by rewinding first, and measures it there.
 * @param {InitLab} lab
 * @param {number} until  beyond the last iteration: to the last one
 * @param {(iteration: number) => void} runs  told if it has to be trained for that
 * @param {Element} [beside]  what is to stay in view if it can
 * @returns {Promise<Inspected>}
 * @throws {Stopped} if it comes to rest elsewhere
 */
export async function reach(lab, until, runs, beside) {
  let results = await lab.inspect();
  const isEnd = until >= results.iterations;
  const goal = isEnd ? results.iterations : until;
  if (!lab.paused && !isEnd) {
    lab.pause();
    results = await lab.inspect(); // what was under way has come
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
