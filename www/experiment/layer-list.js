/** The notation of hidden layers: "8, 10 × 10, 4" stands for a layer of 8 units, ten of 10, and one of 4. No DOM. */

/** From this number on, neighbours of equal width are written as "4 × 10". */
const FEWEST_REPEATED = 4;

/** Bounds what a short text can ask for. The core allows far fewer layers. */
const LONGEST = 10_000;

const ITEM = String.raw`[^\s,;×x*–-]+(?:\s*[×x*]\s*[^\s,;×x*–-]+)?`;
const SEPARATOR = String.raw`(?:\s*[,;]\s*|\s+)`;
const LIST = new RegExp(`^${ITEM}(?:${SEPARATOR}${ITEM})*$`, 'i');
const ITEMS = new RegExp(ITEM, 'gi');
/** A whole network from its 2 inputs to its 1 output, as the button of the settings prints it: "2–10 × 10–1". */
const WHOLE = /^2\s*[–-](?:(.+)[–-])?\s*1$/s;

/**
 * The units of each layer, as texts that are still to be read as numbers. Commas or blanks separate layers; "10x12",
 * "10 × 12" and "10*12" repeat one.
 * @param {string} text
 * @returns {string[] | null} null if this is no such list, or one of more than a few thousand layers
 */
export function layersFrom(text) {
  const whole = WHOLE.exec(text.trim());
  const list = (whole ? (whole[1] ?? '').replaceAll(/[–-]/g, ',') : text).trim();
  if (list === '') return [];
  if (!LIST.test(list)) return null;
  /** @type {string[]} */
  const layers = [];
  for (const [item] of list.matchAll(ITEMS)) {
    const [first, second] = item.split(/\s*[×x*]\s*/i);
    const count = second === undefined ? 1 : countFrom(first);
    if (!(layers.length + count <= LONGEST)) return null;
    layers.push(...Array(count).fill(second ?? first));
  }
  return layers;
}

/** NaN for what is no number of layers. @param {string} text */
const countFrom = (text) => (/^[1-9]\d{0,5}$/.test(text) ? Number(text) : NaN);

/**
 * The text of hidden layers in a field: "10, 5" or "8, 10 × 10, 4". layersFrom() reads it.
 * @param {number[]} widths
 */
export function layersText(widths) {
  /** @type {string[]} */
  const items = [];
  for (let k = 0; k < widths.length;) {
    let end = k + 1;
    while (widths[end] === widths[k]) end += 1;
    const count = end - k;
    if (count >= FEWEST_REPEATED) items.push(`${count} × ${widths[k]}`);
    else items.push(...Array(count).fill(`${widths[k]}`));
    k = end;
  }
  return items.join(', ');
}
