/** The JSON of the scripts that measure a real network is checked before anything of it is shown. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import fc, { cases } from './seeds.js';
import { readSignals } from '../../www/data/model/read-signals.js';

/** What signals_torch.py and signals_keras.py wrote, in short. */
const LAYER = {
  name: 'dense',
  shape: [10, 256],
  signal: 0.6,
  errorSignal: 0.31,
  gradient: 0.07,
  dead: 0.25,
  update: 0.008,
};
const GIVEN = {
  format: 'init-lab signals 1',
  framework: 'keras 3.15.1',
  layers: [LAYER, { shape: [1, 10], signal: 0 }],
};

/** @param {unknown} data @returns {{ path: string, message: string }} */
function refusal(data) {
  try {
    readSignals(typeof data === 'string' ? data : JSON.stringify(data));
  } catch (error) {
    assert.ok(error instanceof RangeError, String(error));
    return /** @type {any} */ (error);
  }
  assert.fail('it was read');
}

describe('measured signals', () => {
  it('are read, with what is missing as null', () => {
    const { framework, layers } = readSignals(JSON.stringify(GIVEN));
    assert.equal(framework, 'keras 3.15.1');
    assert.deepEqual(layers[0], LAYER);
    assert.deepEqual(layers[1], {
      name: '',
      shape: [1, 10],
      signal: 0,
      errorSignal: null,
      gradient: null,
      dead: null,
      update: null,
    });
  });

  for (const [what, data, path] of /** @type {[string, unknown, string][]} */ ([
    ['another format', { ...GIVEN, format: 'x' }, 'format'],
    ['a list', [], 'format'],
    ['null', null, 'format'],
    ['no format', { layers: [LAYER] }, 'format'],
    ['no layers', { ...GIVEN, layers: [] }, 'layers'],
    ['too many layers', { ...GIVEN, layers: Array(201).fill(LAYER) }, 'layers'],
    ['a layer that is a number', { ...GIVEN, layers: [3] }, 'layers[0]'],
    ['a shape of three', { ...GIVEN, layers: [{ ...LAYER, shape: [1, 2, 3] }] }, 'layers[0].shape'],
    ['a signal in quotes', { ...GIVEN, layers: [{ ...LAYER, signal: '1' }] }, 'layers[0].signal'],
    ['a negative error signal', { ...GIVEN, layers: [LAYER, { ...LAYER, errorSignal: -1 }] }, 'layers[1].errorSignal'],
    ['more dead units than units', { ...GIVEN, layers: [{ ...LAYER, dead: 1.5 }] }, 'layers[0].dead'],
    ['text', 'hello', 'text'],
    ['NaN of Python', '{"format": "init-lab signals 1", "layers": [{"signal": NaN}]}', 'text'],
    ['a long text', ' '.repeat(200_001), 'text'],
  ]))
    it(`refuse ${what}`, () => {
      assert.equal(refusal(data).path, path);
      assert.doesNotMatch(refusal(data).message, /undefined/);
    });

  it('are refused and nothing worse, whatever stands in a layer', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        for (const given of [
          value,
          { ...GIVEN, layers: value },
          { ...GIVEN, layers: [value] },
          { ...GIVEN, layers: [{ ...LAYER, shape: value }] },
        ])
          try {
            readSignals(JSON.stringify(given));
          } catch (error) {
            assert.ok(error instanceof RangeError, String(error));
          }
      }),
      cases(100),
    );
  });
});

describe('the scripts that measure them', () => {
  for (const name of ['signals_torch.py', 'signals_keras.py'])
    it(`${name} is short enough to paste, and writes all that is read`, () => {
      const text = readFileSync(new URL(`../../docs/examples/${name}`, import.meta.url), 'utf8');
      assert.ok(text.trimEnd().split('\n').length <= 31, 'lines');
      for (const key of ['name', 'shape', 'signal', 'errorSignal', 'gradient', 'dead', 'update'])
        assert.ok(text.includes(`"${key}": `), key);
    });
});
