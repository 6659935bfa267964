/** Whether, and at what, one looks inside the networks: it belongs to looking, not to the experiment. */

/** @typedef {import('../../charts/network-diagram.js').Place} Place */
/** @typedef {'weights' | 'activations' | 'gradients'} Kind */
/** @typedef {{ point: [number, number], label?: 0 | 1, index?: number }} Followed  index: of a training point */
/**
 * @typedef {object} InsideLook
 * @property {boolean} open
 * @property {number | null} only    the one run that is looked into; null: all, aligned with their panels
 * @property {Kind} kind             of the histograms
 * @property {Place | null} selected unit whose numbers are told
 * @property {Followed | null} follow
 * @property {number} layer          whose weights the table lists
 * @property {Record<string, boolean>} tables  that are open
 * @property {number | null} defined run whose verdict's definition is shown
 * @property {boolean} definedAbove   above the verdict, where there is more room
 */

/** @returns {InsideLook} */
export const newInside = () => ({
  open: false,
  only: null,
  kind: 'weights',
  selected: null,
  follow: null,
  layer: 0,
  tables: {},
  defined: null,
  definedAbove: false,
});

/** What is asked of the engine to show it: null where nothing is. @param {InsideLook} look */
export const insideQuestion = ({ open, follow }) =>
  open ? { follow: follow && { point: follow.point, label: follow.label } } : null;
