/** The memories of all WebAssembly instantiated after this module. */

/** @type {WebAssembly.Memory[]} */
const memories = [];

const { instantiate } = WebAssembly;

/** @param {[any, any]} parameters */
async function noticing(...parameters) {
  const result = /** @type {any} */ (await instantiate(...parameters));
  const { memory } = (result.instance ?? result).exports;
  if (memory instanceof WebAssembly.Memory) memories.push(memory);
  return result;
}

Object.assign(WebAssembly, { instantiate: noticing });

/** Bytes. */
export function wasmBytes() {
  if (memories.length === 0) throw new Error('no WebAssembly with a memory has been seen');
  return memories.reduce((sum, memory) => sum + memory.buffer.byteLength, 0);
}
