/** Sweeps in the one worker of a single file, in place of www/engine/no-sweeps.js. */
export { sweepApi as sweeps } from '../engine/sweep-api.js';
