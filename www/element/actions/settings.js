/** What the controls of the set-up ask for: sections, data, runs. It comes late. */
import { otherDataset, reseeded } from '../../experiment/dataset.js';
import { holdsExperiment } from './sharing-actions.js';

/** @typedef {import('../../views/parts.js').Actions} Actions */
/**
 * @typedef {object} Host  the element, as far as it is needed here
 * @property {import('../../player/player.js').Player} player
 * @property {import('../../player/edits.js').Edits} edits
 * @property {{ section: import('../../views/parts.js').View['section'], more: any, dropped: File[] | null }} look
 * @property {import('../late-parts.js').LateParts} parts
 * @property {() => import('../../data/editor.js').DataEditor | null} own  there with the part that edits points
 * @property {() => ShadowRoot} root
 * @property {() => Promise<unknown>} updated  when what was asked for is drawn
 * @property {() => import('../../views/parts.js').View} view
 * @property {import('./sharing-actions.js').ShareLook} share
 * @property {(control: string, work: () => Promise<any>) => Promise<void>} byUser
 * @property {(control: string, message: string | null) => void} problem
 */

/** @param {Host} host */
export function setupActions({ player, edits, look, parts, own, root, updated, view, share, byUser, problem }) {
  const { model } = player;
  const focus = async (/** @type {string} */ id) => {
    await updated();
    root().getElementById(id)?.focus();
  };
  return /** @satisfies {Partial<Actions>} */ ({
    /** @param {Host['look']['section']} section */
    openSection: (section) => {
      look.section = section;
      if (section) parts.setup.want();
      problem('', null);
    },
    /** @param {any} more */
    openMore: (more) => {
      look.more = more;
      problem('', null);
    },
    focus,
    /** @param {File[]} files @param {import('../../data/editor.js').Place} where */
    useFiles: async (files, where) => {
      const kinds = await Promise.all(files.map((file) => holdsExperiment(file)));
      if (kinds.includes(true)) return view().act.bring(files);
      share.sharing?.forgive();
      look.dropped = files;
      const part = await parts.setup.want();
      const editor = own();
      if (!part || !editor || look.dropped !== files) return; // it says so in their place, where they can be tried again
      look.dropped = null;
      await part.useFiles(editor, files, where);
    },
    useOwnData: async () => {
      const editor = own();
      if (editor) await parts.setup.part?.takeShown(editor, model);
    },
    /** @param {string} id */
    read: (id) => /** @type {any} */ (root().getElementById(id))?.value ?? '',
    change: byUser,
    newData: () =>
      byUser('dataset-seed', () => edits.setProperty('dataset', (/** @type {any} */ dataset) => reseeded(dataset))),
    /** @param {string} name */
    useDataset: (name) =>
      edits.setProperty('dataset', (/** @type {any} */ dataset) =>
        dataset.name === name ? dataset : otherDataset(model, name),
      ),
    /** @param {string} path @param {any} value */
    setProperty: (path, value) =>
      path === 'dataset.seed'
        ? edits.setProperty('dataset', (/** @type {any} */ dataset) => reseeded(dataset, value))
        : edits.setProperty(path, value),
    /** @param {any} run @param {any} value */
    setRun: (run, value) => edits.set(run, value),
    /** @param {any} value @param {any} [behind] */
    addRun: (value, behind) => edits.add(value, behind),
    /** @param {any} run */
    removeRun: (run) => edits.remove(run),
    /** @param {any} run @param {number} by */
    moveRun: (run, by) => edits.move(run, by),
  });
}
