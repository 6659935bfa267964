/** What is asked of the inside of the networks: to look, at what, and at which point's way. It belongs to looking, not to the experiment. */

/** @typedef {import('./charts/network.js').Place} Place */
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

/**
 * @param {object} host  the element, as far as it is needed here
 * @param {import('./player.js').Player} host.player
 * @param {InsideLook} host.look
 * @param {{ want: () => unknown }} host.part  what shows it
 * @param {() => void} host.changed
 */
export function insideActions({ player, look, part, changed }) {
  const ask = () =>
    player.setInside(
      look.open ? { follow: look.follow && { point: look.follow.point, label: look.follow.label } } : null,
    );
  const set = (/** @type {Partial<InsideLook>} */ part) => {
    Object.assign(look, part);
    changed();
  };
  return {
    /** @param {boolean} open */
    openInside: (open) => {
      set({ open, selected: null });
      if (open) part.want();
      ask();
    },
    /** @param {number | null} only */
    lookIntoOnly: (only) => set({ only, selected: null }),
    /** @param {Kind} kind */
    chooseKind: (kind) => set({ kind }),
    /** @param {string} id @param {boolean} open */
    openInsideTable: (id, open) => set({ tables: { ...look.tables, [id]: open } }),
    /** @param {Place | null} selected */
    selectUnit: (selected) => {
      const { layer, unit } = look.selected ?? {};
      if (selected?.layer !== layer || selected?.unit !== unit) set({ selected });
    },
    /** @param {number} layer */
    listLayer: (layer) => set({ layer }),
    /** @param {Followed | null} follow */
    follow: (follow) => {
      set({ follow });
      if (look.open) ask();
    },
    /** @param {number | null} defined @param {boolean} [definedAbove] */
    define: (defined, definedAbove = false) => set({ defined, definedAbove }),
  };
}

/**
 * What still makes sense with another experiment: a training point that is there no more is a place in the plane, a layer or unit that is
 * not there is none.
 * @param {InsideLook} look @param {import('./player.js').Model} model @param {(follow: Followed) => void} follow
 */
export function renewInside(look, { experiment, points }, follow) {
  const layers = [...experiment.network.hidden, 1];
  look.defined = null;
  if (look.only !== null && look.only >= experiment.runs.length) look.only = null;
  if (look.layer >= layers.length) look.layer = 0;
  if (look.selected && !(look.selected.unit < (layers[look.selected.layer] ?? 0))) look.selected = null;
  if (!look.follow || look.follow.index === undefined || !points) return;
  const { point, label, index } = look.follow;
  const { train } = points;
  if (train.points[2 * index] !== point[0] || train.points[2 * index + 1] !== point[1] || train.labels[index] !== label)
    follow({ point });
}
