/** Actions of Share: its dialog, and opening a dropped or pasted experiment. */

/** @param {import('../element-lab.js').Lab} lab @param {import('../element-lab.js').Element} element */
export function shareActions(lab, element) {
  const { features } = lab;
  /** @param {Partial<import('../element-lab.js').State['share']>} part */
  const set = (part) => lab.set({ share: { ...lab.state.share, ...part } });

  return /** @satisfies {Partial<import('../../views/view.js').Actions>} */ ({
    /** @param {'link' | 'export' | 'open'} [tab] */
    openShare: async (tab) => {
      set({ open: true });
      await features.parts.share.want();
      await element.updateComplete;
      // Does nothing if the user closed Share before it was ready.
      if (lab.state.share.open) features.sharing?.show(tab);
    },
    /** @param {File[] | string} brought */
    bring: async (brought) => {
      set({ brought });
      await features.parts.share.want();
      if (!features.sharing || lab.state.share.brought !== brought) return; // the dialog itself shows the failure and a way to try again
      set({ brought: null });
      await features.sharing.bring(brought, 'lab');
    },
  });
}
