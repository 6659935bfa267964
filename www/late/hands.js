/**
 * What comes when somebody is about to use the lab, or an experiment is no preset: what controls change, what attributes and links say,
 * and what is told on request.
 */
import { SINGLE, fromText as fromTextOf } from '../attributes.js';
import * as costMarks from '../charts/cost-marks.js';
import { entryActions } from '../entry-actions.js';
import { insideActions } from '../inside-actions.js';
import { setupActions } from '../setup-actions.js';
import { shareActions } from '../share-actions.js';
import fields from '../engine/generated/fields.js';
import css from '../styles/hands.css?inline';

export { Author } from '../author.js';
export { ChartReader } from '../charts/reader.js';
export { Edits } from '../edits.js';
export { toBlob, toCSV } from '../exports.js';
export { renewInside } from '../inside-actions.js';
export { nearestPreset, toLink } from '../link.js';
export { resultsRead } from '../results.js';
export { editorOf } from '../own-points.js';
export { linked } from '../sparing.js';
export { VERDICTS } from '../verdicts.js';
export { changes, sharedChanges } from '../views/changes.js';
export { costTable } from '../views/cost-table.js';
export { notes } from '../views/notes.js';
export { recordedRates } from '../views/rates.js';
export { costMarks, css, fields };

/** What an attribute's text stands for; the text itself where it stands for nothing. @param {string} attribute @param {string} text */
export const fromText = (attribute, text) =>
  fromTextOf(/** @type {any} */ (SINGLE.find((property) => property.attribute === attribute)), text);

/** @typedef {import('../inside-look.js').InsideLook} InsideLook */
/** @typedef {import('../share-actions.js').ShareLook} ShareLook */
/** @typedef {{ inside: InsideLook, share: ShareLook, view: () => import('../views/parts.js').View }} Looks */
/** @param {Parameters<typeof entryActions>[0] & Parameters<typeof setupActions>[0] & Looks} host */
export const lateActions = (host) => ({
  ...entryActions(host),
  ...setupActions(host),
  ...insideActions({ ...host, look: host.inside }),
  ...shareActions({ ...host, look: host.share, part: host.parts.share }),
});
