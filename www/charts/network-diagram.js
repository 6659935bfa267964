/**
 * Diagram of a network: the layout of its layers and units, the choice of those shown if there are too many, and their
 * drawing. The geometry uses no DOM. The painter keeps no state.
 */
import { rgb } from './colours.js';

/** @typedef {import('./colours.js').Theme} Theme */
/** @typedef {{ layer: number, unit: number }} Place  layer −1: the inputs; unit −1: the layer as a whole */
/** @typedef {{ unit: number, x: number, y: number }} Spot  centre of a unit's picture */
/** @typedef {{ layer: number, of: number, units: Spot[], label: { x: number, y: number } }} Column */
/**
 * @typedef {object} Layout
 * @property {boolean} vertical  layers from top to bottom
 * @property {number} width
 * @property {number} height
 * @property {number} side       of a unit's picture
 * @property {Column[]} columns  the inputs, then the layers shown
 * @property {number} stride     every stride-th layer is shown
 */

/** Maximum number of units shown per layer. Larger layers show their first units. */
const ALL = 10;
const FEW = 8;
/** The |a| at which the colour scale of activations ends, for every unit, run and iteration. */
export const ACTIVATION_END = 2;
/** Widths of connections in pixels: for |w| = 1, and the minimum and maximum. */
export const STROKE = { unit: 1.5, least: 0.3, most: 3 };

/** @param {number} units @returns {number} how many of them are shown */
export const shownUnits = (units) => (units <= ALL ? units : FEW);

/** Width of a connection. @param {number} weight */
export const strokeOf = (weight) =>
  weight === 0 || Number.isNaN(weight)
    ? 0
    : Math.min(STROKE.most, Math.max(STROKE.least, STROKE.unit * Math.abs(weight)));

/**
 * Indices of the layers shown: the first, every stride-th, and the last. All layers if they fit.
 * @param {number} count @param {number} most at least 2
 */
export function shownLayers(count, most) {
  for (let stride = 1; ; stride += 1) {
    const layers = [];
    for (let layer = 0; layer < count - 1; layer += stride) layers.push(layer);
    layers.push(count - 1);
    if (layers.length <= Math.max(2, most)) return { layers, stride };
  }
}

/**
 * @param {{ units: number, inputs: number }[]} layers  first to last
 * @param {number} width of the picture @param {number} em
 * @returns {Layout}
 */
export function layout(layers, width, em) {
  const vertical = width < 15 * em;
  const room = { width, em, tallest: Math.max(2, ...layers.map(({ units }) => shownUnits(units))) };
  const most = vertical ? 8 : Math.floor(width / (2.9 * em)) - 1;
  const { layers: shown, stride } = shownLayers(layers.length, most);
  const counts = [layers[0].inputs, ...shown.map((layer) => layers[layer].units)];
  return (vertical ? downwards : rightwards)(counts, [-1, ...shown], stride, room);
}

/** @param {number[]} counts @param {number[]} shown @param {number} stride @param {{ width: number, em: number, tallest: number }} room @returns {Layout} */
function rightwards(counts, shown, stride, { width, em, tallest }) {
  const pitch = width / counts.length;
  const side = Math.floor(Math.min(2.1 * em, pitch * 0.52));
  const step = side + 0.32 * em;
  const head = 1.7 * em;
  const height = Math.ceil(head + tallest * step + 0.9 * em);
  const centre = head + (tallest * step) / 2;
  return {
    vertical: false,
    width,
    height,
    side,
    stride,
    columns: counts.map((of, k) => {
      // The inputs are at the left edge and the output at the right, with labels centred on them.
      const inset = Math.max(side / 2, 1.75 * em);
      const x = inset + (k / Math.max(1, counts.length - 1)) * (width - 2 * inset);
      const count = shownUnits(of);
      return {
        layer: shown[k],
        of,
        label: { x, y: 0.75 * em },
        units: Array.from({ length: count }, (_, unit) => ({ unit, x, y: centre + (unit - (count - 1) / 2) * step })),
      };
    }),
  };
}

/** @param {number[]} counts @param {number[]} shown @param {number} stride @param {{ width: number, em: number, tallest: number }} room @returns {Layout} */
function downwards(counts, shown, stride, { width, em, tallest }) {
  const head = 3.1 * em;
  const step = Math.min(2.4 * em, (width - head) / tallest);
  const side = Math.floor(step - 0.2 * em);
  const pitch = side + 1.7 * em;
  const centre = head + (width - head) / 2;
  return {
    vertical: true,
    width,
    height: Math.ceil(counts.length * pitch - 1.2 * em),
    side,
    stride,
    columns: counts.map((of, k) => {
      const y = side / 2 + 0.2 * em + k * pitch;
      const count = shownUnits(of);
      return {
        layer: shown[k],
        of,
        label: { x: 0, y },
        units: Array.from({ length: count }, (_, unit) => ({ unit, x: centre + (unit - (count - 1) / 2) * step, y })),
      };
    }),
  };
}

/**
 * States which part of the network is shown. Empty if all of it is.
 * @param {{ units: number }[]} layers @param {number} stride
 */
export function thinned(layers, stride) {
  const large = [...new Set(layers.map(({ units }) => units).filter((units) => shownUnits(units) < units))];
  const units = large.map((units) => `${shownUnits(units)} of ${units} units`);
  const parts = stride > 1 ? [`every ${ordinal(stride)} of ${layers.length} layers`, ...units] : units;
  return parts.length ? `Shown: ${parts.join(', ')}.` : '';
}

/** @param {number} k */
export const ordinal = (k) =>
  `${k}${k % 10 === 2 && k !== 12 ? 'nd' : k % 10 === 3 && k !== 13 ? 'rd' : k % 10 === 1 && k !== 11 ? 'st' : 'th'}`;

/** The short name of a layer. @param {number} layer @param {number} count */
export const shortName = (layer, count) => (layer < 0 ? 'input' : layer === count - 1 ? 'output' : String(layer + 1));

/** The unit or layer label at a position in the picture. @param {Layout} at @param {number} x @param {number} y @returns {Place | null} */
export function hit({ columns, side, vertical }, x, y) {
  for (const { layer, units, label } of columns) {
    for (const spot of units)
      if (Math.abs(spot.x - x) <= side / 2 + 2 && Math.abs(spot.y - y) <= side / 2 + 2)
        return layer < 0 ? null : { layer, unit: spot.unit };
    if (layer < 0) continue;
    if (
      vertical
        ? x < units[0].x - side / 2 && Math.abs(y - label.y) < side / 2 + 2
        : y < 2 * label.y && Math.abs(x - label.x) < side
    )
      return { layer, unit: -1 };
  }
  return null;
}

/** @type {Record<string, [along: number, across: number]>} */
const ARROWS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

/**
 * The unit that an arrow key selects: along the layers, or across the units of one layer, starting with the layer's
 * label.
 * @param {Layout} at @param {Place | null} from @param {string} key @returns {Place | null} null: not an arrow key
 */
export function neighbour({ columns, vertical }, from, key) {
  const arrow = ARROWS[key];
  if (!arrow) return null;
  const layers = columns.filter(({ layer }) => layer >= 0);
  const k = from ? layers.findIndex(({ layer }) => layer === from.layer) : -1;
  if (!from || k < 0) return { layer: layers[0].layer, unit: 0 };
  const [along, across] = vertical ? [arrow[1], arrow[0]] : arrow;
  const to = layers[Math.max(0, Math.min(layers.length - 1, k + along))];
  return { layer: to.layer, unit: Math.max(-1, Math.min(to.units.length - 1, from.unit + across)) };
}

/**
 * Packed pixels for activations from −ACTIVATION_END to ACTIVATION_END. Values beyond take the end colours. The last
 * entry is for NaN.
 * @param {Theme} theme
 */
export function activationTable(theme) {
  const table = new Uint8ClampedArray(4 * (STEPS + 2));
  for (let k = 0; k <= STEPS; k += 1)
    table.set([...activationColour(theme, ((2 * k) / STEPS - 1) * ACTIVATION_END), 255], 4 * k);
  table.set([...rgb(theme.undefined), 255], 4 * (STEPS + 1));
  return new Uint32Array(table.buffer);
}
const STEPS = 512;

/** @param {Theme} theme @param {number} a @returns {[number, number, number]} */
export function activationColour(theme, a) {
  if (Number.isNaN(a)) return rgb(theme.undefined);
  const [from, to] = [rgb(theme.field[1]), rgb(a < 0 ? theme.zero : theme.one)];
  const t = Math.min(1, Math.abs(a) / ACTIVATION_END);
  const mix = (/** @type {number} */ channel) => Math.round(from[channel] + (to[channel] - from[channel]) * t);
  return [mix(0), mix(1), mix(2)];
}

/** Index into an activation table. @param {number} a */
export function activationIndex(a) {
  if (a !== a) return STEPS + 1;
  return Math.round((Math.min(1, Math.max(-1, a / ACTIVATION_END)) + 1) * (STEPS / 2));
}

/** Maps a probability to the scale of activations: 0 to its lower end, 1 to its upper end. @param {number} p */
export const asActivation = (p) => (2 * p - 1) * ACTIVATION_END;

/**
 * @typedef {object} Network
 * @property {Float32Array} fields  activations of each unit, side × side, unit after unit, layer after layer
 * @property {number} side
 * @property {number} most          maximum number of units per layer with a field
 * @property {{ units: number, inputs: number, weights: Float64Array }[]} layers  weights: those of the units shown, row by row
 */

/**
 * @param {CanvasRenderingContext2D} ctx @param {Network} network @param {Layout} at @param {Theme} theme
 * @param {{ table: Uint32Array, scratch: HTMLCanvasElement, font: string, selected: Place | null, bounds: import('./scales.js').Bounds }} how
 */
export function paintNetwork(ctx, network, at, theme, { table, scratch, font, selected, bounds }) {
  ctx.save();
  paintConnections(ctx, network, at, theme, selected);
  paintUnits(ctx, network, at, theme, { table, scratch, selected, bounds });
  ctx.font = font;
  ctx.textBaseline = 'middle';
  ctx.textAlign = at.vertical ? 'left' : 'center';
  for (const { layer, label, units, of } of at.columns) {
    ctx.fillStyle = selected?.layer === layer ? theme.ink : theme.soft;
    ctx.fillText(shortName(layer, network.layers.length), label.x, label.y);
    if (units.length === of) continue;
    const { x, y } = units[units.length - 1];
    const [dx, dy] = at.vertical ? [1, 0] : [0, 1];
    const from = at.side / 2 + 3;
    for (const k of [0, 1, 2]) {
      ctx.beginPath();
      ctx.arc(x + dx * (from + 3.5 * k), y + dy * (from + 3.5 * k), 1, 0, 2 * Math.PI);
      ctx.fill();
    }
  }
  ctx.restore();
}

/** @param {CanvasRenderingContext2D} ctx @param {Network} network @param {Layout} at @param {Theme} theme @param {Place | null} selected */
function paintConnections(ctx, network, { columns, side, vertical }, theme, selected) {
  for (let k = 1; k < columns.length; k += 1) {
    const [from, to] = [columns[k - 1], columns[k]];
    if (to.layer !== from.layer + 1) {
      gap(ctx, from.label, to.label, columns[0].units, side, vertical, theme);
      continue;
    }
    const { weights, inputs } = network.layers[to.layer];
    for (const end of to.units) {
      const all = selected === null || selected.layer !== to.layer || selected.unit === end.unit || selected.unit < 0;
      ctx.globalAlpha = selected === null ? 0.75 : selected.layer === to.layer && all ? 1 : 0.15;
      for (const start of from.units) {
        const weight = weights[end.unit * inputs + start.unit];
        const width = strokeOf(weight);
        if (width === 0) continue;
        ctx.strokeStyle = weight < 0 ? theme.zero : theme.one;
        ctx.lineWidth = width;
        ctx.beginPath();
        if (vertical) {
          ctx.moveTo(start.x, start.y + side / 2);
          ctx.lineTo(end.x, end.y - side / 2);
        } else {
          ctx.moveTo(start.x + side / 2, start.y);
          ctx.lineTo(end.x - side / 2, end.y);
        }
        ctx.stroke();
      }
    }
  }
  ctx.globalAlpha = 1;
}

/**
 * Marks omitted layers.
 * @param {CanvasRenderingContext2D} ctx
 * @param {{ x: number, y: number }} from
 * @param {{ x: number, y: number }} to
 * @param {Spot[]} inputs
 * @param {number} side
 * @param {boolean} vertical
 * @param {Theme} theme
 */
function gap(ctx, from, to, inputs, side, vertical, theme) {
  ctx.fillStyle = theme.soft;
  const middle = inputs.reduce((sum, { x, y }) => sum + (vertical ? x : y), 0) / inputs.length;
  for (const k of [-1, 0, 1]) {
    const [x, y] = vertical ? [middle, (from.y + to.y) / 2 + 4 * k] : [(from.x + to.x) / 2 + 4 * k, middle];
    ctx.beginPath();
    ctx.arc(x, y, 1, 0, 2 * Math.PI);
    ctx.fill();
  }
}

/** The least power of two that is not less. @param {number} size */
const powerOfTwo = (size) => 2 ** Math.ceil(Math.log2(size));

/**
 * @param {CanvasRenderingContext2D} ctx @param {Network} network @param {Layout} at @param {Theme} theme
 * @param {{ table: Uint32Array, scratch: HTMLCanvasElement, selected: Place | null, bounds: import('./scales.js').Bounds }} how
 */
function paintUnits(ctx, { fields, side, most, layers }, at, theme, { table, scratch, selected, bounds }) {
  const cells = side * side;
  const spots = at.columns.flatMap(({ layer, units }) => units.map((spot) => ({ layer, ...spot })));
  const before = [0];
  for (const { units } of layers) before.push(before[before.length - 1] + Math.min(most, units));
  // Sizes that are powers of two: the browser then samples every picture at the same fractions of a pixel, so that equal
  // units are painted as equal.
  const pitch = powerOfTwo(side);
  scratch.width = pitch;
  scratch.height = pitch * powerOfTwo(spots.length);
  const grid = /** @type {CanvasRenderingContext2D} */ (scratch.getContext('2d'));
  const image = grid.createImageData(scratch.width, scratch.height);
  const pixels = new Uint32Array(image.data.buffer);
  spots.forEach(({ layer, unit }, k) => {
    const offset = layer < 0 ? 0 : (before[layer] + unit) * cells;
    for (let i = 0; i < cells; i += 1) {
      const a = layer < 0 ? inputAt(bounds, side, unit, i) : fields[offset + i];
      pixels[(k * pitch + Math.floor(i / side)) * pitch + (i % side)] =
        table[activationIndex(layer === layers.length - 1 ? asActivation(a) : a)];
    }
  });
  grid.putImageData(image, 0, 0);
  ctx.imageSmoothingEnabled = true;
  spots.forEach(({ layer, unit, x, y }, k) => {
    const [left, top] = [Math.round(x - at.side / 2), Math.round(y - at.side / 2)];
    // Half a cell inside every edge, so that smoothing does not mix neighbouring pictures in the scratch canvas.
    ctx.drawImage(scratch, 0.5, k * pitch + 0.5, side - 1, side - 1, left, top, at.side, at.side);
    const on = selected?.layer === layer && (selected.unit === unit || selected.unit < 0);
    ctx.strokeStyle = on ? theme.ink : theme.line;
    ctx.lineWidth = on ? 2 : 1;
    ctx.strokeRect(left + 0.5, top + 0.5, at.side - 1, at.side - 1);
  });
}

/**
 * The coordinate of a cell's centre.
 * @param {import('./scales.js').Bounds} bounds
 * @param {number} side
 * @param {number} axis
 * @param {number} cell
 */
function inputAt({ xMin, xMax, yMin, yMax }, side, axis, cell) {
  if (axis === 0) return xMin + (((cell % side) + 0.5) / side) * (xMax - xMin);
  return yMax - ((Math.floor(cell / side) + 0.5) / side) * (yMax - yMin);
}
