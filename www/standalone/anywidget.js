/**
 * The lab as a widget for Jupyter and other anywidget hosts (MyST): one self-contained module, loaded from text. It
 * shows the model's state and writes the reader's changes to the model.
 */
import '../element/init-lab-element.js';
import { same } from '../experiment/object.js';

/** @typedef {import('../element/init-lab-element.js').InitLab} InitLab */

/**
 * @typedef {object} Model  anywidget's model
 * @property {(name: string) => any} get
 * @property {(name: string, value: any) => void} set
 * @property {() => void} save_changes
 * @property {(event: string, listener: (...values: any[]) => void) => void} on
 * @property {(event: string, listener: (...values: any[]) => void) => void} off
 */

/** Traits that are element properties of the same name. */
const TRAITS = ['preset', 'experiment', 'theme', 'views', 'hide', 'autoplay', 'alt'];
/** Methods that a message from Python may call. */
const METHODS = /** @type {const} */ (['play', 'pause', 'rewind', 'advance', 'runToEnd']);
/** Minimum interval between updates of the model, in milliseconds. */
const PROGRESS = 500;

/** One view of a model. */
class View {
  #model;
  #lab = /** @type {InitLab} */ (document.createElement('init-lab'));
  #told = -Infinity;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #soon;
  /** Functions that remove the listeners. @type {(() => void)[]} */
  #ends = [];

  /** @param {Model} model @param {HTMLElement} el */
  constructor(model, el) {
    this.#model = model;
    for (const trait of TRAITS) this.#take(trait);
    for (const trait of TRAITS)
      this.#hear(`change:${trait}`, () => {
        this.#tell({ error: '' });
        this.#take(trait);
      });
    this.#hear('change:state', () => this.#open());
    this.#hear('msg:custom', (message) => this.#obey(message));
    const lab = this.#lab;
    lab.addEventListener('load', () => this.#tellAll());
    lab.addEventListener('change', () => this.#tellAll());
    lab.addEventListener('progress', () => this.#tellProgress());
    lab.addEventListener('finish', () => this.#tell({ iteration: lab.iteration }));
    lab.addEventListener('error', (event) => this.#tell({ error: /** @type {any} */ (event).detail.message }));
    el.append(lab);
    this.#open();
  }

  /** @param {string} event @param {(...values: any[]) => void} listener */
  #hear(event, listener) {
    this.#model.on(event, listener);
    this.#ends.push(() => this.#model.off(event, listener));
  }

  /** @param {string} trait */
  #take(trait) {
    const value = this.#model.get(trait);
    if (value === undefined || value === null) {
      // Hosts without the Python class have only the traits that their author set.
      if (trait === 'experiment' && this.#lab.experiment) this.#lab.experiment = null;
      return;
    }
    Object.assign(this.#lab, { [trait]: value });
  }

  /** Opens the model's state, unless it is already on screen: this view or another may have written it. */
  #open() {
    const state = this.#model.get('state');
    if (!state || Object.keys(state).length === 0 || same(state, this.#lab.getState())) return;
    this.#tell({ error: '' });
    this.#lab.setState(state).catch((error) => this.#tell({ error: error.message }));
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

  #tellProgress() {
    // The final position is sent too.
    this.#soon ??= setTimeout(
      () => {
        this.#soon = undefined;
        this.#told = performance.now();
        this.#tell({ iteration: this.#lab.iteration });
      },
      Math.max(0, this.#told + PROGRESS - performance.now()),
    );
  }

  /** Shows a refusal until the next request; the rest of the state is opened. */
  #tellAll() {
    this.#tell({ state: this.#lab.getState() ?? {}, iteration: this.#lab.iteration });
  }

  /** @param {Record<string, any>} values */
  #tell(values) {
    const fresh = Object.entries(values).filter(([name, value]) => !same(value, this.#model.get(name)));
    if (fresh.length === 0) return;
    for (const [name, value] of fresh) this.#model.set(name, value);
    this.#model.save_changes();
  }

  end() {
    clearTimeout(this.#soon);
    for (const end of this.#ends) end();
    this.#lab.remove();
  }
}

/** @param {{ model: Model, el: HTMLElement }} place @returns {() => void} which removes the view */
function render({ model, el }) {
  const view = new View(model, el);
  return () => view.end();
}

export default { render };
