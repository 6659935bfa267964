/**
 * The engine's worker trains no sweeps: sweep-worker.js does, so that each worker is one file, which any bundler can follow. In
 * the single-file page, which has one worker, www/standalone/inline-sweeps.js replaces this module.
 */
export const sweeps = /** @type {Partial<import('./sweep-api.js').SweepApi>} */ ({});
