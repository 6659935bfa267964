/**
 * fast-check with a fixed seed, so that `npm test` draws the same cases on every machine. INIT_LAB_FUZZ=1, set by `npm
 * run fuzz`, draws a fresh seed and more cases; INIT_LAB_FUZZ=<seed> repeats one. A failure prints its seed.
 * INIT_LAB_FUZZ_CASES=<count> sets the cases of each test of a reader.
 */
import { randomInt } from 'node:crypto';
import fc from 'fast-check';

const SEED = 20261129;
const FUZZ_CASES = 1000;

const fuzz = process.env.INIT_LAB_FUZZ;
fc.configureGlobal(
  fuzz ? { seed: fuzz === '1' ? randomInt(2, 2 ** 31) : Number(fuzz), numRuns: FUZZ_CASES } : { seed: SEED },
);

/** The number of cases of a test of a reader. @param {number} usual */
export const cases = (usual) => ({ numRuns: Number(process.env.INIT_LAB_FUZZ_CASES) || usual });

export default fc;
