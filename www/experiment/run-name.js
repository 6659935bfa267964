/** What runs are called, and how many there can be. No DOM. */

export const MOST_RUNS = 8;

/** A value of a parameter in a name, where numbers are short. @param {any} value */
const inName = (value) =>
  String(typeof value === 'number' && `${value}`.length > 6 ? Number(value.toPrecision(4)) : value);

/** What the core calls an initializer by its parameters, all of them given as texts. @type {Record<string, (parameters: any) => string>} */
const NAMES = {
  random_normal: ({ mean, stddev }) => (mean === '0' ? `Random × ${stddev}` : `Normal(${mean}, ${stddev}²)`),
  truncated_normal: ({ mean, stddev }) => (mean === '0' ? `Truncated ${stddev}` : `Truncated(${mean}, ${stddev}²)`),
  random_uniform: ({ minval, maxval }) =>
    minval === `-${maxval}` ? `Uniform ±${maxval}` : `Uniform(${minval}, ${maxval})`,
  constant: ({ value }) => `Constant ${value}`,
  variance_scaling: ({ scale, mode, distribution }) => `${scale}/${mode}, ${distribution.split('_')[0]}`,
};

/**
 * What a run without a name of its own is called that was never on: as the core calls it once it is.
 * @param {import('./runs.js').Run} run @param {{ name: string, title: string, parameters: { name: string, default?: any }[] }[]} initializers
 */
export function nameOf(run, initializers) {
  const { title = run.initializer, parameters = [] } = initializers.find(({ name }) => name === run.initializer) ?? {};
  const given = Object.fromEntries(parameters.map(({ name, default: usual }) => [name, inName(run[name] ?? usual)]));
  return NAMES[run.initializer]?.(given) ?? ((given.gain ?? '1') === '1' ? title : `${title} × ${given.gain}`);
}
