/** Parses the address of embed.html. No DOM. */
import { experimentProblem } from '../element/attributes.js';
import { DEFAULT_PRESET, fields } from '../experiment/catalogue.js';
import { overlaid, properties, propertyNamed } from '../experiment/fields.js';
import { fromLink, repeated } from '../experiment/read-link.js';
import { nearName } from '../experiment/near-names.js';
import { jsonFrom, quoted } from '../experiment/notation.js';
import { isAdded } from '../experiment/passed-on.js';
import { HIDEABLE, VIEWS, loadingNamed, shown, themeNamed } from '../element/visibility.js';

/** Query parameters that are element attributes of the same name. */
const LOOKS = ['views', 'hide', 'theme', 'loading', 'alt'];

/** All query parameters that are not properties of an experiment. */
const OWN = [...LOOKS, 'experiment', 'origins', 'autoplay'];

/** Values of `autoplay`. */
const AUTOPLAY = ['slide', 'seen'];

/**
 * @typedef {object} Query
 * @property {Map<string, string>} looks  attributes of the element
 * @property {any} base                   the requested experiment, `{ preset, …fields }`, on which links are based
 * @property {string[]} origins           allowed to read and set the state
 * @property {boolean} autoplay           whether the first slide:start plays; `autoplay=seen` is one of the looks
 * @property {string[]} problems          messages about unusable parameters, under the names the author typed
 */

/**
 * @param {string} search  of an address
 * @param {any} [own]  the page's own experiment, replaced by another preset
 * @returns {Query}
 */
export function readQuery(search, own = {}) {
  const { experiment: single, rest, problems: unread } = fromLink(search, fields);
  const problems = unread.map(asTyped(search));
  /** @type {Query} */
  const query = { looks: new Map(), base: null, origins: [], autoplay: false, problems };
  let whole = null;
  const read = new Set();
  for (const [name, text] of rest) {
    if (isAdded(name)) continue;
    const twice = read.has(name);
    read.add(name);
    if (!OWN.includes(name)) problems.push(...(twice ? [] : [unknown(name)]));
    else if (twice) problems.push(repeated(name, text));
    else if (name === 'experiment') whole = readExperiment(text, query);
    else if (name === 'origins') readOrigins(text, query);
    else if (name === 'autoplay') readAutoplay(text, query);
    else query.looks.set(name, text);
  }
  readLooks(query);
  const anew = (single.preset ?? whole?.preset) !== undefined;
  const begun = { ...(anew ? {} : own), ...whole };
  // Single fields change the preset; an experiment need not name its preset.
  query.base = overlaid(Object.keys(begun).length > 0 ? begun : { preset: DEFAULT_PRESET }, single);
  return query;
}

/** A problem with a field's path under its name in the address. @param {string} search */
function asTyped(search) {
  const table = properties(fields);
  const names = new Map(
    Array.from(new URLSearchParams(search).keys(), (name) => [propertyNamed(table, name)?.path, name]),
  );
  return (/** @type {string} */ problem) => problem.replace(/^[\w.]+(?=\[|: )/, (path) => names.get(path) ?? path);
}

/**
 * Adds the element's complaints about its attributes to the problems and keeps the valid attributes.
 * @param {Query} query
 */
function readLooks({ looks, problems }) {
  const of = (/** @type {string} */ name) => looks.get(name);
  const checked = [themeNamed(of('theme')), loadingNamed(of('loading')), shown(of('views'), of('hide'))];
  for (const { attribute, message } of checked.flatMap(({ notes }) => notes)) {
    problems.push(message);
    const names = of(attribute)?.split(/[\s,]+/);
    const kept = (attribute === 'views' ? VIEWS : HIDEABLE).filter((name) => names?.includes(name));
    if (kept.length && ['views', 'hide'].includes(attribute)) looks.set(attribute, kept.join(' '));
    else looks.delete(attribute);
  }
}

/** @param {string} text @param {Query} query */
function readExperiment(text, query) {
  let value;
  try {
    value = jsonFrom(text);
  } catch {
    value = text;
  }
  const problem = experimentProblem(value);
  if (!problem) return value;
  query.problems.push(problem);
  return null;
}

/** @param {string} text @param {Query} query */
function readOrigins(text, query) {
  for (const origin of text.split(',').map((part) => part.trim())) {
    if (isOrigin(origin)) query.origins.push(origin);
    else
      query.problems.push(
        `origins: ${quoted(origin)} is not allowed; must be origins such as https://course.example, with commas between them`,
      );
  }
}

/** Whether a text is an origin exactly as messages carry it. @param {string} text */
function isOrigin(text) {
  try {
    return /^https?:/.test(text) && new URL(text).origin === text;
  } catch {
    return false;
  }
}

/** @param {string} text @param {Query} query */
function readAutoplay(text, query) {
  query.autoplay = text === 'slide';
  if (text === 'seen') query.looks.set('autoplay', text);
  if (!AUTOPLAY.includes(text))
    query.problems.push(`autoplay: ${quoted(text)} is not allowed; must be one of ${AUTOPLAY.join(', ')}`);
}

/** @param {string} name */
function unknown(name) {
  const ours = properties(fields).flatMap((property) => (property.path === 'format' ? [] : [property.name]));
  const known = ['preset', 'experiment', ...ours, ...LOOKS, 'origins', 'autoplay'];
  const near = nearName(name, known);
  return `${quoted(name)} is not allowed as a name; ${near ? `did you mean ${near}?` : `must be one of ${known.join(', ')}`}`;
}
