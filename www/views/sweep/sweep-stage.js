/** What the buttons and pictures of a sweep do: the stage of one lab. */
import { setProperty } from '../../player/edits.js';
import { catalogue } from '../../experiment/catalogue.js';
import { without } from '../../experiment/fields.js';
import { SweepsOfLab } from '../../sweep/sweeps-of-lab.js';
import { SweepPictures } from './sweep-pictures.js';
import { shownSweep } from './shown-sweep.js';
import { doneSentence, halfSentence, startSentence } from './sweep-state-words.js';
import { usualAxes } from './sweep-fields.js';
import { sweepSentences } from '../../export/sweep-sentences.js';

/** @typedef {import('../view.js').View} View */
/** @typedef {import('./sweep-view.js').ShownSweep} ShownSweep */
/** @typedef {import('../../sweep/sweep-run.js').SweepRun} SweepRun */
/** @typedef {'seeds' | 'line' | 'map'} SweepKind */
/**
 * @typedef {object} StageHost  the element, as the stage sees it
 * @property {import('../../player/player.js').Player} player
 * @property {() => View} view
 * @property {() => void} changed
 * @property {(control: string, work: () => Promise<any> | void) => Promise<void>} byUser  shows a refusal beside the control
 * @property {(id: string) => void} focus
 * @property {(name: string, detail: any) => void} emit
 * @property {(experiment: any) => Promise<import('../../sweep/sweep-run.js').EngineSweep>} createSweep
 */

/**
 * Milliseconds between two paintings: as a share of the time since training began, since what is seen changes ever less;
 * the least, for the first coarse picture, and the most. A painting takes the page some 10 ms, which workers lack.
 */
const GROWTH = 0.1;
const BETWEEN = 100;
const MOST_BETWEEN = 300;
/** Least milliseconds between two updates of words and numbers; the most of the time that paintings and words each take. */
const BETWEEN_WORDS = 500;
const MOST_SHARE = 0.1;

/** Seeds of a sweep without axes, of a line, and of a map. @type {Record<SweepKind, number>} */
const SEEDS = { seeds: 100, line: 10, map: 1 };

/** @param {string} measure */
const needsTraining = (measure) => catalogue.measures.find(({ name }) => name === measure)?.needsTraining ?? true;

export class SweepStage {
  #host;
  #sweeps;
  /** @type {SweepPictures} */
  pictures;
  /** The announcement for screen readers. */
  status = '';
  /** Whether the tables behind the picture are open. */
  tableOpen = false;
  #telling = false;
  /** Callers waiting for a change. @type {((value?: unknown) => void)[]} */
  #waiting = [];
  #toldAt = -Infinity;
  #paintedAt = -Infinity;
  /** When training began, or went on. */
  #begunAt = 0;
  /** Milliseconds that making the model took, and its sentences. */
  #took = 0;
  #tookWords = 0;
  /** Paints the picture as it was painted last. */
  #repaint = () => {};
  /** Last reported to listeners and screen readers. @type {{ run: SweepRun | null, phase: string, half: boolean }} */
  #told = { run: null, phase: '', half: false };
  /** @type {{ run: SweepRun, revision: number, experiment: any, shown: ShownSweep } | null} */
  #shown = null;
  /** @type {{ shown: ShownSweep | null, sentences: string[] }} */
  #said = { shown: null, sentences: [] };

  /** @param {StageHost} host */
  constructor(host) {
    this.#host = host;
    this.#sweeps = new SweepsOfLab({
      createSweep: host.createSweep,
      needsTraining,
      now: () => performance.now(),
      changed: (run) => this.#onRun(run),
    });
    this.pictures = new SweepPictures({
      open: (place) => this.open(place),
      zoom: (ranges) => this.zoom(ranges),
      zoomBack: () => this.zoomBack(),
    });
  }

  /** The sweep on stage. */
  get run() {
    return this.#sweeps.shown;
  }

  /** The sweep that a lab was opened from; null while it is on stage. */
  get left() {
    return this.#sweeps.isAway ? this.#sweeps.current : null;
  }

  get zoomed() {
    return this.#sweeps.wider !== null;
  }

  get running() {
    return this.run?.phase === 'running';
  }

  /** What the Play button does, in a word. */
  get playName() {
    const { phase, done } = this.run ?? { phase: 'opening', done: 0 };
    if (phase === 'running') return 'Pause';
    return phase === 'failed' ? 'Try again' : phase === 'paused' && done > 0 ? 'Go on' : 'Play';
  }

  /** Whether nothing moves and everything that is known is shown. */
  get settled() {
    const phase = this.run?.phase;
    return phase !== undefined && phase !== 'opening' && phase !== 'running' && !this.#telling;
  }

  /** The experiment of the lab has changed. @param {any} experiment */
  follow(experiment) {
    this.#sweeps.follow(experiment);
    this.#host.changed();
  }

  /** @param {boolean} isRemoved */
  setRemoved(isRemoved) {
    this.#sweeps.setRemoved(isRemoved);
  }

  // Moving

  play() {
    if (this.run) this.run.isAnew = false;
    this.run?.play();
  }

  pause() {
    this.run?.pause();
  }

  playOrPause() {
    if (this.running) this.pause();
    else this.play();
  }

  /** Trains to the last training. @returns {Promise<void>} rejected if it stops before */
  async runToEnd() {
    const { run } = this;
    if (!run) return;
    this.play();
    while (run.phase !== 'done') {
      if (run !== this.run) throw new Error('Another experiment was opened.');
      if (run.phase === 'failed') throw new Error(run.failure ?? '');
      if (run.phase === 'paused' || run.phase === 'rest') throw new Error('The sweep was paused.');
      await new Promise((resolve) => this.#waiting.push(resolve));
    }
  }

  /** Stops, and forgets what was trained. */
  cancel() {
    this.run?.cancel();
    this.#host.focus('play');
  }

  /** @param {boolean} open */
  openTable(open) {
    this.tableOpen = open;
    this.#host.changed();
  }

  // Entering, changing and leaving

  /** Makes a sweep of the lab on screen. @param {SweepKind} kind */
  async enter(kind) {
    const { player, byUser } = this.#host;
    await byUser('sweep', async () => {
      const { model, iteration } = player;
      const axes = usualAxes(model, { seeds: 0, line: 1, map: 2 }[kind]);
      this.#sweeps.origin = { experiment: without(model.experiment, 'sweep'), preset: model.preset?.name, iteration };
      await player.apply(setProperty('sweep', { seeds: SEEDS[kind], axes }));
      if (kind === 'seeds') this.play();
      this.#host.focus(kind === 'seeds' ? 'play' : 'sweep-axes-0-field');
    });
  }

  /**
   * Changes the plan of the sweep.
   * @param {(plan: any) => any} change @param {string} [focus]  the control that has the focus then
   */
  async setPlan(change, focus) {
    await this.#host.player.apply(setProperty('sweep', change));
    if (focus) this.#host.focus(focus);
  }

  /** Whether an axis varies this field. @param {string} field */
  usesField(field) {
    return (this.run?.experiment.sweep.axes ?? []).some((/** @type {any} */ axis) => axis.field === field);
  }

  async close() {
    const { player, byUser } = this.#host;
    const { closed } = this.#sweeps;
    if (!closed) return;
    await byUser('sweep', async () => {
      await player.load(closed.experiment, { keepOffered: true, iteration: closed.iteration });
      this.#sweeps.clear();
      this.#host.focus('try-seeds');
    });
  }

  /** Opens the lab of a place. @param {import('./sweep-view.js').SweepPlace} place */
  async open(place) {
    const { run } = this;
    if (!run?.results) return;
    const { player, byUser } = this.#host;
    run.place = place;
    await byUser('sweep', async () => {
      await player.load(run.experimentAt(place), { preset: player.model.preset?.name });
      this.#host.focus('sweep-back');
    });
  }

  /** Shows the sweep that a lab was opened from, as it was. */
  async back() {
    const { left } = this;
    if (!left) return;
    const { player, byUser } = this.#host;
    await byUser('sweep', async () => {
      await player.load(left.experiment, { preset: player.model.preset?.name });
      this.#host.focus('play');
    });
  }

  /** @param {{ from: number, to: number }[]} ranges */
  async zoom(ranges) {
    const plan = this.#sweeps.zoom(ranges);
    if (!plan) return;
    await this.#host.byUser('sweep', () =>
      this.setPlan(() => plan).catch((error) => {
        this.#sweeps.forgetZoom();
        throw error;
      }),
    );
  }

  async zoomBack() {
    const { wider } = this.#sweeps;
    if (wider) await this.#host.byUser('sweep', () => this.setPlan(() => wider.experiment.sweep));
    this.#host.focus(this.zoomed ? 'sweep-zoom-back' : 'play');
  }

  // What is shown

  /** The model of the sweep on stage, of this moment. @returns {ShownSweep | null} */
  get shown() {
    const { run } = this;
    if (!run) return null;
    const { revision, experiment } = run;
    const known = this.#shown;
    if (known?.run === run && known.revision === revision && known.experiment === experiment) return known.shown;
    const begun = performance.now();
    const shown = shownSweep(run, this.#host.view(), this.zoomed);
    if (shown) this.#shown = { run, revision, experiment, shown };
    this.#took = performance.now() - begun;
    return shown;
  }

  /** @returns {string[]} */
  get sentences() {
    const { shown } = this;
    if (!shown) return [];
    if (this.#said.shown !== shown) {
      const begun = performance.now();
      this.#said = { shown, sentences: sweepSentences(shown) };
      this.#tookWords = performance.now() - begun;
    }
    return this.#said.sentences;
  }

  /** For the page: the arrays of the engine, which the sweep fills, and how far it is. */
  get publicResults() {
    const { run } = this;
    return run?.results ? { ...run.results, done: run.done, total: run.total } : null;
  }

  /** Paints the picture. @param {ShadowRoot} root @param {View} view @param {boolean} now */
  paint(root, { theme, logarithmic }, now) {
    this.#repaint = () => this.pictures.paint(root, this.shown, { theme, logarithmic, now: false });
    this.#paintedAt = performance.now();
    this.pictures.paint(root, this.shown, { theme, logarithmic, now });
  }

  /** @param {SweepRun} run */
  #onRun(run) {
    const told = this.#told;
    const half = run.done >= run.total / 2;
    const isNew = told.run !== run || told.phase !== run.phase;
    if (isNew) this.#begunAt = performance.now();
    if (isNew || half !== told.half) this.#announce(run, half);
    this.#waiting.splice(0).forEach((tell) => tell());
    if (isNew) this.#tell();
    else this.#tellSoon();
  }

  /** Says at its start, halves and end how the sweep is doing. @param {SweepRun} run @param {boolean} half */
  #announce(run, half) {
    const before = this.#told;
    this.#told = { run, phase: run.phase, half };
    if (run !== this.run) return;
    if (run.phase === 'done') this.status = [doneSentence(run), ...this.sentences].join(' ');
    else if (run.phase === 'running' && run.done === 0) this.status = startSentence(run);
    else if (run.phase === 'running' && half && !(before.run === run && before.half)) this.status = halfSentence(run);
    if (run.phase === 'done' && before.phase !== 'done')
      this.#host.emit('sweep-finish', { done: run.done, total: run.total });
  }

  /** The picture moves on, and now and then the words do. */
  #tellSoon() {
    if (this.#telling) return;
    this.#telling = true;
    const usual = Math.min(MOST_BETWEEN, GROWTH * (performance.now() - this.#begunAt));
    const due = this.#paintedAt + Math.max(BETWEEN, usual, this.#took / MOST_SHARE);
    setTimeout(
      () => {
        const now = performance.now();
        if (now >= this.#toldAt + Math.max(BETWEEN_WORDS, this.#tookWords / MOST_SHARE)) return this.#tell();
        this.#telling = false;
        this.#paintedAt = now;
        this.#emitProgress();
        this.#repaint();
      },
      Math.max(0, due - performance.now()),
    );
  }

  #tell() {
    this.#telling = false;
    this.#toldAt = performance.now();
    this.#emitProgress();
    this.#host.changed();
  }

  #emitProgress() {
    const { run } = this;
    if (run && run.phase !== 'opening') this.#host.emit('sweep-progress', { done: run.done, total: run.total });
  }
}
