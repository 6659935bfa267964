/** The sweep of an element: loads its feature where the experiment has one, and moves it in place of the lab. */

/** Parts of a lab that the stage of a sweep takes the place of. */
const REPLACED = [
  ...['step', 'run-to-end', 'rewind', 'speed', 'counter', 'progress'],
  ...['panels', 'chart', 'key', 'inside', 'look-inside', 'results'],
];

export class Sweeping {
  #player;
  #opener;
  #features;
  /** Whether to train once the feature has loaded. */
  #plays = false;
  #isRemoved = false;

  /**
   * @param {import('../player/player.js').Player} player @param {import('./opener.js').Opener} opener
   * @param {import('./late-features.js').LateFeatures} features
   */
  constructor(player, opener, features) {
    this.#player = player;
    this.#opener = opener;
    this.#features = features;
  }

  /** Whether a sweep is shown in place of the lab. */
  get isOn() {
    return Boolean(this.#player.model.experiment?.sweep);
  }

  /** Whether its stage is what one sees. While points are drawn, the pictures of the lab are. */
  get isStaged() {
    return this.isOn && !this.#features.own?.drawing;
  }

  get #runs() {
    return this.#plays || (this.#features.stage?.running ?? false);
  }

  /** Whether the lab, or its sweep, is moving. */
  get moves() {
    return this.isOn ? this.#runs : this.#player.model.mode !== 'rest';
  }

  get settled() {
    return this.#features.stage?.settled ?? false;
  }

  /** The experiment has changed, or the feature has loaded. */
  follow() {
    const { model } = this.#player;
    const { stage, parts } = this.#features;
    if (this.isOn) parts.sweep.want();
    if (this.isOn && model.mode !== 'rest') {
      this.#player.pause();
      this.#plays = true;
    }
    if (!stage || !model.experiment) return;
    stage.setRemoved(this.#isRemoved);
    stage.follow(model.experiment);
    if (this.isOn && this.#plays) stage.play();
    this.#plays = false;
  }

  /** Plays the lab, or its sweep. */
  play() {
    if (!this.isOn) this.#opener.play();
    else if (this.#features.stage) this.#features.stage.play();
    else this.#plays = true;
  }

  pause() {
    this.#plays = false;
    this.#opener.pause();
    this.#features.stage?.pause();
  }

  /** Pauses. Returns a function that goes on; null if nothing was moving. @returns {(() => void) | null} */
  suspend() {
    if (!this.isOn) return this.#player.suspend();
    if (!this.#runs) return null;
    this.pause();
    return () => this.play();
  }

  /** Trains to the last training. @returns {Promise<number>} the iteration of the lab, which does not move */
  async runToEnd() {
    const part = await this.#features.parts.sweep.want();
    if (!part || !this.#features.stage)
      throw new Error('Sweeps could not be loaded: check the connection, and call again.');
    await this.#features.stage.runToEnd();
    return this.#player.iteration;
  }

  hostConnected() {
    this.#setRemoved(false);
  }

  hostDisconnected() {
    this.#setRemoved(true);
  }

  /** @param {boolean} isRemoved */
  #setRemoved(isRemoved) {
    this.#isRemoved = isRemoved;
    this.#features.stage?.setRemoved(isRemoved);
  }

  /**
   * What is shown of a lab, without what the stage takes the place of.
   * @param {(name: string) => boolean} shows @param {boolean} isExpected  whether a lab that waits will have a stage
   */
  without = (shows, isExpected) =>
    this.isStaged || isExpected ? (/** @type {string} */ name) => !REPLACED.includes(name) && shows(name) : shows;
}
