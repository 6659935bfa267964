/** This project's side of the benchmark: the headless API, with the same requests in Node and in a browser's worker. */
import { peakMeter } from '../peak.js';
import { sweepTasks } from './ours-sweep.js';

/** @typedef {typeof import('../../www/engine/lab.js')} Engine */
/** @typedef {import('../../www/engine/lab.js').Lab} Lab */
/** @typedef {import('../../www/engine/lab.js').ExperimentInput} ExperimentInput */

/** @typedef {(request: any) => Promise<object>} Handler answers a request; a thrown error becomes the answer */

/** Length of the colour table for logits. */
const COLOURS = 2050;

const BOUNDS = { xMin: -1.5, xMax: 1.5, yMin: -1.5, yMax: 1.5 };

/**
 * Seconds that a piece of work takes.
 * @param {() => void} work
 */
function seconds(work) {
  const start = performance.now();
  work();
  return (performance.now() - start) / 1000;
}

/**
 * @param {Engine} engine
 * @returns {Handler}
 */
export function ours(engine) {
  const { createLab, catalogue, engineBuild } = engine;
  /** @type {Map<string, Lab>} */
  const labs = new Map();
  /** @type {((flops: number) => number) | undefined} */
  let peak;

  /** @param {string} key */
  function find(key) {
    const lab = labs.get(key);
    if (!lab) throw new Error(`no lab is open as ${key}`);
    return lab;
  }

  /** @type {Record<string, (request: any) => object | Promise<object>>} */
  const tasks = {
    ...sweepTasks(engine),

    about: async () => ({ build: await engineBuild(), catalogue: await catalogue() }),

    /** @param {{ key: string, experiment: ExperimentInput }} request */
    async open({ key, experiment }) {
      labs.get(key)?.free();
      labs.set(key, await createLab(experiment));
      return {};
    },

    /** @param {{ key: string }} request */
    close({ key }) {
      labs.get(key)?.free();
      labs.delete(key);
      return {};
    },

    /**
     * The samples and starting weights for the other contenders.
     * @param {{ key: string }} request @returns {import('../work.js').Work}
     */
    work({ key }) {
      const lab = find(key);
      lab.rewind();
      const { points, labels } = lab.points.train;
      return {
        points: [...points],
        labels: [...labels],
        layers: lab.parameters(0).map(({ shape: [units, inputs], weights, biases }) => ({
          units,
          inputs,
          weights: [...weights],
          biases: [...biases],
        })),
        learningRate: lab.learningRate,
        activation: /** @type {string} */ (lab.experiment.network.activation),
      };
    },

    /**
     * Trains from iteration 0, `repeats` times, timed in pieces; the first `skipped` updates of each repeat are not
     * timed.
     * @param {{ key: string, updates: number, piece?: number, skipped?: number, repeats?: number }} request
     */
    train({ key, updates, piece = updates, skipped = 0, repeats = 1 }) {
      const lab = find(key);
      const pieces = [];
      for (let k = 0; k < repeats; k += 1) {
        lab.rewind();
        if (skipped > 0) lab.advance(skipped);
        for (let done = 0; done < updates; done += piece) {
          pieces.push(seconds(() => lab.advance(Math.min(piece, updates - done))));
        }
      }
      return { seconds: pieces, cost: lab.snapshot().runs[0].cost };
    },

    /** @param {{ key: string, updates: number }} request */
    advance: ({ key, updates }) => ({ iteration: find(key).advance(updates) }),

    /**
     * The picture of a boundary, logits to pixels in one pass.
     * @param {{ key: string, side: number, repeats: number }} request
     */
    picture({ key, side, repeats }) {
      const lab = find(key);
      const grid = { bounds: BOUNDS, columns: side, rows: side };
      const colours = new Uint32Array(COLOURS);
      const pixels = new Uint8ClampedArray(4 * side * side);
      const logits = new Float32Array(side * side);
      const draw = () => lab.paint(0, grid, colours, pixels, logits);
      return { seconds: Array.from({ length: repeats }, () => seconds(draw)) };
    },

    /** Floating-point operations at the f64x2 multiply-add peak of this host. @param {{ flops: number, repeats: number }} request */
    peak({ flops, repeats }) {
      const meter = (peak ??= peakMeter());
      return { seconds: Array.from({ length: repeats }, () => meter(flops)) };
    },
  };

  return async (request) => {
    const task = tasks[request.task];
    if (!task) throw new Error(`there is no task ${request.task}`);
    return task(request);
  };
}
