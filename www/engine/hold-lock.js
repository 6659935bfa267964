/**
 * Holds a lock for as long as this worker lives. The page notices any end of the worker by obtaining the lock.
 * @param {string} name
 * @returns {Promise<boolean>} false if locks are not available
 */
export const holdLock = (name) =>
  new Promise((resolve) => {
    if (!navigator.locks) {
      resolve(false);
      return;
    }
    navigator.locks
      .request(name, () => {
        resolve(true);
        return new Promise(() => {});
      })
      .catch(() => resolve(false));
  });
