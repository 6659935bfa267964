/** Losses as frameworks name them. No DOM. */
import { lastOf } from './model-activations.js';

/** @typedef {'softmax_cross_entropy' | 'binary_cross_entropy' | 'mse'} LossName  what a forecast can begin the error signal with */

/** Names in lower case without underscores. @type {Record<string, LossName>} */
const NAMES = {
  crossentropyloss: 'softmax_cross_entropy',
  crossentropy: 'softmax_cross_entropy',
  nllloss: 'softmax_cross_entropy',
  categoricalcrossentropy: 'softmax_cross_entropy',
  sparsecategoricalcrossentropy: 'softmax_cross_entropy',
  softmaxcrossentropy: 'softmax_cross_entropy',
  softmaxcrossentropywithintegerlabels: 'softmax_cross_entropy',
  bceloss: 'binary_cross_entropy',
  bcewithlogitsloss: 'binary_cross_entropy',
  bce: 'binary_cross_entropy',
  binarycrossentropy: 'binary_cross_entropy',
  binarycrossentropywithlogits: 'binary_cross_entropy',
  sigmoidbinarycrossentropy: 'binary_cross_entropy',
  mseloss: 'mse',
  mse: 'mse',
  meansquarederror: 'mse',
  squarederror: 'mse',
};

/** Losses that are known and not forecast, in lower case without underscores. l2_loss is half of a square. */
const OTHERS =
  /^(l1loss|l2loss|smoothl1loss|huber|huberloss|mae|meanabsoluteerror|hinge|squaredhinge|hingeembeddingloss|kldivloss|kldivergence|poissonnllloss|poisson|cosinesimilarity|logcosh|gaussiannllloss|ctcloss|tripletmarginloss)$/;

/** @param {string} name */
const plainName = (name) => lastOf(name).toLowerCase().replaceAll('_', '');

/** The loss that a name stands for; null if it is none. @param {string} name @returns {LossName | null} */
export const lossName = (name) => {
  const plain = plainName(name);
  return Object.hasOwn(NAMES, plain) ? NAMES[plain] : null;
};

/** Whether it is a loss that the forecast does not have. @param {string} name */
export const isOtherLoss = (name) => OTHERS.test(plainName(name));

/** @typedef {'logits' | 'probabilities' | 'logarithms'} Taken  what a loss takes from the output */

/** What a loss takes; null of a squared error. @param {string} name @param {boolean | null} fromLogits  as its call says */
export function takenBy(name, fromLogits) {
  const plain = plainName(name);
  if (lossName(name) === 'mse') return null;
  if (plain === 'nllloss') return 'logarithms';
  const isOfProbabilities = /^(bceloss|bce|binarycrossentropy|(sparse)?categoricalcrossentropy)$/.test(plain);
  return isOfProbabilities && !fromLogits ? 'probabilities' : 'logits';
}

/** What each loss has the outputs go through. */
const LINKS = { softmax_cross_entropy: 'softmax', binary_cross_entropy: 'sigmoid' };
const WANTED = { logits: '', probabilities: 'probabilities', logarithms: 'logarithms of probabilities' };

/**
 * What is to say of a loss and the output's activation function: the forecast has the loss of pre-activations.
 * @param {LossName} loss @param {Taken | null} taken @param {string} activation  of the output @returns {string | null}
 */
export function lossNote(loss, taken, activation) {
  if (loss === 'mse' || taken === null) return null;
  const link = LINKS[loss];
  const isLog = activation === 'log_softmax';
  if (taken === 'logits') {
    // Softmax of its own logarithm is softmax again.
    if (activation === 'identity' || (isLog && link === 'softmax')) return null;
    return `The loss has ${link} itself, and the output has ${activation} before it: the forecast is without ${activation === link ? 'the second' : activation}.`;
  }
  if (taken === 'logarithms' ? isLog : activation === link) return null;
  const has = activation === 'identity' ? 'no activation function' : activation;
  const own = taken === 'logarithms' ? `the logarithm of ${link}` : link;
  return `The loss takes ${WANTED[taken]}, and the output has ${has}: the forecast takes ${own}.`;
}

export const OTHER_LOSS =
  'The forecast does not have this loss. It begins with an error signal of size 1 at the output instead.';
