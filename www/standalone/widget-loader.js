/**
 * What each lab of a notebook carries of its code: it loads the widget's module, which the labs of a notebook share, from
 * their common model or from the kernel.
 */
import { unzipped } from './unpack.js';

/** @typedef {import('./widget-model.js').Model & { send: (content: any) => void, widget_manager: any }} Model */
/** @typedef {{ default: { render: (place: { model: Model, el: HTMLElement }) => () => void } }} Widget */

/**
 * The module of one version: `promise` is what the first view that got it found; `asked` is the question under way.
 * @typedef {{ promise: Promise<Widget>, resolve: (widget: Widget) => void, asked: Promise<void> | null }} Arrival
 */

const page = /** @type {any} */ (globalThis);
const KEY = Symbol.for('init-lab arrivals');
/** Those of this page, by version. @type {Map<string, Arrival>} */
const arrivals = (page[KEY] ??= new Map());

const MISSING =
  'The code of this lab is not in the notebook, and no kernel has answered yet. Run its cell again. A notebook saved with the state of its widgets needs no kernel.';
/** Milliseconds after which a reader is told that the code is missing, and another view asks. A kernel that is busy answers later. */
const PATIENCE = 5_000;

/** From the model that the labs share, where the host has such models. @param {Model} model */
async function fromSharedModel(model) {
  const id = String(model.get('_module')).replace('IPY_MODEL_', '');
  return (await model.widget_manager.get_model(id)).get('packed');
}

/** @param {Model} model @returns {Promise<any>} */
const fromKernel = (model) =>
  new Promise((resolve, reject) => {
    model.on('msg:custom', (message, buffers) => {
      if (message?.packed === true) resolve(buffers?.[0]);
    });
    try {
      model.send({ method: 'module' });
    } catch {
      reject(new Error(MISSING)); // this host has no kernel
    }
  });

/** Gzipped bytes, as any host hands them over. @param {any} data */
const bytesOf = (data) =>
  typeof data === 'string' ? Uint8Array.from(atob(data), (character) => character.charCodeAt(0)) : data;

/** @param {Model} model @returns {Promise<Widget>} */
async function load(model) {
  let packed = await fromSharedModel(model).catch(() => null);
  if (!packed?.byteLength && !packed?.length) packed = await fromKernel(model);
  const address = URL.createObjectURL(new Blob([await unzipped(bytesOf(packed))], { type: 'text/javascript' }));
  return import(/* @vite-ignore */ address);
}

/** @returns {Arrival} */
function arrivalOf(/** @type {string} */ version) {
  const known = arrivals.get(version);
  if (known) return known;
  /** @type {(widget: Widget) => void} */
  let resolve = () => {};
  const promise = new Promise((found) => (resolve = found));
  const arrival = { promise, resolve, asked: null };
  arrivals.set(version, arrival);
  return arrival;
}

/**
 * The module, from whichever view of this page gets it first. A view asks where no other has asked, or where the other got
 * no answer: its kernel may be gone.
 * @param {Model} model @returns {Promise<Widget>}
 */
async function moduleOf(model) {
  const arrival = arrivalOf(String(model.get('_version')));
  const late = new Promise((end) => setTimeout(end, PATIENCE));
  const failed = arrival.asked?.catch(() => {}) ?? Promise.resolve();
  const found = await Promise.race([arrival.promise, failed, late]);
  if (found) return found;
  const asked = load(model).then(arrival.resolve);
  arrival.asked = asked;
  await Promise.race([arrival.promise, asked]);
  return arrival.promise;
}

/** @param {{ model: Model, el: HTMLElement }} place @returns {Promise<() => void>} which removes the view */
async function render(place) {
  const { model, el } = place;
  const late = setTimeout(() => (el.textContent = MISSING), PATIENCE);
  try {
    const widget = (await moduleOf(model)).default;
    clearTimeout(late);
    el.replaceChildren();
    return widget.render(place);
  } catch (error) {
    clearTimeout(late);
    el.textContent = /** @type {Error} */ (error).message;
    return () => {};
  }
}

export default { render };
