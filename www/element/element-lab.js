/** The lab of an element: its player, its view state, and the controllers that open, paint and extend it. */
import { actions } from './actions/index.js';
import { Autoplay } from './autoplay.js';
import { expectedRuns } from './expected-runs.js';
import { LateFeatures } from './late-features.js';
import { onlyOwnEvents } from './own-events.js';
import { Opener } from './opener.js';
import { Painting } from './painting.js';
import { Pending } from './pending.js';
import { Sweeping } from './sweeping.js';
import { template } from './template.js';
import { once } from './view-failures.js';
import { RunLabels, viewOf } from './view-model.js';
import { autoplayNamed, loadingNamed, shown, themeNamed } from './visibility.js';
import { colourTable } from '../charts/colours.js';
import { LabClient, Stale } from '../engine/client.js';
import { same } from '../experiment/object.js';
import { seek } from '../player/edits.js';
import { Player } from '../player/player.js';
import { Superseded } from '../player/work-queue.js';
import { changes } from '../export/preset-changes.js';
import { homeNotes } from '../share/home.js';
import { heldTo, insideQuestion, newInside, renewInside, thereOf } from '../views/inside/inside-look.js';
import { statusSentence } from '../views/messages.js';

/** @typedef {InstanceType<import('./methods.js').WithProperties>} Element */
/** @typedef {import('../views/view.js').Look & { inside: import('../views/inside/inside-look.js').InsideLook, share: { open: boolean, brought: File[] | string | null } }} State  the view state, which is not part of the experiment */

/** The key under which an element holds its lab. */
export const lab = Symbol('lab');

/** Milliseconds between screen-reader announcements while the lab is moving. */
const STATUS_INTERVAL = 5000;

export class Lab {
  #element;
  /** @type {State} */
  state = {
    notes: [],
    showTest: false,
    axis: null,
    pins: [],
    tableOpen: false,
    status: '',
    reading: null,
    cut: null,
    sought: null,
    draggedRate: null,
    problems: {},
    settingsOpen: false,
    answers: [],
    section: '',
    unfolded: false,
    enlarged: null,
    more: null,
    dropped: null,
    inside: newInside(),
    share: { open: false, brought: null },
  };
  /** The views and parts that `views` and `hide` leave visible. */
  #shown = shown(null, null);
  #labels = new RunLabels();
  /** Notes already reported by an event. @type {Set<string>} */
  #noted = new Set();
  #spoken = 0;
  /** Reports that a view could not be drawn. */
  viewFailed = once((message) => this.#emit('error', { type: 'view', reason: 'view', message }));
  /** The iteration of the last frame. */
  #drawnTo = 0;

  /** @param {Element} element */
  constructor(element) {
    this.#element = element;
    const player = (this.player = new Player(
      (what, byUser) => this.#onPlayer(what, byUser),
      (died) => new LabClient(died),
    ));
    const changed = () => element.requestUpdate();
    const { elementStyles } = /** @type {typeof import('lit').LitElement} */ (element.constructor);
    this.pending = new Pending(player);
    this.opener = new Opener({
      element,
      player,
      note: (notes) => this.set({ notes }),
      wanted: () => this.#lookInside(),
      removed: () => this.pending.removed(),
      changed,
    });
    this.features = new LateFeatures({
      player,
      styles: elementStyles,
      root: () => element.shadowRoot ?? undefined,
      changed: () => this.#onFeature(),
      read: (Reader) => this.painting.readWith(Reader),
      repoint: () => this.painting.repoint(),
      share: {
        lab: () => element,
        view: () => this.view(),
        root: () => /** @type {ShadowRoot} */ (element.renderRoot),
        changed,
        updated: () => element.updateComplete,
        suspend: () => this.sweeping.suspend(),
        close: () => this.set({ share: { ...this.state.share, open: false } }),
        open: (experiment, how) => player.asUser(() => this.opener.open(experiment, how)),
      },
      sweep: {
        view: () => this.view(),
        byUser: (control, work) => this.byUser(control, work),
        focus: (id) => this.act.focus(id),
        emit: (name, detail) => this.#emit(name, detail),
        come: () => this.sweeping.follow(),
      },
    });
    this.sweeping = new Sweeping(player, this.opener, this.features);
    this.painting = new Painting({
      element,
      player,
      features: this.features,
      view: () => this.view(),
      painted: () => this.#painted,
      seen: (visible) => this.#onSight(visible),
      read: (part) => {
        const { reading, cut } = this.state;
        if (!same({ reading, cut, ...part }, { reading, cut })) this.set(part);
      },
    });
    this.act = actions(this, element);
    onlyOwnEvents(element);
    element.addController(this.painting);
    element.addController(this.opener);
    element.addController(this.sweeping);
    element.addController(
      new Autoplay({
        frame: () => element.renderRoot?.querySelector('.frame'),
        isAsked: () => autoplayNamed(element.autoplay).word === 'seen',
        isNew: () => player.model.mode === 'rest' && player.iteration === 0,
        play: () => this.sweeping.play(),
      }),
    );
    element.addController({ hostDisconnected: () => this.features.sharing?.close() });
  }

  /** Changes the view state. @param {Partial<State>} part */
  set(part) {
    this.state = { ...this.state, ...part };
    this.#element.requestUpdate();
  }

  /** Changes the view state of Look inside. @param {Partial<State['inside']>} part */
  setInside(part) {
    const look = { ...this.state.inside, ...part };
    const { experiment } = this.player.model;
    this.set({ inside: experiment ? heldTo(look, thereOf(experiment)) : look });
    if ('follow' in part && this.state.inside.open) this.#inspect();
  }

  /** @param {boolean} open */
  openInside(open) {
    this.set({ inside: { ...this.state.inside, open, selected: null } });
    if (open) this.features.parts.inside.want();
    this.#inspect();
  }

  /** Requests the measurements that Look inside shows. */
  #inspect = () => this.player.show({ inside: insideQuestion(this.state.inside, this.#shown.shows) });

  /** Stops reading the cost chart. */
  stopReading() {
    this.painting.reader?.stopReading();
    this.set({ reading: null });
  }

  /**
   * Shows a refusal beside its control, with answers to what it asks. Null clears it.
   * @param {string} control @param {string | null} message @param {State['answers']} [answers]
   */
  problem(control, message, answers = []) {
    this.set({ problems: message === null ? {} : { [control]: message }, answers });
  }

  /**
   * Runs a control's action and shows a refusal beside the control.
   * @param {string} control @param {() => Promise<any> | void} work
   */
  async byUser(control, work) {
    this.problem(control, null);
    try {
      await this.player.asUser(work);
    } catch (error) {
      if (!(error instanceof Stale) && this.player.model.phase === 'ready')
        this.problem(control, /** @type {Error} */ (error).message, /** @type {any} */ (error).answers);
    } finally {
      this.#element.requestUpdate();
    }
  }

  // For methods

  /** Applies the attributes that were set before a call of a method, so that both take effect in their order. */
  inOrder() {
    const { hasUpdated, isUpdatePending } = this.#element;
    if (hasUpdated && isUpdatePending) /** @type {any} */ (this.#element).performUpdate();
    return this;
  }

  /** Numbers of training and test samples. */
  get samples() {
    const { points } = this.player.model;
    return { train: points?.train.labels.length ?? 0, test: points?.test.labels.length ?? 0 };
  }

  /** @param {(player: Player) => void} move @returns {Promise<number>} the iteration at which the lab next comes to rest */
  untilRest(move) {
    this.opener.want();
    return this.pending.untilRest(this.opener.standing, () => !this.sweeping.isOn && move(this.player));
  }

  /** Works once the first frame is shown: at once where it is, so that calls keep their order. @template T @param {() => T | Promise<T>} work @returns {Promise<T>} */
  async whenOpen(work) {
    this.opener.want();
    if (!this.pending.isShown) await this.pending.untilShown(() => this.opener.standing);
    return work();
  }

  /** Goes to an iteration that the lab has been at. @param {number} iteration @returns {Promise<number>} the iteration reached */
  async seek(iteration) {
    await this.whenOpen(() => this.player.apply(seek(iteration))).catch((error) => {
      if (!(error instanceof Superseded)) throw error;
    });
    return this.pending.untilCaughtUp(() => this.opener.standing);
  }

  // Life cycle

  /** @param {Map<PropertyKey, any>} changed  properties */
  willUpdate(changed) {
    if (changed.has('theme')) this.painting.renew();
    if (changed.has('views') || changed.has('hide')) this.#show();
    this.opener.willUpdate(changed);
    if (!this.waits) this.player.show({ colours: colourTable(this.painting.theme) });
  }

  firstUpdated() {
    this.painting.observe();
    this.opener.firstUpdated();
  }

  updated() {
    this.#tellNotes();
    if (!this.waits) this.painting.paint();
  }

  /** Whether the lab has not been asked to open and shows nothing yet. */
  get waits() {
    return !this.opener.wanted && !this.player.model.frame;
  }

  /** Whether the lab is to wait until it scrolls into view, and other labs go first. */
  get isLazy() {
    return loadingNamed(this.#element.loading).word === 'lazy';
  }

  /** @param {boolean} visible */
  #onSight(visible) {
    if (visible && !this.opener.wanted) this.opener.load();
    this.player.setVisible(visible);
  }

  /** Stops computing hidden views and forgets their own state. */
  #show() {
    const { views, hide, hasUpdated } = this.#element;
    this.#shown = shown(views, hide);
    const { shows } = this.#shown;
    this.player.show({ pictures: shows('panels') && !this.sweeping.isOn });
    if (this.state.inside.open) this.#inspect();
    this.#lookInside();
    if (!shows(this.state.section)) this.set({ section: '' });
    if (!shows('test-points') && !hasUpdated) this.set({ showTest: false });
    this.painting.renew();
  }

  /** Opens Look inside if `views` names it, once the lab has been asked to open, and closes it if it is hidden. */
  #lookInside() {
    const { shows, opensInside } = this.#shown;
    if (opensInside === this.state.inside.open || (opensInside ? !this.opener.wanted : shows('inside'))) return;
    this.openInside(opensInside);
  }

  /** A feature is loading, loaded, or could not be loaded. */
  #onFeature() {
    if (this.features.parts.results.part && this.player.model.settled) this.#speak();
    this.#element.requestUpdate();
  }

  /**
   * Loads what a lab says before it is there: when the lab moves, when it differs from its preset, and when the preset's
   * sentence comes late.
   */
  #anticipate() {
    const { results } = this.features.parts;
    const { mode, preset } = this.player.model;
    const isLate = preset !== null && preset.sentence === undefined;
    if (!results.failed && (mode !== 'rest' || isLate || changes(this.player.model).length > 0)) results.want();
  }

  /** Loads it at the first sign that the lab is about to be used. */
  #onUse = () => {
    if (!this.waits) this.features.parts.results.want();
  };

  // From the player

  /** @param {import('../player/player.js').What} what @param {boolean} byUser */
  #onPlayer(what, byUser) {
    const { player, painting } = this;
    this.#anticipate();
    const { model, iteration } = player;
    if (what === 'frame' || what === 'picture') {
      if (iteration < this.#drawnTo) this.stopReading();
      this.#drawnTo = iteration;
      // Controls update ten times a second. Frames in between only repaint the pictures.
      if (what === 'picture') painting.paintFrame();
      this.#emit('progress', { iteration, iterations: model.lastIteration });
      if (what === 'picture') return;
      painting.renewFrame();
      this.#labels.learn(model);
    }
    if (what === 'experiment') this.#onExperiment(byUser);
    if (what === 'load') this.#emit('load');
    if (what === 'finish') this.#emit('finish', { iteration });
    if (what === 'failure') this.#emit('error', { type: model.failure?.reason, ...model.failure });
    this.pending.tell();
    this.#speak();
    this.#element.requestUpdate();
  }

  /** @param {boolean} byUser */
  #onExperiment(byUser) {
    const { model } = this.player;
    const { experiment } = model;
    this.features.own?.follow(experiment.dataset);
    this.setInside(renewInside(this.state.inside, model));
    this.player.show({ pictures: this.#shown.shows('panels') && !this.sweeping.isOn });
    this.sweeping.follow();
    const isOpened = this.player.opening;
    this.#emit('change', { experiment: structuredClone(experiment), isUserInitiated: byUser, isOpened });
    this.stopReading();
  }

  /** @param {string} name @param {any} [detail] */
  #emit(name, detail) {
    this.#element.dispatchEvent(new CustomEvent(name, { detail }));
  }

  #speak() {
    const { model } = this.player;
    const now = performance.now();
    if (model.mode !== 'rest' && now - this.#spoken < STATUS_INTERVAL) return;
    this.#spoken = now;
    const ended = this.features.parts.results.part?.outcomeSentence(model) ?? null;
    this.set({ status: statusSentence(model, ended) });
  }

  // What is shown

  /** Notes about invalid attributes. */
  get #notes() {
    const { theme, home, loading, autoplay } = this.#element;
    const looks = [themeNamed(theme), loadingNamed(loading), autoplayNamed(autoplay), this.#shown];
    return [...this.opener.author.notes, ...homeNotes(home), ...looks.flatMap(({ notes }) => notes)];
  }

  #tellNotes() {
    const notes = this.#notes;
    const fresh = notes.filter(({ message }) => !this.#noted.has(message));
    this.#noted = new Set(notes.map(({ message }) => message));
    for (const { attribute, message } of fresh)
      this.#emit('error', { type: 'attribute', reason: 'attribute', attribute, message });
  }

  /** @returns {import('../views/panel-painter.js').Painted} */
  get #painted() {
    const { theme } = this.painting;
    return { model: this.player.model, theme, showTest: this.state.showTest, own: this.features.own };
  }

  /** @returns {import('../views/view.js').View} */
  view() {
    const { model } = this.player;
    const expected = () => expectedRuns(/** @type {any} */ (this.#element));
    const waitsForStage = model.experiment === null && expected().hasSweep;
    return viewOf({
      model,
      state: this.state,
      labels: this.#labels,
      features: this.features,
      theme: () => this.painting.theme,
      expected,
      shows: this.sweeping.without(this.#shown.shows, waitsForStage),
      staged: this.sweeping.isStaged,
      moves: this.sweeping.moves,
      act: this.act,
    });
  }

  render() {
    return template(this.view(), {
      alt: this.#element.alt,
      themeName: this.painting.themeName,
      waits: this.waits,
      notes: this.#notes,
      onUse: this.#onUse,
      onFailure: this.viewFailed,
      onColours: ({ target, currentTarget }) => {
        const { firstElementChild: lab } = /** @type {Element} */ (currentTarget);
        if (target === currentTarget || target === lab) this.painting.repaint();
      },
    });
  }
}
