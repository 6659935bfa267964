/** Long work of the engine: how long it will take, and how it is left for something newer. */
import { openOr } from './opening.js';
import { WorkProgress } from './work-progress.js';

/** Milliseconds without an answer after which the engine counts as silent. */
export const SILENCE = 4000;
/** Seconds until the first picture that are told before an experiment opens. */
const TOLD = 10;

/** @typedef {import('./model.js').Model} Model */
/**
 * @typedef {object} Host  the parts of the player that this class uses
 * @property {Model} model
 * @property {import('./clock.js').Clock} clock
 * @property {() => import('./model.js').Client} client
 * @property {() => boolean} open  whether a lab is open
 * @property {(part: Partial<Model>) => void} tell
 */

export class LongWork {
  #host;
  #opens = false;
  /** Whether the first lab is open, but its first picture was left. */
  unseen = false;

  /** @param {Host} host */
  constructor(host) {
    this.#host = host;
    this.progress = new WorkProgress(host.clock, (progress) => host.tell({ progress }));
  }

  /**
   * Opens an experiment, or its replacement if it is refused, and shows it. Until it is open there is a way back to the
   * one before; afterwards too, unless this was the way back.
   * @param {any} experiment @param {import('./opening.js').LoadHow} how
   * @param {(opened: Awaited<ReturnType<typeof openOr>>) => Promise<void>} show
   */
  open(experiment, how, show) {
    const takes = this.#host.client().takes(experiment);
    return this.progress.during('opening', takes, async () => show(await this.#open(experiment, how, takes)));
  }

  /** @param {any} experiment @param {import('./opening.js').LoadHow} how @param {number} takes  seconds */
  async #open(experiment, how, takes) {
    const { model, clock, client, open, tell } = this.#host;
    const { before, experiment: current, preset, frame } = model;
    if (open()) model.before ??= { experiment: current, how: {} };
    if (takes >= TOLD) tell({ takes });
    const stopWatch = clock.after(SILENCE, () => tell({ silent: true }));
    this.#opens = true;
    try {
      const opened = await openOr(client(), experiment, how.amend);
      model.before = before;
      if (!how.keepOffered && current) {
        const iteration = frame?.iteration ?? 0;
        model.before = how === before?.how ? null : { experiment: current, how: { preset: preset?.name, iteration } };
      }
      return opened;
    } catch (error) {
      Object.assign(model, { before, takes: 0 });
      throw error;
    } finally {
      this.#opens = false;
      stopWatch();
      model.silent = false;
    }
  }

  /** Leaves what the engine is doing for something newer; an edit waits for an experiment that opens. @param {boolean} edit */
  leaveFor(edit) {
    if (!edit || !this.#opens) this.#host.client().leave();
  }

  /** Leaves an experiment that is being opened. Returns false if there is none, or none before it to stay at. */
  stay() {
    const { client, open } = this.#host;
    return this.#opens && open() && client().leave();
  }
}
