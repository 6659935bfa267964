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
  l2loss: 'mse',
};

/** Losses that are known and not forecast, in lower case without underscores. */
const OTHERS =
  /^(l1loss|smoothl1loss|huber|huberloss|mae|meanabsoluteerror|hinge|squaredhinge|hingeembeddingloss|kldivloss|kldivergence|poissonnllloss|poisson|cosinesimilarity|logcosh|gaussiannllloss|ctcloss|tripletmarginloss)$/;

/** @param {string} name */
const plainName = (name) => lastOf(name).toLowerCase().replaceAll('_', '');

/** The loss that a name stands for; null if it is none. @param {string} name @returns {LossName | null} */
export const lossName = (name) => {
  const plain = plainName(name);
  return Object.hasOwn(NAMES, plain) ? NAMES[plain] : null;
};

/** Whether it is a loss that the forecast does not have. @param {string} name */
export const isOtherLoss = (name) => OTHERS.test(plainName(name));

export const OTHER_LOSS =
  'The forecast does not have this loss. It begins with an error signal of size 1 at the output instead.';
