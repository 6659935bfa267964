/** What comes when the inside of the networks is first opened. */
import { html, nothing } from 'lit';
import css from '../styles/inside.css?inline';
import { followSection, probe } from '../views/inside/follow.js';
import { histogramSection } from '../views/inside/histograms.js';
import { networkSection } from '../views/inside/network.js';
import { InsidePainter } from '../views/inside/paint.js';
import { signalSection } from '../views/inside/signals.js';
import { unitSection } from '../views/inside/units.js';
import { which } from '../views/inside/which.js';

export { InsidePainter, css, probe, which };

/** In their order, by the names that `hide` has for them. */
const SECTIONS = {
  diagram: networkSection,
  units: unitSection,
  signals: signalSection,
  distributions: histogramSection,
  follow: followSection,
};

/** @param {import('../views/parts.js').View} view */
export const sections = (view) =>
  html`${Object.entries(SECTIONS).map(([name, section]) => (view.shows(name) ? section(view) : nothing))}`;
