/** State of the look inside the networks; part of the view, not of the experiment. */

/** @typedef {import('../../charts/network-diagram.js').Place} Place */
/** @typedef {'weights' | 'activations' | 'gradients'} Kind */
/** @typedef {{ point: [number, number], label?: 0 | 1, index?: number }} Followed  index: of the training point */
/**
 * @typedef {object} InsideLook
 * @property {boolean} open
 * @property {number | null} only    the one run shown; null: all, aligned with their panels
 * @property {Kind} kind             of the histograms
 * @property {Place | null} selected unit whose numbers are shown
 * @property {Followed | null} follow
 * @property {number} layer          layer of the table of weights
 * @property {Record<string, boolean>} tables  which tables are open
 * @property {number | null} defined run whose verdict's definition is shown
 * @property {boolean} definedAbove   above the verdict, if there is more space
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

/**
 * Adapts the state to another experiment: a missing training point becomes a position in the plane, a missing layer or
 * unit is deselected.
 * @param {InsideLook} look @param {{ experiment: any, points: import('../../player/model.js').Model['points'] }} model
 * @returns {Partial<InsideLook>}
 */
export function renewInside({ only, layer, selected, follow }, { experiment, points }) {
  const layers = [...experiment.network.hidden, 1];
  /** @type {Partial<InsideLook>} */
  const renewed = {
    defined: null,
    only: only !== null && only >= experiment.runs.length ? null : only,
    layer: layer >= layers.length ? 0 : layer,
    selected: selected && selected.unit < (layers[selected.layer] ?? 0) ? selected : null,
  };
  if (!follow || follow.index === undefined || !points) return renewed;
  const { point, label, index } = follow;
  const { train } = points;
  const stays =
    train.points[2 * index] === point[0] && train.points[2 * index + 1] === point[1] && train.labels[index] === label;
  return stays ? renewed : { ...renewed, follow: { point } };
}

/** The inspection to request from the engine; null for none. @param {InsideLook} look */
export const insideQuestion = ({ open, follow }) =>
  open ? { follow: follow && { point: follow.point, label: follow.label } } : null;
