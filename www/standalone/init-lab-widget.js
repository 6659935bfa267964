/**
 * The lab as a widget for Jupyter and other anywidget hosts (MyST): one self-contained module, loaded from text. It
 * shows the model's state and writes the reader's changes to the model.
 */
import '../element/init-lab-element.js';
import { SINGLE } from '../element/attributes.js';
import { same } from '../experiment/object.js';
import { HostModel } from './widget-model.js';

/** @typedef {import('../element/init-lab-element.js').InitLab} Lab */
/** @typedef {import('./widget-model.js').Model} Model */

/** Properties of the element that are traits of the same name. */
const SAME = ['preset', 'experiment', 'theme', 'views', 'hide', 'autoplay', 'alt', 'home'];
/** Properties that always have a value. */
const ALWAYS = ['preset', 'theme', 'autoplay'];
/** The names of each property's trait. A field's is its attribute, as Python writes it, or the property itself. */
const TRAITS = new Map([
  ...SAME.map((name) => /** @type {[string, string[]]} */ ([name, [name]])),
  ...SINGLE.map(
    ({ key, attribute }) => /** @type {[string, string[]]} */ ([key, [attribute.replaceAll('-', '_'), key]]),
  ),
]);
/** Methods that a message from Python may call. */
const METHODS = /** @type {const} */ (['play', 'pause', 'rewind', 'advance', 'runToEnd']);
/** Minimum interval between updates of the model, in milliseconds. */
const PROGRESS = 500;
/** Names this page among those that show a model. */
const PAGE = Math.random().toString(36).slice(2);
let views = 0;

/** A cost as JSON can have it. @param {number} cost */
const plain = (cost) => (Number.isNaN(cost) || Math.abs(cost) === Infinity ? String(cost) : cost);

/** The results on screen as JSON; null before the first picture. @param {Lab} lab */
function resultsOf(lab) {
  const results = lab.getResults();
  return results && { ...results, runs: results.runs.map((run) => ({ ...run, cost: plain(run.cost) })) };
}

/** One view of a model. */
class View {
  #model;
  #lab = /** @type {Lab} */ (document.createElement('init-lab'));
  #name = `${PAGE}.${(views += 1)}`;
  #told = -Infinity;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #soon;
  /** What the model asks for next: to show its state, and perhaps its iteration. @type {{ moves: boolean } | null} */
  #asked = null;
  /** Whether the lab is on its way to what the model is at. It reports nothing until then. */
  #follows = false;
  #turn = 0;
  /** The way to the model's iteration. @type {Promise<void>} */
  #going = Promise.resolve();
  #isInView = false;
  #sight = new IntersectionObserver((entries) => {
    this.#isInView = entries.at(-1)?.isIntersecting ?? false;
    this.#tellSight();
  });

  /** @param {Model} model @param {HTMLElement} el */
  constructor(model, el) {
    this.#model = new HostModel(model);
    for (const property of TRAITS.keys()) this.#take(property);
    for (const [property, names] of TRAITS)
      for (const name of new Set(names))
        this.#model.hear(`change:${name}`, () => {
          this.#tell({ error: '' });
          this.#take(property);
        });
    this.#model.hear('change:state', () => this.#ask(false));
    // Python has moved the lab itself.
    this.#model.hear('change:_moves', () => this.#ask(true));
    this.#model.hear('msg:custom', (message) => this.#obey(message));
    this.#listen();
    el.append(this.#lab);
    this.#sight.observe(this.#lab);
    this.#follow(true);
  }

  #listen() {
    const lab = this.#lab;
    lab.addEventListener('load', () => this.#tellAll());
    lab.addEventListener('change', () => this.#tellAll());
    lab.addEventListener('progress', () => this.#tellSoon());
    lab.addEventListener('finish', () => this.#tellPosition());
    lab.addEventListener('error', (event) => this.#tell({ error: /** @type {any} */ (event).detail.message }));
    addEventListener('pagehide', this.#leave);
    document.addEventListener('visibilitychange', this.#tellSight);
  }

  /** Gives the element a property; hosts without the Python class have only the traits that their author set. @param {string} property */
  #take(property) {
    const given = TRAITS.get(property)?.map((name) => this.#model.get(name));
    const value = given?.find((value) => value !== undefined && value !== null) ?? null;
    if (value !== null || !ALWAYS.includes(property)) Object.assign(this.#lab, { [property]: value });
  }

  /** Follows the model once all its traits are set. @param {boolean} moves  to the model's iteration, too */
  #ask(moves) {
    if (!this.#asked)
      queueMicrotask(() => {
        const moves = Boolean(this.#asked?.moves);
        this.#asked = null;
        this.#follow(moves);
      });
    this.#asked = { moves: moves || Boolean(this.#asked?.moves) };
  }

  /** Opens the model's state, unless it is already on screen: this view or another may have written it. @param {boolean} moves */
  async #follow(moves) {
    const { state, iteration, paused } = this.#found();
    const turn = (this.#turn += moves ? 1 : 0);
    this.#follows ||= moves;
    if (moves && paused && !this.#lab.paused) this.#lab.pause();
    try {
      if (state && Object.keys(state).length > 0 && !same(state, this.#lab.getState())) {
        this.#tell({ error: '' });
        await this.#lab.setState(state);
      }
      if (moves) {
        // Iterations add up where one advance begins during another: one goes at a time, and only the last asked for.
        this.#going = this.#going.catch(() => {}).then(() => (turn === this.#turn ? this.#goTo(iteration) : undefined));
        await this.#going;
      }
    } catch (error) {
      this.#tell({ error: /** @type {Error} */ (error).message });
    }
    if (moves && turn === this.#turn) this.#arrive(paused === false);
  }

  /** @param {boolean} plays */
  #arrive(plays) {
    this.#follows = false;
    if (plays) this.#lab.play();
    this.#tellAll();
  }

  /** What the model is at. */
  #found() {
    const [state, iteration, paused] = ['state', 'iteration', 'paused'].map((name) => this.#model.get(name));
    return { state, iteration: iteration ?? 0, paused };
  }

  /** @param {number} iteration */
  async #goTo(iteration) {
    // The frame under way when a lab is paused still moves it: measuring waits for that.
    if (!this.#lab.settled) await this.#lab.inspect();
    const away = iteration - this.#lab.iteration;
    if (away > 0) await this.#lab.advance(away);
    else if (away < 0) await this.#lab.seek(iteration);
  }

  /** @param {any} message */
  #obey(message) {
    const { method, value } = message ?? {};
    if (!METHODS.includes(method)) return;
    this.#tell({ error: '' });
    try {
      /** @type {any} */ (this.#lab)[method](...(value === undefined || value === null ? [] : [value]));
    } catch (error) {
      this.#tell({ error: /** @type {Error} */ (error).message });
    }
  }

  /** Reports twice a second while the lab moves, and once it rests. */
  #tellSoon() {
    this.#soon ??= setTimeout(
      () => {
        this.#soon = undefined;
        this.#told = performance.now();
        this.#tellPosition();
        if (!this.#lab.paused) this.#tellSoon();
      },
      Math.max(0, this.#told + PROGRESS - performance.now()),
    );
  }

  #tellPosition() {
    if (this.#follows) return;
    const results = resultsOf(this.#lab);
    this.#tell({
      iteration: this.#lab.iteration,
      ...this.#known({ ...(results && { results }), paused: this.#lab.paused }),
    });
  }

  /** Shows a refusal until the next request; the rest of the state is opened. */
  #tellAll() {
    const state = this.#lab.getState();
    if (this.#follows || !state) return;
    this.#tell({ state });
    this.#tellPosition();
    this.#tellSight();
  }

  /** Whether this view obeys Python now: a lab out of sight does not move, and Python moves it itself. */
  #tellSight = () => {
    const obeys = this.#isInView && !document.hidden && !this.#follows && this.#lab.getState() !== null;
    this.#tell(this.#known({ _shown: this.#others(obeys ? [this.#name] : []) }));
  };

  /** Those traits that the model has. @param {Record<string, any>} values */
  #known(values) {
    return Object.fromEntries(Object.entries(values).filter(([name]) => this.#model.get(name) !== undefined));
  }

  /** The views of this page that obey the model, without this one, and then some. @param {string[]} names */
  #others(names) {
    const shown = /** @type {string[]} */ (this.#model.get('_shown') ?? []);
    return [...shown.filter((name) => name.startsWith(`${PAGE}.`) && name !== this.#name), ...names];
  }

  /** Obeys no more. What no view moves rests. */
  #leave = () => {
    const others = this.#others([]);
    this.#tell(this.#known({ _shown: others, ...(others.length === 0 ? { paused: true } : {}) }));
  };

  /** @param {Record<string, any>} values */
  #tell(values) {
    this.#model.tell(values);
  }

  end() {
    this.#lab.remove();
    clearTimeout(this.#soon);
    this.#sight.disconnect();
    removeEventListener('pagehide', this.#leave);
    document.removeEventListener('visibilitychange', this.#tellSight);
    this.#leave();
    this.#model.end();
  }
}

/** @param {{ model: Model, el: HTMLElement }} place @returns {() => void} which removes the view */
function render({ model, el }) {
  const view = new View(model, el);
  return () => view.end();
}

/** The element itself, for pages without a widget: this module alone has everything. */
export { InitLab } from '../element/init-lab-element.js';

export default { render };
