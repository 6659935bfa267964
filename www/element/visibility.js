/** Which parts of a lab are shown: the tables of `views` and `hide`. No DOM. */
import { quoted } from '../experiment/notation.js';

/** @typedef {'panels' | 'inside' | 'chart' | 'results'} ViewName */

/** All views, in page order. @type {ViewName[]} */
export const VIEWS = ['panels', 'inside', 'chart', 'results'];

/** Parts that can be hidden individually. */
const PARTS = [
  ...['preset', 'play', 'step', 'run-to-end', 'rewind', 'seed', 'iterations', 'counter', 'progress'],
  ...['learning-rate', 'speed', 'test-points', 'share', 'data', 'network', 'training', 'runs', 'initializers'],
  ...['key', 'pin', 'axis', 'table', 'look-inside', 'sweep'],
];

/** Sections of Look inside. */
const SECTIONS = ['diagram', 'units', 'signals', 'updates', 'curve', 'distributions', 'follow'];

/** @type {Record<string, string[]>} */
const GROUPS = {
  transport: ['play', 'step', 'run-to-end', 'rewind'],
  setup: ['data', 'network', 'training', 'runs'],
  // Play is not in this group: without it the figure could not be started. It is hidden only by its own name.
  controls: PARTS.filter((part) => !['play', 'counter', 'progress', 'key'].includes(part)),
};

/** Names that `hide` accepts. A view may be hidden by its name, too. */
export const HIDEABLE = [...Object.keys(GROUPS), ...PARTS, ...VIEWS, ...SECTIONS];

/**
 * Splits names given as a text or a list.
 * @param {any} given  names with spaces or commas between them, or a list of them
 * @returns {string[]}
 */
const namesIn = (given) =>
  (Array.isArray(given) ? given.map(textOf) : textOf(given ?? '').split(/[\s,]+/)).filter((name) => name !== '');

/** Quotes a value for a message. @param {any} given */
const textOf = (given) => (typeof given === 'string' ? given : typeof given === 'object' ? 'an object' : String(given));

/** @param {string} attribute @param {string} given @param {string} allowed */
const refused = (attribute, given, allowed) => ({
  attribute,
  message: `${attribute}: ${quoted(given)} is not allowed; must be ${allowed}`,
});

/** @param {any} given @param {string[]} table @param {string} attribute */
function known(given, table, attribute) {
  const names = namesIn(given);
  const wrong = names.filter((name) => !table.includes(name));
  return {
    names: names.filter((name) => table.includes(name)),
    notes: wrong.map((name) => refused(attribute, name, `among ${table.join(', ')}`)),
  };
}

/**
 * Matches a value to one of the allowed words.
 * @template {string} W
 * @param {any} given @param {readonly W[]} words  the first is the default @param {string} attribute
 */
function word(given, words, attribute) {
  const right = (given ?? null) === null || words.includes(given);
  return {
    word: /** @type {W} */ (words.includes(given) ? given : words[0]),
    notes: right ? [] : [refused(attribute, textOf(given), `one of ${words.join(', ')}`)],
  };
}

/** @param {any} given */
export const themeNamed = (given) =>
  word(given, /** @type {const} */ (['auto', 'light', 'dark', 'projector']), 'theme');
/** @param {any} given */
export const autoplayNamed = (given) => word(given, /** @type {const} */ (['never', 'seen']), 'autoplay');
/** @param {any} given */
export const loadingNamed = (given) => word(given, /** @type {const} */ (['eager', 'lazy']), 'loading');

/**
 * @typedef {object} Shows
 * @property {(name: string) => boolean} shows  whether a view or a part is shown
 * @property {boolean} opensInside  whether `views` names Look inside
 * @property {import('./attributes.js').Note[]} notes
 */

/**
 * @param {any} views  empty or without a known view: all views
 * @param {any} hide
 * @returns {Shows}
 */
export function shown(views, hide) {
  const named = known(views, VIEWS, 'views');
  const away = known(hide, HIDEABLE, 'hide');
  const hidden = new Set(away.names.flatMap((name) => GROUPS[name] ?? [name]));
  const seen = new Set(named.names.length ? named.names : VIEWS);
  return {
    shows: (name) => !hidden.has(name) && (!VIEWS.includes(/** @type {ViewName} */ (name)) || seen.has(name)),
    opensInside: named.names.includes('inside') && !hidden.has('inside'),
    notes: [...named.notes, ...away.notes],
  };
}
