/**
 * The f64x2 multiply-add peak of a host: a loop of `a = a * m + c` in plain simd128, assembled as bytes. Each chain's
 * product depends on its last sum, so no compiler can hoist or share it. There are enough chains to hide the latency
 * and few enough to stay in registers. The best number depends on the processor, so several are tried.
 */

const CHAINS = [8, 13, 24];
const UNROLLED = 8;
const LANES = 2;

/** Codes of sections, types and instructions from the WebAssembly specification. */
const SECTION = { type: 1, function: 3, export: 7, code: 10 };
const TYPE = { i32: 0x7f, f64: 0x7c, v128: 0x7b, function: 0x60, nothing: 0x40 };
const CODE = {
  loop: 0x03,
  end: 0x0b,
  branchIf: 0x0d,
  get: 0x20,
  set: 0x21,
  tee: 0x22,
  i32Const: 0x41,
  i32Subtract: 0x6b,
};

/** LEB128. @param {number} value */
function unsigned(value) {
  const bytes = [];
  do {
    bytes.push((value & 0x7f) | (value > 0x7f ? 0x80 : 0));
    value >>>= 7;
  } while (value > 0);
  return bytes;
}

/** @param {number} opcode */
const vector = (opcode) => [0xfd, ...unsigned(opcode)];
const ADD = vector(0xf0);
const MULTIPLY = vector(0xf2);
const FIRST_LANE = [...vector(0x21), 0];

/** The same value in both lanes. @param {number} value */
const constant = (value) => [...vector(0x0c), ...new Uint8Array(new Float64Array([value, value]).buffer)];

/** @param {number} local */
const get = (local) => [CODE.get, ...unsigned(local)];
/** @param {number} local */
const set = (local) => [CODE.set, ...unsigned(local)];

/** @param {number} id @param {number[]} content */
const section = (id, content) => [id, ...unsigned(content.length), ...content];

/** @template T @param {number} count @param {(index: number) => T[]} make */
const times = (count, make) => Array.from({ length: count }, (_, index) => make(index)).flat();

/**
 * A module whose export `run(count)` does `count` × 8 multiply-adds of two lanes in each chain.
 * @param {number} chains
 */
export function peakModule(chains) {
  const count = 0;
  const factor = 1;
  const addend = 2;
  const first = 3;
  const body = [
    ...constant(0.5),
    ...set(factor),
    ...constant(1),
    ...set(addend),
    ...times(chains, (k) => [...constant(1 + k / 16), ...set(first + k)]),
    ...[CODE.loop, TYPE.nothing],
    ...times(UNROLLED * chains, (k) => {
      const chain = first + (k % chains);
      return [...get(chain), ...get(factor), ...MULTIPLY, ...get(addend), ...ADD, ...set(chain)];
    }),
    ...[...get(count), CODE.i32Const, 1, CODE.i32Subtract, CODE.tee, count, CODE.branchIf, 0, CODE.end],
    ...get(first),
    ...times(chains - 1, (k) => [...get(first + 1 + k), ...ADD]),
    ...FIRST_LANE,
    CODE.end,
  ];
  const locals = [1, ...unsigned(2 + chains), TYPE.v128];
  const code = [...locals, ...body];
  const name = [...new TextEncoder().encode('run')];
  return new Uint8Array([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(SECTION.type, [1, TYPE.function, 1, TYPE.i32, 1, TYPE.f64]),
    ...section(SECTION.function, [1, 0]),
    ...section(SECTION.export, [1, name.length, ...name, 0, 0]),
    ...section(SECTION.code, [1, ...unsigned(code.length), ...code]),
  ]);
}

/** @param {number} chains */
function peakLoop(chains) {
  const instance = new WebAssembly.Instance(new WebAssembly.Module(peakModule(chains)));
  const run = /** @type {(count: number) => number} */ (instance.exports.run);

  /** Seconds that a number of floating-point operations takes. @param {number} flops */
  return (flops) => {
    const flopsEach = 2 * LANES * chains * UNROLLED;
    const count = Math.ceil(flops / flopsEach);
    const start = performance.now();
    run(count);
    return ((performance.now() - start) / 1000 / (count * flopsEach)) * flops;
  };
}

/**
 * Measures the seconds of floating-point operations, after a warm-up for the engine's optimizing compiler.
 * @returns {(flops: number) => number}
 */
export function peakMeter() {
  const tried = CHAINS.map(peakLoop).map((loop) => {
    // The first calls run in baseline code.
    for (let call = 0; call < 30; call += 1) loop(2e6);
    return { loop, seconds: Math.min(...times(10, () => [loop(5e6)])) };
  });
  return tried.reduce((a, b) => (b.seconds < a.seconds ? b : a)).loop;
}
