/** Runs of every initializer of a catalogue, so that no test has a list of them. */

/** @typedef {import('../../www/engine/lab.js').Catalogue} Catalogue */
/** @typedef {Catalogue['initializers'][number]['parameters'][number]} Parameter */

/** A number that is not the default. @param {Parameter} parameter */
const another = ({ default: usual, min, max }) =>
  Math.min(Number(max), Math.max(Number(min), 1.5 * Number(usual) + 0.25));

/** What a parameter is tried with. @param {Parameter} parameter @returns {(number | string)[]} */
const tried = (parameter) => (parameter.type === 'choice' ? [...(parameter.values ?? [])] : [another(parameter)]);

/** Every combination of what parameters are tried with. @param {readonly Parameter[]} parameters @returns {Record<string, number | string>[]} */
const combinations = (parameters) =>
  parameters.reduce(
    (all, parameter) =>
      tried(parameter).flatMap((value) => all.map((others) => ({ ...others, [parameter.name]: value }))),
    /** @type {Record<string, number | string>[]} */ ([{}]),
  );

/** Each initializer with its defaults, and with other parameters where it has some. @param {Catalogue} catalogue @returns {any[]} */
export const everyInitializer = ({ initializers }) =>
  initializers.flatMap(({ name, parameters }) => [
    { initializer: name },
    ...(parameters.length > 0 ? combinations(parameters).map((chosen) => ({ initializer: name, ...chosen })) : []),
  ]);
