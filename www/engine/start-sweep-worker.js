/**
 * Starts a worker of a sweep, as start-worker.js does an engine's. In the single-file page,
 * www/standalone/inline-start-sweep-worker.js replaces this module.
 */
import { startFrom } from './start-worker.js';
import address from './sweep-worker.js?worker&url';

/** @returns {Worker} */
export const startWorkerOfSweep = () =>
  startFrom(address, () => new Worker(new URL('./sweep-worker.js', import.meta.url), { type: 'module' }));
