/** What the address of embed.html asks for. No DOM. */
import fields from '../engine/generated/fields.js';
import { overlaid, properties, propertyNamed } from '../experiment.js';
import { fromLink } from '../link.js';
import { jsonFrom, quoted } from '../notation.js';

/** Parameters that are attributes of the element by the same name, beside those of single fields. It checks them. */
const ATTRIBUTES = ['preset', 'experiment', 'views', 'hide', 'theme', 'loading', 'alt'];

/** What `autoplay` takes. */
const AUTOPLAY = ['slide'];

/**
 * @typedef {object} Query
 * @property {Map<string, string>} attributes  for the element
 * @property {any} base                        the experiment that the query asks for, `{ preset?, …fields }`: links begin from it
 * @property {string[]} origins                who may ask for the state and set it
 * @property {boolean} autoplay                whether the first slide:start plays
 * @property {string[]} problems               what cannot be used, in words; the element says for itself what is wrong with its attributes
 */

/** @param {string} search  of an address @returns {Query} */
export function readQuery(search) {
  /** @type {Map<string, string>} */
  const attributes = new Map();
  const { experiment, rest, problems: wrong } = fromLink(search, fields);
  const table = properties(fields);
  /** @type {Query} */
  const query = { attributes, base: { preset: 'notebook' }, origins: [], autoplay: false, problems: [] };
  // A query that is too long is not read at all; what is wrong with a field is the element's to say.
  if (Object.keys(experiment).length === 0 && rest.size === 0) query.problems.push(...wrong.filter(isWhole));
  else {
    for (const [name, text] of new URLSearchParams(search)) {
      const property = propertyNamed(table, name);
      const attribute = property?.attribute ?? (ATTRIBUTES.includes(name) ? name : undefined);
      if (attribute !== undefined) {
        if (!attributes.has(attribute)) attributes.set(attribute, text);
      } else if (name === 'origins') readOrigins(text, query);
      else if (name === 'autoplay') readAutoplay(text, query);
      else query.problems.push(unknown(name, table));
    }
  }
  query.base = overlaid({ preset: 'notebook', ...experimentIn(attributes.get('experiment')) }, experiment);
  return query;
}

/** Whether a problem is of the link as a whole. @param {string} problem */
const isWhole = (problem) => problem.startsWith('A link');

/** @param {string | undefined} text of the attribute `experiment`: the element says what is wrong with it */
function experimentIn(text) {
  try {
    const value = jsonFrom(text ?? '');
    return typeof value === 'object' && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
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

/** @param {string} name @param {import('../experiment.js').Property[]} table */
function unknown(name, table) {
  const fieldNames = table.filter(({ path }) => path !== 'format').map((property) => property.name);
  const known = [...ATTRIBUTES, ...fieldNames, 'origins', 'autoplay'];
  return `${quoted(name)} is not allowed as a name; must be one of ${known.join(', ')}`;
}
