/**
 * What each lab of a notebook carries of its code: it loads the widget's module, which the labs of a notebook share, from
 * their common model or from the kernel.
 */
import { unzipped } from './unpack.js';

/** @typedef {import('./widget-model.js').Model & { send: (content: any) => void, widget_manager: any }} Model */
/** @typedef {{ default: { render: (place: { model: Model, el: HTMLElement }) => () => void } }} Widget */

const page = /** @type {any} */ (globalThis);
const KEY = Symbol.for('init-lab modules');
/** The modules of this page, by version. @type {Map<string, Promise<Widget>>} */
const modules = (page[KEY] ??= new Map());

const MISSING =
  'The code of this lab is not in the notebook, and no kernel answers. Run the cell again; to see it without a kernel, save the notebook with the state of its widgets.';
/** Milliseconds after which a kernel counts as silent. */
const PATIENCE = 60_000;

/** From the model that the labs share, where the host has such models. @param {Model} model */
async function fromSharedModel(model) {
  const id = String(model.get('_module')).replace('IPY_MODEL_', '');
  return (await model.widget_manager.get_model(id)).get('packed');
}

/** @param {Model} model @returns {Promise<any>} */
function fromKernel(model) {
  return new Promise((resolve, reject) => {
    const hear = (/** @type {any} */ message, /** @type {any[]} */ buffers) => {
      if (message?.packed === true) resolve(buffers?.[0]);
    };
    model.on('msg:custom', hear);
    model.send({ method: 'module' });
    setTimeout(() => reject(new Error(MISSING)), PATIENCE);
  });
}

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

/** @param {{ model: Model, el: HTMLElement }} place @returns {Promise<() => void>} which removes the view */
async function render(place) {
  const version = String(place.model.get('_version'));
  try {
    if (!modules.has(version)) modules.set(version, load(place.model));
    return /** @type {Widget} */ (await modules.get(version)).default.render(place);
  } catch (error) {
    modules.delete(version);
    place.el.textContent = /** @type {Error} */ (error).message;
    return () => {};
  }
}

export default { render };
