/** How much is asked of the engine in a frame, by what the frames before it took; and the buffers that go back to it. No DOM. */

/** @typedef {import('../engine/frame.js').Frame} Frame */
/** @typedef {import('../charts/surface.js').Field} Field */

/** Samples per side, and what they may cost, all runs together: some milliseconds while moving, some seconds for a picture to look at. */
export const COARSE = { size: 112, products: 2e7, halvings: 3 };
export const FINE = { products: 2e9, halvings: 5 };
/** Pixels of the page that a sample of a moving picture stands for, at least. */
export const COARSE_PIXELS = 3;
/**
 * Milliseconds between measurements of a lab that moves: figures that change faster cannot be read. Where frames are as far apart, every
 * other one is measured, so that pictures keep coming, but for those that are slow in any case.
 */
const MEASURE_INTERVAL = { least: 100, inRow: 300 };

/**
 * Milliseconds of training in a frame: while a lab plays, less than a frame at 60 Hz, so that pictures keep coming; where one that runs to
 * its end is watched, as much as leaves the rest a small share. The rest is what is not training: samples, measurements.
 */
const PLAY = { least: 11, rest: 1, most: 45 };
const RUN = { least: 60, rest: 4, most: 160 };
/** Where drawing itself is slower, this share of a frame, so that training keeps its speed. */
const INTERVAL_SHARE = 0.6;
/** How far one frame moves what is known of the rest. */
const SMOOTHING = 0.25;

export class FrameBudget {
  /** Milliseconds of a frame that are not training. */
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

  /** Whether the frame that is asked for now is to be measured. @param {number} now */
  measures(now) {
    const { least, inRow } = MEASURE_INTERVAL;
    this.#measuredLast = now - this.#measuredAt >= (this.#measuredLast ? inRow : least);
    if (this.#measuredLast) this.#measuredAt = now;
    return this.#measuredLast;
  }
}

/** Buffers of pictures that are shown no more: the engine fills them again. */
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
