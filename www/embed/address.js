/**
 * Keeps the address bar in step with a lab. The fragment is a link to the experiment on screen and does not fill the
 * history; a fragment that the reader pastes or goes back to is opened. For pages that are a lab: index.html,
 * embed.html, a one-file page.
 */
import { fields } from '../experiment/catalogue.js';
import { isLink, otherPairs } from '../experiment/link.js';
import { LARGEST_TEXT } from '../experiment/notation.js';
import { keepForReturn, takeOnReturn } from './over-a-return.js';

/** @typedef {import('../element/init-lab-element.js').InitLab} InitLab */
/** @typedef {{ isUserInitiated: boolean, isOpened: boolean }} Change */
/** @typedef {{ link: string, adds: boolean, before: string }} Entry  before: the link shown before it */

/** Browsers allow about a hundred address changes in 30 seconds and then block further ones for a while. */
const PAUSE = 400;
/** Link characters that may be written per millisecond: very long links are written less often. */
const WRITTEN = 100;
/** Key of the link that could not be written into the address before the page was left. */
const PENDING = 'init-lab pending link';
/** Key of the history state that holds the link, for entries whose address does not hold it. */
const STATE = 'initLab';

export class AddressBar {
  #lab;
  #base;
  #adds;
  /** Pending writes: at most one change of the current entry, followed by one new entry. @type {Entry[]} */
  #waiting = [];
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #written = -Infinity;
  /** Length of the link written last. */
  #length = 0;
  /** The link to the experiment on screen; empty before there is one. */
  #shown = '';
  /** Number of links being opened: their changes are already in the address. */
  #opening = 0;

  /**
   * @param {InitLab} lab
   * @param {{ base?: any, adds?: boolean }} [how]  base: the experiment under links that name no preset, by default the lab's own preset; adds: whether another experiment gets its own history entry (in a frame that would be an entry of the host page)
   */
  constructor(lab, { base, adds = window.parent === window } = {}) {
    this.#lab = lab;
    this.#base = base ?? { preset: lab.preset };
    this.#adds = adds;
    lab.addEventListener('load', () => {
      this.#shown = lab.getLink();
      if (!linkIn(location.hash)) this.#stamp();
    });
    lab.addEventListener('change', (event) => this.#onChange(/** @type {CustomEvent} */ (event).detail));
    addEventListener('hashchange', () => this.#onAddress());
    addEventListener('pagehide', () => this.#leave());
    // A browser may end a hidden page without telling it.
    document.addEventListener('visibilitychange', () => document.hidden && this.#writeAll());
    // The old entry's address must show its experiment before another fragment follows it.
    addEventListener(
      'click',
      ({ target }) => target instanceof Element && target.closest('a[href]') && this.#writeAll(),
      {
        capture: true,
      },
    );
  }

  /**
   * Opens the address's experiment before the lab has opened another.
   * @param {{ always?: boolean, problems?: string[] }} [how]  always: also without a link, in place of the lab's default; problems: further messages for the lab
   */
  async open({ always = false, problems = [] } = {}) {
    this.#restore();
    const text = said();
    if (text !== undefined) await this.#open(text, problems);
    else if (always) await this.#open('', problems);
  }

  /** @param {string} text @param {string[]} [problems] */
  async #open(text, problems) {
    this.#opening += 1;
    try {
      await this.#lab.openLink(text, { base: this.#base, problems });
    } catch {
      // The lab shows the error itself.
    } finally {
      this.#opening -= 1;
      if (this.#opening === 0) this.#shown = this.#lab.getLink();
    }
  }

  /** @param {Change} change */
  #onChange({ isUserInitiated, isOpened }) {
    if (this.#shown === '' || (this.#opening > 0 && !isUserInitiated)) return;
    const link = this.#lab.getLink();
    const before = this.#shown;
    if (link === before) return;
    this.#shown = link;
    // A foreign fragment stays, in its own entry.
    const foreign = location.hash.length > 1 && !linkIn(location.hash);
    const adds = this.#adds && (isOpened || (foreign && this.#waiting.length === 0));
    const last = this.#waiting.at(-1);
    if (!last || (adds && !last.adds)) this.#waiting.push({ link, adds, before });
    else last.link = link;
    this.#writeSoon();
  }

  #writeSoon() {
    if (this.#timer !== undefined || this.#waiting.length === 0) return;
    const pause = PAUSE + this.#length / WRITTEN;
    const wait = Math.max(0, this.#written + pause - performance.now());
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#write();
      this.#writeSoon();
    }, wait);
  }

  /** Writes pending changes, and keeps the newest in case the browser drops them. In a frame, the host's address counts. */
  #leave() {
    // The lab may have changed without having said so yet.
    if (this.#opening === 0) this.#onChange({ isUserInitiated: true, isOpened: false });
    const last = this.#waiting.at(-1);
    if (last && this.#adds) keepForReturn(PENDING, location.href, last.link);
    this.#writeAll();
  }

  /** Writes a link that could not be written before a reload. */
  #restore() {
    const link = takeOnReturn(PENDING, location.href);
    if (typeof link !== 'string') return;
    this.#waiting = [{ link, adds: false, before: '' }];
    this.#write();
  }

  /** Writes all pending changes. */
  #writeAll() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    while (this.#waiting.length > 0) this.#write();
  }

  #write() {
    const entry = this.#waiting.shift();
    if (!entry) return;
    this.#written = performance.now();
    this.#length = entry.link.length;
    const state = otherState();
    const text = entry.link.length > LARGEST_TEXT ? '' : `#${withOtherNames(entry.link)}`;
    const address = location.href.split('#')[0] + text;
    try {
      if (entry.adds) {
        // Entries behind this one return as they were, even where their address does not hold their experiment.
        if (!linkIn(location.hash)) history.replaceState({ ...state, [STATE]: entry.before }, '');
        history.pushState(null, '', address);
        // The new entry inherits the old one's state, where the lesson may keep the reader's place.
        history.scrollRestoration = 'auto';
      } else history.replaceState(state, '', address);
    } catch {
      // Some places allow no history: a sandboxed frame, or a file in some browsers. The lab works without it.
    }
  }

  /** Handles a return to an entry, or a pasted link. */
  #onAddress() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#waiting = [];
    const { hash } = location;
    const link = linkIn(hash);
    const text = link ? hash.slice(1) : ownState();
    // A later return to this entry finds the present experiment.
    if (text === undefined) this.#stamp();
    // An experiment that is already on screen stays, with its training.
    else if (text !== (link ? withOtherNames(this.#shown) : this.#shown) || this.#opening > 0) this.#open(text);
  }

  #stamp() {
    if (!this.#shown) return;
    try {
      history.replaceState({ ...otherState(), [STATE]: this.#shown }, '');
    } catch {
      // As above, some places allow no history.
    }
  }
}

/** The link in the address, even where the fragment is foreign: the experiment returns with the page. */
function said() {
  const { hash } = location;
  return linkIn(hash) ? hash : hash.length > 1 ? ownState() : undefined;
}

/** @param {string} hash */
const linkIn = (hash) => isLink(hash, fields);

/** The link in the current entry's state. @returns {string | undefined} */
function ownState() {
  const link = history.state?.[STATE];
  return typeof link === 'string' ? link : undefined;
}

/** State that other code keeps in the current entry. */
function otherState() {
  const { state } = history;
  if (typeof state !== 'object' || state === null) return null;
  const others = { ...state };
  delete others[STATE];
  return Object.keys(others).length > 0 ? others : null;
}

/** A link that keeps the rest of the address, since that is not ours to remove. @param {string} link */
function withOtherNames(link) {
  const { hash } = location;
  if (!linkIn(hash)) return link;
  return [link, ...otherPairs(hash, fields)].join('&');
}
