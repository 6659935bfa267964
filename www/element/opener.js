/**
 * Opens what attributes, links and code ask an element for, as a reactive controller: when it is on a page and wanted. Closes the lab of an
 * element that was removed, and opens it again where it was.
 */
import { Author } from './author.js';
import { loadingNamed } from './visibility.js';
import { FIELD_KEYS } from './properties.js';
import { linked } from '../experiment/lenient.js';

/** @typedef {import('../player/opening.js').LoadHow} LoadHow */
/** @typedef {{ text: string, base: any, problems: string[], resolve: (value: any) => void, reject: (error: any) => void }} Linked */
/**
 * @typedef {object} Host  the element, as far as it is needed here
 * @property {InstanceType<import('./methods.js').WithProperties>} element
 * @property {import('../player/player.js').Player} player
 * @property {(problems: string[]) => void} note  says above the lab what could not be used of what was to be opened
 * @property {() => void} wanted    the lab is about to be opened
 * @property {() => void} removed   the lab was closed
 * @property {() => void} changed
 */

/** A removed element keeps its lab this long, in case it is only being moved; later it trains its way back. */
const GRACE = 10_000;

export class Opener {
  #host;
  #element;
  #player;
  /** Opening was asked for: by being looked at, or by code. */
  #wanted = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #leaving;
  /** Whether it plays once it is on a page. */
  #playsThen = false;
  /** What a lab that was closed meanwhile was at. @type {{ experiment: any, iteration: number } | null} */
  #left = null;
  /** The preset that was opened from the menu: the property follows it, and must not open it again. @type {string | null} */
  #followed = null;
  /** What a link said, while it waits to be opened. @type {Linked | null} */
  #linked = null;

  /** @param {Host} host */
  constructor(host) {
    this.#host = host;
    this.#element = host.element;
    this.#player = host.player;
    this.author = new Author({
      player: host.player,
      read: (key) => /** @type {any} */ (host.element)[key],
      noted: host.changed,
    });
  }

  get wanted() {
    return this.#wanted;
  }

  /** @returns {import('./pending.js').Standing} */
  get standing() {
    if (this.#left) return 'removed';
    return this.#wanted ? 'open' : 'nowhere';
  }

  get #lazy() {
    return loadingNamed(this.#element.loading).word === 'lazy';
  }

  // On a page

  hostConnected() {
    clearTimeout(this.#leaving);
    if (this.#left) this.#comeBack();
    if (this.#playsThen && this.#element.hasUpdated) this.play();
  }

  hostDisconnected() {
    // What plays goes on if it is put back soon: it was moved.
    this.#leave();
  }

  /** Closes the lab of a removed element after a while. */
  #leave() {
    clearTimeout(this.#leaving);
    this.#leaving = setTimeout(() => {
      const { experiment } = this.#player.model;
      if (!experiment) return;
      this.#left = { experiment, iteration: this.#player.iteration };
      this.#player.close();
      this.#host.removed();
    }, GRACE);
  }

  #comeBack() {
    if (!this.#left) return;
    const { experiment, iteration } = this.#left;
    this.open(experiment, { keepOffered: true, iteration }).catch(() => {});
  }

  /** The element is drawn for the first time. */
  firstUpdated() {
    if (this.#playsThen) this.play();
  }

  /** @param {Map<PropertyKey, any>} changed  properties */
  willUpdate(changed) {
    const { preset, hasUpdated } = this.#element;
    const followed = this.#followed !== null && preset === this.#followed;
    this.#followed = null;
    if (!hasUpdated || (changed.has('loading') && !this.#wanted)) {
      if (!this.#lazy && !this.#wanted) this.load();
    } else if ((changed.has('preset') && !followed) || changed.has('experiment')) this.load();
    else if (this.#wanted && FIELD_KEYS.some((key) => changed.has(key))) this.#change(changed);
  }

  // Moving

  play() {
    this.#playsThen = !this.#element.isConnected && (!this.#wanted || this.#left !== null);
    if (this.#playsThen) return;
    this.want();
    this.#player.play();
  }

  pause() {
    this.#playsThen = false;
    this.#player.pause();
  }

  async rewind() {
    if (this.#left) this.#left.iteration = 0;
    else await this.#player.rewind();
  }

  // Opening

  /** Opens what the attributes ask for, if that has not been done: what waited for a look now has another reason. */
  want() {
    if (!this.#wanted && this.#element.isConnected) this.load();
  }

  /** Opens what a link or the attributes ask for. */
  load() {
    this.#wanted = true;
    this.#host.wanted();
    if (this.#linked) this.#openLinked();
    else {
      this.#host.note([]);
      this.#openAsked().catch((error) => this.#blame(error));
    }
  }

  async #openAsked() {
    const { experiment, amend } = this.author.whole();
    await this.open(experiment, { amend });
  }

  /** @param {Error} error */
  #blame(error) {
    if (this.#player.model.phase === 'ready') this.author.blame(error);
  }

  /** @param {any} experiment @param {LoadHow} [how] */
  open(experiment, how) {
    this.#left = null;
    if (!this.#element.isConnected) this.#leave();
    return this.#player.load(experiment, how);
  }

  /** @param {any} experiment */
  async openState(experiment) {
    this.#wanted = true;
    this.#host.wanted();
    await this.open(experiment);
    this.#host.note([]);
  }

  /** Opens a preset, and has the property say so. @param {string} name */
  async openPreset(name) {
    await this.open({ preset: name });
    this.#host.note([]);
    if (this.#element.preset !== name) this.#element.preset = this.#followed = name;
  }

  /** @param {string} text @param {any} base @param {string[]} problems @returns {Promise<void>} */
  openLink(text, base, problems) {
    this.#linked?.resolve(undefined);
    return new Promise((resolve, reject) => {
      this.#linked = { text, base, problems, resolve, reject };
      if (this.#element.hasUpdated && (this.#wanted || !this.#lazy)) this.load();
    });
  }

  async #openLinked() {
    const { text, base, problems, resolve, reject } = /** @type {Linked} */ (this.#linked);
    this.#linked = null;
    try {
      const read = linked(text, base);
      await this.open(read.experiment, { amend: read.amend });
      this.#host.note([...problems, ...read.problems, ...read.refused]);
      resolve(undefined);
    } catch (error) {
      reject(error);
    }
  }

  /** @param {Map<PropertyKey, any>} changed */
  async #change(changed) {
    const { phase, experiment } = this.#player.model;
    if (!this.#left && (phase !== 'ready' || !experiment)) {
      this.load();
      return;
    }
    this.#comeBack();
    await this.author.change(changed).catch((error) => this.#blame(error));
  }
}
