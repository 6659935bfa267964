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
  'The code of this lab is not in the notebook, and no kernel has answered yet. Run its cell again. A notebook saved with the state of its widgets needs no kernel.';
/** Milliseconds after which a reader is told that the code is missing. A kernel that is busy answers later. */
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

/** @param {{ model: Model, el: HTMLElement }} place @returns {Promise<() => void>} which removes the view */
async function render(place) {
  const { model, el } = place;
  const version = String(model.get('_version'));
  const late = setTimeout(() => (el.textContent = MISSING), PATIENCE);
  try {
    if (!modules.has(version)) modules.set(version, load(model));
    const widget = /** @type {Widget} */ (await modules.get(version)).default;
    clearTimeout(late);
    el.replaceChildren();
    return widget.render(place);
  } catch (error) {
    clearTimeout(late);
    modules.delete(version);
    el.textContent = /** @type {Error} */ (error).message;
    return () => {};
  }
}

export default { render };
