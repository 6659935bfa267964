/** One run's network and initializer in the frameworks' own words. No DOM. */
import { comment, string } from '../python/literals.js';
import { jax } from './jax.js';
import { keras } from './keras.js';
import { pytorch } from './pytorch.js';
import { startOf } from './start.js';

/** @typedef {'pytorch' | 'keras' | 'jax'} Framework */

const WRITERS = { pytorch, keras, jax };
/** @type {Record<Framework, string>} */
export const FRAMEWORKS = { pytorch: 'PyTorch', keras: 'Keras 3', jax: 'JAX' };

/**
 * Names that mean something else there.
 * @type {Record<Framework, Record<string, string>>}
 */
const NOTES = {
  pytorch: {
    he_normal: 'PyTorch’s kaiming_normal_ does not cut the tails off: it is the entry He.',
    glorot_normal: 'PyTorch’s xavier_normal_ does not cut the tails off: it is the entry Xavier, average.',
    xavier: 'PyTorch’s xavier_normal_ is another one, with variance 2 / (inputs + units).',
  },
  keras: {
    he: 'Keras’s HeNormal cuts the tails off; this one does not.',
    xavier: 'Keras’s LecunNormal cuts the tails off; this one does not.',
    xavier_average: 'Keras’s GlorotNormal cuts the tails off; this one does not.',
  },
  jax: {
    he: 'JAX’s he_normal cuts the tails off; this one does not.',
    xavier: 'JAX’s lecun_normal cuts the tails off; this one does not.',
    xavier_average: 'JAX’s glorot_normal cuts the tails off; this one does not.',
  },
};

/**
 * @param {Framework} framework
 * @param {any} experiment  complete
 * @param {number} runIndex
 * @param {{ initializers: { name: string, title: string, formulaText: string }[] }} [catalogue]
 * @throws {RangeError} where there is no such framework or run, or the experiment is not complete
 */
export function frameworkSnippet(framework, experiment, runIndex, catalogue) {
  if (!Object.hasOwn(WRITERS, framework)) {
    const allowed = Object.keys(WRITERS).join(', ');
    throw new RangeError(`framework: ${JSON.stringify(framework)} is not allowed; allowed: ${allowed}`);
  }
  const run = experiment.runs[runIndex];
  if (!run) throw new RangeError(`run: ${runIndex} is not allowed; allowed: 0 to ${experiment.runs.length - 1}`);
  const { network } = experiment;
  const title = (/** @type {any} */ { initializer }) =>
    catalogue?.initializers.find(({ name }) => name === initializer)?.title ?? initializer;
  const named = [
    title(run),
    ...(run.outputInitializer ? [`${title(run.outputInitializer)} in the output layer`] : []),
  ].join(', ');
  const notes = [run, run.outputInitializer].flatMap((one) => NOTES[framework][one?.initializer] ?? []);
  const head = [
    ...(run.label ? [`# ${string(run.label)}`] : []),
    comment(`${named}, in ${FRAMEWORKS[framework]}.`),
    comment('The same distribution as in the lab, but not the same draw: its random numbers are others.'),
    ...notes.map(comment),
  ];
  const code = WRITERS[framework]({
    start: startOf(run, network),
    output: run.outputInitializer ? startOf(run.outputInitializer, network) : null,
    widths: [2, ...network.hidden, 1],
    activation: network.activation,
    seed: experiment.seed,
  });
  return `${head.join('\n')}\n${code.trimEnd()}\n`;
}
