/** Changes of files and texts for property tests of readers: as a disk, a mail program or an attacker makes them. */
import fc from './seeds.js';

/** @typedef {{ kind: string, at: number, value: number }} Change */

/** Changes of bytes: single ones, a cut, a piece that is repeated, a number written over. */
export const byteChange = fc.oneof(
  fc.record({ kind: fc.constant('set'), at: fc.nat(), value: fc.integer({ min: 0, max: 255 }) }),
  fc.record({ kind: fc.constant('cut'), at: fc.nat(), value: fc.constant(0) }),
  fc.record({ kind: fc.constant('repeat'), at: fc.nat(), value: fc.integer({ min: 1, max: 64 }) }),
  fc.record({
    kind: fc.constant('number'),
    at: fc.nat(),
    value: fc.constantFrom(0, 1, 0xffff, 0x7fffffff, 0xffffffff),
  }),
);

/** @param {Uint8Array} bytes @param {Change[]} changes */
export function changedBytes(bytes, changes) {
  let made = Uint8Array.from(bytes);
  for (const { kind, at, value } of changes) {
    if (made.length < 8) break;
    // Headers are at the start and at the end.
    const place = at % 3 === 0 ? made.length - 1 - (at % Math.min(made.length, 600)) : at % made.length;
    if (kind === 'set') made[place] = value;
    else if (kind === 'cut') made = made.slice(0, place);
    else if (kind === 'number') new DataView(made.buffer).setUint32(Math.min(place, made.length - 4), value, true);
    else
      made = Uint8Array.from([
        ...made.subarray(0, place),
        ...made.subarray(Math.max(0, place - value), place),
        ...made.subarray(place),
      ]);
  }
  return made;
}

/**
 * Texts with pieces cut out, doubled or inserted.
 * @param {readonly string[]} texts @param {readonly string[]} pieces  that mean something in such texts
 */
export function changedTexts(texts, pieces) {
  const change = fc.record({
    at: fc.nat(),
    length: fc.nat(12),
    piece: fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'binary', maxLength: 3 })),
    doubles: fc.boolean(),
  });
  return fc.tuple(fc.constantFrom(...texts), fc.array(change, { minLength: 1, maxLength: 6 })).map(([text, changes]) =>
    changes.reduce((given, { at, length, piece, doubles }) => {
      const start = at % (given.length + 1);
      const end = start + (doubles ? 0 : length);
      const inserted = doubles ? given.slice(start, start + 20 * length) : piece;
      return given.slice(0, start) + inserted + given.slice(end);
    }, text),
  );
}
