/** State and actions of the share dialog: the current page, its messages, and the opened experiment. */
import { EmbedBuilder } from './embed-builder.js';
import { linkable } from './home.js';
import { isVerified, verifyFolder } from './own-folder.js';
import { pageOfLab, snippetOf } from './page-of-lab.js';
import { toLink } from '../experiment/link.js';
import { isLocal } from './link-target.js';
import { Copying } from './copying.js';
import { fromFile, fromText } from './importing.js';
import { Making } from './making.js';
import { qrCode } from '../export/qr.js';
import { copyPicture, fileName, save } from './save.js';
import { holdsExperiment } from '../views/drop.js';
import { isWeightsJson, useWeights } from '../views/weights-files.js';

/** @typedef {import('../views/view.js').View} View */
/** @typedef {import('../views/share/share-dialog.js').Tab} Tab */
/**
 * @typedef {object} Host  the element, as the dialog sees it
 * @property {import('../player/player.js').Player} player
 * @property {() => HTMLElement & { home?: string | null }} lab  the element itself
 * @property {() => View} view
 * @property {() => ShadowRoot} root
 * @property {() => void} changed
 * @property {() => Promise<unknown>} updated
 * @property {() => void} close  closes the dialog
 * @property {(experiment: any, how?: import('../player/opening.js').LoadHow) => Promise<any>} open
 * @property {() => ShownSweep | null} sweep  the sweep on stage
 * @property {() => (() => void) | null} suspend  pauses the lab or the sweep; returns a function that goes on, or null if nothing was running
 */
/** @typedef {import('../views/share/share-dialog.js').ShareDialog} ShareDialog */
/** @typedef {{ experiment: any, preset: string, iteration: number }} Before */
/** @typedef {import('../charts/sweep-model.js').ShownSweep} ShownSweep */

/** @implements {ShareDialog} */
export class Sharing {
  /** @type {Tab} */
  tab = 'link';
  /**
   * The message over the lab: the opened experiment, or why none was opened.
   * @type {{ text: string, problem: boolean, before: Before | null } | null}
   */
  notice = null;
  /** Whether the QR code fills the dialog. */
  enlarged = false;
  /** Whether it is known where links can lead. */
  ready = false;
  making;
  copying;
  embedding;
  #host;
  /** Resumes the lab or the sweep when the dialog closes. @type {(() => void) | null} */
  #resume = null;
  /** An experiment's link and QR code, cached. */
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
    this.embedding = new EmbedBuilder(
      () => this.#snippet,
      (name) => host.view().shows(name),
      host.changed,
    );
  }

  get #dialog() {
    return /** @type {HTMLDialogElement | null} */ (this.#host.root().getElementById('share-dialog'));
  }

  /** The target page of links; null if it has no address. */
  get home() {
    return pageOfLab(this.#host.lab());
  }

  /** Whether links work only on this computer. */
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

  /** The address that opens this experiment; empty if there is none. */
  get permalink() {
    return this.#link.text;
  }

  /** The experiment's part of the link, valid after any address of a lab. */
  get linkEnd() {
    return this.#link.end;
  }

  /** The input of HTML snippets. */
  get #snippet() {
    const { preset } = this.#host.player.model;
    return snippetOf(this.#host.lab(), { home: this.home ?? '', link: this.linkEnd.slice(1), title: preset?.title });
  }

  /** The permalink as a QR code; null if it is too long. */
  get code() {
    return this.#link.code;
  }

  /** The sweep on stage. */
  get sweep() {
    return this.#host.sweep();
  }

  /** The input of exports. @returns {import('../export/source.js').Source} */
  get source() {
    const { player, view } = this.#host;
    const sharing = this;
    // Getters, because the lab may change during a reading: its display is read afterwards.
    return {
      get view() {
        return view();
      },
      get permalink() {
        return sharing.permalink;
      },
      get sweep() {
        return sharing.sweep;
      },
      read: (what, ...values) => player.read(what, ...values),
    };
  }

  // The dialog

  /** Opens the dialog and pauses the lab, so that everything exported is of one moment. @param {Tab} [tab] */
  async show(tab = this.tab) {
    this.tab = tab;
    this.copying.clear();
    this.notice = null;
    this.enlarged = false;
    this.#resume ??= this.#host.suspend();
    this.ready = linkable(this.#host.lab().home) !== null || isVerified();
    this.#host.changed();
    await this.#host.updated();
    const dialog = this.#dialog;
    if (dialog?.isConnected && !dialog.open) dialog.showModal();
    if (this.ready) return;
    await verifyFolder();
    this.ready = true;
    this.#host.changed();
  }

  /** Whether the lab or the sweep was running when the dialog opened, and resumes when it closes. */
  get pauses() {
    return this.#resume !== null;
  }

  close() {
    this.#dialog?.close();
  }

  /** Handles the closing of the dialog. */
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

  // Exporting

  /** @param {string} place @param {Blob} blob */
  async copyPicture(place, blob) {
    this.copying.say(place, '');
    if (await copyPicture(blob)) this.copying.say(place, 'Copied.');
    else
      this.copying.say(
        place,
        'The browser does not let this page copy pictures to the clipboard. Save the picture as a file instead.',
        true,
      );
  }

  /** @param {string} place @param {Blob} blob @param {string} name */
  save(place, blob, name) {
    save(blob, name);
    this.copying.say(place, `Saving ${name}. If no file appears, the surrounding page blocks downloads.`);
  }

  /**
   * A file name for this lab or sweep.
   * @param {string} extension @param {(string | null | undefined)[]} [words]  @param {boolean} [moment]  whether it depends on the iteration
   */
  fileName(extension, words = [], moment = false) {
    const { model, iteration } = this.#host.player;
    const { sweep } = this;
    const at = sweep ? momentOfSweep(sweep) : ['iteration', iteration];
    return fileName([model.preset?.name, sweep && 'sweep', ...words, ...(moment ? at : [])], extension);
  }

  /**
   * Makes and saves a file, with a message meanwhile.
   * @param {string} place @param {string} doing  message meanwhile @param {string} name @param {() => Promise<Blob>} make
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
   * Opens the experiment in dropped, chosen, pasted or typed input. If it is refused, the present one stays.
   * @param {File[] | string} brought @param {'lab' | 'open'} where  place of an error message
   */
  async bring(brought, where) {
    const { player, open } = this.#host;
    if (typeof brought !== 'string' && (await Promise.all(brought.map(isWeightsJson))).includes(true))
      return this.#bringWeights(brought);
    if (where === 'lab' && this.#dialog?.open) [where, this.tab] = ['open', 'open']; // the dialog would hide the message
    this.#tell(where, '');
    const { experiment: known, preset } = player.model;
    const before = known ? { experiment: known, preset: preset.name, iteration: player.iteration } : null;
    try {
      const { experiment, from, notes } = await this.#read(brought);
      try {
        await open(experiment);
      } catch (error) {
        throw new RangeError(
          `${from} contains an experiment that the lab refuses: ${full(/** @type {Error} */ (error).message)}`,
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
      const kept = known ? ' The experiment that was open stays.' : '';
      this.#tell(where, `${/** @type {Error} */ (error).message}${kept}`);
    }
  }

  /** Adds a run that starts from files of weights. @param {File[]} files */
  async #bringWeights(files) {
    this.close();
    await this.#host.view().parts.setup.want();
    const view = this.#host.view();
    const { own } = view;
    if (own) await useWeights({ ...view, own }, files, 'panels');
  }

  /** @param {File[] | string} brought */
  async #read(brought) {
    if (typeof brought === 'string') return fromText(brought);
    if (brought.length === 0) throw new RangeError('That contained no file.');
    if (brought.length === 1) return fromFile(brought[0]);
    const kinds = await Promise.all(brought.map((file) => holdsExperiment(file)));
    const first = brought[Math.max(0, kinds.indexOf(true))];
    const read = await fromFile(first);
    const others = brought.length - 1;
    return {
      ...read,
      notes: [...read.notes, others === 1 ? 'The other file was ignored.' : `The other ${others} files were ignored.`],
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

  /** Reopens the previous experiment at its iteration. */
  async goBack() {
    const before = this.notice?.before;
    this.forget();
    if (!before) return;
    const { experiment, ...how } = before;
    await this.#host.open(experiment, how);
  }

  /** Clears an old refusal after an experiment was opened. */
  forgive() {
    if (this.notice?.problem) this.forget();
  }

  forget() {
    this.notice = null;
    this.#host.changed();
  }
}

/** How far a sweep is; nothing if it has ended. @param {ShownSweep} sweep */
const momentOfSweep = ({ done, total }) => (done < total ? [`${done} of ${total}`] : []);

/** @param {string} text  usually without a full stop */
const full = (text) => (/[.!?]$/.test(text) ? text : `${text}.`);
