/** Paints the two charts of a forecast: theory, simulation and what a script measured. */
import { fit } from '../charts/canvas.js';
import { themes } from '../charts/colours.js';
import { VARIANTS } from '../charts/series.js';
import { decades, paintSignals } from '../charts/signal-chart.js';

/** @typedef {import('../engine/forecast/forecast.js').Forecast} Forecast */
/** @typedef {import('../data/model/read-signals.js').MeasuredSignals} MeasuredSignals */
/** @typedef {'signal' | 'errorSignal'} What */

/** Looks of the lines, by the families of the lab's series. */
const SLOTS = { simulation: 2 * VARIANTS, measured: 4 * VARIANTS };

/** The page's theme. */
export function pageTheme() {
  const { theme } = document.documentElement.dataset;
  if (theme === 'light' || theme === 'dark' || theme === 'projector') return themes[theme];
  return matchMedia('(prefers-color-scheme: dark)').matches ? themes.dark : themes.light;
}

/**
 * The lines of a chart.
 * @param {Forecast} forecast @param {MeasuredSignals | null} measured @param {What} what
 * @returns {import('../charts/signal-chart.js').Line[]}
 */
export function chartLines({ layers }, measured, what) {
  const theory = layers.map((layer) => layer.theory[what] ?? NaN);
  const isSimulated = layers.every(({ simulation }) => simulation !== null);
  const estimates = layers.map(({ simulation }) => simulation?.[what] ?? null);
  const line = {
    label: isSimulated ? 'simulation' : 'theory',
    slot: SLOTS.simulation,
    values: isSimulated ? estimates.map((estimate) => estimate?.mean ?? NaN) : theory,
    expected: isSimulated ? theory : null,
    ranges: isSimulated ? estimates.map((estimate) => [estimate?.low ?? NaN, estimate?.high ?? NaN]) : undefined,
  };
  const values = measured?.layers.map((layer) => layer[what] ?? NaN);
  return values ? [line, { label: 'measured', slot: SLOTS.measured, values }] : [line];
}

/** @param {HTMLCanvasElement} canvas @param {Forecast} forecast @param {MeasuredSignals | null} measured @param {What} what */
export function paintChart(canvas, forecast, measured, what) {
  const ctx = canvas.getContext('2d');
  const { width, height, ratio, font } = fit(canvas);
  if (!ctx || width === 0) return;
  const lines = chartLines(forecast, measured, what);
  const values = lines.flatMap((line) => [
    ...line.values,
    ...Array.from(line.expected ?? []),
    ...(line.ranges ?? []).flat(),
  ]);
  const layers = Math.max(...lines.map((line) => line.values.length));
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  ctx.clearRect(0, 0, width, height);
  const em = Number.parseFloat(font);
  const box = { width, height, em, font };
  paintSignals(ctx, { lines, layers, range: decades(values) }, pageTheme(), box);
}
