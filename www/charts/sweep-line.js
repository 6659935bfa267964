/**
 * A measure over one varied field: for each run the median over the seeds, and the band in which 80 % of them lie. Named
 * schemes are marked where they lie on the axis, and lanes above the plot show where trainings diverged. Geometry first,
 * then paint; no DOM.
 */
import { bandOpacity } from './bands.js';
import { COLUMN_GAP, columnWidth, endLabels, paintEndLabels } from './end-labels.js';
import { fieldTicks, placeAmong } from './field-axis.js';
import { spelled } from './format.js';
import { drawOrder } from './join.js';
import { measureText, measureTexts, measureTicks, measureTitle, placeOn } from './measure-scale.js';
import { sizeOf } from './plot.js';
import { seriesColour, seriesDash } from './series.js';

/** @typedef {import('./colours.js').Theme} Theme */
/** @typedef {import('./field-axis.js').FieldAxis} FieldAxis */
/** @typedef {import('./measure-scale.js').MeasureScale} MeasureScale */
/**
 * @typedef {object} SweepLine  of a run, at the values of the axis
 * @property {string} label
 * @property {number} slot
 * @property {Float64Array} low     quantile 0.1; NaN where nothing is done
 * @property {Float64Array} median  or, of a measure of yes and no, the share; Infinity: never
 * @property {Float64Array} high    quantile 0.9
 * @property {Float64Array} diverged  share of the trainings
 */
/** @typedef {{ value: number, text: string, slot: number | null }} Scheme  slot: of the run that it is true of; null: of all */
/**
 * @typedef {object} LineData
 * @property {SweepLine[]} lines
 * @property {FieldAxis} axis
 * @property {string} measure   its name
 * @property {MeasureScale} scale
 * @property {number} seeds
 * @property {Scheme[]} schemes
 */
/** @typedef {{ width: number, height: number, font: string }} LineBox  in CSS pixels */
/** @typedef {(text: string) => number} Measure */

/** Below this width, in sizes of the text, there is no room for labels beside the lines. */
const NARROW = 26;
/** Height of a lane of diverged trainings, and of the row of "never", in sizes of the text. */
const LANE = 0.9;
const NEVER = 1.7;
/** Height of a row of schemes' names. */
const NAME = 1.3;
/** Height of the row of marks of values beyond the axis. */
const BEYOND = 1.5;
/** Points are marked where there are at most this many. */
const MOST_POINTS = 60;
const CROWDED = 24;
const TICK = 4;
const GAP = 4;

/**
 * @typedef {object} LineLayout  in CSS pixels
 * @property {number} left
 * @property {number} right
 * @property {number} top     of the axis's range
 * @property {number} bottom
 * @property {number | null} never  height of values that are infinite
 * @property {number[]} lanes       tops of the runs' lanes; empty: nothing diverged
 * @property {number} size
 * @property {boolean} labelled
 * @property {number} room          width of the labels
 * @property {number} schemes       middle of the first row of schemes' names
 * @property {(place: number) => number} x  of a place among the axis's values
 * @property {(value: number) => number} y
 */

/** @param {LineData} data @param {LineBox} box @param {Measure} measure @returns {LineLayout} */
export function lineLayout({ lines, axis, scale, schemes, measure: name }, { width, height, font }, measure) {
  const size = sizeOf(font);
  const labelled = width >= NARROW * size;
  const names = lines.map(({ label }) => ({ label: spelled(label), note: '' }));
  const room = labelled ? columnWidth(names, measure, width) : 0;
  const infinite = lines.some(({ median, high }) => median.includes(Infinity) || high.includes(Infinity));
  const parted = name !== 'diverged' && lines.some(({ diverged }) => diverged.some((share) => share > 0));
  const title = 1.9 * size;
  const named = Math.min(2, schemes.length) * NAME * size;
  const lane = LANE * size + 2;
  const lanes = parted ? lostLines(lines).map((_, k) => title + named + 0.4 * size + k * lane) : [];
  const afterLanes = parted ? lanes[lanes.length - 1] + lane + 0.4 * size : title + named;
  const top = afterLanes + (infinite ? NEVER : scale.above ? BEYOND : 0.5) * size;
  const bottom = Math.max(top + 2 * size, height - 3.9 * size);
  const ticks = ticksOf(scale, bottom - top, size);
  const texts = textsOf(scale, ticks);
  const left = Math.ceil(Math.max(...texts.map(measure), infinite ? measure('never') : 0)) + TICK + GAP + 2;
  const right = width - (labelled ? COLUMN_GAP + room : size);
  const last = Math.max(1, axis.values.length - 1);
  const inset = 0.5 * size;
  return {
    left,
    right,
    top,
    bottom,
    never: infinite ? afterLanes + 0.75 * size : null,
    lanes,
    size,
    labelled,
    room,
    schemes: title + 0.5 * size,
    x: (place) => left + inset + (place / last) * Math.max(1, right - left - 2 * inset),
    y: (value) => {
      if (value === Infinity) return infinite ? afterLanes + 0.75 * size : top;
      return bottom - Math.max(0, Math.min(1, placeOn(scale, value))) * (bottom - top);
    },
  };
}

/** The runs of which a training diverged. @param {SweepLine[]} lines */
const lostLines = (lines) => lines.filter(({ diverged }) => diverged.some((share) => share > 0));

/** The texts of ticks; the lowest says that values lie below it. @param {MeasureScale} scale @param {number[]} ticks */
const textsOf = (scale, ticks) =>
  measureTexts(scale.kind, ticks).map((text, k) =>
    scale.below && Math.abs(placeOn(scale, ticks[k])) < 1e-3 ? `≤ ${text}` : text,
  );

/** @param {MeasureScale} scale @param {number} length @param {number} size */
const ticksOf = (scale, length, size) =>
  measureTicks(scale, Math.max(2, Math.min(8, Math.floor(length / (1.9 * size)))));

/**
 * The index of the axis's value nearest to a place in the picture.
 * @param {LineData} data @param {LineLayout} at @param {number} px
 */
export function valueAt({ axis }, at, px) {
  const last = axis.values.length - 1;
  if (last < 1) return 0;
  const place = ((px - at.x(0)) / (at.x(last) - at.x(0))) * last;
  return Math.max(0, Math.min(last, Math.round(place)));
}

/**
 * @param {CanvasRenderingContext2D} ctx  its origin is the picture's upper left corner; a unit is a CSS pixel
 * @param {LineData} data @param {LineLayout} at @param {Theme} theme @param {LineBox} box
 */
export function paintSweepLine(ctx, data, at, theme, { font }) {
  ctx.save();
  ctx.font = font;
  ctx.lineJoin = 'round';
  paintLineAxes(ctx, data, at, theme);
  paintSchemes(ctx, data, at, theme);
  paintLanes(ctx, data, at, theme);
  paintBeyond(ctx, data, at, theme);
  for (const k of drawOrder(data.lines))
    if (data.seeds > 1) paintBand(ctx, data.lines[k], at, theme, bandOpacity(data.lines.length));
  for (const k of drawOrder(data.lines)) paintLine(ctx, data.lines[k], at, theme);
  if (at.labelled) paintLabels(ctx, data, at, theme);
  ctx.restore();
}

/** @param {CanvasRenderingContext2D} ctx @param {LineData} data @param {LineLayout} at @param {Theme} theme */
function paintLineAxes(ctx, { axis, scale, measure, seeds }, at, theme) {
  const { left, right, top, bottom, never, size, x } = at;
  const last = Math.max(1, axis.values.length - 1);
  ctx.fillStyle = theme.soft;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  const title = measureTitle(measure, scale.logarithmic);
  const whole = seeds > 1 && scale.kind !== 'part' ? `${title}: median and 10–90 % of ${seeds} seeds` : title;
  ctx.fillText(ctx.measureText(whole).width <= right + at.room ? whole : title, 0, 0.8 * size);
  const columns = fieldTicks(axis, x(last) - x(0), (text) => ctx.measureText(text).width);
  const rows = ticksOf(scale, bottom - top, size);
  const texts = textsOf(scale, rows);
  ctx.strokeStyle = theme.line;
  ctx.lineWidth = 0.5;
  ctx.beginPath();
  for (const { at: place } of columns) segment(ctx, x(place), never ?? top, x(place), bottom);
  for (const tick of rows) segment(ctx, left, at.y(tick), right, at.y(tick));
  ctx.stroke();
  ctx.lineWidth = 1;
  ctx.beginPath();
  for (const { at: place } of columns) segment(ctx, x(place), bottom, x(place), bottom + TICK);
  for (const tick of rows) segment(ctx, left - TICK, at.y(tick), left, at.y(tick));
  ctx.stroke();
  ctx.textAlign = 'right';
  rows.forEach((tick, k) => ctx.fillText(texts[k], left - TICK - GAP, at.y(tick)));
  if (never !== null) {
    ctx.fillText('never', left - TICK - GAP, never);
    ctx.setLineDash([1, 3]);
    ctx.beginPath();
    segment(ctx, left, never, right, never);
    ctx.stroke();
    ctx.setLineDash([]);
  }
  ctx.textBaseline = 'top';
  ctx.textAlign = 'center';
  for (const { at: place, text } of columns) ctx.fillText(text, x(place), bottom + TICK + GAP);
  const name = axis.scale === 'log' ? `${axis.title} (log scale)` : axis.title;
  ctx.fillText(name, (left + right) / 2, bottom + TICK + GAP + 1.35 * size);
}

/** A line aligned to the pixels of a screen. @param {CanvasRenderingContext2D} ctx @param {number} x0 @param {number} y0 @param {number} x1 @param {number} y1 */
function segment(ctx, x0, y0, x1, y1) {
  ctx.moveTo(Math.round(x0) + 0.5, Math.round(y0) + 0.5);
  ctx.lineTo(Math.round(x1) + 0.5, Math.round(y1) + 0.5);
}

/** Vertical marks with names above the plot, in two rows. A name that would touch another is left out; its mark stays. @param {CanvasRenderingContext2D} ctx @param {LineData} data @param {LineLayout} at @param {Theme} theme */
function paintSchemes(ctx, { schemes, axis }, at, theme) {
  const free = [0, 0];
  const last = axis.values.length - 1;
  const placed = schemes
    .map((scheme) => ({ ...scheme, place: placeAmong(axis, scheme.value) }))
    .filter(({ place }) => place >= -1e-6 && place <= last + 1e-6)
    .toSorted((a, b) => a.place - b.place);
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  for (const { place, text, slot } of placed) {
    const x = at.x(place);
    ctx.strokeStyle = ctx.fillStyle = slot === null ? theme.ink : seriesColour(theme, slot);
    const half = ctx.measureText(text).width / 2;
    const middle = Math.max(half, Math.min(at.right + at.room - half, x));
    const row = free.findIndex((edge) => middle - half >= edge);
    const y = at.schemes + Math.max(0, row) * NAME * at.size;
    ctx.lineWidth = theme.weight;
    ctx.setLineDash([2, 2]);
    ctx.beginPath();
    segment(ctx, x, y + 0.65 * at.size, x, at.bottom);
    ctx.stroke();
    ctx.setLineDash([]);
    if (row < 0) continue;
    // The mark of this name passes through the second row.
    if (row === 0) free[1] = Math.max(free[1], x + 0.5 * at.size);
    free[row] = middle + half + 0.8 * at.size;
    ctx.fillText(text, middle, y);
  }
}

/** For each run, the share of its trainings that diverged, as the height of bars. @param {CanvasRenderingContext2D} ctx @param {LineData} data @param {LineLayout} at @param {Theme} theme */
function paintLanes(ctx, { lines, axis }, at, theme) {
  if (!at.lanes.length) return;
  const { left, right, size, x } = at;
  const last = Math.max(1, axis.values.length - 1);
  const half = Math.max(0.5, (x(last) - x(0)) / last / 2);
  ctx.fillStyle = theme.soft;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  const text = 'diverged';
  if (at.labelled && ctx.measureText(text).width <= at.room)
    ctx.fillText(text, right + COLUMN_GAP, (at.lanes[0] + at.lanes[at.lanes.length - 1] + LANE * size) / 2);
  lostLines(lines).forEach(({ diverged, slot }, k) => {
    const base = at.lanes[k] + LANE * size;
    ctx.fillStyle = seriesColour(theme, slot);
    ctx.beginPath();
    diverged.forEach((share, i) => {
      const height = share > 0 ? Math.max(1, share * LANE * size) : 0;
      const [from, to] = [Math.max(left, x(i) - half), Math.min(right, x(i) + half)];
      if (height) ctx.rect(from, base - height, to - from, height);
    });
    ctx.fill();
    ctx.strokeStyle = theme.line;
    ctx.lineWidth = 0.5;
    ctx.beginPath();
    segment(ctx, left, base, right, base);
    ctx.stroke();
  });
}

/** A triangle and the value above the plot where a run goes furthest beyond the axis. @param {CanvasRenderingContext2D} ctx @param {LineData} data @param {LineLayout} at @param {Theme} theme */
function paintBeyond(ctx, { lines, scale }, at, theme) {
  if (!scale.above || at.never !== null) return;
  const { size, top, right } = at;
  let free = 0;
  const marks = lines.flatMap(({ high, slot }) => {
    const place = high.reduce((most, value, k) => (Number.isFinite(value) && !(value <= high[most]) ? k : most), 0);
    return high[place] > scale.range[1] ? [{ x: at.x(place), value: high[place], slot }] : [];
  });
  ctx.textBaseline = 'middle';
  ctx.textAlign = 'left';
  for (const { x, value, slot } of marks.toSorted((a, b) => a.x - b.x)) {
    const half = 0.36 * size;
    ctx.fillStyle = seriesColour(theme, slot);
    ctx.beginPath();
    ctx.moveTo(x, top - 2 * half - 2);
    ctx.lineTo(x + half, top - 3);
    ctx.lineTo(x - half, top - 3);
    ctx.closePath();
    ctx.fill();
    const text = measureText(scale.kind, value);
    const width = ctx.measureText(text).width;
    const left = x + 1.6 * half + width <= right ? x + 1.6 * half : x - 1.6 * half - width;
    if (left < free) continue;
    free = left + width + 0.8 * size;
    ctx.fillText(text, left, top - half - 3);
  }
}

/** @param {CanvasRenderingContext2D} ctx @param {SweepLine} line @param {LineLayout} at @param {Theme} theme @param {ReturnType<typeof bandOpacity>} opacity */
function paintBand(ctx, { slot, low, high }, at, theme, { fill, edge: edgeOpacity }) {
  ctx.fillStyle = ctx.strokeStyle = seriesColour(theme, slot);
  ctx.lineWidth = theme.weight;
  for (const [from, to] of pieces(low)) {
    ctx.globalAlpha = fill;
    ctx.beginPath();
    for (let k = from; k < to; k += 1) through(ctx, k === from, at.x(k), at.y(high[k]));
    for (let k = to - 1; k >= from; k -= 1) ctx.lineTo(at.x(k), at.y(low[k]));
    ctx.fill();
    ctx.globalAlpha = edgeOpacity;
    for (const edge of [low, high]) {
      ctx.beginPath();
      for (let k = from; k < to; k += 1) through(ctx, k === from, at.x(k), at.y(edge[k]));
      ctx.stroke();
    }
    ctx.globalAlpha = 1;
  }
}

/** @param {CanvasRenderingContext2D} ctx @param {boolean} first @param {number} x @param {number} y */
const through = (ctx, first, x, y) => (first ? ctx.moveTo(x, y) : ctx.lineTo(x, y));

/** The stretches without a NaN. @param {Float64Array} values @returns {[number, number][]} from, and to, which is not included */
function pieces(values) {
  /** @type {[number, number][]} */
  const found = [];
  let from = -1;
  for (let k = 0; k <= values.length; k += 1) {
    const here = k < values.length && !Number.isNaN(values[k]);
    if (here && from < 0) from = k;
    if (!here && from >= 0) {
      found.push([from, k]);
      from = -1;
    }
  }
  return found;
}

/** @param {CanvasRenderingContext2D} ctx @param {SweepLine} line @param {LineLayout} at @param {Theme} theme */
function paintLine(ctx, { slot, median }, at, theme) {
  ctx.strokeStyle = ctx.fillStyle = seriesColour(theme, slot);
  ctx.lineWidth = 2 * theme.weight;
  ctx.setLineDash(seriesDash(slot, theme.weight));
  ctx.beginPath();
  for (const [from, to] of pieces(median))
    for (let k = from; k < to; k += 1) through(ctx, k === from, at.x(k), at.y(median[k]));
  ctx.stroke();
  ctx.setLineDash([]);
  const alone = pieces(median).flatMap(([from, to]) => (to - from === 1 ? [from] : []));
  const marked = median.length <= MOST_POINTS ? Array.from(median.keys()) : alone;
  const radius = (median.length > CROWDED ? 1.8 : 2.5) * theme.weight;
  ctx.beginPath();
  for (const k of marked) {
    if (Number.isNaN(median[k])) continue;
    ctx.moveTo(at.x(k) + radius, at.y(median[k]));
    ctx.arc(at.x(k), at.y(median[k]), radius, 0, 2 * Math.PI);
  }
  ctx.fill();
}

/** @param {CanvasRenderingContext2D} ctx @param {LineData} data @param {LineLayout} at @param {Theme} theme */
function paintLabels(ctx, { lines }, at, theme) {
  const named = lines.flatMap((line) => {
    const last = line.median.findLastIndex((value) => !Number.isNaN(value));
    if (last < 0) return [];
    const stopped = last < line.median.length - 1;
    return [
      { label: spelled(line.label), note: '', x: at.x(last), y: at.y(line.median[last]), stopped, slot: line.slot },
    ];
  });
  const column = {
    from: at.right + COLUMN_GAP,
    room: at.room,
    top: at.never === null ? at.top - 2 : at.never - 0.7 * at.size,
    bottom: at.bottom + 7,
    height: 1.28 * at.size,
  };
  const labels = endLabels(named, column, (text) => ctx.measureText(text).width);
  const colours = named.map(({ slot }) => seriesColour(theme, slot));
  paintEndLabels(ctx, labels, named, colours, { ratio: 1, paper: theme.paper });
}
