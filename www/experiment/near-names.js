/** Finds the name that a mistyped one was meant to be. No DOM. */

/**
 * The first known name that a text nearly is: one letter apart, or one in four of a longer name.
 * @param {string} name @param {readonly string[]} known @returns {string | undefined}
 */
export const nearName = (name, known) =>
  known.find(
    (other) => apart(name.toLowerCase().replaceAll('-', ''), other.toLowerCase()) <= Math.max(1, name.length / 4),
  );

/** Edit distance: insertions, deletions and substitutions between two texts. @param {string} a @param {string} b */
function apart(a, b) {
  if (a.length > 30) return Infinity;
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1)
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
    row = next;
  }
  return row[b.length];
}
