/** Actions of Look inside: the selected unit and the followed point. */

/** @param {import('../element-lab.js').Lab} lab */
export function insideActions(lab) {
  return /** @satisfies {Partial<import('../../views/view.js').Actions>} */ ({
    /** @param {boolean} open */
    openInside: (open) => {
      lab.setInside({ asked: open });
      lab.openInside(open);
    },
    /** @param {number | null} only */
    lookIntoOnly: (only) => lab.setInside({ only, selected: null }),
    /** @param {import('../../views/inside/inside-look.js').Kind} kind */
    chooseKind: (kind) => lab.setInside({ kind }),
    /** @param {string} id @param {boolean} open */
    openInsideTable: (id, open) => lab.setInside({ tables: { ...lab.state.inside.tables, [id]: open } }),
    /** @param {import('../../charts/network-diagram.js').Place | null} selected */
    selectUnit: (selected) => {
      const { layer, unit } = lab.state.inside.selected ?? {};
      if (selected?.layer !== layer || selected?.unit !== unit) lab.setInside({ selected });
    },
    /** @param {number} layer */
    listLayer: (layer) => lab.setInside({ layer }),
    /** @param {import('../../views/inside/inside-look.js').Followed | null} follow */
    follow: (follow) => lab.setInside({ follow }),
    /** @param {import('../../views/inside/inside-look.js').Followed | null} second */
    compare: (second) => lab.setInside({ second, follow: lab.state.inside.follow }),
    /** @param {number | null} defined @param {boolean} [definedAbove] */
    define: (defined, definedAbove = false) => {
      if (defined !== null) lab.features.parts.results.want();
      lab.setInside({ defined, definedAbove });
    },
  });
}
