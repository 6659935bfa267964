/**
 * The address bar follows a lab: its fragment is a link to what the lab shows, without filling the history; a fragment that the reader
 * pastes, or comes back to, is opened. For pages that are a lab: index.html, embed.html, a one-file page.
 */
import { fields } from '../experiment/catalogue.js';
import { escaped, fromLink, isLink } from '../experiment/link.js';
import { LARGEST_TEXT } from '../experiment/notation.js';

/** @typedef {import('../element/init-lab-element.js').InitLab} InitLab */
/** @typedef {{ isUserInitiated: boolean, isOpened: boolean }} Change */
/** @typedef {{ link: string, adds: boolean, before: string }} Entry  before: what was shown until then */

/** Browsers take some hundred changes of an address in 30 seconds, and then no more for a while. */
const PAUSE = 400;
/** Characters of a link that may be written in a millisecond: very long ones are written less often. */
const WRITTEN = 100;
/** Where an entry of the history says what was shown, if its address does not. */
const STATE = 'initLab';

export class AddressBar {
  #lab;
  #base;
  #adds;
  /** What is yet to be written: at most a change of the entry that is open, and one that comes after it. @type {Entry[]} */
  #waiting = [];
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #written = -Infinity;
  /** The link to what is shown; empty until something is. */
  #shown = '';
  /** Links that are being opened: what changes by them is in the address already. */
  #opening = 0;

  /**
   * @param {InitLab} lab
   * @param {{ base?: any, adds?: boolean }} [how]  base: what links begin from that name no preset, the
   *   lab's own preset unless given; adds: whether another experiment is an entry of its own in the history, which in a frame would be an
   *   entry of the page around it
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
    addEventListener('pagehide', () => this.#writeAll());
    // Of the entry that is left, the address says what is shown before another fragment follows it.
    addEventListener(
      'click',
      ({ target }) => target instanceof Element && target.closest('a[href]') && this.#writeAll(),
      {
        capture: true,
      },
    );
  }

  /**
   * Opens what the address says, before the lab has opened anything else.
   * @param {{ always?: boolean, problems?: string[] }} [how]  always: also without a link, in place of what the lab would open by itself;
   *   problems: what else to say above the lab
   */
  async open({ always = false, problems = [] } = {}) {
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
      // The lab says so in its place.
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
    // A fragment that is none of ours stays, in an entry of its own.
    const foreign = location.hash.length > 1 && !linkIn(location.hash);
    const adds = this.#adds && (isOpened || (foreign && this.#waiting.length === 0));
    const last = this.#waiting.at(-1);
    if (!last || (adds && !last.adds)) this.#waiting.push({ link, adds, before });
    else last.link = link;
    this.#writeSoon();
  }

  #writeSoon() {
    if (this.#timer !== undefined || this.#waiting.length === 0) return;
    const pause = PAUSE + this.#waiting[0].link.length / WRITTEN;
    const wait = Math.max(0, this.#written + pause - performance.now());
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#write();
      this.#writeSoon();
    }, wait);
  }

  /** Nothing may be lost when the reader goes elsewhere. */
  #writeAll() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    while (this.#waiting.length > 0) this.#write();
  }

  #write() {
    const entry = this.#waiting.shift();
    if (!entry) return;
    this.#written = performance.now();
    const state = otherState();
    const text = entry.link.length > LARGEST_TEXT ? '' : `#${withOtherNames(entry.link)}`;
    const address = location.href.split('#')[0] + text;
    try {
      if (entry.adds) {
        // What is behind comes back as it was, also where its address does not say what that is.
        if (!linkIn(location.hash)) history.replaceState({ ...state, [STATE]: entry.before }, '');
        history.pushState(null, '', address);
        // The new one begins with the way of the one before, where the lesson may keep the reader's place.
        history.scrollRestoration = 'auto';
      } else history.replaceState(state, '', address);
    } catch {
      // Not every place lets a page have a history: a sandboxed frame, a file in some browsers. The lab works without.
    }
  }

  /** The reader came back to an entry, or pasted a link. */
  #onAddress() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#waiting = [];
    const { hash } = location;
    const link = linkIn(hash);
    const text = link ? hash.slice(1) : ownState();
    // Coming back here later, the reader finds what is shown now.
    if (text === undefined) this.#stamp();
    // What is shown already stays, trained as far as it is.
    else if (text !== (link ? withOtherNames(this.#shown) : this.#shown) || this.#opening > 0) this.#open(text);
  }

  #stamp() {
    if (!this.#shown) return;
    try {
      history.replaceState({ ...otherState(), [STATE]: this.#shown }, '');
    } catch {
      // As above.
    }
  }
}

/** The link that the address says, also where others have the fragment: what was shown comes back with the page. */
function said() {
  const { hash } = location;
  return linkIn(hash) ? hash : hash.length > 1 ? ownState() : undefined;
}

/** @param {string} hash */
const linkIn = (hash) => isLink(hash, fields);

/** What the open entry of the history says beside its address. @returns {string | undefined} */
function ownState() {
  const link = history.state?.[STATE];
  return typeof link === 'string' ? link : undefined;
}

/** What others keep in the open entry. */
function otherState() {
  const { state } = history;
  if (typeof state !== 'object' || state === null) return null;
  const others = { ...state };
  delete others[STATE];
  return Object.keys(others).length > 0 ? others : null;
}

/** A link with what the address has beside an experiment: it is not ours to remove. @param {string} link */
function withOtherNames(link) {
  const { hash } = location;
  if (!linkIn(hash)) return link;
  const others = fromLink(hash, fields).rest.map(([name, value]) =>
    value === '' ? escaped(name) : `${escaped(name)}=${escaped(value)}`,
  );
  return [link, ...others].join('&');
}
