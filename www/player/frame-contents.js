/**
 * What a frame has beside training: pictures, and the inside of the networks. Knows what is wanted, asks for it, and says what the last
 * frame lacked.
 */
import { COARSE, COARSE_PIXELS, FINE, SpareBuffers } from './frames.js';

/** @typedef {import('./model.js').Model} Model */
/** @typedef {import('./model.js').Shown} Shown */
/** @typedef {import('../engine/frame.js').Frame} Frame */
/** @typedef {import('../engine/frame.js').FrameRequest} FrameRequest */
/** @typedef {{ follow: import('../engine/inside.js').InsideRequest['follow'] }} LookInside */
/**
 * @typedef {object} Wanted
 * @property {Uint32Array} [colours]  of colourTable(), in which pictures come
 * @property {{ fine: number, span: number }} [size]  of a picture: samples per side at rest, and pixels of the page that a side has
 * @property {boolean} [pictures]     whether they are shown at all: those that are not cost nothing
 * @property {LookInside | null} [inside]  what is looked at inside the networks with each frame; null: nothing, and nothing is measured
 */
/**
 * @typedef {object} Asked  what a frame was asked with
 * @property {boolean} pictured  false: the pictures stay as they are
 * @property {boolean} fine
 * @property {number} size  samples per side of a fine picture
 * @property {FrameRequest['picture']} picture
 * @property {Uint32Array | null} colours
 * @property {LookInside | null} looking
 * @property {string[] | null} keys  of the runs that are looked into
 */

/** Pixels by which a picture's size may change before it is computed anew. */
const SIZE_STEP = 8;

export class FrameContents {
  /** What the last picture lacks: 2 everything, 1 its detail, 0 nothing. */
  #lack = 2;
  #spare = new SpareBuffers();
  /** Colours of pictures, and those that the engine knows of. @type {Uint32Array | null} */
  #colours = null;
  /** @type {Uint32Array | null} */
  #coloursSent = null;
  /** A plot's side: samples of a picture at rest, and pixels of the page. */
  #side = { fine: 240, span: 240 };
  #pictures = true;
  /** Whether to look inside the networks with each frame, and at which point's way. @type {LookInside | null} */
  #inside = null;
  /** Whether the inside shown is not that of this state. */
  #insideLacks = false;
  /** Iteration 0 of each run that was looked into, by what determines it. @type {Map<string, any>} */
  #starts = new Map();

  /** The experiment has changed: nothing shown is of it. */
  renew() {
    this.#lack = 2;
    this.#insideLacks = true;
  }

  /** Another lab is open in the engine, which knows of no colours. */
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
    this.#inside = inside;
    this.#insideLacks = true;
    if (!inside) this.#starts.clear();
  }

  /** Whether something is still to be shown. The detail of a picture that is out of sight comes once it is seen. @param {boolean} visible */
  lacks(visible) {
    return this.#lack > (visible ? 0 : 1) || (this.#inside !== null && this.#insideLacks);
  }

  /** How the next frame at rest is to be asked for: a picture if there is none or it lacks detail, which comes second. */
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
    // What was opened or changed out of sight has its picture, too: who waits for it to settle could wait for ever.
    const seen = visible || model.mode === 'rest';
    const picture =
      seen && pictured && this.#pictures
        ? { bounds: model.bounds, span, ...(fine ? { ...FINE, size } : coarse) }
        : null;
    const looking = this.#inside;
    const keys = looking && visible && (this.#insideLacks || moves) ? startKeys(model.experiment) : null;
    const inspect = looking &&
      keys && { bounds: model.bounds, follow: looking.follow, starts: keys.map((key) => !this.#starts.has(key)) };
    const colours = this.#colours === this.#coloursSent ? null : this.#colours;
    this.#coloursSent = this.#colours;
    const buffers = picture ? this.#spare.take() : [];
    return {
      request: { until, budget, measure, last, picture, colours, inspect, buffers },
      asked: { pictured, fine, size, picture, colours: this.#colours, looking, keys },
    };
  }

  /** What is shown once a frame has come. @param {Model} model @param {Asked} asked @param {Frame} frame @returns {Shown} */
  show(model, asked, frame) {
    const { pictured, picture, keys, looking } = asked;
    const { iteration, lastIteration, behind, learningRate, measured } = frame;
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

  /** Iteration 0 beside what is now: measured once for a run, and kept while it is there. @param {import('../engine/inside.js').Inside[]} inside @param {string[]} keys */
  #withStarts(inside, keys) {
    const starts = inside.map(({ start }, k) => start ?? this.#starts.get(keys[k]) ?? null);
    this.#starts = new Map(starts.flatMap((start, k) => (start ? [[keys[k], start]] : [])));
    return inside.map((run, k) => ({ ...run, start: starts[k] }));
  }
}

/** What iteration 0 of each run is determined by. @type {WeakMap<object, string[]>} */
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
