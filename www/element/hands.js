/**
 * What comes when somebody is about to use the lab, or an experiment is no preset: what controls change, what attributes and links say,
 * and what is told on request.
 */
import { SINGLE, fromText as fromTextOf } from './attributes.js';
import * as costMarks from '../charts/cost-marks.js';
import { entryActions } from './actions/entries.js';
import { insideActions } from './actions/looking-inside.js';
import { setupActions } from './actions/set-up.js';
import { shareActions } from './actions/sharing-actions.js';
import { fields } from '../experiment/catalogue.js';
import css from '../styles/hands.css?inline';

export { Author } from './attribute-sync.js';
export { ChartReader } from '../charts/reader.js';
export { Edits } from '../player/edits.js';
export { toBlob, toCSV } from './exports.js';
export { renewInside } from './actions/looking-inside.js';
export { nearestPreset, toLink } from '../experiment/link.js';
export { resultsRead } from './results.js';
export { editorOf } from '../data/own-points.js';
export { linked } from '../experiment/lenient.js';
export { VERDICTS } from '../experiment/verdicts.js';
export { changes, sharedChanges } from '../export/changes.js';
export { costTable } from '../views/cost-table.js';
export { notes } from '../views/notes.js';
export { recordedRates } from '../views/rates.js';
export { costMarks, css, fields };

/** What an attribute's text stands for; the text itself where it stands for nothing. @param {string} attribute @param {string} text */
export const fromText = (attribute, text) =>
  fromTextOf(/** @type {any} */ (SINGLE.find((property) => property.attribute === attribute)), text);

/** @typedef {import('../views/inside/inside-look.js').InsideLook} InsideLook */
/** @typedef {import('./actions/sharing-actions.js').ShareLook} ShareLook */
/** @typedef {{ inside: InsideLook, share: ShareLook, view: () => import('../views/parts.js').View }} Looks */
/** @param {Parameters<typeof entryActions>[0] & Parameters<typeof setupActions>[0] & Looks} host */
export const lateActions = (host) => ({
  ...entryActions(host),
  ...setupActions(host),
  ...insideActions({ ...host, look: host.inside }),
  ...shareActions({ ...host, look: host.share, part: host.parts.share }),
});
