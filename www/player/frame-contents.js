/**
 * The contents of a frame besides training: pictures, and measurements inside the networks. Tracks the wanted contents,
 * requests them, and knows what the last frame lacked.
 */
import { COARSE, COARSE_PIXELS, FINE, SpareBuffers } from './frames.js';

/** @typedef {import('./model.js').Model} Model */
/** @typedef {import('./model.js').Shown} Shown */
/** @typedef {import('../engine/frame.js').Frame} Frame */
/** @typedef {import('../engine/frame.js').FrameRequest} FrameRequest */
/** @typedef {Pick<import('../engine/inside.js').InsideRequest, 'follow' | 'second' | 'parts'>} LookInside */
/**
 * @typedef {object} Wanted
 * @property {Uint32Array} [colours]  colours of the pictures, made by colourTable()
 * @property {{ fine: number, span: number }} [size]  of a picture: samples per side at rest, and the length of a side in page pixels
 * @property {boolean} [pictures]     whether pictures are shown; hidden pictures are not computed
 * @property {LookInside | null} [inside]  what to measure inside the networks in each frame; null: nothing
 */
/**
 * @typedef {object} Asked  the contents requested for a frame
 * @property {boolean} pictured  false: keeps the current pictures
 * @property {boolean} fine
 * @property {number} size  samples per side of a fine picture
 * @property {FrameRequest['picture']} picture
 * @property {Uint32Array | null} colours
 * @property {LookInside | null} looking
 * @property {string[] | null} keys  one key for each run measured inside
 */

/** A picture is recomputed when its size changes by at least this many pixels. */
const SIZE_STEP = 8;

export class FrameContents {
  /** What the last picture lacks. 2: everything, 1: its detail, 0: nothing. */
  #lack = 2;
  #spare = new SpareBuffers();
  /** Colours of the pictures, and the colours last sent to the engine. @type {Uint32Array | null} */
  #colours = null;
  /** @type {Uint32Array | null} */
  #coloursSent = null;
  /** Side of a plot: samples of a picture at rest, and page pixels. */
  #side = { fine: 240, span: 240 };
  #pictures = true;
  /** What to measure inside the networks in each frame, including the point to follow. @type {LookInside | null} */
  #inside = null;
  /** Whether the measurements inside the networks are out of date. */
  #insideLacks = false;
  /**
   * Measurements inside each run's network at iteration 0, keyed by the settings that determine them.
   * @type {Map<string, any>}
   */
  #starts = new Map();

  /** Marks all contents as out of date after a change of the experiment. */
  renew() {
    this.#lack = 2;
    this.#insideLacks = true;
  }

  /** Forgets the colours sent, since the engine has opened another lab. */
  forgetColours() {
    this.#coloursSent = null;
  }

  /** @param {Wanted} wanted @returns {boolean} whether something may be lacking now */
  want({ colours, size, pictures, inside }) {
    const before = this.#pictures;
    if (colours !== undefined) this.#colours = colours;
    const resized = size !== undefined && this.#resize(size);
    if (pictures !== undefined) this.#pictures = pictures;
    if (this.#pictures && !before) this.#lack = 2;
    if (inside !== undefined) this.#look(inside);
    return resized || this.#pictures !== before || inside !== undefined;
  }

  /** @param {NonNullable<Wanted['size']>} size */
  #resize(size) {
    const { fine, span } = this.#side;
    if (Math.abs(size.fine - fine) < SIZE_STEP && Math.abs(size.span - span) < SIZE_STEP) return false;
    this.#side = size;
    this.#lack = Math.max(this.#lack, 1);
    return true;
  }

  /** @param {LookInside | null} inside */
  #look(inside) {
    const measured = this.#inside?.parts ?? [];
    if (!inside?.parts.every((part) => measured.includes(part))) this.#starts.clear();
    this.#inside = inside;
    this.#insideLacks = true;
  }

  /** Whether contents are still missing. A picture out of sight is computed in detail only when it is seen. @param {boolean} visible */
  lacks(visible) {
    return this.#lack > (visible ? 0 : 1) || (this.#inside !== null && this.#insideLacks);
  }

  /** The next frame to request at rest: a coarse picture if there is none, then a fine one. */
  get missing() {
    return { fine: this.#lack === 1, pictured: this.#lack > 0 };
  }

  /**
   * @param {Model} model
   * @param {{ until: number, budget: number, last: boolean, fine: boolean, pictured: boolean, measure: boolean, visible: boolean, moves: boolean }} how
   *   last: nothing follows once `until` is reached; moves: the frame trains
   * @returns {{ request: FrameRequest, asked: Asked }}
   */
  request(model, { until, budget, last, fine, pictured, measure, visible, moves }) {
    const { span, fine: size } = this.#side;
    const coarse = { ...COARSE, size: Math.min(COARSE.size, Math.round(span / COARSE_PIXELS)) };
    // A lab at rest gets its picture even out of sight. Otherwise waiting for it to settle would never end.
    const seen = visible || model.mode === 'rest';
    const picture =
      seen && pictured && this.#pictures
        ? { bounds: model.bounds, span, ...(fine ? { ...FINE, size } : coarse) }
        : null;
    const looking = this.#inside;
    const keys = looking && visible && (this.#insideLacks || moves) ? startKeys(model.experiment) : null;
    const inspect = looking &&
      keys && { ...looking, bounds: model.bounds, starts: keys.map((key) => !this.#starts.has(key)) };
    const colours = this.#colours === this.#coloursSent ? null : this.#colours;
    this.#coloursSent = this.#colours;
    const buffers = picture ? this.#spare.take() : [];
    return {
      request: { until, budget, measure, last, picture, colours, inspect, buffers },
      asked: { pictured, fine, size, picture, colours: this.#colours, looking, keys },
    };
  }

  /** The frame to show. @param {Model} model @param {Asked} asked @param {Frame} frame @returns {Shown} */
  show(model, asked, frame) {
    const { pictured, picture, keys, looking } = asked;
    const { iteration, furthest, lastIteration, behind, learningRate, measured } = frame;
    const before = model.frame;
    const inside = frame.inside && keys ? this.#withStarts(frame.inside, keys) : (before?.inside ?? null);
    const runs = measured?.runs.map((run, k) => ({ ...model.described[k], ...run })) ?? before?.runs ?? [];
    if (pictured) this.#spare.retire(before?.fields);
    const complete = asked.fine && asked.size === this.#side.fine;
    if (pictured) this.#lack = (this.#pictures && !picture) || !measured ? 2 : complete || !this.#pictures ? 0 : 1;
    if (frame.inside && looking === this.#inside) this.#insideLacks = false;
    else if (this.#inside && iteration !== before?.iteration) this.#insideLacks = true;
    return {
      iteration,
      furthest,
      lastIteration,
      behind,
      learningRate,
      runs,
      measuredAt: measured ? iteration : (before?.measuredAt ?? iteration),
      costs: measured?.costs ?? before?.costs ?? [],
      fields: pictured ? frame.fields : (before?.fields ?? null),
      colours: pictured ? asked.colours : (before?.colours ?? null),
      inside: this.#inside && inside?.length === runs.length ? inside : null,
    };
  }

  /**
   * Adds iteration 0 to the current measurements. It is measured once per run and kept as long as the run exists.
   * @param {import('../engine/inside.js').Inside[]} inside
   * @param {string[]} keys
   */
  #withStarts(inside, keys) {
    const starts = inside.map(({ start }, k) => start ?? this.#starts.get(keys[k]) ?? null);
    this.#starts = new Map(starts.flatMap((start, k) => (start ? [[keys[k], start]] : [])));
    return inside.map((run, k) => ({ ...run, start: starts[k] }));
  }
}

/** The settings that determine iteration 0 of each run. @type {WeakMap<object, string[]>} */
const keysOf = new WeakMap();

/** @param {any} experiment @returns {string[]} */
function startKeys(experiment) {
  let keys = keysOf.get(experiment);
  if (!keys) {
    const { dataset, network, seed, training, runs } = experiment;
    const common = JSON.stringify([dataset, network, seed, training.loss]);
    keys = runs.map((/** @type {any} */ run) => `${JSON.stringify({ ...run, label: undefined })} ${common}`);
    keysOf.set(experiment, /** @type {string[]} */ (keys));
  }
  return /** @type {string[]} */ (keys);
}
