/** Actions of the set-up controls: sections, data and runs. */
import { otherDataset, reseeded } from '../../experiment/dataset.js';
import { setProperty } from '../../player/edits.js';
import { holdsExperiment } from '../../views/drop.js';

/** @typedef {import('../../views/view.js').Actions} Actions */

/** @param {import('../element-lab.js').Lab} lab @param {import('../element-lab.js').Element} element */
export function settingsActions(lab, element) {
  const { player, features } = lab;
  const { model } = player;
  const { setup } = features.parts;
  /** @param {(dataset: any) => any} make */
  const setDataset = (make) => player.apply(setProperty('dataset', make));

  return /** @satisfies {Partial<Actions>} */ ({
    /** @param {boolean} settingsOpen */
    openSettings: (settingsOpen) => {
      if (settingsOpen) setup.want();
      lab.set({ settingsOpen, problems: {} });
    },
    /** @param {import('../../views/view.js').Look['section']} section */
    openSection: (section) => {
      if (section) setup.want();
      lab.set({ section, settingsOpen: section !== '' || lab.state.settingsOpen, problems: {} });
    },
    chooseInitializer: async () => {
      lab.set({ section: 'runs', settingsOpen: true, problems: {} });
      await setup.want();
      await lab.act.focus('add-initializer');
    },
    /** @param {boolean} unfolded */
    unfold: (unfolded) => lab.set({ unfolded }),
    /** @param {number | null} enlarged */
    enlarge: (enlarged) => lab.set({ enlarged }),
    /** @param {any} more */
    openMore: (more) => lab.set({ more, problems: {} }),
    /** @param {File[]} files @param {import('../../data/editor.js').Place} where */
    useFiles: async (files, where) => {
      const kinds = await Promise.all(files.map((file) => holdsExperiment(file)));
      if (kinds.includes(true)) return lab.act.bring(files);
      features.sharing?.forgive();
      lab.set({ dropped: files });
      const part = await setup.want();
      if (!part || !features.own || lab.state.dropped !== files) return; // the panel itself shows the failure and a way to try again
      lab.set({ dropped: null });
      await part.useFiles({ own: features.own, act: lab.act, model }, files, where);
    },
    useOwnData: async () => {
      if (features.own) await setup.part?.takeShown(features.own, model);
    },
    /** @param {string} id */
    read: (id) => /** @type {any} */ (element.shadowRoot?.getElementById(id))?.value ?? '',
    /** @param {string} control @param {() => Promise<any>} work */
    change: (control, work) => lab.byUser(control, work),
    newData: () => lab.byUser('dataset-seed', () => setDataset((dataset) => reseeded(dataset))),
    /** @param {string} name */
    useDataset: (name) => setDataset((dataset) => (dataset.name === name ? dataset : otherDataset(model, name))),
    /** @param {string} path @param {any} value */
    setProperty: (path, value) =>
      path === 'dataset.seed'
        ? setDataset((dataset) => reseeded(dataset, value))
        : player.apply(setProperty(path, value)),
  });
}
