/** One run's network and initializer as code for other frameworks. No DOM. */
import { activationNamed, initializerNamed } from '../catalogue-entries.js';
import { comment, string } from '../python/literals.js';
import { jax } from './jax.js';
import { keras } from './keras.js';
import { pytorch } from './pytorch.js';
import { startOf } from './start.js';

/** @typedef {import('../catalogue-entries.js').Framework} Framework */

const WRITERS = { pytorch, keras, jax };
/** @type {Record<Framework, string>} */
export const FRAMEWORKS = { pytorch: 'PyTorch', keras: 'Keras 3', jax: 'JAX' };

/**
 * @param {Framework} framework
 * @param {any} experiment  complete
 * @param {number} runIndex
 * @returns {string} code, or comments with the reason why the framework has none
 * @throws {RangeError} if the framework or run is unknown, or the experiment is incomplete
 */
export function frameworkSnippet(framework, experiment, runIndex) {
  if (!Object.hasOwn(WRITERS, framework)) {
    const allowed = Object.keys(WRITERS).join(', ');
    throw new RangeError(`framework: ${JSON.stringify(framework)} is not allowed; allowed: ${allowed}`);
  }
  const run = experiment.runs[runIndex];
  if (!run) throw new RangeError(`run: ${runIndex} is not allowed; allowed: 0 to ${experiment.runs.length - 1}`);
  const { network, seed } = experiment;
  const start = startOf(framework, run, network);
  const output = run.outputInitializer ? startOf(framework, run.outputInitializer, network) : null;
  const activation = activationOf(framework, network.activation);
  const head = [
    ...(run.label ? [`# ${string(run.label)}`] : []),
    comment(`${nameOf(run)}, in ${FRAMEWORKS[framework]}.`),
  ];
  const refusals = [start, output, activation].flatMap((part) => (part && 'refused' in part ? [part.refused] : []));
  if (refusals.length > 0) return `${[...head, ...new Set(refusals.map(comment))].join('\n')}\n`;
  const written = /** @type {import('./start.js').Network} */ ({
    start,
    output,
    widths: [2, ...network.hidden, 1],
    activation: /** @type {{ code: string }} */ (activation).code,
    seed,
    standardize: experiment.dataset?.standardize === true,
    weightScale: network.weightScale ?? 1,
    biasStddev: network.biasStddev ?? 0,
  });
  head.push(
    comment('The same distribution as in the lab, but not the same draw: its random numbers are others.'),
    ...[written.start.note, written.output?.note ?? ''].filter(Boolean).map(comment),
  );
  return `${head.join('\n')}\n${WRITERS[framework](written).trimEnd()}\n`;
}

/** The run's initializers, for comments. @param {any} run */
function nameOf({ initializer, outputInitializer }) {
  const title = initializerNamed(initializer).title;
  return outputInitializer
    ? `${title}, ${initializerNamed(outputInitializer.initializer).title} in the output layer`
    : title;
}

/** @param {Framework} framework @param {string} name @returns {{ code: string } | { refused: string }} */
function activationOf(framework, name) {
  const entry = activationNamed(name);
  const { code, refused } = entry.code[framework];
  if (refused) return { refused: `${entry.title}: ${refused}` };
  if (code === undefined) throw new RangeError(`${name} has no code for ${framework}.`);
  return { code };
}
