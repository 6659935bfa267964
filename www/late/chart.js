/** The cost chart. It comes once the lab is open, so that the first pictures do not wait for it. */
export { CostChart } from '../charts/cost-chart.js';
export { default as css } from 'uplot/dist/uPlot.min.css?inline';
