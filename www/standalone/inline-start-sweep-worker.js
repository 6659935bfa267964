/** A worker of a sweep from the one text inside the script, in place of www/engine/start-sweep-worker.js. */
export { startWorker as startWorkerOfSweep } from './inline-start-worker.js';
