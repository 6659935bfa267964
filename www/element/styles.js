/** Styles of <init-lab>, in cascade order. */
import { unsafeCSS } from 'lit';
import answers from '../styles/answers.css?inline';
import chart from '../styles/chart.css?inline';
import controls from '../styles/controls.css?inline';
import dock from '../styles/dock.css?inline';
import frame from '../styles/frame.css?inline';
import layout from '../styles/layout.css?inline';
import media from '../styles/media.css?inline';
import panels from '../styles/panels.css?inline';
import progressLine from '../styles/progress-line.css?inline';
import settingsBar from '../styles/settings-bar.css?inline';
import tables from '../styles/tables.css?inline';
import widths from '../styles/widths.css?inline';
import { themeStyles } from '../views/theme-styles.js';

/** A lab too narrow for the chart beside the pictures, or in a phone held sideways. */
const docked = ['@container lab (max-width: 74.99em)', '@media (max-height: 26rem)'].map(
  (condition) => `${condition} { ${dock} }`,
);

const parts = [
  frame,
  controls,
  progressLine,
  panels,
  layout,
  chart,
  tables,
  settingsBar,
  widths,
  ...docked,
  media,
  answers,
];

export const styles = [unsafeCSS(parts.join('\n')), themeStyles];
