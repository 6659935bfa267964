/**
 * Something that is done once. A failed attempt is not remembered, so a later call tries again.
 * @template T
 * @param {() => Promise<T>} work
 * @returns {() => Promise<T>}
 */
export function once(work) {
  /** @type {Promise<T> | undefined} */
  let done;
  return () =>
    (done ??= work().catch((error) => {
      done = undefined;
      throw error;
    }));
}
