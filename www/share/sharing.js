/** What the share dialog shows and does: which of its pages is open, what was copied or saved, what was opened. */
import { elementSnippet, iframeSnippet } from './page-snippets.js';
import { pageOfLab, snippetOf } from './page-of-lab.js';
import { toLink } from '../experiment/link.js';
import { isLocal } from './link-target.js';
import { Copying } from './copying.js';
import { fromFile, fromText } from './importing.js';
import { Making } from './making.js';
import { qrCode } from '../export/qr.js';
import { copyPicture, fileName, save } from './save.js';
import { holdsExperiment } from '../views/drop.js';

/** @typedef {import('../views/view.js').View} View */
/** @typedef {import('../views/share/share-dialog.js').Tab} Tab */
/**
 * @typedef {object} Host  the element, as far as it is needed here
 * @property {import('../player/player.js').Player} player
 * @property {() => HTMLElement & { home?: string | null }} lab  the element itself
 * @property {() => View} view
 * @property {() => ShadowRoot} root
 * @property {() => void} changed
 * @property {() => Promise<unknown>} updated
 * @property {() => void} close  the dialog is not asked for any more
 * @property {(experiment: any, how?: import('../player/opening.js').LoadHow) => Promise<any>} open
 */
/** @typedef {import('../views/share/share-dialog.js').ShareDialog} ShareDialog */
/** @typedef {{ experiment: any, preset: string, iteration: number }} Before */

/** @implements {ShareDialog} */
export class Sharing {
  /** @type {Tab} */
  tab = 'link';
  /** Over the lab: what was opened, or why nothing was. @type {{ text: string, problem: boolean, before: Before | null } | null} */
  notice = null;
  /** Whether the QR code fills the dialog. */
  enlarged = false;
  making;
  copying;
  #host;
  /** How the lab goes on when the dialog closes. @type {(() => void) | null} */
  #resume = null;
  /** The link of an experiment, and its QR code, which are not computed twice. */
  #linked = {
    experiment: null,
    preset: null,
    page: /** @type {string | null} */ (null),
    text: '',
    end: '',
    code: /** @type {import('../export/qr.js').Code | null} */ (null),
  };

  /** @param {Host} host */
  constructor(host) {
    this.#host = host;
    this.copying = new Copying(host.root, host.changed);
    this.making = new Making(() => this.source, host.changed);
  }

  get #dialog() {
    return /** @type {HTMLDialogElement | null} */ (this.#host.root().getElementById('share-dialog'));
  }

  /** What a link leads to, without what it says; null where that has no address. */
  get home() {
    return pageOfLab(this.#host.lab());
  }

  /** Whether only this computer finds it there. */
  get local() {
    return this.home !== null && isLocal(this.home);
  }

  get #link() {
    const { model } = this.#host.player;
    const { experiment, preset, catalogue } = model;
    const page = this.home;
    const linked = this.#linked;
    if (linked.experiment !== experiment || linked.preset !== preset || linked.page !== page) {
      const end = experiment ? `#${toLink(experiment, catalogue, preset?.name)}` : '';
      const text = page === null ? '' : `${page}${end}`;
      this.#linked = { experiment, preset, page, text, end, code: text ? qrCode(text) : null };
    }
    return this.#linked;
  }

  /** The address that opens the lab as it is set; empty where there is none. */
  get permalink() {
    return this.#link.text;
  }

  /** What of it says so, behind any address of a lab. */
  get linkEnd() {
    return this.#link.end;
  }

  /** What HTML for other pages is made from. */
  get #snippet() {
    const { preset } = this.#host.player.model;
    return snippetOf(this.#host.lab(), { home: this.home ?? '', link: this.linkEnd.slice(1), title: preset?.title });
  }

  /** HTML of a frame with the lab, as high as the lab is here. */
  get iframe() {
    return iframeSnippet(this.#snippet);
  }

  /** HTML of the element. */
  get element() {
    return elementSnippet(this.#snippet);
  }

  /** The permalink as a QR code; null where it is too long for one. */
  get code() {
    return this.#link.code;
  }

  /** What exports are made from. @returns {import('../export/source.js').Source} */
  get source() {
    const { player, view } = this.#host;
    const sharing = this;
    // The lab may change while a reading is waited for: what is shown of it is asked for behind that.
    return {
      get view() {
        return view();
      },
      get permalink() {
        return sharing.permalink;
      },
      read: (what, ...values) => player.read(what, ...values),
    };
  }

  // The dialog

  /** Opens the dialog. What it hands out is of one moment, so the lab rests meanwhile. @param {Tab} [tab] */
  async show(tab = this.tab) {
    this.tab = tab;
    this.copying.clear();
    this.notice = null;
    this.enlarged = false;
    this.#resume ??= this.#host.player.suspend();
    this.#host.changed();
    await this.#host.updated();
    const dialog = this.#dialog;
    if (dialog?.isConnected && !dialog.open) dialog.showModal();
  }

  /** Whether the lab moved when the dialog was opened, and goes on when it is closed. */
  get pauses() {
    return this.#resume !== null;
  }

  close() {
    this.#dialog?.close();
  }

  /** The dialog has been closed, however. */
  closed() {
    const { player, close, changed } = this.#host;
    close();
    const resume = this.#resume;
    this.#resume = null;
    if (player.model.mode === 'rest') resume?.();
    this.making.drop();
    changed();
  }

  /** @param {Tab} tab */
  turn(tab) {
    this.tab = tab;
    this.copying.clear();
    this.#host.changed();
  }

  enlarge() {
    this.enlarged = !this.enlarged;
    this.#host.changed();
  }

  // Giving away

  /** @param {string} place @param {Blob} blob */
  async copyPicture(place, blob) {
    this.copying.say(place, '');
    if (await copyPicture(blob)) this.copying.say(place, 'Copied.');
    else
      this.copying.say(
        place,
        'The browser lets this page write no picture to the clipboard. Save it as a file instead.',
        true,
      );
  }

  /** @param {string} place @param {Blob} blob @param {string} name */
  save(place, blob, name) {
    save(blob, name);
    this.copying.say(place, `Saving ${name}. If no file comes, the page around this one forbids downloads.`);
  }

  /**
   * What a file of this lab is called.
   * @param {string} extension @param {(string | null | undefined)[]} [words]  @param {boolean} [moment]  whether it is of the iteration reached
   */
  fileName(extension, words = [], moment = false) {
    const { model, iteration } = this.#host.player;
    return fileName([model.preset?.name, ...words, ...(moment ? ['iteration', iteration] : [])], extension);
  }

  /**
   * Saves what takes a while to be made.
   * @param {string} place @param {string} doing  in words, meanwhile @param {string} name @param {() => Promise<Blob>} make
   */
  async saveLater(place, doing, name, make) {
    this.copying.say(place, doing);
    try {
      this.save(place, await make(), name);
    } catch (error) {
      this.copying.say(place, /** @type {Error} */ (error).message, true);
    }
  }

  // Opening

  /**
   * Opens the experiment in what was dropped, chosen, pasted or typed. A refused one leaves what was open.
   * @param {File[] | string} brought @param {'lab' | 'open'} where  it is said why not
   */
  async bring(brought, where) {
    const { player, open } = this.#host;
    if (where === 'lab' && this.#dialog?.open) [where, this.tab] = ['open', 'open']; // it would be said behind the dialog
    this.#tell(where, '');
    const { experiment: known, preset } = player.model;
    const before = known ? { experiment: known, preset: preset.name, iteration: player.iteration } : null;
    try {
      const { experiment, from, notes } = await this.#read(brought);
      try {
        await open(experiment);
      } catch (error) {
        throw new RangeError(
          `${from} holds an experiment that the lab refuses: ${full(/** @type {Error} */ (error).message)}`,
          {
            cause: error,
          },
        );
      }
      this.#resume = null;
      this.notice = { text: [`${from} is open now.`, ...notes].join(' '), problem: false, before };
      this.copying.clear();
      this.close();
      this.#host.changed();
    } catch (error) {
      if (!(error instanceof RangeError)) console.warn('init-lab: what was brought could not be read.', error);
      const kept = known ? ' What was open stays.' : '';
      this.#tell(where, `${/** @type {Error} */ (error).message}${kept}`);
    }
  }

  /** @param {File[] | string} brought */
  async #read(brought) {
    if (typeof brought === 'string') return fromText(brought);
    if (brought.length === 0) throw new RangeError('No file came with that.');
    if (brought.length === 1) return fromFile(brought[0]);
    const kinds = await Promise.all(brought.map((file) => holdsExperiment(file)));
    const first = brought[Math.max(0, kinds.indexOf(true))];
    const read = await fromFile(first);
    const others = brought.length - 1;
    return {
      ...read,
      notes: [...read.notes, `The other ${others === 1 ? 'file was' : `${others} files were`} left alone.`],
    };
  }

  /** @param {'lab' | 'open'} where @param {string} text */
  #tell(where, text) {
    if (where === 'open') this.copying.say('open', text, true);
    else {
      this.notice = text ? { text, problem: true, before: null } : null;
      this.#host.changed();
    }
  }

  /** Opens again what was open before, where it was. */
  async goBack() {
    const before = this.notice?.before;
    this.forget();
    if (!before) return;
    const { experiment, ...how } = before;
    await this.#host.open(experiment, how);
  }

  /** What was refused before does not stand beside what is opened since. */
  forgive() {
    if (this.notice?.problem) this.forget();
  }

  forget() {
    this.notice = null;
    this.#host.changed();
  }
}

/** @param {string} text  without a full stop, mostly */
const full = (text) => (/[.!?]$/.test(text) ? text : `${text}.`);
