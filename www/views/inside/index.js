/** The look inside the networks, a feature loaded on demand. */
import { html, nothing } from 'lit';
import css from '../../styles/inside.css?inline';
import { bringIn } from './bring-in.js';
import { curveSection } from './curve-section.js';
import { followSection, probe } from './follow.js';
import { shown } from './inside-parts.js';
import { histogramSection } from './histograms.js';
import { networkSection } from './diagram-section.js';
import { InsidePainter } from './paint.js';
import { signalSection } from './signal-section.js';
import { unitSection } from './units.js';
import { updateSection } from './update-section.js';
import { which } from './which.js';

export { InsidePainter, css, probe, which };

/** The parts in order, by their names in `hide`. */
const SECTIONS = {
  signals: signalSection,
  curve: curveSection,
  updates: updateSection,
  diagram: networkSection,
  units: unitSection,
  distributions: histogramSection,
  follow: followSection,
};

/** @param {import('../view.js').View} view */
export function sections(view) {
  const [first] = shown(view);
  if (!first) return nothing;
  // A part that has just become visible is measured in the next frame.
  const { start, updates, fields } = first.inside;
  /** @type {Record<string, boolean>} */
  const missing = { signals: start?.expected === null, updates: !updates.length, diagram: !fields.length };
  return html`${Object.entries(SECTIONS).map(([name, section]) =>
    view.shows(name) && !missing[name] ? section(view) : nothing,
  )}${bringIn(view.look.asked)}`;
}
