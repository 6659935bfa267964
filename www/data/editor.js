/**
 * Editor of the user's own points: drawing, pasting, dropping, splitting and undo. It reopens the lab with the newest
 * points, one state at a time; points drawn meanwhile follow in the next. No DOM.
 */
import { MOST_POINTS } from './csv.js';
import { TextImport } from './text-import.js';
import { EMPTY, History, add, near, nearest, splitAs, stateOf, without } from './edit.js';
import { classOf, countOf, counts, datasetOf, holds, isShown, namesOf } from './own-state.js';

/** @typedef {import('./csv.js').Point} Point */
/** @typedef {import('./edit.js').State} State */
/** @typedef {{ points: Float64Array, labels: Uint8Array }} Points */
/** @typedef {'section' | 'panels' | 'runs'} Place  place of a message: beside the data controls, at the pictures, or beside the runs */
/**
 * @typedef {object} Lab  the parts of the lab that the editor uses
 * @property {(dataset: any, keepBounds: boolean) => Promise<any>} use
 * @property {(count: number, share: number, seed: number) => Promise<{ train: ArrayLike<number>, test: ArrayLike<number> }>} split
 * @property {() => void} changed  called when the points or the message change
 */

export const EMPTY_ADVICE = 'Draw at least one point; until then the lab keeps its current points.';

/** Said where a split would leave only one class to train on. */
const UNSPLIT = 'All are training points: with test points set aside, one class would have none left to train on.';

export class DataEditor {
  #history = new History();
  #lab;
  /** The state that the lab has accepted, and the state being sent to it. @type {State | null} */
  #accepted = null;
  /** @type {State | null} */
  #sending = null;
  /** Whether new points can be shown before the lab accepts them. Drawn points can; others may lie outside the pictures. */
  #ahead = true;
  /** @type {WeakMap<State, { train: Points, test: Points }>} */
  #pictures = new WeakMap();
  /**
   * The current stroke, with the points that it has added or will erase.
   * @type {{ tool: 0 | 1 | 'erase', added: Point[], erased: Set<Point>, state: State } | null}
   */
  #stroke = null;

  /** Whether the pictures accept drawing. */
  drawing = false;
  /** @type {0 | 1 | 'erase'} */
  tool = 0;
  /** Last position of the keyboard or pointer in data units, and the positions of the crosshair and the eraser. */
  place = /** @type {{ x: number, y: number } | null} */ (null);
  pointed = /** @type {{ x: number, y: number } | null} */ (null);
  hovered = /** @type {{ x: number, y: number, reach: number } | null} */ (null);
  /** The last message. @type {{ place: Place, text: string, problem: boolean }} */
  said = { place: 'section', text: '', problem: false };
  /** Percentage of test points, and the seed of the split. */
  share = 25;
  seed = 1;

  /** Reads texts, and asks what they leave open. */
  imports = new TextImport({
    take: (read, place, from) => this.#take(read, place, from),
    say: (place, text, problem) => this.say(place, text, problem),
  });

  /** The reader of files of weights, once there is one. Its messages stand where those of points do. @type {import('./weights/weights-import.js').WeightsImport | null} */
  weights = null;

  /** @param {Lab} lab */
  constructor(lab) {
    this.#lab = lab;
  }

  get state() {
    return this.#stroke?.state ?? this.#history.state;
  }

  get undoes() {
    return this.#history.last;
  }

  get redoes() {
    return this.#history.next;
  }

  /** The current stroke. */
  get stroke() {
    return this.#stroke;
  }

  /**
   * Points to draw in place of the lab's: those being sent to it. After the lab accepts them, the same arrays are
   * returned, which avoids a repaint.
   * @returns {{ train: Points, test: Points } | null}
   */
  get picture() {
    const { state } = this;
    const known = this.#pictures.get(state);
    if (state === this.#accepted) return known ?? null;
    if (!this.#ahead || !(this.drawing || this.#sending)) return null;
    if (known) return known;
    const made = { train: flat(state.train), test: flat(state.test) };
    this.#pictures.set(state, made);
    return made;
  }

  /**
   * Follows an experiment of the lab, which may have different points, or none of the user's own.
   * @param {any} dataset of the experiment
   */
  follow(dataset) {
    if (dataset?.name !== 'custom') {
      this.#accepted = null;
      if (!this.#sending && this.drawing) this.stop();
      return;
    }
    if (this.#sending || (this.#accepted && holds(dataset, this.#accepted))) return;
    const state = stateOf(dataset.points, dataset.testPoints ?? [], dataset.classNames ?? null);
    this.#history = new History(state);
    this.#accepted = state;
  }

  // Editing

  /**
   * Replaces all points.
   * @param {State} state @param {string} does  description for undo @param {Place} place @param {string} said  message on success
   */
  async replace(state, does, place, said) {
    this.#stroke = null;
    // There were no points to undo to.
    if (this.#history.state === EMPTY && !this.#history.next) this.#history = new History(state);
    else this.#history.push(state, does);
    const done = await this.#send(place, false);
    if (done) this.say(place, said);
    return done;
  }

  /**
   * Imports a text, as a whole or not at all.
   * @param {string | Uint8Array} text  or the bytes of a file @param {Place} place @param {string} [source] such as a file's name
   */
  useText(text, place, source = '') {
    return this.imports.read(text, place, source);
  }

  /** @param {import('./read-points.js').ReadPoints} read @param {Place} place @param {string} from */
  async #take({ points, classNames, notes }, place, from) {
    const whole = stateOf(points, [], namesOf(classNames));
    const split = await this.#lab.split(points.length, this.share / 100, this.seed);
    const state = splitAs(whole, split);
    const unsplit = state.test.length < split.test.length ? [UNSPLIT] : [];
    const taken = place === 'panels' ? counts(state) : `${countOf(state.all.length)} taken`;
    const said = [`${from}${taken}.`, ...unsplit, ...notes.filter((note) => !isShown(note, state, place))].join(' ');
    return this.replace(state, `taking ${countOf(state.all.length)}`, place, said);
  }

  /** Splits the points again. @param {Place} place */
  async split(place) {
    const { state } = this;
    if (state.all.length === 0) return this.say(place, EMPTY_ADVICE);
    const split = await this.#lab.split(state.all.length, this.share / 100, this.seed);
    if (state !== this.state) return undefined; // newer points have replaced these
    const next = splitAs(state, split);
    return this.replace(next, 'the split', place, next.test.length < split.test.length ? UNSPLIT : 'Split again.');
  }

  undo() {
    const place = this.#place;
    if (this.#stroke) return this.cancelStroke();
    const step = this.#history.undo();
    if (!step) return this.say(place, 'Nothing to undo.');
    return this.#after(step, 'Undid', place);
  }

  redo() {
    const place = this.#place;
    if (this.#stroke) return undefined;
    const step = this.#history.redo();
    if (!step) return this.say(place, 'Nothing to redo.');
    return this.#after(step, 'Redid', place);
  }

  /** @param {import('./edit.js').Step} step @param {string} done @param {Place} place */
  #after(step, done, place) {
    this.say(place, `${done}: ${step.does}; ${this.#total()}.`);
    return this.#send(place, step.drawn);
  }

  /** Removes all points, including test points. */
  clear() {
    const { state } = this;
    this.#stroke = null;
    if (state.all.length === 0) return this.say('panels', EMPTY_ADVICE);
    this.#history.push({ ...EMPTY, names: state.names }, `clearing ${countOf(state.all.length)}`, true);
    this.drawing = true;
    this.say('panels', `Cleared. ${EMPTY_ADVICE}`);
    return undefined;
  }

  // Drawing

  start() {
    this.drawing = true;
    if (this.tool === 'erase') this.tool = 0;
    this.say('panels', 'Click or drag on any picture to add points.');
  }

  stop() {
    const { state } = this;
    this.#stroke = null;
    this.drawing = false;
    this.pointed = this.hovered = null;
    const left = state.train.length === 0 && this.#accepted;
    // A state without training points cannot be used, so it is undone. Redo restores it.
    while (left && this.#history.state.train.length === 0 && this.#history.undo());
    this.say('section', left ? `No training point was left, so the lab keeps its ${countOf(left.all.length)}.` : '');
    if (left) this.#send('section', true);
  }

  /** @param {0 | 1 | 'erase'} tool */
  choose(tool) {
    this.tool = tool;
    this.hovered = null;
    this.say('panels', tool === 'erase' ? 'Eraser: click or drag over points.' : `${classOf(this.state, tool)}.`);
  }

  /** @param {{ x: number, y: number }} at @param {string} [said]  the place in words */
  point(at, said) {
    this.place = this.pointed = at;
    if (said) this.say('panels', said);
  }

  /** @param {{ x: number, y: number }} [at]  position of the pointer; by default the last one */
  hidePoint(at) {
    this.place = at ?? this.place;
    this.pointed = null;
    this.#lab.changed();
  }

  /** @param {DataEditor['hovered']} at  position of the eraser */
  hover(at) {
    if (at === this.hovered) return;
    this.hovered = at;
    this.#lab.changed();
  }

  startStroke() {
    this.#stroke = { tool: this.tool, added: [], erased: new Set(), state: this.#history.state };
  }

  /** Adds a point to the stroke. @param {number} x @param {number} y @returns {boolean} false if there are too many points */
  extend(x, y) {
    const stroke = this.#stroke;
    if (!stroke || stroke.tool === 'erase') return false;
    const base = this.#history.state;
    try {
      stroke.added.push([x, y, stroke.tool]);
      if (base.all.length + stroke.added.length > MOST_POINTS) add(base, stroke.added);
    } catch (error) {
      stroke.added.pop();
      this.say('panels', /** @type {Error} */ (error).message, true);
      return false;
    }
    this.#lab.changed();
    return true;
  }

  /** @param {number} x @param {number} y @param {number} reach @param {boolean} withTest  test points are shown, so they can be erased */
  erase(x, y, reach, withTest) {
    const stroke = this.#stroke;
    if (!stroke) return;
    const found = near(withTest ? stroke.state.all : stroke.state.train, x, y, reach);
    if (found.length === 0) return;
    for (const point of found) stroke.erased.add(point);
    stroke.state = without(stroke.state, new Set(found));
    this.#lab.changed();
  }

  cancelStroke() {
    this.#stroke = null;
    this.say('panels', 'Stroke dropped.');
  }

  /** @param {(x: number, y: number) => string} [where]  a place in words */
  endStroke(where) {
    const stroke = this.#stroke;
    this.#stroke = null;
    if (!stroke) return;
    const { tool, added, erased, state } = stroke;
    const base = this.#history.state;
    if (tool === 'erase') {
      if (erased.size === 0) return void this.say('panels', 'No point here to erase.');
      this.#draw(state, `erasing ${countOf(erased.size)}`, `${countOf(erased.size)} erased`);
    } else if (added.length > 0) {
      const many = `${countOf(added.length)} of ${classOf(base, tool).replace('Class', 'class')}`;
      const one = `${classOf(base, tool)} point${where ? ` at ${where(added[0][0], added[0][1])}` : ''}`;
      this.#draw(add(base, added), `drawing ${many}`, added.length === 1 ? one : many);
    }
  }

  /**
   * Erases the nearest point within a distance.
   * @param {number} x
   * @param {number} y
   * @param {number} reach
   * @param {boolean} withTest
   */
  eraseNearest(x, y, reach, withTest) {
    const { state } = this;
    const point = nearest(withTest ? state.all : state.train, x, y, reach);
    if (!point) return this.say('panels', 'No point near enough to erase.');
    return this.#draw(without(state, new Set([point])), 'erasing 1 point', `${classOf(state, point[2])} point erased`);
  }

  /** @param {State} state @param {string} does @param {string} said */
  #draw(state, does, said) {
    this.#history.push(state, does, true);
    const advice = state.train.length === 0 ? ` ${EMPTY_ADVICE}` : '';
    this.say('panels', `${said}; ${this.#total()}.${advice}`);
    return this.#send('panels', true);
  }

  #total() {
    return countOf(this.state.all.length);
  }

  /** @returns {Place} */
  get #place() {
    return this.drawing ? 'panels' : 'section';
  }

  // The lab

  /** @param {Place} place @param {string} text @param {boolean} [problem] */
  say(place, text, problem = false) {
    this.said = { place, text, problem };
    this.#lab.changed();
  }

  /**
   * Sends the newest points to the lab until it has them.
   * @param {Place} place  place of a refusal message @param {boolean} keepBounds  whether to keep the bounds of the pictures
   */
  async #send(place, keepBounds) {
    this.#ahead = keepBounds && (this.#sending === null || this.#ahead);
    this.#lab.changed();
    if (this.#sending) return true;
    for (;;) {
      const { state } = this.#history;
      if (state === this.#accepted || state.train.length === 0) break;
      this.#sending = state;
      try {
        await this.#lab.use(datasetOf(state), this.#ahead);
        this.#accepted = state;
      } catch (error) {
        this.#sending = null;
        do this.#history.drop();
        while (this.#accepted && this.#history.last && this.#history.state !== this.#accepted);
        if (this.#history.state === state) this.#history = new History(this.#accepted ?? EMPTY);
        this.#ahead = true;
        this.say(place, `${/** @type {Error} */ (error).message}. The points stay as they were.`, true);
        return false;
      } finally {
        this.#sending = null;
      }
    }
    this.#ahead = true;
    this.#lab.changed();
    return true;
  }
}

/** @param {readonly Point[]} list @returns {Points} */
function flat(list) {
  const [coordinates, labels] = [new Float64Array(2 * list.length), new Uint8Array(list.length)];
  list.forEach(([x, y, label], k) => {
    coordinates[2 * k] = x;
    coordinates[2 * k + 1] = y;
    labels[k] = label;
  });
  return { points: coordinates, labels };
}
