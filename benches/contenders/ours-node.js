/** This project in a separate Node process: reads requests and writes answers as lines of JSON. */
import { wasmBytes } from './wasm-memory.js';
import * as engine from '../../www/engine/lab.js';
import { answerLines } from '../lines.js';
import { ours } from './ours.js';

const handle = ours(engine);

await answerLines(async (request) => {
  if (request.task !== 'memory') return handle(request);
  globalThis.gc?.();
  const { heapUsed, external, rss } = process.memoryUsage();
  return { wasm: wasmBytes(), heap: heapUsed + external, resident: rss };
});
