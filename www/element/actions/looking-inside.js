/** What is asked of the inside of the networks, once it is open: at what to look, and at which point's way. It comes late. */
import { insideQuestion } from '../../views/inside/inside-look.js';

export { newInside } from '../../views/inside/inside-look.js';

/** @typedef {import('../../charts/network-diagram.js').Place} Place */
/** @typedef {import('../../views/inside/inside-look.js').InsideLook} InsideLook */
/** @typedef {import('../../views/inside/inside-look.js').Kind} Kind */
/** @typedef {import('../../views/inside/inside-look.js').Followed} Followed */

/**
 * @param {object} host  the element, as far as it is needed here
 * @param {import('../../player/player.js').Player} host.player
 * @param {InsideLook} host.look
 * @param {() => void} host.changed
 */
export function insideActions({ player, look, changed }) {
  const set = (/** @type {Partial<InsideLook>} */ part) => {
    Object.assign(look, part);
    changed();
  };
  return {
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
      if (look.open) player.setInside(insideQuestion(look));
    },
    /** @param {number | null} defined @param {boolean} [definedAbove] */
    define: (defined, definedAbove = false) => set({ defined, definedAbove }),
  };
}

/**
 * What still makes sense with another experiment: a training point that is there no more is a place in the plane, a layer or unit that is
 * not there is none.
 * @param {InsideLook} look @param {import('../../player/player.js').Model} model @param {(follow: Followed) => void} follow
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
