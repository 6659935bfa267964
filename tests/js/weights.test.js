/** Files of weights: what libraries write is read, and what is not a network 2 → … → 1 is refused with its reason. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { readWeights } from '../../www/engine/lab.js';
import {
  array,
  f4,
  f8,
  joined,
  list,
  matrix,
  npyBytes,
  npzBytes,
  safetensorsBytes,
  turned,
  zipBytes,
} from './weights-makers.js';

const FOLDER = new URL('../fixtures/weights/', import.meta.url);
/** @param {string} name */
const fixture = (name) => readFileSync(new URL(name, FOLDER));
const expected = JSON.parse(String(fixture('expected.json')));

const [W1, W2, W3] = [matrix(10, 2, 1), matrix(5, 10, 3), matrix(1, 5, 7)];
const [b1, b2, b3] = [list(10, 20), list(5, 30), list(1, 40)];
const NETWORK = { W1, b1, W2, b2, W3, b3 };
const LAYERS = [
  { weights: W1, biases: b1 },
  { weights: W2, biases: b2 },
  { weights: W3, biases: b3 },
];

/** The error that refuses files. @param {any} bytes @param {string} [name] @param {any} [options] @returns {any} */
function refusalOf(bytes, name = 'file.npz', options = {}) {
  try {
    readWeights(bytes, name, options);
  } catch (error) {
    return error;
  }
  return assert.fail('it was not refused');
}

describe('files of weights that libraries wrote', () => {
  for (const { file, dtype, layers } of expected.files)
    it(`${file} gives its layers`, () => {
      const read = readWeights(fixture(file), file);
      assert.deepEqual(read.layers, layers);
      assert.equal(read.dtype, dtype);
      assert.equal(
        read.notes.some((note) => note.includes('widened')),
        dtype !== 'float64',
      );
    });

  it('have the axes that their shapes show', () => {
    assert.equal(readWeights(fixture('numpy-2.4.npz'), 'a.npz').convention, 'out_in');
    assert.equal(readWeights(fixture('numpy-2.4-transposed.npz'), 'a.npz').convention, 'in_out');
    assert.equal(readWeights(fixture('keras-3.15-get-weights.npz'), 'a.npz').convention, 'in_out');
    assert.equal(readWeights(fixture('torch-1.13-state-dict.npz'), 'a.npz').convention, 'out_in');
  });

  it('are a single array where the network has no hidden layer', () => {
    const { layers, notes } = readWeights(fixture('numpy-2.4.npy'), 'w.npy');
    assert.deepEqual([layers.length, layers[0].biases], [1, [0]]);
    assert.match(notes.join(' '), /no biases: all start at 0/);
  });

  it('leave out what does not belong, by name', () => {
    const { notes } = readWeights(fixture('numpy-2.4-with-others.npz'), 'a.npz');
    for (const name of ['step', 'names', 'count', 'image'])
      assert.match(notes.join(' '), new RegExp(`Left out.*“${name}”`));
  });

  it('that hold raw bytes or a pickle are refused, and the refusal says how to save them', () => {
    assert.match(
      refusalOf(fixture('numpy-2.4-bfloat16.npz')).message,
      /raw bytes, perhaps bfloat16: save it as float32/,
    );
    const { message } = refusalOf(fixture('numpy-2.4-dictionary.npz'));
    assert.match(message, /pickle: a program that runs when it is loaded.*np\.savez\(file, \*\*arrays\)/s);
  });
});

describe('layers', () => {
  it('do not follow their order in the file, nor the alphabet', () => {
    const deep = Object.fromEntries(
      [...Array(12).keys()].toReversed().flatMap((k) => [
        [`dense_${k}/bias`, list(k < 11 ? 4 : 1, k)],
        [`dense_${k}/kernel`, turned(matrix(k < 11 ? 4 : 1, k > 0 ? 4 : 2, 100 * k))],
      ]),
    );
    const { layers, names, convention } = readWeights(npzBytes(deep), 'a.npz');
    assert.deepEqual(
      names,
      [...Array(12).keys()].map((k) => `dense_${k}/kernel`),
    );
    assert.equal(convention, 'in_out');
    layers.forEach(({ weights, biases }, k) => {
      assert.equal(weights[0][0], 100 * k);
      assert.equal(biases[0], k);
    });
  });

  it('are chained by their shapes where names say nothing', () => {
    const read = readWeights(npzBytes({ head: W3, zebra: W1, middle: W2 }), 'a.npz');
    assert.deepEqual(read.names, ['zebra', 'middle', 'head']);
  });

  for (const prefix of ['_orig_mod.', 'module.', '_orig_mod.module.'])
    it(`pass over the prefix ${prefix}`, () => {
      const arrays = Object.fromEntries(
        [0, 2, 4].flatMap((k, i) => [
          [`${prefix}${k}.weight`, LAYERS[i].weights],
          [`${prefix}${k}.bias`, LAYERS[i].biases],
        ]),
      );
      assert.deepEqual(readWeights(npzBytes(arrays), 'a.npz').layers, LAYERS);
    });

  it('take rows of biases, 1 × units, and columns', () => {
    const rows = npzBytes({ ...NETWORK, b1: [b1], b2: b2.map((bias) => [bias]), b3: [b3] });
    assert.deepEqual(readWeights(rows, 'a.npz').layers, LAYERS);
  });

  it('are told from biases by their turns in lists', () => {
    const arrays = Object.values(NETWORK);
    const named = Object.fromEntries(arrays.map((rows, k) => [`arr_${k}`, k % 2 ? [rows] : rows]));
    assert.deepEqual(readWeights(npzBytes(/** @type {any} */ (named)), 'a.npz').layers, LAYERS);
  });

  it('without biases start with biases of 0, and a note says so', () => {
    const { layers, notes } = readWeights(
      npzBytes({ '0.weight': W1, '0.bias': b1, '2.weight': W2, '2.bias': b2, '4.weight': W3 }),
      'a.npz',
    );
    assert.deepEqual(layers[2].biases, [0]);
    assert.match(notes.join(' '), /no biases for “4.weight”: they start at 0/);
  });

  it('whose biases may be two arrays are refused', () => {
    const { message, path } = refusalOf(npzBytes({ first: W1, second: W2, third: W3, x: list(5), y: list(5) }));
    assert.equal(path, 'layers[1].biases');
    assert.match(message, /“x”, “y” may be the biases of layer 2/);
  });

  it('of one shape without numbers are asked for, with a prediction of each order', () => {
    const bytes = npzBytes({ alpha: matrix(2, 2, 1), beta: matrix(2, 2, -4), out: [[1, 1]] });
    const { choices, message } = refusalOf(bytes);
    assert.equal(choices.length, 1);
    const [{ option, question, values }] = choices;
    assert.equal(option, 'order');
    assert.match(question, /order/);
    assert.deepEqual(
      values.map((/** @type {any} */ { value }) => value),
      [
        ['alpha', 'beta', 'out'],
        ['beta', 'alpha', 'out'],
      ],
    );
    assert.equal(new Set(values.map((/** @type {any} */ { gives }) => gives)).size, 2);
    for (const { gives } of values) assert.match(gives, /probability of class 1 at \(-1, 0.5\) is \d/);
    assert.ok(message.includes(values[0].gives));
    for (const { value } of values) assert.deepEqual(readWeights(bytes, 'a.npz', { order: value }).names, value);
  });

  it('with a list for the output unit leave the axes open where they are square', () => {
    const square = [
      [1, 2],
      [3, 4],
    ];
    const bytes = npzBytes({ W1: square, b1: [0, 0], w2: [1, -1] });
    const { choices } = refusalOf(bytes);
    assert.deepEqual(
      choices.map((/** @type {any} */ { option }) => option),
      ['convention'],
    );
    assert.deepEqual(
      choices[0].values.map((/** @type {any} */ { value }) => value),
      ['out_in', 'in_out'],
    );
    assert.deepEqual(readWeights(bytes, 'a.npz', { convention: 'out_in' }).layers[0].weights, square);
    assert.deepEqual(readWeights(bytes, 'a.npz', { convention: 'in_out' }).layers[0].weights, turned(square));
  });

  it('of several networks in one file are asked for by the network’s name', () => {
    const two = npzBytes(
      Object.fromEntries(
        ['a', 'b'].flatMap((name, k) => [
          [`${name}/W1`, matrix(3, 2, k)],
          [`${name}/W2`, matrix(1, 3, k)],
        ]),
      ),
    );
    const { choices } = refusalOf(two);
    assert.deepEqual(
      [choices[0].option, choices[0].values.map((/** @type {any} */ { value }) => value)],
      ['network', ['a', 'b']],
    );
    assert.deepEqual(readWeights(two, 'a.npz', { network: 'b' }).layers[0].weights, matrix(3, 2, 1));
    assert.equal(refusalOf(two, 'a.npz', { network: 'c' }).path, 'network');
  });

  it('beside an optimizer’s arrays are those that chain', () => {
    const { layers, notes } = readWeights(npzBytes({ ...NETWORK, embedding: matrix(30, 7) }), 'a.npz');
    assert.deepEqual(layers, LAYERS);
    assert.match(notes.join(' '), /not part of the network: “embedding”/);
  });

  it('of another network are refused by what differs', () => {
    const { message } = refusalOf(npzBytes({ W1: matrix(12, 9), W2: matrix(10, 12) }));
    assert.equal(message, 'This chain goes 9 → 12 → 10; the lab trains 2 → … → 1.');
    assert.match(
      refusalOf(npzBytes({ W1: matrix(300, 2), W2: matrix(1, 300) })).message,
      /hidden layer 1 has 300 units; .* at most 256/,
    );
    assert.match(
      refusalOf(npzBytes({ W1: matrix(3, 2), W2: matrix(1, 4) })).message,
      /make no chain 2 → … → 1.*“W1 3 × 2”/,
    );
  });

  it('that are not finite are refused by layer and index', () => {
    for (const value of [NaN, Infinity, -Infinity]) {
      const spoilt = W2.map((row, k) => (k === 3 ? row.with(1, value) : row));
      const error = refusalOf(npzBytes({ ...NETWORK, W2: spoilt }));
      assert.deepEqual([error.path, error.allowed], ['layers[1].weights[3][1]', 'a finite number']);
      assert.ok(Object.is(error.value, value));
      assert.equal(error.message, `Layer 2, weight[3][1] (“W2”) is ${value}; must be a finite number.`);
    }
    assert.equal(refusalOf(npzBytes({ ...NETWORK, b2: b2.with(4, NaN) })).path, 'layers[1].biases[4]');
  });
});

describe('options', () => {
  const bytes = npzBytes(NETWORK);
  for (const [name, value] of /** @type {[string, unknown][]} */ ([
    ['convention', 'rows'],
    ['convention', null],
    ['order', 'W1, W2'],
    ['order', [1]],
    ['network', 3],
    ['conventions', 'out_in'],
  ]))
    it(`${name}: ${JSON.stringify(value)} is refused`, () => {
      const error = refusalOf(bytes, 'a.npz', { [name]: value });
      assert.deepEqual([error.name, error.path, error.value], ['TypeError', name, value]);
    });

  it('that contradict the shapes are refused', () => {
    const error = refusalOf(bytes, 'a.npz', { convention: 'in_out' });
    assert.deepEqual([error.path, error.value, error.allowed], ['convention', 'in_out', 'out_in']);
    assert.equal(refusalOf(bytes, 'a.npz', { order: ['W2', 'W1', 'W3'] }).path, 'order');
    assert.equal(refusalOf(bytes, 'a.npz', { order: ['W1', 'W1', 'W3'] }).value, 'W1');
  });

  it('take bytes in any form, and refuse anything else', () => {
    for (const form of [bytes, bytes.buffer, new DataView(bytes.buffer), Buffer.from(bytes)])
      assert.deepEqual(readWeights(/** @type {any} */ (form), 'a.npz').layers, LAYERS);
    for (const wrong of [null, undefined, 3, {}, []]) assert.equal(refusalOf(wrong).name, 'TypeError');
  });
});

describe('.npy files', () => {
  const data = f8(W1.flat());
  const read = (/** @type {any} */ given) =>
    readWeights(npzBytes({ ...NETWORK, W1: npyBytes({ shape: '(10, 2)', data, ...given }) }), 'a.npz').layers[0]
      .weights;
  for (const [what, given] of /** @type {[string, any][]} */ ([
    ['version 2', { version: 2 }],
    ['version 3', { version: 3 }],
    ['the shape as candle writes it', { shape: '(10,2,)' }],
    ['lengths of Python 2', { shape: '(10L, 2L)' }],
    ['the header of ndarray-npy', { header: "{'descr': '<f8', 'fortran_order': False, 'shape': (10, 2)}" }],
    ['another order of entries', { header: "{'shape': (10, 2), 'descr': '<f8', 'fortran_order': False}" }],
    ['double quotation marks', { header: '{"descr": "<f8", "fortran_order": False, "shape": (10, 2)}' }],
    ['column by column', { order: 'True', data: f8(turned(W1).flat()) }],
    ['float32', { descr: "'<f4'", data: f4(W1.flat()) }],
    ['native order', { descr: "'=f8'" }],
  ]))
    it(`are read with ${what}`, () => assert.deepEqual(read(given), W1));

  it('say where they are damaged', () => {
    const damaged = (/** @type {any} */ given) =>
      refusalOf(npyBytes({ shape: '(1, 2)', data: f8([1, 2]), ...given }), 'w.npy').message;
    assert.match(damaged({ shape: '(1, 3)' }), /“w” has 16 bytes of numbers; 1 × 3 of float64 have 24/);
    assert.match(damaged({ shape: '(1, 9007199254740993, 9007199254740993)' }), /has 16 bytes of numbers/);
    assert.match(damaged({ header: "{'descr': '<f8'}" }), /its header cannot be read/);
    assert.match(
      damaged({ header: "{'descr': '<f8', 'fortran_order': False, 'shape': (1, 2), 'more': 1}" }),
      /its header cannot be read/,
    );
    assert.match(damaged({ version: 9 }), /its version is 9/);
    assert.match(damaged({ descr: "'|O'" }), /pickle/);
    assert.match(damaged({ descr: "[('a', '<f8')]" }), /has fields/);
    assert.match(damaged({ descr: "'<i8'" }), /whole numbers/);
    assert.match(damaged({ descr: "'<c16'" }), /complex numbers/);
    assert.match(damaged({ descr: "'<f16'" }), /numbers of the type f16/);
    assert.match(refusalOf(array([[1, 2]]).subarray(0, 9), 'w.npy').message, /not a whole .npy file/);
  });
});

describe('zip files', () => {
  for (const [what, options] of /** @type {[string, any][]} */ ([
    ['deflated', { deflate: true }],
    ['with zip64 fields, as NumPy writes them', { zip64: true }],
    ['streamed, with sizes in the directory only', { streamed: true, deflate: true }],
  ]))
    it(`are read ${what}`, () => assert.deepEqual(readWeights(npzBytes(NETWORK, options), 'a.npz').layers, LAYERS));

  it('are read with a comment at their end, and bytes before it that look like a header', () => {
    const bytes = npzBytes(NETWORK);
    const comment = joined([bytes, new TextEncoder().encode('made by hand')]);
    new DataView(comment.buffer).setUint16(bytes.length - 2, 12, true);
    assert.deepEqual(readWeights(comment, 'a.npz').layers, LAYERS);
  });

  for (const [what, spoil, message] of /** @type {[string, (entry: DataView) => void, RegExp][]} */ ([
    [
      'are larger unpacked than is allowed',
      (entry) => entry.setUint32(24, 4e9, true),
      /Unpacked, it has .* MB; must be at most 64 MB/,
    ],
    ['say a smaller size than they have', (entry) => entry.setUint32(24, 100, true), /larger than the directory says/],
    [
      'say a larger size than they have',
      (entry) => entry.setUint32(24, entry.getUint32(24, true) + 1, true),
      /another size/,
    ],
    ['have another checksum', (entry) => entry.setUint32(16, 1, true), /another checksum/],
    ['are encrypted', (entry) => entry.setUint16(8, 1, true), /is encrypted; must be without a password/],
    ['are packed in another way', (entry) => entry.setUint16(10, 14, true), /must be stored or deflated/],
    ['lie outside', (entry) => entry.setUint32(42, 1e6, true), /is not where it should be/],
    ['overlap', (entry) => entry.setUint32(20, 1e5, true), /its files overlap, or it is cut off/],
  ]))
    it(`are refused where their files ${what}`, () => {
      assert.match(refusalOf(npzBytes(NETWORK, { deflate: true, spoil })).message, message);
    });

  it('are refused where they are cut off at any place', () => {
    const bytes = npzBytes(NETWORK);
    for (let length = 0; length < bytes.length; length += 1) refusalOf(bytes.subarray(0, length));
  });

  it('do not unpack a bomb: a deflated gigabyte that its directory calls small', () => {
    const bomb = npzBytes(
      { W1: new Uint8Array(30_000_000) },
      { deflate: true, spoil: (entry) => entry.setUint32(24, 1000, true) },
    );
    assert.match(refusalOf(bomb).message, /larger than the directory says/);
  });

  it('with two files of one name are refused', () => {
    const bytes = npzBytes({ W1, W2 });
    const text = Buffer.from(bytes).toString('latin1').replaceAll('W2.npy', 'W1.npy');
    assert.match(refusalOf(Buffer.from(text, 'latin1')).message, /two of its files have one name/);
  });
});

describe('safetensors', () => {
  const data = joined([f4(W1.flat()), f4(b1), f4(W2.flat()), f4(b2), f4(W3.flat()), f4(b3)]);
  let at = 0;
  const header = Object.fromEntries(
    Object.entries(NETWORK).map(([name, rows]) => {
      const from = at;
      at += 4 * rows.flat().length;
      const shape = Array.isArray(rows[0]) ? [rows.length, rows[0].length] : [rows.length];
      return [name, { dtype: 'F32', shape, data_offsets: [from, at] }];
    }),
  );
  /** @param {(header: any) => any} change */
  const changed = (change) =>
    refusalOf(safetensorsBytes(change(structuredClone(header)), data), 'a.safetensors').message;

  it('are read, also as MLX writes them: metadata null, the header not padded and in another order', () => {
    const other = Object.fromEntries(Object.entries({ __metadata__: null, ...header }).toReversed());
    for (const written of [header, other, { ...header, __metadata__: { format: 'pt' } }])
      assert.deepEqual(readWeights(safetensorsBytes(written, data), 'a.safetensors').layers, LAYERS);
  });

  it('in bfloat16 and float16 are widened', () => {
    const bits = Uint16Array.of(0x3f80, 0xc000);
    const written = { w: { dtype: 'BF16', shape: [1, 2], data_offsets: [0, 4] } };
    const read = readWeights(safetensorsBytes(written, new Uint8Array(bits.buffer)), 'a.safetensors');
    assert.deepEqual([read.layers[0].weights, read.dtype], [[[1, -2]], 'bfloat16']);
    const halves = Uint16Array.of(0x3c00, 0x0001);
    written.w.dtype = 'F16';
    const half = readWeights(safetensorsBytes(written, new Uint8Array(halves.buffer)), 'a.safetensors');
    assert.deepEqual([half.layers[0].weights, half.dtype], [[[1, 2 ** -24]], 'float16']);
  });

  it('are refused where headers are wrong', () => {
    assert.match(
      changed((all) => ({ ...all, b3: { ...all.b3, data_offsets: [0, 4] } })),
      /overlaps another tensor/,
    );
    assert.match(
      changed(({ b1: _, ...rest }) => rest),
      /there is a hole before “W2”/,
    );
    assert.match(
      changed(({ b3: _, ...rest }) => rest),
      /4 bytes at its end belong to no tensor/,
    );
    assert.match(
      changed((all) => ({ ...all, b3: { ...all.b3, data_offsets: [1e9, 1e9 + 4] } })),
      /hole/,
    );
    assert.match(
      changed((all) => ({ ...all, b3: { ...all.b3, shape: [2] } })),
      /“b3” has 4 bytes; 2 of F32 have 8/,
    );
    for (const wrong of [
      null,
      3,
      [],
      { dtype: 'F32' },
      { dtype: 'F32', shape: [-1], data_offsets: [0, 4] },
      { dtype: 'F32', shape: [1], data_offsets: [4, 0] },
    ])
      assert.match(
        changed((all) => ({ ...all, b3: wrong })),
        /“b3”/,
      );
    assert.match(
      refusalOf(safetensorsBytes(header, data, 5e6), 'a.safetensors').message,
      /header is too long, or cut off/,
    );
    assert.match(refusalOf(safetensorsBytes('{"a": ', data), 'a.safetensors').message, /header is not JSON/);
  });

  it('leave out other types, and keep names that look like properties apart', () => {
    const odd = {
      ...header,
      __proto__: undefined,
      constructor: { dtype: 'I64', shape: [], data_offsets: [at, at + 8] },
    };
    const { notes } = readWeights(safetensorsBytes(odd, joined([data, new Uint8Array(8)])), 'a.safetensors');
    assert.match(notes.join(' '), /Left out: “constructor” has numbers of the type I64/);
  });
});

describe('JSON', () => {
  it('of the lab is read: nested, flat, with and without shapes, and as typed arrays give it', () => {
    const typed = LAYERS.map(({ weights, biases }) => ({
      shape: [weights.length, weights[0].length],
      weights: Float64Array.from(weights.flat()),
      biases: Float64Array.from(biases),
    }));
    const texts = [
      JSON.stringify(LAYERS),
      JSON.stringify({ layers: LAYERS }),
      JSON.stringify(typed),
      JSON.stringify(typed.map(({ weights, biases }) => ({ weights: [...weights], biases: [...biases] }))),
      JSON.stringify(NETWORK),
    ];
    for (const text of texts) assert.deepEqual(readWeights(text, 'a.json').layers, LAYERS, text.slice(0, 40));
  });

  it('that writes null for NaN, or NaN itself, is refused by its place', () => {
    const spoilt = LAYERS.map((layer, k) =>
      k === 1 ? { ...layer, weights: layer.weights.map((row, u) => (u === 3 ? [NaN, ...row.slice(1)] : row)) } : layer,
    );
    const error = refusalOf(JSON.stringify(spoilt), 'a.json');
    assert.equal(error.path, 'layers[1].weights[3][0]');
    assert.match(error.message, /is null, as JSON writes NaN and infinity/);
    assert.match(refusalOf('[[NaN, 1]]', 'a.json').message, /it has NaN/);
  });

  it('that is cut off, too deep or something else is refused', () => {
    assert.match(refusalOf('[[1, 2', 'a.json').message, /not complete JSON/);
    assert.match(refusalOf(`${'['.repeat(99)}${']'.repeat(99)}`, 'a.json').message, /no matrix|nested too deep/);
    assert.match(refusalOf('{"a": {"b": 3}}', 'a.json').message, /no matrix/);
    assert.match(refusalOf('hello', 'a.txt').message, /“a.txt” is no file of weights that the lab reads/);
    refusalOf('{"__proto__": [[1, 2]], "constructor": [[1]]}', 'a.json', { convention: 'in_out' });
    assert.equal(/** @type {any} */ ({}).b, undefined);
  });

  describe('of TensorFlow.js', () => {
    const specs = LAYERS.flatMap(({ weights, biases }, k) => [
      { name: `dense_Dense${k + 4}/kernel`, shape: [weights[0].length, weights.length], dtype: 'float32' },
      { name: `dense_Dense${k + 4}/bias`, shape: [biases.length], dtype: 'float32' },
    ]);
    const data = joined(LAYERS.flatMap(({ weights, biases }) => [f4(turned(weights).flat()), f4(biases)]));
    const topology = {
      model_config: {
        config: { layers: ['relu', 'relu', 'sigmoid'].map((activation) => ({ config: { activation } })) },
      },
    };
    const model = (/** @type {any} */ manifest) => ({
      name: 'model.json',
      bytes: JSON.stringify({ modelTopology: topology, weightsManifest: manifest }),
    });

    it('is read with its shards, whatever their order', () => {
      const shards = [
        { name: 'x/group1-shard2of2.bin', bytes: data.subarray(100) },
        { name: 'x/group1-shard1of2.bin', bytes: data.subarray(0, 100) },
      ];
      const files = [...shards, model([{ paths: ['group1-shard1of2.bin', 'group1-shard2of2.bin'], weights: specs }])];
      const read = readWeights(/** @type {any} */ (files), '');
      assert.deepEqual([read.layers, read.convention, read.dtype], [LAYERS, 'in_out', 'float32']);
      assert.match(read.notes.join(' '), /have relu, relu, sigmoid/);
    });

    it('is refused without its shards', () => {
      const { message } = refusalOf([model([{ paths: ['group1-shard1of1.bin'], weights: specs }])]);
      assert.match(message, /Its numbers are in “group1-shard1of1.bin”, which is missing; give both files together/);
    });

    it('is widened from its quantized forms', () => {
      const quantized = [
        { name: 'd/kernel', shape: [2, 1], dtype: 'float32', quantization: { dtype: 'uint8', scale: 0.5, min: -1 } },
      ];
      const files = [model([{ paths: ['w.bin'], weights: quantized }]), { name: 'w.bin', bytes: Uint8Array.of(0, 4) }];
      assert.deepEqual(readWeights(/** @type {any} */ (files), '').layers[0].weights, [[-1, 1]]);
    });
  });
});

describe('files that the lab does not read', () => {
  for (const [name, bytes, what] of /** @type {[string, Uint8Array, RegExp][]} */ ([
    [
      'model.weights.h5',
      Uint8Array.of(0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a),
      /Keras file \(HDF5\).*model\.get_weights\(\)/s,
    ],
    ['model.keras', zipBytes({ 'config.json': f8([1]), 'model.weights.h5': f8([2]) }), /Keras file/],
    [
      'model.pt',
      zipBytes({ 'model/data.pkl': f8([1]), 'model/data/0': f8([2]) }),
      /torch\.save.*pickle.*The lab never runs.*torch\.load/s,
    ],
    ['old.pt', Uint8Array.of(0x80, 2, 0x8a, 10), /torch\.save/],
    ['mlp.joblib', Uint8Array.of(0x80, 4, 0x95), /is a pickle.*coefs_/s],
    ['mlp.pkl', new TextEncoder().encode('(dp0\nS"a"\nI1\ns.'), /is a pickle/],
    ['renamed.json', Uint8Array.of(0x80, 5, 0x95), /is a pickle/],
    ['model.onnx', Uint8Array.of(8, 7, 18), /ONNX.*graph\.initializer/s],
    ['state.msgpack', Uint8Array.of(0x81), /msgpack_restore/],
    ['data.zip', zipBytes({ 'readme.txt': f8([1]) }), /no file of weights that the lab reads/],
    ['empty.npz', new Uint8Array(0), /no file of weights/],
  ]))
    it(`${name} is refused by what it is, with the lines that convert it`, () =>
      assert.match(refusalOf(bytes, name).message, what));
});
