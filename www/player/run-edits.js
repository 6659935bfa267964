/** Runs switched on and off, set, added, removed and moved, among those that a lab offers. */
import { offer, places, presetRuns, same, sameRun } from '../experiment/object.js';

/** @typedef {import('./player.js').Model} Model */
/**
 * @typedef {object} Host  the player, as far as it is needed here
 * @property {Model} model
 * @property {(key: string, work: () => Promise<any>) => Promise<any>} queue  does work in its turn
 * @property {(change: import('../engine/client.js').Change, ...values: any[]) => Promise<import('../engine/client.js').Changed>} change
 * @property {(changed: import('../engine/client.js').Changed) => void} adopt
 * @property {() => Promise<void>} show  the lab as it is now
 */

export class RunEdits {
  #host;
  /** What each run offered was changed to: whoever asks for one meanwhile means that. @type {WeakMap<object, any>} */
  #became = new WeakMap();

  /** @param {Host} host */
  constructor(host) {
    this.#host = host;
  }

  /** Switches a run on or off. @param {any} run one of those offered */
  toggle(run) {
    const { model, change, adopt } = this.#host;
    return this.#do('toggle', async () => {
      const { initializers } = model.catalogue;
      // A load that was asked for before may have offered the run anew, or no more.
      let place = model.offered.indexOf(this.latest(run));
      if (place < 0) [place] = places([run], model.offered, initializers);
      if (place < 0) place = model.offered.length;
      const index = model.chosen.indexOf(place);
      if (index >= 0) {
        if (model.chosen.length === 1)
          throw new RangeError('The last run cannot be switched off: switch another one on first.');
        const changed = await change('removeRun', index);
        model.chosen = model.chosen.filter((_, k) => k !== index);
        adopt(changed);
      } else {
        const before = model.chosen.filter((other) => other < place).length;
        const changed = await change('addRun', run, before);
        if (place === model.offered.length) model.offered = [...model.offered, run];
        model.chosen = [...model.chosen.slice(0, before), place, ...model.chosen.slice(before)];
        adopt(changed);
      }
      await this.#catchUp();
    });
  }

  /** What stands for a run that was offered: itself, or what was made of it since. @param {any} run */
  latest(run) {
    let found = run;
    while (this.#became.has(found)) found = this.#became.get(found);
    return found;
  }

  /**
   * Puts another run in a run's place; it catches up. As with the three that follow, nothing is done where the run is gone meanwhile.
   * @param {any} run  one of those offered @param {any} value  or a function that makes it of the run then in force
   */
  set(run, value) {
    const { model, change, adopt } = this.#host;
    return this.#do('run', async () => {
      const index = this.#indexOf(run);
      const before = model.experiment.runs[index];
      const made = index >= 0 && typeof value === 'function' ? value(before) : value;
      if (index < 0 || made === before) return;
      const changed = await change('setRun', index, made);
      const place = model.chosen[index];
      this.#became.set(model.offered[place], changed.experiment.runs[index]);
      model.offered = model.offered.with(place, changed.experiment.runs[index]);
      adopt(changed);
      await this.#catchUp();
    });
  }

  /**
   * Adds a run behind another, or last; it catches up.
   * @param {any} value  or a function that makes it of the other run as it then is @param {any} [behind]  one of those offered
   */
  add(value, behind = null) {
    const { model, change, adopt } = this.#host;
    return this.#do('run', async () => {
      const index = behind === null ? model.chosen.length - 1 : this.#indexOf(behind);
      if (behind !== null && index < 0) return;
      const at = index + 1;
      const made = typeof value === 'function' ? value(model.experiment.runs[index]) : value;
      const changed = await change('addRun', made, at);
      model.offered = [...model.offered, changed.experiment.runs[at]];
      model.chosen = model.chosen.toSpliced(at, 0, model.offered.length - 1);
      adopt(changed);
      await this.#catchUp();
    });
  }

  /** Removes a run for good, unless it is one of the preset's. @param {any} run one of those offered */
  remove(run) {
    const { model, change, adopt } = this.#host;
    return this.#do('run', async () => {
      const index = this.#indexOf(run);
      if (index < 0) return;
      const changed = await change('removeRun', index);
      const place = model.chosen[index];
      model.chosen = model.chosen.toSpliced(index, 1);
      if (!this.#isPresets(model.offered[place])) {
        model.offered = model.offered.toSpliced(place, 1);
        model.chosen = model.chosen.map((other) => (other > place ? other - 1 : other));
      }
      adopt(changed);
      await this.#catchUp();
    });
  }

  /**
   * Trains these runs and no others, in this order. Those that are on already go on, those switched off stay offered, the others catch up.
   * Where one of them is refused, all is as before.
   * @param {any[]} runs
   */
  setAll(runs) {
    const { model, adopt } = this.#host;
    return this.#do('runs', async () => {
      if (!runs.length) throw new RangeError('runs: an empty list is not allowed; there has to be one run');
      const { initializers } = model.catalogue;
      const before = model.experiment.runs;
      /** @type {import('../engine/client.js').Changed} */
      let changed;
      try {
        changed = await this.#exchange(before, runs);
      } catch (error) {
        const [{ experiment }] = [await this.#host.change('moveRun', 0, 0)];
        if (!same(experiment.runs, before)) await this.#exchange(experiment.runs, before);
        throw error;
      }
      model.offered = offer(changed.experiment.runs, [], initializers, model.offered);
      model.chosen = places(changed.experiment.runs, model.offered, initializers);
      adopt(changed);
      await this.#catchUp();
    });
  }

  /**
   * From some runs to others, by as few changes as it takes; there is one at any time, and never one more than are to be.
   * @param {any[]} now @param {any[]} wanted
   */
  async #exchange(now, wanted) {
    const { model, change } = this.#host;
    const { initializers } = model.catalogue;
    const left = [...now];
    const stays = places(left, wanted, initializers);
    let changed = await change('moveRun', 0, 0);
    for (let k = left.length - 1; k >= 0 && left.length > 1; k -= 1) {
      if (stays[k] >= 0) continue;
      changed = await change('removeRun', k);
      left.splice(k, 1);
    }
    for (const [k, run] of wanted.entries()) {
      const at = left.findIndex((other, i) => i >= k && sameRun(other, run, initializers));
      if (at > k) {
        changed = await change('moveRun', at, k);
        left.splice(k, 0, ...left.splice(at, 1));
      } else if (at < 0 && k === 0 && !stays.some((place) => place >= 0)) {
        changed = await change('setRun', 0, run);
        left[0] = run;
      } else if (at < 0) {
        changed = await change('addRun', run, k);
        left.splice(k, 0, run);
      }
    }
    return changed;
  }

  /**
   * Moves a run up or down, unless it is at the end already.
   * @param {any} run  one of those offered @param {number} by  places @returns {Promise<number>} where it is then; -1: nowhere
   */
  move(run, by) {
    const { model, change, adopt, show } = this.#host;
    return this.#do('run', async () => {
      const from = this.#indexOf(run);
      const to = from + by;
      if (from < 0 || to < 0 || to >= model.chosen.length) return from;
      const changed = await change('moveRun', from, to);
      const [place] = model.chosen.slice(from, from + 1);
      model.chosen = model.chosen.toSpliced(from, 1).toSpliced(to, 0, place);
      adopt(changed);
      await show();
      return to;
    });
  }

  /** @param {string} key @param {() => Promise<any>} work */
  #do(key, work) {
    return this.#host.queue(key, work);
  }

  /** Where a run that was offered is in the experiment; -1 where it is not, or no more. @param {any} run */
  #indexOf(run) {
    const { model } = this.#host;
    return model.chosen.indexOf(model.offered.indexOf(this.latest(run)));
  }

  /** @param {any} run */
  #isPresets(run) {
    const { preset, catalogue } = this.#host.model;
    return presetRuns(preset).some((other) => sameRun(other, run, catalogue.initializers));
  }

  /** Shows a run that was switched on, before it catches up. */
  async #catchUp() {
    const { model, show } = this.#host;
    await show();
    model.lagging = model.frame?.behind ?? 0;
  }
}
