/** What the address of embed.html asks for. No DOM. */
import { experimentProblem } from '../element/attributes.js';
import { DEFAULT_PRESET, fields } from '../experiment/catalogue.js';
import { overlaid, properties, propertyNamed } from '../experiment/fields.js';
import { fromLink, repeated } from '../experiment/link.js';
import { jsonFrom, quoted } from '../experiment/notation.js';
import { HIDEABLE, VIEWS, loadingNamed, shown, themeNamed } from '../element/visibility.js';

/** Parameters that are attributes of the element by the same name. */
const LOOKS = ['views', 'hide', 'theme', 'loading', 'alt'];

/** All that is no property of an experiment. */
const OWN = [...LOOKS, 'experiment', 'origins', 'autoplay'];

/** What `autoplay` takes. */
const AUTOPLAY = ['slide'];

/**
 * @typedef {object} Query
 * @property {Map<string, string>} looks  attributes of the element
 * @property {any} base                   the experiment that is asked for, `{ preset, …fields }`: links begin from it
 * @property {string[]} origins           who may ask for the state and set it
 * @property {boolean} autoplay           whether the first slide:start plays
 * @property {string[]} problems          what cannot be used, in words, by the names that the author typed
 */

/** What mail programs and courses add to every address: none of the author's doing. */
const TRACKING = /^(utm_.*|fbclid|gclid|dclid|msclkid|twclid|igshid|mc_[ce]id|_ga|_gl)$/;

/**
 * @param {string} search  of an address
 * @param {any} [own]  the page's own experiment, which gives way to another preset
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
    if (TRACKING.test(name)) continue;
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
  // Single fields are laid over a preset; an experiment may leave it open whose it is.
  query.base = overlaid(Object.keys(begun).length > 0 ? begun : { preset: DEFAULT_PRESET }, single);
  return query;
}

/** A problem with the path of a field under the name that stands in the address. @param {string} search */
function asTyped(search) {
  const table = properties(fields);
  const names = new Map(
    Array.from(new URLSearchParams(search).keys(), (name) => [propertyNamed(table, name)?.path, name]),
  );
  return (/** @type {string} */ problem) => problem.replace(/^[\w.]+(?=\[|: )/, (path) => names.get(path) ?? path);
}

/** What the element would say of its attributes stands with what else is wrong; what can be used of them is left. @param {Query} query */
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

/** Whether a text is exactly an origin, as messages have it. @param {string} text */
function isOrigin(text) {
  try {
    return /^https?:/.test(text) && new URL(text).origin === text;
  } catch {
    return false;
  }
}

/** @param {string} text @param {Query} query */
function readAutoplay(text, query) {
  query.autoplay = AUTOPLAY.includes(text);
  if (!query.autoplay)
    query.problems.push(`autoplay: ${quoted(text)} is not allowed; must be one of ${AUTOPLAY.join(', ')}`);
}

/** @param {string} name */
function unknown(name) {
  const ours = properties(fields).flatMap((property) => (property.path === 'format' ? [] : [property.name]));
  const known = ['preset', 'experiment', ...ours, ...LOOKS, 'origins', 'autoplay'];
  const near = known.find(
    (other) => apart(name.toLowerCase().replaceAll('-', ''), other.toLowerCase()) <= Math.max(1, name.length / 4),
  );
  return `${quoted(name)} is not allowed as a name; ${near ? `did you mean ${near}?` : `must be one of ${known.join(', ')}`}`;
}

/** How many letters have to be put in, taken out or changed to make one text of another. @param {string} a @param {string} b */
function apart(a, b) {
  if (a.length > 30) return Infinity;
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1)
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
    row = next;
  }
  return row[b.length];
}
