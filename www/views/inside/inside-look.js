/** State of the look inside the networks; part of the view, not of the experiment. */

/** @typedef {import('../../charts/network-diagram.js').Place} Place */
/** @typedef {'weights' | 'activations' | 'gradients'} Kind */
/** @typedef {{ point: [number, number], label?: 0 | 1, index?: number }} Followed  index: of the training point */
/**
 * @typedef {object} InsideLook
 * @property {boolean} open
 * @property {boolean} asked        whether the reader opened it
 * @property {number | null} only    the one run shown; null: all, aligned with their panels
 * @property {Kind} kind             of the histograms
 * @property {Place | null} selected unit whose numbers are shown
 * @property {Followed | null} follow
 * @property {Followed | null} second  a point to compare it with
 * @property {number} layer          layer of the table of weights
 * @property {Record<string, boolean>} tables  which tables are open
 * @property {number | null} defined run whose verdict's definition is shown
 * @property {boolean} definedAbove   above the verdict, if there is more space
 */

/** @returns {InsideLook} */
export const newInside = () => ({
  open: false,
  asked: false,
  only: null,
  kind: 'weights',
  selected: null,
  follow: null,
  second: null,
  layer: 0,
  tables: {},
  defined: null,
  definedAbove: false,
});

/**
 * Deselects a run, layer or unit that is not there. What the user points at belongs to the frame that is drawn, which may
 * differ from the experiment until the next frame.
 * @param {InsideLook} look @param {{ runs: number, units: number[] }} there  units: of each layer
 * @returns {InsideLook}
 */
export function heldTo(look, { runs, units }) {
  const { only, layer, selected } = look;
  return {
    ...look,
    only: only !== null && only >= runs ? null : only,
    layer: layer >= units.length ? 0 : layer,
    selected: selected && selected.unit < (units[selected.layer] ?? -Infinity) ? selected : null,
  };
}

/** The runs and units of an experiment. @param {any} experiment */
export const thereOf = ({ runs, network }) => ({ runs: runs.length, units: [...network.hidden, 1] });

/**
 * The state as far as the drawn frame has its run, layer and unit.
 * @param {InsideLook} look @param {import('../../player/model.js').Model['frame']} frame
 */
export function drawnLook(look, frame) {
  const [first] = frame?.inside ?? [];
  return frame && first
    ? heldTo(look, { runs: frame.runs.length, units: first.inspection.layers.map(({ units }) => units) })
    : look;
}

/**
 * Adapts the state to another experiment: a missing training point becomes a position in the plane, a missing layer or
 * unit is deselected.
 * @param {InsideLook} look @param {{ experiment: any, points: import('../../player/model.js').Model['points'] }} model
 * @returns {Partial<InsideLook>}
 */
export function renewInside(look, { experiment, points }) {
  const { follow } = look;
  const { only, layer, selected } = heldTo(look, thereOf(experiment));
  const renewed = { defined: null, only, layer, selected };
  if (!follow || follow.index === undefined || !points) return renewed;
  const { point, label, index } = follow;
  const { train } = points;
  const stays =
    train.points[2 * index] === point[0] && train.points[2 * index + 1] === point[1] && train.labels[index] === label;
  return stays ? renewed : { ...renewed, follow: { point } };
}

/** What is measured only if its section is shown. @type {import('../../engine/inside.js').Part[]} */
export const PARTS = ['signals', 'updates', 'diagram'];

/**
 * The inspection to request from the engine; null for none.
 * @param {InsideLook} look @param {(name: string) => boolean} shows  whether a section is visible
 */
export const insideQuestion = ({ open, follow, second }, shows) =>
  open ? { follow: follow && { point: follow.point, label: follow.label }, second, parts: PARTS.filter(shows) } : null;
