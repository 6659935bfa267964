/** <init-lab>: attributes, properties, methods, events, life cycle. What it shows is in views/, what it does in player.js. */
import { LitElement, html, nothing, unsafeCSS } from 'lit';
import { actions } from './actions/index.js';
import { asPixels } from '../charts/canvas.js';
import { SLOTS, assignSlots, colourTable, themes } from '../charts/colours.js';
import { controlActions } from './actions/transport.js';
import { homeNotes } from '../share/home.js';
import { insideQuestion, newInside } from '../views/inside/inside-look.js';
import { adoptLate, hands, lateParts } from './late-parts.js';
import { ATTRIBUTES, DEFAULT_PRESET, keyOf } from '../experiment/attribute-names.js';
import { same, sameRun } from '../experiment/object.js';
import { Player, Superseded } from '../player/player.js';
import { resultsShown } from './results-shown.js';
import { nameOf } from '../experiment/run-name.js';
import { keep } from './keyboard.js';
import { loadingNamed, shown, themeNamed } from './visibility.js';
import { LARGEST_TEXT, jsonFrom } from '../experiment/text.js';
import controlsCss from '../styles/controls.css?inline';
import labCss from '../styles/lab.css?inline';
import { ownTheme } from '../styles/own-theme.js';
import { themeStyles } from '../styles/theme.js';
import { ChartPainter } from '../views/chart-painter.js';
import { controls } from '../views/controls.js';
import { costFigure } from '../views/cost.js';
import { dropTarget, paste } from '../views/drop.js';
import { inside } from '../views/look-inside.js';
import { attributeNotes, messages, statusSentence } from '../views/messages.js';
import { PanelPainter } from '../views/panel-painter.js';
import { panels } from '../views/panels.js';
import { indexOf, isEditor } from '../views/parts.js';
import { results } from '../views/comparison.js';
import { shareParts } from '../views/share-button.js';
import { controlsPlace, placeBelow, waiting } from '../views/waiting.js';

/** @typedef {import('../views/parts.js').View} View */
/** @typedef {{ text: string | Promise<string>, base: any, problems: string[], resolve: (value: any) => void, reject: (error: any) => void }} Linked */

/** A removed element keeps its lab this long, in case it is only being moved; later it trains its way back. */
const GRACE = 10_000;
/** The mark in the performance timeline that each element sets when its first picture is drawn. */
const FIRST_PICTURE = 'init-lab:first-picture';
/** How many runs take their place before it is known how many there are, so that little moves when it is. */
const EXPECTED_RUNS = 3;
const NOWHERE = 'This element is not on a page, and has no experiment yet.';
const REMOVED = 'This element was removed from its page, and its lab does not move until it is back.';
/** A screen reader hears of a moving lab this often. */
const STATUS_INTERVAL = 5000;

/** @param {any} a @param {any} b */
function differ(a, b) {
  try {
    return !same(a, b);
  } catch {
    return true; // nested without end: the core refuses it in words
  }
}

/** @param {string | null} text JSON, or what is not JSON as it is, to be complained about in place */
function experimentFrom(text) {
  if (text === null || text.trim() === '') return null;
  try {
    return text.length > LARGEST_TEXT ? text : jsonFrom(text);
  } catch {
    return text;
  }
}

/** The runs in a text, before what understands them has come: what counts is how many. @param {string} text */
const listedIn = (text) => (text.trim().startsWith('[') ? experimentFrom(text) : text.split(','));

/** Properties of single fields, by their keys. @type {Map<string, string>} */
const FIELDS = new Map(ATTRIBUTES.map((attribute) => [keyOf(attribute), attribute]));

/** What an attribute's text stands for; until that can be said, the number or the text that it is. @param {string} attribute @param {any} value */
function meant(attribute, value) {
  const text = value?.unread;
  if (typeof text !== 'string') return value;
  if (hands) return hands.fromText(attribute, text);
  return text.trim() === '' || Number.isNaN(Number(text)) ? text : Number(text);
}

/**
 * @fires load      the first frame has come
 * @fires error     detail: { reason, message }
 * @fires progress  detail: { iteration, iterations }
 * @fires change    detail: { experiment, isUserInitiated, isOpened }; isOpened: as a whole, not made of the one before
 * @fires finish    the last iteration has been reached; detail: { iteration }
 */
class InitLabElement extends LitElement {
  static styles = [unsafeCSS(labCss), unsafeCSS(controlsCss), themeStyles];

  static properties = {
    preset: { type: String },
    experiment: {
      converter: { fromAttribute: experimentFrom },
      hasChanged: differ,
    },
    theme: { type: String },
    loading: { type: String },
    home: { type: String },
    views: { hasChanged: differ },
    hide: { hasChanged: differ },
    alt: { type: String },
    ...Object.fromEntries(
      Array.from(FIELDS, ([key, attribute]) => [
        key,
        {
          attribute,
          converter: {
            fromAttribute: (/** @type {string | null} */ text) =>
              text === null ? null : hands ? hands.fromText(attribute, text) : { unread: text },
          },
          hasChanged: differ,
        },
      ]),
    ),
  };

  /** @param {string} name @param {string | symbol} key @param {import('lit').PropertyDeclaration} options @override */
  static getPropertyDescriptor(name, key, options) {
    const descriptor = super.getPropertyDescriptor(name, key, options);
    const attribute = FIELDS.get(name);
    if (!descriptor || !attribute) return descriptor;
    return {
      ...descriptor,
      /** @this {any} */
      get() {
        const value = this[key];
        const read = meant(attribute, value);
        // The same object each time, once it has been read.
        if (hands && read !== value) this[key] = read;
        return read;
      },
    };
  }

  #parts = lateParts(
    () => this.#onPart(),
    () => this.#player.completeCatalogue(),
  );
  #player = new Player(
    (what, byUser) => this.#onPlayer(what, byUser),
    () => this.#parts.hands.want(),
  );
  /** How many parts have come. */
  #come = 0;
  /** Somebody is about to use the lab. */
  #prepare = () => {
    this.#parts.hands.want();
    this.#player.prepare();
  };
  /** What attributes ask for; there with what comes late. @type {import('./attribute-sync.js').Author | null} */
  #author = null;
  /** What views and hide leave. */
  #shown = shown(null, null);
  /** Who waits for the lab to come to rest, and who for any change of it. @type {{ resolve: (iteration: any) => void, reject: (error: Error) => void }[]} */
  #waiting = [];
  /** @type {((value?: unknown) => void)[]} */
  #changes = [];
  /** The theme with the page's own colours; null: to be read anew. @type {import('../charts/colours.js').Theme | null} */
  #themed = null;
  /** Notes that an event has told of. @type {Set<string>} */
  #noted = new Set();
  #panelPainter = new PanelPainter();
  /** @type {import('../views/inside/paint.js').InsidePainter | null} */
  #insidePainter = null;
  /** The user's own points, while they are edited. @type {import('../data/editor.js').DataEditor | null} */
  #own = null;
  /** Whether the browser has laid it out: to measure it before would have it laid out in between. */
  #laidOut = false;
  #sizes = new ResizeObserver(() => {
    this.#laidOut = true;
    this.#repaint();
  });
  #sight = new IntersectionObserver((entries) => this.#onSight(entries[entries.length - 1].isIntersecting));
  #darkQuery = matchMedia('(prefers-color-scheme: dark)');
  #onDark = () => this.#repaint();
  /** Paper is light, whatever the screen is. */
  #printing = false;
  #onPrint = (/** @type {Event} */ { type }) => {
    this.#printing = type === 'beforeprint';
    this.#repaint();
    this.performUpdate(); // the browser takes its picture now
    if (this.#printing) asPixels(/** @type {ShadowRoot} */ (this.renderRoot));
  };
  #stale = { picture: true, chart: true };
  #wanted = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #leaving;
  /** Whether it plays once it is on a page. */
  #playsThen = false;
  /** What a lab that was closed meanwhile was at. @type {{ experiment: any, iteration: number } | null} */
  #left = null;
  #spoken = 0;
  /** Whether its first picture has been drawn. */
  #pictured = false;
  /** The iteration of the last frame. */
  #drawnTo = 0;
  /** @type {Map<string, string>} */
  #labels = new Map();
  /** The preset that was opened from the menu: the property follows it, and must not open it again. @type {string | null} */
  #followed = null;
  /** What a link said, while it waits to be opened. @type {Linked | null} */
  #linked = null;
  /** What belongs to looking, not to the experiment. */
  #look = {
    /** What could not be read of what was to be opened. @type {string[]} */ notes: [],
    showTest: false,
    logarithmic: true,
    tableOpen: false,
    status: '',
    /** @type {View['reading']} */ reading: null,
    /** @type {View['cut']} */ cut: null,
    /** @type {number | null} */ draggedRate: null,
    /** @type {Record<string, string>} */ problems: {},
    /** @type {View['section']} */ section: '',
    /** @type {any} */ more: null,
    /** @type {View['dropped']} */ dropped: null,
  };
  #chartPainter = new ChartPainter(this.#look, () => this.requestUpdate());
  /** What is looked at inside the networks. */
  #inside = newInside();
  /** @type {import('./actions/sharing-actions.js').ShareLook} */
  #share = { open: false, brought: null, sharing: null };

  constructor() {
    super();
    this.preset = DEFAULT_PRESET;
    /** @type {any} */
    this.experiment = null;
    /** @type {'auto' | 'light' | 'dark' | 'projector'} */
    this.theme = 'auto';
    /** @type {'eager' | 'lazy'} */
    this.loading = 'eager';
    /** Where links to what it shows lead, if that is not the page beside its script. @type {string | null} */
    this.home = null;
    /** Names of views, as a text or a list; null: all. @type {string | string[] | null} */
    this.views = null;
    /** Names of what is hidden, as a text or a list. @type {string | string[] | null} */
    this.hide = null;
    /** What the figure is called for those who do not see it; null: the preset's title. @type {string | null} */
    this.alt = null;
    for (const key of FIELDS.keys()) /** @type {any} */ (this)[key] = null;
  }

  // Methods

  play() {
    this.#playsThen = !this.isConnected && (!this.#wanted || this.#left !== null);
    if (this.#playsThen) return;
    this.#want();
    this.#player.play();
  }

  pause() {
    this.#playsThen = false;
    this.#player.pause();
  }

  /** Whether nothing moves. */
  get paused() {
    return this.#player.model.mode === 'rest';
  }

  /** Rests; what it gives back goes on as before. Null where nothing moved. @returns {(() => void) | null} */
  suspend() {
    return this.#player.suspend();
  }

  /** Iteration 0, with the same weights. */
  async rewind() {
    if (this.#left) this.#left.iteration = 0;
    else await this.#player.rewind();
  }

  /**
   * @param {number} [count] iterations to go on by
   * @returns {Promise<number>} the iteration at which the lab next comes to rest: there, unless something else was asked for meanwhile
   */
  advance(count = 1) {
    if (!Number.isSafeInteger(count) || count < 0)
      throw new RangeError(`count is ${count}; allowed: a whole number from 0`);
    return this.#untilRest(() => this.#player.advance(count));
  }

  /** @returns {Promise<number>} as of advance() */
  runToEnd() {
    return this.#untilRest(() => this.#player.runToEnd());
  }

  /** Opens what the attributes ask for, if that has not been done: what waited for a look now has another reason. */
  #want() {
    if (!this.#wanted && this.isConnected) this.#load();
  }

  /** @param {() => void} move @returns {Promise<number>} */
  #untilRest(move) {
    this.#want();
    const promise = new Promise((resolve, reject) => {
      if (!this.#wanted || this.#left) {
        reject(new Error(this.#left ? REMOVED : NOWHERE));
        return;
      }
      move();
      this.#waiting.push({ resolve, reject });
    });
    promise.catch(() => {}); // whoever awaits it sees the error all the same
    this.#tellWaiting();
    return promise;
  }

  #tellWaiting() {
    const { mode, phase, failure } = this.#player.model;
    if (mode !== 'rest') return;
    for (const { resolve, reject } of this.#waiting.splice(0))
      if (phase === 'failed') reject(new Error(failure?.message));
      else resolve(this.#player.iteration);
  }

  /**
   * A picture of the comparison, the chart or one panel, with caption and link written in.
   * @param {Partial<Parameters<typeof import('../export/image.js').toBlob>[1]>} [options]
   * @returns {Promise<Blob>}
   */
  async toBlob(options = {}) {
    await this.#opened();
    return (await this.#player.late()).toBlob(this.#host, options);
  }

  /** The costs that were kept of every run, as CSV. @returns {Promise<string>} */
  async toCSV() {
    await this.#opened();
    return (await this.#player.late()).toCSV(this.#host);
  }

  /** Until there is something to see. */
  async #opened() {
    this.#want();
    const { model } = this.#player;
    while (!model.frame || model.phase !== 'ready') {
      if (model.phase === 'failed') throw new Error(model.failure?.message);
      if (!this.#wanted) throw new Error(NOWHERE);
      await new Promise((resolve) => this.#changes.push(resolve));
    }
  }

  /** What is on screen: the figures of every run. Null before load. */
  getResults() {
    const { frame } = this.#player.model;
    return frame && resultsShown(frame, this.#samples);
  }

  /**
   * What passes through each run's network, exactly, at the iteration reached when the engine is asked: between two frames, where the lab
   * moves.
   */
  async inspect() {
    await this.#opened();
    const { resultsRead } = await this.#player.late();
    return resultsRead(await this.#player.read('inspections'), this.#samples);
  }

  get #samples() {
    const { points } = this.#player.model;
    return { train: points?.train.labels.length ?? 0, test: points?.test.labels.length ?? 0 };
  }

  /** The complete experiment: the same object as a file, a link and the headless API use. Null before load. */
  getState() {
    const { experiment } = this.#player.model;
    return experiment && structuredClone(experiment);
  }

  /** Opens an experiment. A refused one rejects, and leaves what was shown. @param {any} experiment */
  async setState(experiment) {
    const copy = structuredClone(experiment === undefined ? {} : experiment); // what is left out is the default, as for the engine
    this.#wanted = true;
    this.#lookInside();
    await this.#open(copy);
    this.#note([]);
  }

  /** The text of a link to the experiment, without "#", such as "preset=deep_relu&learningRate=0.1"; empty before load. */
  getLink() {
    const { experiment, catalogue, preset } = this.#player.model;
    if (!experiment || !catalogue) return '';
    // Before that has come, nothing has been opened but presets as they stand, and nothing changed.
    return this.#parts.hands.part?.toLink(experiment, catalogue, preset?.name) ?? `preset=${preset?.name}`;
  }

  /**
   * Opens what a link says. What of it cannot be read, or is refused, is left out, and said above the lab.
   * @param {string | Promise<string>} text  with or without "#" or "?"
   * @param {{ base?: any, problems?: string[] }} [how]  base: what a link begins from that names no preset; problems: what else to say
   * @returns {Promise<void>}
   */
  openLink(text, { base = { preset: DEFAULT_PRESET }, problems = [] } = {}) {
    this.#linked?.resolve(undefined);
    return new Promise((resolve, reject) => {
      this.#linked = { text, base, problems, resolve, reject };
      if (this.hasUpdated && (this.#wanted || loadingNamed(this.loading).word !== 'lazy')) this.#load();
    });
  }

  /** Says above the lab what could not be used of what was to be opened. @param {string[]} problems */
  #note(problems) {
    this.#look.notes = problems;
    this.requestUpdate();
  }

  async #openLinked() {
    const { text, base, problems, resolve, reject } = /** @type {Linked} */ (this.#linked);
    this.#linked = null;
    /** @type {ReturnType<typeof import('../experiment/lenient.js').linked> | undefined} */
    let read;
    try {
      const made = (/** @type {typeof import('./hands.js')} */ { linked }, /** @type {string} */ said) =>
        (read = linked(said, base)).experiment;
      await this.#openLate(
        (hands) => (typeof text === 'string' ? made(hands, text) : text.then((said) => made(hands, said))),
        (error) => read?.amend(error),
      );
      this.#note([...problems, ...(read?.problems ?? []), ...(read?.refused ?? [])]);
      resolve(undefined);
    } catch (error) {
      reject(error);
    }
  }

  /** The iteration that all runs have reached. */
  get iteration() {
    return this.#player.iteration;
  }

  /** Whether nothing moves and the picture is complete; out of sight, at least a coarse one. */
  get settled() {
    return this.#player.model.settled;
  }

  // Life cycle

  connectedCallback() {
    super.connectedCallback();
    clearTimeout(this.#leaving);
    this.#observe();
    this.#darkQuery.addEventListener('change', this.#onDark);
    addEventListener('beforeprint', this.#onPrint);
    addEventListener('afterprint', this.#onPrint);
    if (this.#left) {
      const { experiment, iteration } = this.#left;
      this.#open(experiment, { keepOffered: true, iteration }).catch(() => {});
    }
    if (this.#playsThen && this.hasUpdated) this.play();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#share.sharing?.close();
    this.#sight.disconnect();
    this.#sizes.disconnect();
    this.#darkQuery.removeEventListener('change', this.#onDark);
    removeEventListener('beforeprint', this.#onPrint);
    removeEventListener('afterprint', this.#onPrint);
    // What plays goes on if it is put back soon: it was moved.
    this.#player.setVisible(false);
    this.#leave();
  }

  /** The page may make the element itself anything, so what is watched is inside it. */
  #observe() {
    const frame = this.renderRoot?.querySelector('.frame');
    if (!frame) return;
    this.#sight.observe(frame);
    this.#sizes.observe(frame);
  }

  firstUpdated() {
    this.#observe();
    if (this.#playsThen) this.play();
  }

  /** In another document, whose windows have sheets of their own. */
  createRenderRoot() {
    if (this.ownerDocument === document) return super.createRenderRoot();
    const root = this.shadowRoot ?? this.attachShadow(InitLabElement.shadowRootOptions);
    adoptLate(root, this.#parts, InitLabElement.elementStyles);
    return root;
  }

  adoptedCallback() {
    if (this.shadowRoot) adoptLate(this.shadowRoot, this.#parts, InitLabElement.elementStyles);
    this.#renew();
  }

  /** Closes the lab of a removed element after a while. */
  #leave() {
    clearTimeout(this.#leaving);
    this.#leaving = setTimeout(() => {
      const { experiment } = this.#player.model;
      if (!experiment) return;
      this.#left = { experiment, iteration: this.#player.iteration };
      this.#player.close();
      // Nothing of what they wait for comes any more.
      for (const { reject } of this.#waiting.splice(0)) reject(new Error(REMOVED));
    }, GRACE);
  }

  /** @param {any} experiment @param {Parameters<Player['load']>[1]} [how] */
  #open(experiment, how) {
    this.#left = null;
    if (!this.isConnected) this.#leave();
    return this.#player.load(experiment, how);
  }

  /**
   * Opens an experiment that is made by what comes late, in its turn.
   * @param {(hands: typeof import('./hands.js')) => any} make @param {(error: Error) => any} amend
   */
  async #openLate(make, amend) {
    const { part } = this.#parts.hands;
    return this.#open(part ? make(part) : async () => make(await this.#player.late()), { amend });
  }

  /** What nobody looks at yet takes its place after what somebody does: a page may have many of them. */
  async scheduleUpdate() {
    if (!this.hasUpdated && loadingNamed(this.loading).word === 'lazy') await new Promise((then) => setTimeout(then));
    await super.scheduleUpdate();
  }

  /** @param {Map<string, any>} changed */
  willUpdate(changed) {
    if (changed.has('theme')) this.#renew();
    if (changed.has('views') || changed.has('hide')) this.#show();
    const followed = this.#followed !== null && this.preset === this.#followed;
    this.#followed = null;
    if (!this.hasUpdated || (changed.has('loading') && !this.#wanted)) {
      if (loadingNamed(this.loading).word !== 'lazy' && !this.#wanted) this.#load();
    } else if ((changed.has('preset') && !followed) || changed.has('experiment')) this.#load();
    else if (this.#wanted && Array.from(FIELDS.keys()).some((key) => changed.has(key))) this.#change(changed);
    if (!this.#waits) this.#player.setColours(colourTable(this.#theme));
  }

  /** What is not shown is not computed, and is forgotten as far as it is a view's own. */
  #show() {
    this.#shown = shown(this.views, this.hide);
    const { shows } = this.#shown;
    this.#player.showPictures(shows('panels'));
    this.#lookInside();
    if (!shows(this.#look.section)) this.#look.section = '';
    if (!shows('test-points') && !this.hasUpdated) this.#look.showTest = false;
    this.#renew();
  }

  /** Opens the look inside that `views` names, or closes one that is not shown. What waits for a look asks for no part of it yet. */
  #lookInside() {
    const { shows, opensInside } = this.#shown;
    if (opensInside === this.#inside.open || (opensInside ? !this.#wanted : shows('inside'))) return;
    this.#openInside(opensInside);
  }

  /** @param {boolean} open */
  #openInside(open) {
    Object.assign(this.#inside, { open, selected: null });
    if (open) this.#parts.inside.want();
    this.#player.setInside(insideQuestion(this.#inside));
    this.requestUpdate();
  }

  /** Opens what the attributes ask for. */
  #load() {
    this.#wanted = true;
    this.#lookInside();
    if (this.#linked) {
      this.#openLinked();
      return;
    }
    this.#note([]);
    /** @type {ReturnType<import('./attribute-sync.js').Author['whole']> | undefined} */
    let whole;
    const asked = () => (whole = /** @type {import('./attribute-sync.js').Author} */ (this.#author).whole());
    const amend = async (/** @type {Error} */ error) => {
      if (!whole) await this.#player.late();
      return (whole ?? asked()).amend(error);
    };
    const given = (/** @type {string} */ key) => /** @type {any} */ (this)[key] ?? null;
    const plain = !this.#author && ['experiment', ...FIELDS.keys()].every((key) => given(key) === null);
    const opened = plain
      ? this.#open({ preset: String(this.preset ?? DEFAULT_PRESET) }, { amend })
      : this.#openLate(() => asked().experiment, amend);
    opened.catch((error) => this.#blame(error));
  }

  /** @param {Map<string, any>} changed */
  async #change(changed) {
    const { phase, experiment } = this.#player.model;
    if (!this.#left && (phase !== 'ready' || !experiment)) {
      this.#load();
      return;
    }
    if (this.#left)
      this.#open(this.#left.experiment, { keepOffered: true, iteration: this.#left.iteration }).catch(() => {});
    const waits = !this.#author;
    if (waits) {
      this.#player.hold(1);
      await this.#player.hands();
    }
    const change = this.#author?.change(changed);
    if (waits) this.#player.hold(-1);
    await change?.catch((error) => this.#blame(error));
  }

  /** @param {Error} error */
  #blame(error) {
    if (this.#player.model.phase === 'ready') this.#author?.blame(error);
  }

  /** What is wrong with attributes. */
  get #notes() {
    const looks = [themeNamed(this.theme), loadingNamed(this.loading), this.#shown];
    return [...(this.#author?.notes ?? []), ...homeNotes(this.home), ...looks.flatMap(({ notes }) => notes)];
  }

  /** @param {boolean} visible */
  #onSight(visible) {
    if (visible && !this.#wanted) this.#load();
    this.#player.setVisible(visible);
  }

  /** Nothing painted can be relied on any more. */
  #renew() {
    this.#stale = { picture: true, chart: true };
    this.#themed = null;
    this.#panelPainter.renew();
  }

  #repaint() {
    this.#renew();
    this.requestUpdate();
  }

  // From the player

  /** @param {import('../player/player.js').What} what @param {boolean} byUser */
  #onPlayer(what, byUser) {
    const { model } = this.#player;
    if (what === 'frame' || what === 'picture') {
      if (this.#player.iteration < this.#drawnTo) this.#stopReading();
      this.#drawnTo = this.#player.iteration;
    }
    // What is drawn ten times a second leaves the frames in between to the pictures.
    if (what === 'picture') {
      this.#panelPainter.paintFrame(this.#painted);
      this.#emit('progress', { iteration: this.#player.iteration, iterations: this.#player.goal });
      return;
    }
    if (what === 'frame') {
      this.#stale = { picture: true, chart: true };
      model.frame?.runs.forEach(({ label }, k) => this.#labels.set(JSON.stringify(model.experiment.runs[k]), label));
      this.#emit('progress', { iteration: this.#player.iteration, iterations: this.#player.goal });
    }
    if (what === 'experiment') {
      this.#own?.follow(model.experiment.dataset);
      this.#parts.hands.part?.renewInside(this.#inside, model, (follow) => this.#act.follow(follow));
      const isOpened = this.#player.opening;
      this.#emit('change', { experiment: this.getState(), isUserInitiated: byUser, isOpened });
      this.#stopReading();
    }
    if (what === 'load') this.#emit('load');
    if (what === 'finish') this.#emit('finish', { iteration: this.#player.iteration });
    if (what === 'failure') this.#emit('error', { type: model.failure?.reason, ...model.failure });
    this.#tellWaiting();
    this.#changes.splice(0).forEach((tell) => tell());
    this.#speak();
    this.requestUpdate();
  }

  #stopReading() {
    this.#chartPainter.reader?.stopReading();
    this.#look.reading = null;
    this.requestUpdate();
  }

  /** @param {string} name @param {any} [detail] */
  #emit(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  #speak() {
    const { model } = this.#player;
    const moving = model.mode !== 'rest';
    const now = performance.now();
    if (moving && now - this.#spoken < STATUS_INTERVAL) return;
    this.#spoken = now;
    this.#look.status = statusSentence(model);
  }

  /** Something that comes late has come, is on its way, or could not be had. */
  #onPart() {
    const { hands, setup, inside, share } = this.#parts;
    if (this.renderRoot)
      adoptLate(/** @type {ShadowRoot} */ (this.renderRoot), this.#parts, InitLabElement.elementStyles);
    if (inside.part) this.#insidePainter ??= new inside.part.InsidePainter();
    if (hands.part) this.#takeHands(hands.part);
    // There is a connection again.
    const come = Object.values(this.#parts).filter(({ part }) => part).length;
    if (come > this.#come && this.#player.model.missing !== null) this.#player.fetchPart();
    this.#come = come;
    if (setup.part && hands.part && !this.#own) {
      this.#own = hands.part.editorOf(setup.part.DataEditor, this.#host);
      const { experiment } = this.#player.model;
      if (experiment) this.#own.follow(experiment.dataset);
    }
    if (share.part) this.#share.sharing ??= new share.part.Sharing({ ...this.#host, look: this.#share });
    this.requestUpdate();
  }

  /** @param {typeof import('./hands.js')} hands */
  #takeHands(hands) {
    if (this.#lateAct) return;
    const { Author, ChartReader, lateActions } = hands;
    const player = this.#player;
    const edits = player.take(hands);
    this.#author = new Author({
      player,
      edits,
      read: (key) => /** @type {any} */ (this)[key],
      noted: () => this.requestUpdate(),
    });
    this.#chartPainter.equip(ChartReader);
    this.#lateAct = lateActions({ ...this.#host, edits });
  }

  // From the controls

  /** @param {string} control @param {string | null} message */
  #problem(control, message) {
    this.#look.problems = message === null ? {} : { [control]: message };
    this.requestUpdate();
  }

  /**
   * Does what a control asks, and shows beside it what is refused.
   * @param {string} control @param {() => Promise<any> | void} work
   */
  async #byUser(control, work) {
    this.#problem(control, null);
    try {
      await this.#player.asUser(work);
    } catch (error) {
      if (!(error instanceof Superseded) && this.#player.model.phase === 'ready')
        this.#problem(control, /** @type {Error} */ (error).message);
    } finally {
      this.requestUpdate();
    }
  }

  /** What all know of the element that act on it. */
  #host = {
    player: this.#player,
    parts: this.#parts,
    look: this.#look,
    inside: this.#inside,
    share: this.#share,
    lab: () => this,
    view: () => this.#view(),
    root: () => /** @type {ShadowRoot} */ (this.renderRoot),
    reader: () => this.#chartPainter.reader,
    own: () => this.#own,
    changed: () => this.requestUpdate(),
    updated: () => this.updateComplete,
    repaint: () => this.#repaint(),
    /** Other points are to be seen. */
    repoint: () => (this.#stale.picture = true),
    stopReading: () => this.#stopReading(),
    problem: (/** @type {string} */ control, /** @type {string | null} */ message) => this.#problem(control, message),
    byUser: (/** @type {string} */ control, /** @type {() => Promise<any> | void} */ work) =>
      this.#byUser(control, work),
    open: (/** @type {any} */ experiment, /** @type {Parameters<Player['load']>[1]} */ how = {}) =>
      this.#player.asUser(() => this.#open(experiment, how)),
    openPreset: async (/** @type {string} */ name) => {
      await this.#open({ preset: name });
      this.#note([]);
      if (this.preset !== name) this.preset = this.#followed = name;
    },
  };
  /** What controls ask for that comes late. @type {ReturnType<typeof import('./hands.js').lateActions> | null} */
  #lateAct = null;
  /** @type {View['act']} */
  #act = actions(
    {
      dismissNotes: () => this.#note([]),
      openInside: (open) => this.#openInside(open),
      /** @param {keyof import('./late-parts.js').LateParts} name @param {string} [id]  of what has the focus then */
      fetch: (name, id) => {
        this.#parts[name].want();
        if (id) this.#act.focus(id);
      },
      ...controlActions(this.#host),
    },
    () => this.#lateAct,
    () => this.#player.hands(),
    () => !this.paused,
    (by) => this.#player.hold(by),
  );

  // Drawing

  get #themeName() {
    if (this.#printing) return 'light';
    const { word } = themeNamed(this.theme);
    if (word !== 'auto') return word;
    return this.#darkQuery.matches ? 'dark' : 'light';
  }

  get #theme() {
    if (this.#printing) return themes.light;
    return (this.#themed ??= ownTheme(this.#themeName, getComputedStyle(this)));
  }

  /** Whether it opens when it is looked at, and was not. */
  get #waits() {
    return !this.#wanted && !this.#player.model.frame;
  }

  /** How many runs there will be, as far as its attributes say. */
  get #expected() {
    const { initializers } = /** @type {any} */ (this);
    const listed = typeof initializers === 'string' && !hands ? listedIn(initializers) : initializers;
    return Array.isArray(listed) ? Math.min(8, listed.length) : EXPECTED_RUNS;
  }

  /** @returns {import('../views/panel-painter.js').Painted} */
  get #painted() {
    const { showTest } = this.#look;
    return { model: this.#player.model, theme: this.#theme, showTest, own: this.#own };
  }

  /** @returns {View} */
  #view() {
    const element = this;
    const { model } = this.#player;
    const initializers = model.catalogue?.initializers ?? [];
    const runs = model.experiment?.runs ?? [];
    const isOn = (/** @type {any} */ run) => model.chosen.includes(model.offered.indexOf(run));
    // More than have a colour of their own can be offered, but not switched on: those that are on come first then.
    const order =
      model.offered.length > SLOTS
        ? [...model.offered].sort((a, b) => Number(isOn(b)) - Number(isOn(a)))
        : model.offered;
    const slots = assignSlots(
      order,
      initializers.map((/** @type {any} */ { name }) => name),
    );
    return {
      model,
      ...this.#look,
      more: this.#player.edits?.latest(this.#look.more) ?? this.#look.more,
      get theme() {
        return element.#theme;
      },
      expected: this.#expected,
      slotOf: (run) => {
        const place = model.offered.includes(run) ? run : model.offered[model.chosen[runs.indexOf(run)]];
        const found = order.indexOf(place);
        return (slots[found < 0 ? order.findIndex((other) => sameRun(other, run, initializers)) : found] ?? 0) % SLOTS;
      },
      labelOf: (run) => {
        const label = model.described[indexOf(model, run)]?.label;
        if (label) return label;
        for (const [key, label] of this.#labels) if (sameRun(JSON.parse(key), run, initializers)) return label;
        return run.label ?? nameOf(run, initializers);
      },
      look: this.#inside,
      insideStride: this.#insidePainter?.stride ?? 1,
      own: this.#own,
      share: this.#share,
      shows: this.#shown.shows,
      parts: this.#parts,
      act: this.#act,
    };
  }

  /** What is around the pictures comes with the experiment, while the first of them is computed. @param {View} view */
  #body(view) {
    const { shows, model } = view;
    const known = model.experiment !== null;
    const below = () => html`${inside(view)} ${costFigure(view)} ${results(view)}`;
    return html`${known ? controls(view) : controlsPlace(shows)} ${panels(view)} ${known ? below() : placeBelow(shows)}`;
  }

  render() {
    const view = this.#view();
    const { model } = view;
    const empty = model.phase === 'failed' && !model.frame;
    const count = model.frame?.runs.length ?? view.expected;
    const drop = dropTarget(view, 'panels');
    return html`<div class="frame" @keydown=${keep} @keyup=${keep} @keypress=${keep}>
      <div
        class="lab"
        lang="en"
        dir="ltr"
        role="group"
        aria-label=${this.alt?.trim() || `Lab: ${model.preset?.title ?? 'initializers compared'}`}
        @pointerenter=${this.#prepare}
        @focusin=${this.#prepare}
        @dragenter=${this.#prepare}
        @transitionrun=${this.#onColours}
        part="lab"
        data-theme=${this.#themeName}
        data-phase=${model.phase}
        aria-busy=${!model.settled}
        @dragover=${drop.over}
        @dragleave=${drop.leave}
        @drop=${drop.drop}
        @paste=${paste(view)}
      >
        ${view.parts.hands.part?.notes(view)} ${messages(view)} ${attributeNotes(this.#notes)}
        ${model.frame || model.phase !== 'loading' || this.#waits ? nothing : html`<p class="late opening">The lab is being loaded …</p>`}
        <div
          class="body"
          data-count=${Math.min(8, count)}
          ?data-beside=${count < 4 && view.shows('panels') && view.shows('chart')}
          ?data-blank=${!model.frame}
          ?hidden=${empty}
        >
          ${this.#waits ? waiting(view.shows, count) : this.#body(view)}
        </div>
        <p class="unseen" role="status">${view.status}</p>
        ${shareParts(view)}
      </div>
    </div>`;
  }

  updated() {
    this.#tellNotes();
    if (this.#waits || !(this.#laidOut || this.#printing || this.#player.model.frame)) return;
    const view = this.#view();
    const root = /** @type {ShadowRoot} */ (this.renderRoot);
    let first = false;
    if (this.#stale.picture) {
      this.#stale.picture = false;
      const plot = this.#panelPainter.paint(root, this.#painted);
      if (plot) this.#player.setPictureSize(Math.min(320, Math.round(plot.span * plot.ratio)), Math.round(plot.span));
      first = plot !== null && view.model.frame !== null && !this.#pictured;
      if (first) {
        this.#pictured = true;
        performance.mark(FIRST_PICTURE);
      }
    }
    if (isEditor(view) && view.own.drawing) view.parts.setup.part?.paintSheets(root, view);
    if (this.#insidePainter?.paint(root, view)) this.requestUpdate();
    if (!this.#stale.chart || !view.model.frame) return;
    this.#stale.chart = false;
    // Paper does not wait; behind the first picture the chart does.
    if ((view.model.mode === 'rest' && !first) || this.#printing) this.#chartPainter.draw(root, view);
    else this.#chartPainter.drawSoon(root, () => this.#view());
  }

  /** The page has given the lab other colours. */
  #onColours = (/** @type {Event} */ { target, currentTarget }) => {
    if (target === currentTarget) this.#repaint();
  };

  #tellNotes() {
    const notes = this.#notes;
    const fresh = notes.filter(({ message }) => !this.#noted.has(message));
    this.#noted = new Set(notes.map(({ message }) => message));
    for (const { attribute, message } of fresh)
      this.#emit('error', { type: 'attribute', reason: 'attribute', attribute, message });
  }
}

// Frameworks set an attribute's property where an element has one of its name: that of data-… attributes takes the data set's name, too.
Object.defineProperty(InitLabElement.prototype, 'dataset', {
  configurable: true,
  enumerable: true,
  get() {
    return Reflect.get(HTMLElement.prototype, 'dataset', this);
  },
  set(name) {
    this.datasetName = name;
  },
});

// A second copy of this script on a page must not fail: the first one's element serves both, whatever its version.
if (!customElements.get('init-lab')) customElements.define('init-lab', InitLabElement);

/** @typedef {InitLabElement} InitLab */
/** The class of the page's elements. */
export const InitLab = /** @type {typeof InitLabElement} */ (customElements.get('init-lab'));
