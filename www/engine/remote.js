/** Questions to a worker, each the name of what is to be called there and its values; and what comes back. */

/**
 * @template T
 * @typedef {{ [K in keyof T]: T[K] extends (...values: infer V) => infer R ? (...values: V) => Promise<Awaited<R>> : never }} Remote
 */

/** What goes along with a value, and is gone here then. @type {WeakMap<object, Transferable[]>} */
const alongside = new WeakMap();

/** @template {object} T @param {T} value @param {Transferable[]} buffers @returns {T} */
export function transfer(value, buffers) {
  alongside.set(value, buffers);
  return value;
}

/** @param {unknown} value */
const buffersOf = (value) => alongside.get(/** @type {object} */ (value)) ?? [];

/** In a worker: answers with what these functions return, or with what they throw. @param {Record<string, (...values: any[]) => any>} api */
export function expose(api) {
  addEventListener('message', async ({ data: { id, name, values } }) => {
    try {
      const value = await api[name](...values);
      postMessage({ id, value }, { transfer: buffersOf(value) });
    } catch (error) {
      const { name: kind, message } = /** @type {Error} */ (error);
      postMessage({ id, error: { name: kind, message } });
    }
  });
}

/**
 * On the page: the functions of a worker. What they are asked settles if the worker answers.
 * @template T
 * @param {Worker} worker
 * @returns {Remote<T>}
 */
export function remoteOf(worker) {
  /** @type {Map<number, { resolve: (value: any) => void, reject: (error: Error) => void }>} */
  const waiting = new Map();
  let count = 0;
  worker.addEventListener('message', ({ data: { id, value, error } }) => {
    const asked = waiting.get(id);
    waiting.delete(id);
    if (error) asked?.reject(Object.assign(new Error(error.message), error));
    else asked?.resolve(value);
  });
  const ask = (/** @type {string} */ name, /** @type {unknown[]} */ values) =>
    new Promise((resolve, reject) => {
      const id = (count += 1);
      worker.postMessage({ id, name, values }, values.flatMap(buffersOf));
      waiting.set(id, { resolve, reject });
    });
  return new Proxy(/** @type {any} */ ({}), {
    get:
      (_, name) =>
      (/** @type {unknown[]} */ ...values) =>
        ask(String(name), values),
  });
}
