/** What the controls of the set-up ask for: presets, sections, data, runs. */
import { otherDataset, reseeded } from './dataset.js';

/** @typedef {import('./views/parts.js').Actions} Actions */
/**
 * @typedef {object} Host  the element, as far as it is needed here
 * @property {import('./player.js').Player} player
 * @property {{ section: import('./views/parts.js').View['section'], more: any }} look
 * @property {() => ShadowRoot} root
 * @property {() => Promise<unknown>} updated  when what was asked for is drawn
 * @property {(control: string, work: () => Promise<any>) => Promise<void>} byUser
 * @property {(control: string, message: string | null) => void} problem
 */

/** @param {Host} host */
export function setupActions({ player, look, root, updated, byUser, problem }) {
  const { model } = player;
  return /** @satisfies {Partial<Actions>} */ ({
    /** @param {Host['look']['section']} section */
    openSection: (section) => {
      look.section = section;
      problem('', null);
    },
    /** @param {any} more */
    openMore: (more) => {
      look.more = more;
      problem('', null);
    },
    /** @param {string} id */
    focus: async (id) => {
      await updated();
      root().getElementById(id)?.focus();
    },
    /** @param {string} id */
    read: (id) => /** @type {any} */ (root().getElementById(id))?.value ?? '',
    change: byUser,
    newData: () =>
      byUser('dataset-seed', () => player.setProperty('dataset', (/** @type {any} */ dataset) => reseeded(dataset))),
    /** @param {string} name */
    useDataset: (name) =>
      player.setProperty('dataset', (/** @type {any} */ dataset) =>
        dataset.name === name ? dataset : otherDataset(model, name),
      ),
    /** @param {string} path @param {any} value */
    setProperty: (path, value) =>
      path === 'dataset.seed'
        ? player.setProperty('dataset', (/** @type {any} */ dataset) => reseeded(dataset, value))
        : player.setProperty(path, value),
    /** @param {any} run @param {any} value */
    setRun: (run, value) => player.setRun(run, value),
    /** @param {any} value @param {any} [behind] */
    addRun: (value, behind) => player.addRun(value, behind),
    /** @param {any} run */
    removeRun: (run) => player.removeRun(run),
    /** @param {any} run @param {number} by */
    moveRun: (run, by) => player.moveRun(run, by),
  });
}
