/** The table of what libraries print from the course notebook's large weights, from the catalogue. */
import { html, render } from 'lit';
import { fullCatalogue } from '../experiment/full-catalogue.js';
import { listed } from '../experiment/notation.js';

/** @typedef {typeof fullCatalogue.libraryLosses[number]} LibraryLoss */

/** Different texts, without the empty one. @param {string[]} texts */
const different = (texts) => [...new Set(texts)].filter(Boolean);

/** The library without its version, and the loss in it. @param {LibraryLoss} of */
const calledIn = ({ library, function: called }) => `${library.replace(/ [\d.]+$/, '')}: ${called}`;

/**
 * A row for each loss of the catalogue that libraries have.
 * @returns {{ title: string, printed: string, libraries: string[], outcomes: string }[]}
 */
export const rowsOfLosses = () =>
  fullCatalogue.losses.flatMap(({ name, title }) => {
    const known = fullCatalogue.libraryLosses.filter(({ loss }) => loss === name);
    if (known.length === 0) return [];
    const outcomes = different(known.map(({ outcome }) => outcome)).filter((outcome) => outcome !== 'not run');
    const printed = different(known.map(({ costAtStart }) => costAtStart));
    return [{ title, printed: listed(printed), libraries: known.map(calledIn), outcomes: listed(outcomes) }];
  });

/** @param {HTMLElement} place */
export function showLibraryLosses(place) {
  render(
    html`<div class="scroll" tabindex="0" role="region" aria-label="What libraries print">
      <table class="catalogue">
        <thead>
          <tr>
            <th scope="col">loss</th>
            <th scope="col">prints at first</th>
            <th scope="col">then</th>
            <th scope="col">measured in</th>
          </tr>
        </thead>
        <tbody>
          ${rowsOfLosses().map(
            ({ title, printed, libraries, outcomes }) =>
              html`<tr>
                <th scope="row">${title}</th>
                <td>${printed || '–'}</td>
                <td>${outcomes || '–'}</td>
                <td>${libraries.join('; ')}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`,
    place,
  );
}
