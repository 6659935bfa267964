/** What the page of forecasts holds: the text, what was read in it, the forecast, and the simulation under way. No DOM. */
import { readModel } from '../data/model/read-model.js';
import { readSignals } from '../data/model/read-signals.js';
import { forecast } from '../engine/forecast/forecast.js';
import { EXAMPLES } from './model-examples.js';

/** @typedef {import('../data/model/read-model.js').Model} Model */
/** @typedef {import('../engine/forecast/forecast.js').Forecast} Forecast */
/** @typedef {import('../engine/forecast/forecast-loss.js').ForecastLoss} ForecastLoss */
/** @typedef {import('../data/model/read-signals.js').MeasuredSignals} MeasuredSignals */
/** @typedef {{ message: string, asksInputs: boolean }} Refusal */

export class ModelState {
  text = EXAMPLES[0].text;
  /** @type {number | null} */
  inputs = null;
  inputVariance = 1;
  /** What is chosen; null: as in the code. @type {ForecastLoss | null} */
  loss = null;
  seeds = 5;
  /** @type {Model | null} */
  model = null;
  /** @type {Refusal | null} */
  refusal = null;
  /** Whether the text asked for its inputs, so that their field stays. */
  asksInputs = false;
  /** @type {Forecast | null} */
  forecast = null;
  /** @type {{ done: number, total: number } | null} */
  progress = null;
  isStopped = false;
  /** @type {MeasuredSignals | null} */
  measured = null;
  /** @type {string | null} */
  measuredRefusal = null;
  #changed;
  /** @type {AbortController | null} */
  #running = null;

  /** @param {() => void} changed  called after each change */
  constructor(changed) {
    this.#changed = changed;
  }

  /** @param {Partial<Pick<ModelState, 'text' | 'inputs' | 'inputVariance' | 'loss' | 'seeds'>>} change */
  set(change) {
    Object.assign(this, change);
    if ('text' in change) {
      this.asksInputs = false;
      this.inputs = null;
    }
    return this.run();
  }

  /** Reads the text, and forecasts: theory at once, then the simulation. */
  async run() {
    this.stop();
    this.isStopped = false;
    this.#read();
    const { model } = this;
    if (!model) {
      this.forecast = null;
      this.#changed();
      return;
    }
    const running = new AbortController();
    this.#running = running;
    const { signal } = running;
    const options = { inputVariance: this.inputVariance, ...(this.loss ? { loss: this.loss } : {}) };
    try {
      const theory = await forecast(model, { ...options, seeds: 0 });
      if (signal.aborted) return;
      this.forecast = theory;
      this.#changed();
      if (this.seeds === 0) return;
      const onProgress = (/** @type {{ done: number, total: number }} */ progress) => {
        if (signal.aborted) return;
        this.progress = progress;
        this.#changed();
      };
      const simulated = await forecast(model, { ...options, seeds: this.seeds, signal, onProgress });
      if (!signal.aborted) this.forecast = simulated;
    } catch (error) {
      if (signal.aborted) return;
      this.forecast = null;
      this.refusal = { message: /** @type {Error} */ (error).message, asksInputs: false };
    } finally {
      if (this.#running === running) {
        this.#running = null;
        this.progress = null;
        this.#changed();
      }
    }
  }

  #read() {
    this.refusal = null;
    this.model = null;
    if (this.text.trim() === '') return;
    try {
      this.model = readModel(this.text, this.inputs === null ? {} : { inputs: this.inputs });
    } catch (error) {
      const { message, choices } = /** @type {Error & { choices?: unknown[] }} */ (error);
      this.asksInputs ||= choices !== undefined;
      this.refusal = { message, asksInputs: choices !== undefined };
    }
  }

  get isRunning() {
    return this.#running !== null;
  }

  /** Stops the simulation; what theory says stays. */
  stop() {
    if (!this.#running) return;
    this.#running.abort();
    this.#running = null;
    this.progress = null;
    this.isStopped = true;
    this.#changed();
  }

  /** Takes the signals that a script measured. What is refused leaves what was there. @param {string} text */
  measure(text) {
    try {
      this.measured = readSignals(text);
      this.measuredRefusal = null;
    } catch (error) {
      this.measuredRefusal = /** @type {Error} */ (error).message;
    }
    this.#changed();
  }

  forget() {
    this.measured = null;
    this.measuredRefusal = null;
    this.#changed();
  }
}
