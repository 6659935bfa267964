/** What each verdict means, as docs/verdicts.md defines it: the first of these that holds is a run's word. No DOM. */

/** @type {Record<string, string>} */
export const VERDICTS = {
  diverged:
    'An update would have made a parameter infinite or not a number, or the cost is not a number or above 10⁶ times its first value.',
  solved: 'At least 98 % of the training samples are classified correctly.',
  symmetric:
    'In every hidden layer all units are equal, each incoming and outgoing weight to 10⁻⁹ of the layer’s largest: the network is worth one unit a layer.',
  dead: 'In some hidden layer no unit responds to any training sample: all its slopes are 0.',
  saturated: 'At least 10 % of the outputs are sure (p below 0.001 or above 0.999) and wrong.',
  vanishing: 'The root mean square of ∂cost/∂z in the first hidden layer is below 10⁻³ of the output layer’s.',
  exploding: 'The root mean square of ∂cost/∂z in the first hidden layer is above 10³ times the output layer’s.',
  stalled:
    'Over the last fifth of the run, and at least 1,000 iterations, the cost fell by less than 0.5 %; or the run has ended with less than 80 % right.',
  learning: 'More than 95 % of the training samples are classified correctly, or none of the other verdicts holds.',
};
