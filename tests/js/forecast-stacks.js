/** Forty networks of many widths, depths, activation functions and initializers, on which theory is held to simulations. */

/** @typedef {import('../../www/engine/forecast/forecast-layers.js').LayerInput} LayerInput */
/** @typedef {{ name: string, layers: LayerInput[], work: number }} Stack  work: weights */

/** @type {[activation: string, initializer: string, parameters?: Record<string, number | string>, biasInitializer?: string][]} */
const KINDS = [
  ['relu', 'he'],
  ['tanh', 'glorot_uniform'],
  ['selu', 'lecun_normal'],
  ['gelu', 'he_uniform'],
  ['leaky_relu', 'orthogonal', { gain: 1.4 }],
  ['silu', 'variance_scaling', { scale: 2.5, mode: 'fan_out', distribution: 'untruncated_normal' }],
  ['elu', 'xavier_average'],
  ['softplus', 'lecun_uniform'],
  ['sigmoid', 'glorot_normal'],
  ['identity', 'orthogonal'],
  ['relu', 'pytorch_linear', undefined, 'pytorch_linear'],
  ['tanh', 'random_normal', { stddev: 0.06 }],
];

/** Hidden width and number of dense layers. */
const SHAPES = [
  [16, 2],
  [16, 20],
  [32, 8],
  [64, 4],
  [64, 40],
  [100, 12],
  [160, 2],
  [160, 5],
  [250, 8],
  [256, 6],
  [256, 10],
  [512, 12],
  [512, 20],
  [1024, 20],
  [1024, 5],
  [2048, 12],
  [1500, 60],
  [4096, 3],
];

/** @type {Stack[]} */
export const STACKS = Array.from({ length: 40 }, (_, k) => {
  const [activation, initializer, parameters, biasInitializer = 'zeros'] = KINDS[k % KINDS.length];
  const [width, depth] = SHAPES[(k * 7 + Math.floor(k / 18)) % SHAPES.length];
  const widths = Array.from({ length: depth + 1 }, (_, l) =>
    l === depth ? 10 : l % 3 === 1 ? Math.max(16, Math.round(width * 0.8)) : width,
  );
  const layers = widths.slice(1).map((units, l) => ({
    inputs: widths[l],
    units,
    activation: l === depth - 1 ? 'identity' : activation,
    initializer,
    ...(parameters ? { parameters } : {}),
    biasInitializer,
  }));
  const work = layers.reduce((sum, { inputs, units }) => sum + inputs * units, 0);
  return { name: `${depth} layers of ${width}, ${activation}, ${initializer}`, layers, work };
});

/**
 * Layers at which theory and the simulation differ by more than 10 % and three standard errors.
 * @param {import('../../www/engine/forecast/forecast.js').Forecast} forecast
 */
export const apart = ({ layers }) =>
  layers.flatMap(({ layer, theory, simulation }) =>
    /** @type {const} */ (['signal', 'errorSignal']).flatMap((what) => {
      const [expected, found] = [theory[what], simulation?.[what]];
      if (expected === null || !found) return [`layer ${layer}: nothing to compare`];
      const isNear = Math.abs(found.mean - expected) <= 0.1 * expected + 3 * found.standardError;
      return isNear ? [] : [`layer ${layer}, ${what}: ${expected} in theory, ${found.mean} ± ${found.standardError}`];
    }),
  );
