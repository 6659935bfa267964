/** What views ask for: done at once where it can be, else once what does it has come. No DOM. */

/** What sets the lab in motion: it begins where what was asked for before has led. */
const MOVES = ['playOrPause', 'advance', 'runToEnd', 'rewind'];

/**
 * @param {Record<string, (...values: any[]) => any>} first  what needs nothing that comes late
 * @param {() => Record<string, (...values: any[]) => any> | null} late  all else, once it has come
 * @param {() => Promise<unknown>} fetch  that
 * @param {() => boolean} moves  whether the lab moves: to end that waits for nothing
 * @param {(by: 1 | -1) => void} hold  told of what begins to wait, and ends
 * @returns {any}
 */
export function actions(first, late, fetch, moves, hold) {
  /** The last of those that wait. @type {Promise<any> | null} */
  let waiting = null;
  /** What was asked for last, where what does it could not be had: it is done once that was tried again. @type {(() => any) | null} */
  let left = null;
  const find = (/** @type {string} */ name) => first[name] ?? late()?.[name];
  const wait =
    (/** @type {string} */ name) =>
    async (/** @type {any[]} */ ...values) => {
      const turn = (waiting = Promise.all([waiting, fetch()]));
      hold(1);
      try {
        await turn;
        if (waiting === turn) waiting = null;
        left = find(name) ? null : () => find(name)?.(...values);
        return find(name)?.(...values);
      } finally {
        hold(-1);
      }
    };
  const { fetchPart } = first;
  first.fetchPart = async () => {
    await fetchPart();
    if (!late()) return;
    left?.();
    left = null;
  };
  return new Proxy(first, {
    get: (_, /** @type {string} */ name) =>
      (waiting && (!(name in first) || (!moves() && MOVES.includes(name))) ? null : find(name)) ?? wait(name),
  });
}
