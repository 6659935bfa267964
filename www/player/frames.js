/** Sizes the engine's work in each frame by the duration of previous frames, and keeps buffers for reuse. No DOM. */

/** @typedef {import('../engine/frame.js').Frame} Frame */
/** @typedef {import('../charts/surface.js').Field} Field */

/** Samples per side, and the cost limit for all runs together: some milliseconds for a moving picture, some seconds for one at rest. */
export const COARSE = { size: 112, products: 2e7, halvings: 3 };
export const FINE = { products: 2e9, halvings: 5 };
/** Minimum number of page pixels per sample of a moving picture. */
export const COARSE_PIXELS = 3;
/**
 * Milliseconds between measurements of a moving lab. Faster changes could not be read. If frames take as long as that,
 * every other one is measured, so that pictures stay fluent. If they take longer than `inRow`, all are measured.
 */
const MEASURE_INTERVAL = { least: 100, inRow: 300 };

/**
 * Milliseconds of training in a frame. Play stays below a frame at 60 Hz to keep pictures fluent. Run to end trains
 * long enough to make the rest a small share. The rest is work other than training: samples and measurements.
 */
const PLAY = { least: 11, rest: 1, most: 45 };
const RUN = { least: 60, rest: 4, most: 160 };
/** Share of a frame used for training when drawing is slow, so that training keeps its speed. */
const INTERVAL_SHARE = 0.6;
/** Weight of the newest frame in the average of the rest. */
const SMOOTHING = 0.25;

export class FrameBudget {
  /** Milliseconds of a frame spent on work other than training. */
  #rest = 0;
  #measuredAt = -Infinity;
  #measuredLast = false;

  /** @param {boolean} plays  else it runs to an end @param {number} interval  milliseconds since the frame before; 0: none */
  budget(plays, interval) {
    const { least, rest, most } = plays ? PLAY : RUN;
    return Math.min(most, Math.max(least, rest * this.#rest, plays ? INTERVAL_SHARE * interval : 0));
  }

  /** @param {Frame} frame */
  learn({ spent, took }) {
    this.#rest += SMOOTHING * (took - spent - this.#rest);
  }

  /** Whether to measure in the frame being requested. @param {number} now */
  measures(now) {
    const { least, inRow } = MEASURE_INTERVAL;
    this.#measuredLast = now - this.#measuredAt >= (this.#measuredLast ? inRow : least);
    if (this.#measuredLast) this.#measuredAt = now;
    return this.#measuredLast;
  }
}

/** Buffers of pictures no longer shown, for the engine to fill again. */
export class SpareBuffers {
  /** @type {ArrayBuffer[]} */
  #spare = [];

  /** @param {Field[] | null | undefined} fields  not to be drawn again */
  retire(fields) {
    for (const field of fields ?? []) {
      this.#spare.push(/** @type {ArrayBuffer} */ (field.logits.buffer));
      if (field.pixels) this.#spare.push(field.pixels.buffer);
    }
  }

  take() {
    return this.#spare.splice(0);
  }
}
