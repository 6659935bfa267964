/**
 * A host's model of a widget. Hosts differ in what theirs can do: MyST's throws from `save_changes`, `send`, `off` and
 * `widget_manager`, and hands an Event to listeners. What a host lacks is passed over.
 */
import { same } from '../experiment/object.js';

/**
 * @typedef {object} Model  anywidget's model
 * @property {(name: string) => any} get
 * @property {(name: string, value: any) => void} set
 * @property {() => void} save_changes
 * @property {(event: string, listener: (...values: any[]) => void) => void} on
 * @property {(event: string, listener: (...values: any[]) => void) => void} off
 */

/** Does what not every host can. @param {() => void} work */
function attempt(work) {
  try {
    work();
  } catch {
    // This host cannot.
  }
}

export class HostModel {
  #model;
  /** Functions that remove the listeners. @type {(() => void)[]} */
  #ends = [];
  #isOver = false;

  /** @param {Model} model */
  constructor(model) {
    this.#model = model;
  }

  /** @param {string} name */
  get(name) {
    return this.#model.get(name);
  }

  /**
   * Calls a listener until the end, also in a host that cannot remove it.
   * @param {string} event @param {(value: any) => void} listener  gets the content of a message
   */
  hear(event, listener) {
    const hear = (/** @type {any} */ first) => {
      if (!this.#isOver) listener(first instanceof Event ? /** @type {CustomEvent} */ (first).detail : first);
    };
    attempt(() => this.#model.on(event, hear));
    this.#ends.push(() => this.#model.off(event, hear));
  }

  /** Writes those values that differ from the model's. @param {Record<string, any>} values */
  tell(values) {
    const fresh = Object.entries(values).filter(([name, value]) => !same(value, this.get(name)));
    if (fresh.length === 0) return;
    for (const [name, value] of fresh) attempt(() => this.#model.set(name, value));
    attempt(() => this.#model.save_changes());
  }

  end() {
    this.#isOver = true;
    for (const end of this.#ends) attempt(end);
  }
}
