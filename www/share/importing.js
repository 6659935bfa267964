/**
 * Finds an experiment in a file or a text. The result is data that the core validates. If there is none, the error
 * names the input and the accepted kinds.
 */
import { DEFAULT_PRESET, fields } from '../experiment/catalogue.js';
import { overlaid } from '../experiment/fields.js';
import { experimentIn } from '../export/image.js';
import { experimentOf } from '../export/one-file-text.js';
import { isLink } from '../experiment/link.js';
import { fromLink } from '../experiment/read-link.js';
import { LARGEST_TEXT as MOST, jsonFrom, quoted } from '../experiment/notation.js';

/** @typedef {{ experiment: any, from: string, notes: string[] }} Brought  from: its source, as the start of a sentence */

/** Size limits: a one-file page is larger than its experiment. */
const MOST_PAGE = 2_500_000;
const MOST_PICTURE = 20_000_000;

const ALLOWED =
  'an experiment (.json), a link, a picture (.png, .svg), a page (.html) or a notebook (.ipynb, .py) saved by the lab';

/** @param {number} bytes */
const megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;

/** @param {unknown} value */
const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * @param {string} text  JSON @param {string} name  its name in messages
 * @returns {any} an object
 */
function objectFrom(text, name) {
  let value;
  try {
    value = jsonFrom(text);
  } catch (error) {
    const deep = error instanceof RangeError; // deep nesting overflows the stack
    throw new RangeError(
      deep
        ? `${name} is nested too deep to be an experiment.`
        : `${name} is not complete JSON: ${/** @type {Error} */ (error).message}.`,
      { cause: error },
    );
  }
  if (!isObject(value))
    throw new RangeError(`${name} is JSON, but not an object. An experiment is an object in braces.`);
  return value;
}

/** @param {string} text @param {string} name */
function fromJson(text, name) {
  if (text.length > MOST)
    throw new RangeError(`${name} contains an experiment of ${megabytes(text.length)}; must be at most 1 MB.`);
  const value = objectFrom(text, name);
  // Notebooks and parameter files contain their experiment.
  const inside = value.experiment ?? value.metadata?.['init-lab']?.experiment ?? value.metadata?.init_lab?.experiment;
  if (inside !== undefined && !isObject(inside))
    throw new RangeError(`${name} contains an experiment that is not an object.`);
  return inside ?? value;
}

/** @param {string} text  of a link: whole, or the part after # or ? @param {string} name @returns {Brought} */
function fromAddress(text, name) {
  const start = text.search(/[#?]/);
  // A fragment takes precedence over a query, which may be the page's own.
  const parts = start < 0 ? [text] : text.slice(start).split('#', 2).filter(Boolean).toReversed();
  for (const part of parts.filter((candidate) => isLink(candidate, fields))) {
    const { experiment, problems } = fromLink(part, fields);
    if (problems.length) throw new RangeError(`${name} has a part that the lab cannot read: ${problems.join('; ')}.`);
    return { experiment: { preset: DEFAULT_PRESET, ...experiment }, from: name, notes: [] };
  }
  throw new RangeError(`${name} has no experiment in it. After # or ? it needs something like preset=notebook.`);
}

/** HTML entities in an attribute; other uses of & stay. @type {Record<string, string>} */
const ENTITIES = { amp: '&', quot: '"', apos: "'", '#39': "'", '#34': '"', lt: '<', gt: '>' };

/** Tags that are tried: each may be searched for its end to the end of the text. */
const MOST_TAGS = 10;

/**
 * The attributes of the first complete tag with a name. Works on text: a browser that parses markup compiles its event handlers,
 * and a strict policy reports them.
 * @param {string} text @param {string} tag
 * @returns {Map<string, string> | null}
 */
function attributesOf(text, tag) {
  const inside = tagIn(text, tag);
  if (inside === null) return null;
  const found = inside.matchAll(/([^\s"'=<>/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g);
  return new Map(
    Array.from(found, ([, name, ...values]) => [
      name.toLowerCase(),
      (values.find((value) => value !== undefined) ?? '').replace(
        /&(\w+|#\d+);/g,
        (whole, entity) => ENTITIES[entity] ?? whole,
      ),
    ]),
  );
}

/** What stands between the name of a tag and its end. @param {string} text @param {string} tag */
function tagIn(text, tag) {
  const opening = new RegExp(`<${tag}(?=[\\s>])`, 'gi');
  const inside = /(?:[^>"']|"[^"]*"|'[^']*')*>/y;
  for (let k = 0; k < MOST_TAGS && opening.test(text); k += 1) {
    inside.lastIndex = opening.lastIndex;
    const found = inside.exec(text);
    if (found) return found[0].slice(0, -1);
  }
  return null;
}

/** @param {string} text @param {string} name @returns {Brought} */
function fromMarkup(text, name) {
  const inPage = experimentOf(text);
  if (inPage !== null) return { experiment: fromJson(inPage, name), from: name, notes: [] };
  const source = attributesOf(text, 'iframe')?.get('src');
  if (source) return fromAddress(source, name);
  const lab = attributesOf(text, 'init-lab');
  if (lab) {
    const given = lab.get('experiment');
    lab.delete('experiment');
    const { experiment, problems } = fromLink(new URLSearchParams([...lab]).toString(), fields);
    if (problems.length) throw new RangeError(`${name} has a part that the lab cannot read: ${problems.join('; ')}.`);
    // As in the element, single attributes change the experiment.
    const below = given ? fromJson(given, name) : { preset: DEFAULT_PRESET };
    return { experiment: overlaid(below, experiment), from: name, notes: [] };
  }
  throw new RangeError(`${name} is HTML without an experiment; must be ${ALLOWED}.`);
}

/** The first link in a text. @param {string} text */
function linkIn(text) {
  for (const [address] of text.matchAll(/(?:https?|file):\/\/[^\s"'<>`]+/g))
    if (/^\w+:\/\/[^]+[#?]/.test(address)) return address;
  return undefined;
}

/** The link in a notebook's first cell. @param {any} notebook @param {string} name */
function fromNotebook({ cells }, name) {
  const texts = cells.slice(0, 3).map((/** @type {any} */ cell) => [cell?.source ?? []].flat().join(''));
  const link = linkIn(texts.join('\n'));
  if (link) return fromAddress(link, name);
  throw new RangeError(`${name} is a notebook that the lab did not save: it has no link to an experiment.`);
}

/**
 * @param {string} text
 * @param {string} [name]
 * @returns {Brought}
 * @throws {RangeError}
 */
export function fromText(text, name = 'The pasted text') {
  const trimmed = text.replace(/^\ufeff/, '').trim();
  if (!trimmed) throw new RangeError(`${name} is empty; must be ${ALLOWED}.`);
  if (trimmed.length > MOST_PAGE)
    throw new RangeError(`${name} has ${megabytes(trimmed.length)}; must be at most 1 MB.`);
  if (/^[{[]/.test(trimmed)) {
    const experiment = fromJson(trimmed, name);
    return Array.isArray(experiment.cells) ? fromNotebook(experiment, name) : { experiment, from: name, notes: [] };
  }
  if (trimmed.startsWith('<')) return fromMarkup(trimmed, name);
  if (trimmed.length > MOST) throw new RangeError(`${name} has ${megabytes(trimmed.length)}; must be at most 1 MB.`);
  if (/^(\w+:\/\/|[#?]|[\w.-]+=)\S*$/.test(trimmed)) return fromAddress(trimmed, name);
  const link = linkIn(trimmed);
  if (link) return fromAddress(link, name);
  throw new RangeError(`${name} contains no experiment; must be ${ALLOWED}.`);
}

/** @param {Uint8Array} bytes @param {string} name */
function textFrom(bytes, name) {
  // UTF-16, which some editors call “Unicode”.
  const wide = bytes[0] === 0xff && bytes[1] === 0xfe;
  try {
    const text = new TextDecoder(wide ? 'utf-16le' : 'utf-8', { fatal: true }).decode(bytes);
    if (!text.includes('\0')) return text;
  } catch {
    // reported below
  }
  throw new RangeError(`${name} is not text; must be ${ALLOWED}.`);
}

/**
 * @param {File} file
 * @returns {Promise<Brought>}
 * @throws {RangeError}
 */
export async function fromFile(file) {
  const name = quoted(file.name.trim(), 60);
  const picture = /\.(png|svg)$/i.test(file.name);
  const page = /\.html?$/i.test(file.name);
  const most = picture ? MOST_PICTURE : page ? MOST_PAGE : MOST;
  if (file.size > most)
    throw new RangeError(`${name} has ${megabytes(file.size)}; must be at most ${megabytes(most).replace('.0', '')}.`);
  if (picture) {
    const experiment = await experimentIn(file);
    if (!experiment) throw new RangeError(`${name} is not a picture saved by the lab: it contains no experiment.`);
    return { experiment, from: name, notes: [] };
  }
  let bytes;
  try {
    bytes = new Uint8Array(await file.arrayBuffer());
  } catch {
    throw new RangeError(`${name} could not be read: it may be a folder, or have been moved.`);
  }
  return fromText(textFrom(bytes, name), name);
}
