/** Remote calls to a worker: each message holds a function's name and its arguments, and the answer its result. */
import { dataOf, errorOf } from './error-data.js';

/**
 * @template T
 * @typedef {{ [K in keyof T]: T[K] extends (...values: infer V) => infer R ? (...values: V) => Promise<Awaited<R>> : never }} Remote
 */

/** Buffers transferred with a value. The sender cannot use them afterwards. @type {WeakMap<object, Transferable[]>} */
const alongside = new WeakMap();

/** @template {object} T @param {T} value @param {Transferable[]} buffers @returns {T} */
export function transfer(value, buffers) {
  alongside.set(value, buffers);
  return value;
}

/** @param {unknown} value */
const buffersOf = (value) => alongside.get(/** @type {object} */ (value)) ?? [];

/** @typedef {import('./own-port.js').Port} Port */

/**
 * In a worker: answers each call with the function's result or error.
 * @param {Record<string, (...values: any[]) => any>} api @param {Port} port  to the thread that started the worker
 */
export function expose(api, port) {
  port.addEventListener('message', async ({ data: { id, name, values } }) => {
    try {
      const value = await api[name](...values);
      port.postMessage({ id, value }, { transfer: buffersOf(value) });
    } catch (error) {
      port.postMessage({ id, error: dataOf(error) });
    }
  });
}

/**
 * On the page: the functions of a worker. Their promises settle when the worker answers.
 * @template T
 * @param {Port} worker
 * @returns {Remote<T>}
 */
export function remoteOf(worker) {
  /** @type {Map<number, { resolve: (value: any) => void, reject: (error: Error) => void }>} */
  const waiting = new Map();
  let count = 0;
  worker.addEventListener('message', ({ data: { id, value, error } }) => {
    const asked = waiting.get(id);
    waiting.delete(id);
    if (error) asked?.reject(errorOf(error));
    else asked?.resolve(value);
  });
  const ask = (/** @type {string} */ name, /** @type {unknown[]} */ values) =>
    new Promise((resolve, reject) => {
      const id = (count += 1);
      worker.postMessage({ id, name, values }, { transfer: values.flatMap(buffersOf) });
      waiting.set(id, { resolve, reject });
    });
  return new Proxy(/** @type {any} */ ({}), {
    get:
      (_, name) =>
      (/** @type {unknown[]} */ ...values) =>
        ask(String(name), values),
  });
}
