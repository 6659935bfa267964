/** 10,000 mutated files of weights: read or refused, never anything else, and within bounds. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import fc, { cases } from './seeds.js';
import { unpacked, zipEntries } from '../../www/data/weights/zip-entries.js';
import { readWeights } from '../../www/engine/lab.js';
import { byteChange, changedBytes } from './mutations.js';
import { zipBytes } from './weights-makers.js';

const FOLDER = new URL('../fixtures/weights/', import.meta.url);
const FILES = [
  'numpy-2.4.npz',
  'numpy-2.4-transposed.npz',
  'numpy-2.4.npy',
  'numpy-2.4-dictionary.npz',
  'safetensors-0.8.safetensors',
  'keras-3.15-get-weights.npz',
  'weights.json',
];
const contents = FILES.map((name) =>
  name.endsWith('.json')
    ? new TextEncoder().encode(
        JSON.stringify(JSON.parse(String(readFileSync(new URL('expected.json', FOLDER)))).files[0].layers),
      )
    : new Uint8Array(readFileSync(new URL(name, FOLDER))),
);

/**
 * A file with changes; of a zip file, in one of its arrays, whose checksum is then right, or in the zip file itself.
 * @param {Uint8Array} bytes @param {number | null} inside  which of its arrays @param {import('./mutations.js').Change[]} changes
 */
function spoilt(bytes, inside, changes) {
  if (inside === null || bytes[0] !== 0x50) return changedBytes(bytes, changes);
  const entries = zipEntries(bytes);
  const one = inside % entries.length;
  const arrays = entries.map((entry, k) => [
    entry.name,
    k === one ? changedBytes(unpacked(bytes, entry), changes) : unpacked(bytes, entry),
  ]);
  return zipBytes(Object.fromEntries(arrays));
}

describe('mutated files of weights', () => {
  it('are read or refused', () => {
    let [read, refused] = [0, 0];
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: FILES.length - 1 }),
        fc.option(fc.nat()),
        fc.array(byteChange, { minLength: 1, maxLength: 4 }),
        (file, inside, changes) => {
          try {
            const { layers } = readWeights(spoilt(contents[file], inside, changes), FILES[file]);
            read += 1;
            assert.ok(
              layers.every(
                ({ weights, biases }) =>
                  weights.length === biases.length && [...weights.flat(), ...biases].every(Number.isFinite),
              ),
            );
          } catch (error) {
            refused += 1;
            const { name, message, allowed } = /** @type {any} */ (error);
            assert.ok(name === 'WeightsError', /** @type {any} */ (error).stack);
            assert.ok(message.length > 20 && message.length < 2000 && typeof allowed === 'string');
          }
        },
      ),
      cases(10_000),
    );
    assert.ok(read > 300 && refused > 300, `${read} read, ${refused} refused`);
  });
});
