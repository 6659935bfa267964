/** The page of forecasts: theme, state, and painting after each change. */
import { render } from 'lit';
import { paintChart } from './model-charts.js';
import { ModelState } from './model-state.js';
import { pageView } from './model-view.js';

const choice = /** @type {HTMLSelectElement} */ (document.getElementById('theme'));
const main = /** @type {HTMLElement} */ (document.getElementById('model'));
const place = document.createElement('div');
main.append(place);

const state = new ModelState(show);
let isAwaited = false;

function paint() {
  for (const canvas of place.querySelectorAll('canvas')) {
    const what = /** @type {'signal' | 'errorSignal'} */ (canvas.dataset.what);
    if (state.forecast) paintChart(canvas, state.forecast, state.measured, what);
  }
}

/** Renders once for all changes of a frame. */
function show() {
  if (isAwaited) return;
  isAwaited = true;
  requestAnimationFrame(() => {
    isAwaited = false;
    render(pageView(state), place);
    paint();
  });
}

function apply() {
  document.documentElement.dataset.theme = choice.value;
  paint();
}

choice.addEventListener('change', apply);
apply();
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', paint);
new ResizeObserver(paint).observe(place);
state.run();
