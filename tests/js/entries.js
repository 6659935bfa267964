/** Runs of every initializer of a catalogue, so that no test needs a list. */

/** @typedef {import('../../www/engine/lab.js').Catalogue} Catalogue */
/** @typedef {Catalogue['initializers'][number]['parameters'][number]} Parameter */

/** A number that is not the default. @param {Parameter} parameter */
const another = ({ default: usual, min, max }) =>
  Math.min(Number(max), Math.max(Number(min), 1.5 * Number(usual) + 0.25));

/** Test values of a parameter. @param {Parameter} parameter @returns {(number | string)[]} */
const tried = (parameter) => (parameter.type === 'choice' ? [...(parameter.values ?? [])] : [another(parameter)]);

/**
 * Every combination of the parameters' test values.
 * @param {readonly Parameter[]} parameters @returns {Record<string, number | string>[]}
 */
const combinations = (parameters) =>
  parameters.reduce(
    (all, parameter) =>
      tried(parameter).flatMap((value) => all.map((others) => ({ ...others, [parameter.name]: value }))),
    /** @type {Record<string, number | string>[]} */ ([{}]),
  );

/**
 * Each initializer with its defaults and with other parameters, if it has any.
 * @param {Catalogue} catalogue @returns {any[]}
 */
export const everyInitializer = ({ initializers }) =>
  initializers.flatMap(({ name, parameters }) => [
    { initializer: name },
    ...(parameters.length > 0 ? combinations(parameters).map((chosen) => ({ initializer: name, ...chosen })) : []),
  ]);
