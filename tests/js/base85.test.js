import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fromBase85, toBase85 } from '../../www/standalone/base85.js';
import fc from './seeds.js';

describe('bytes in base 85', () => {
  it('come back from their text, whatever they are and however many', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 50 }), (bytes) => {
        const text = toBase85(bytes);
        assert.deepEqual([...fromBase85(text)], [...bytes]);
        assert.equal(text.length, bytes.length + Math.ceil(bytes.length / 4));
      }),
    );
  });

  it('are five characters for four bytes at both ends of their range', () => {
    assert.equal(toBase85(new Uint8Array(4)), '!!!!!');
    const most = toBase85(new Uint8Array(4).fill(255));
    assert.equal(most.length, 5);
    assert.deepEqual([...fromBase85(most)], [255, 255, 255, 255]);
  });

  it('have no character that means something in HTML or in a string of JavaScript', () => {
    const all = new Uint8Array(4 * 85);
    for (let k = 0; k < 85; k += 1) new DataView(all.buffer).setUint32(4 * k, k);
    const characters = new Set(toBase85(all));
    assert.equal(characters.size, 85);
    for (const character of `"$&'-<>\\\`\n `) assert.ok(!characters.has(character), character);
  });

  it('are refused with another character', () => {
    assert.throws(() => fromBase85('!!!!<'), /“<” is no digit of base 85/);
  });
});
