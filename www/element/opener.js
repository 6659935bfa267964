/**
 * A reactive controller that opens the experiment requested by attributes, links or code once the element is on a page.
 * Closes the lab of a removed element, and reopens it at the same iteration.
 */
import { Author } from './author.js';
import { loadingNamed } from './visibility.js';
import { FIELD_KEYS } from './properties.js';

/** @typedef {import('../player/opening.js').LoadHow} LoadHow */
/** @typedef {Promise<typeof import('../experiment/lenient.js')>} Reading  of links */
/** @typedef {{ text: string, base: any, problems: string[], reading: Reading, resolve: (value: any) => void, reject: (error: any) => void }} Linked */
/**
 * @typedef {object} Host  the parts of the element that this class uses
 * @property {InstanceType<import('./methods.js').WithProperties>} element
 * @property {import('../player/player.js').Player} player
 * @property {(problems: string[]) => void} note  reports above the lab which parts of the experiment could not be used
 * @property {() => void} wanted    the lab is about to be opened
 * @property {() => void} removed   the lab was closed
 * @property {() => void} changed
 */

/**
 * Milliseconds for which a removed element keeps its lab, in case it is only being moved. After that, reopening trains
 * it again.
 */
const GRACE = 10_000;

const UNREAD =
  'The link could not be read, because a part of the page could not be loaded. Check the connection and open the link again.';

export class Opener {
  #host;
  #element;
  #player;
  /** Whether opening was requested, by scrolling into view or by code. */
  #wanted = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #leaving;
  /** Whether to play once the element is on a page. */
  #playsThen = false;
  /**
   * The experiment and iteration of a lab that was closed on removal.
   * @type {{ experiment: any, iteration: number } | null}
   */
  #left = null;
  /** The preset opened from the menu. The property follows it and must not open it again. @type {string | null} */
  #followed = null;
  /** A parsed link that waits to be opened. @type {Linked | null} */
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
    // A playing lab continues if the element is put back soon, since it was only moved.
    this.#leave();
  }

  /** Closes the lab of a removed element after a delay. */
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

  /** The element renders for the first time. */
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

  /**
   * Returns to iteration 0, where a lab that has not been opened is.
   * @param {(work: () => Promise<void>) => Promise<void>} whenOpen  works once the lab is open
   */
  async rewind(whenOpen) {
    if (this.#left) this.#left.iteration = 0;
    else if (this.#wanted) await whenOpen(() => this.#player.rewind());
  }

  // Opening

  /** Opens the experiment of the attributes if that has not happened yet. */
  want() {
    if (!this.#wanted && this.#element.isConnected) this.load();
  }

  /** Opens the experiment of a link or of the attributes. */
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

  /** Opens a preset and updates the property. @param {string} name */
  async openPreset(name) {
    await this.open({ preset: name });
    this.#host.note([]);
    if (this.#element.preset !== name) this.#element.preset = this.#followed = name;
  }

  /** @param {string} text @param {any} base @param {string[]} problems @returns {Promise<void>} */
  openLink(text, base, problems) {
    this.#linked?.resolve(undefined);
    const reading = import('../experiment/lenient.js');
    reading.catch(() => {}); // the link that is opened tells
    return new Promise((resolve, reject) => {
      this.#linked = { text, base, problems, reading, resolve, reject };
      const { isConnected, hasUpdated } = this.#element;
      // An element that is not on a page opens it at once, as setState does.
      if (!isConnected || (hasUpdated && (this.#wanted || !this.#lazy))) this.load();
    });
  }

  async #openLinked() {
    const { text, base, problems, reading, resolve, reject } = /** @type {Linked} */ (this.#linked);
    this.#linked = null;
    /** @type {Pick<ReturnType<Awaited<Reading>['linked']>, 'problems' | 'refused' | 'amend'>} */
    let read = { problems: [], refused: [], amend: () => null };
    /** @param {any} current  the open experiment, which stays if the link cannot be read */
    const experiment = async (current) => {
      try {
        const whole = (await reading).linked(text, base);
        read = whole;
        return whole.experiment;
      } catch {
        read.problems = [UNREAD];
        if (current) throw new Error(UNREAD);
        return base;
      }
    };
    try {
      await this.open(experiment, { amend: (error) => read.amend(error) });
      resolve(undefined);
    } catch (error) {
      if (!read.problems.includes(UNREAD)) return reject(error);
      resolve(undefined);
    }
    this.#host.note([...problems, ...read.problems, ...read.refused]);
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
