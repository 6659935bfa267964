/** Tasks of this project's side about sweeps. */

/** @typedef {typeof import('../../www/engine/lab.js')} Engine */
/** @typedef {import('../../www/engine/lab.js').ExperimentInput} ExperimentInput */

/**
 * Starting weights and learning rates of a sweep's first run, for contenders without experiments.
 * @typedef {object} SweepWork
 * @property {number[]} points [x0, y0, x1, y1, …]
 * @property {number[]} labels 0 or 1 each
 * @property {string} activation
 * @property {{ weights: number[][][], biases: number[][] }[]} layers of each network
 * @property {number[]} learningRates of each network
 */

/** Every cell and seed, in the order of the results. @param {{ shape: number[] }} results */
function* places({ shape: [, height, width, seeds] }) {
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) for (let seed = 0; seed < seeds; seed += 1) yield { x, y, seed };
}

/**
 * @param {Engine} engine
 * @returns {Record<string, (request: any) => Promise<object>>}
 */
export const sweepTasks = ({ createLab, createSweep }) => ({
  /**
   * Trains a sweep, timed from its creation on; up to `until` trainings, if that is given.
   * @param {{ experiment: ExperimentInput, workers?: number, until?: number }} request
   */
  async sweep({ experiment, workers, until = Infinity }) {
    const enough = new AbortController();
    const start = performance.now();
    const sweep = await createSweep(experiment, workers === undefined ? {} : { workers });
    try {
      await sweep.run({ signal: enough.signal, onProgress: ({ done }) => done >= until && enough.abort(enough) });
    } catch (error) {
      if (error !== enough) throw error;
    }
    const seconds = (performance.now() - start) / 1000;
    const costs = [...sweep.results().cost];
    sweep.free();
    return { seconds: [seconds], costs };
  },

  /** The same trainings by createLab, one after the other. @param {{ experiment: ExperimentInput }} request */
  async oneByOne({ experiment }) {
    const sweep = await createSweep(experiment, { workers: 0 });
    const experiments = Array.from(places(sweep.results()), (place) => sweep.experimentAt(place));
    sweep.free();
    const costs = [];
    const start = performance.now();
    for (const each of experiments) {
      const lab = await createLab(each);
      lab.advance(lab.lastIteration);
      costs.push(...lab.snapshot().runs.map(({ cost }) => cost));
      lab.free();
    }
    return { seconds: [(performance.now() - start) / 1000], costs };
  },

  /** @param {{ experiment: ExperimentInput }} request @returns {Promise<SweepWork>} */
  async sweepWork({ experiment }) {
    const sweep = await createSweep(experiment, { workers: 0 });
    const experiments = Array.from(places(sweep.results()), (place) => sweep.experimentAt(place));
    sweep.free();
    /** @type {{ layers: import('../../www/engine/lab.js').LayerParameters[], learningRate: number, train: { points: Float64Array, labels: Uint8Array } }[]} */
    const networks = [];
    for (const each of experiments) {
      const lab = await createLab(each);
      networks.push({ layers: lab.parameters(0), learningRate: lab.learningRate, train: lab.points.train });
      lab.free();
    }
    const [{ layers, train }] = networks;
    return {
      points: [...train.points],
      labels: [...train.labels],
      activation: /** @type {string} */ (experiments[0].network.activation),
      layers: layers.map((_, k) => ({
        weights: networks.map((network) => rows(network.layers[k])),
        biases: networks.map((network) => [...network.layers[k].biases]),
      })),
      learningRates: networks.map(({ learningRate }) => learningRate),
    };
  },
});

/** The weights of a layer, unit by unit. @param {{ shape: [number, number], weights: Float64Array }} layer */
const rows = ({ shape: [units, inputs], weights }) =>
  Array.from({ length: units }, (_, unit) => [...weights.subarray(unit * inputs, (unit + 1) * inputs)]);
