/** The table of what libraries' losses print, for the page of libraries. */

/** @typedef {import('../www/experiment/full-catalogue.js').FullCatalogue} Catalogue */

/** Different texts, without the empty one. @param {string[]} texts */
const different = (texts) => [...new Set(texts)].filter(Boolean);

/** The library without its version, and the loss in it. @param {Catalogue['libraryLosses'][number]} of */
const calledIn = ({ library, function: called }) => `${library.replace(/ [\d.]+$/, '')}: ${called}`;

/**
 * A row for each loss of the catalogue that libraries have.
 * @param {Catalogue} catalogue
 */
export const rowsOfLosses = ({ losses, libraryLosses }) =>
  losses.flatMap(({ name, title, summary }) => {
    const known = libraryLosses.filter(({ loss }) => loss === name);
    if (known.length === 0) return [];
    const outcomes = different(known.map(({ outcome }) => outcome)).filter((outcome) => outcome !== 'not run');
    const printed = different(known.map(({ costAtStart }) => costAtStart));
    return [{ title, summary, printed, outcomes, libraries: known.map(calledIn) }];
  });

/** @param {ReturnType<typeof rowsOfLosses>[number]} row */
const rowHtml = ({ title, summary, printed, outcomes, libraries }) => `<tr>
  <th scope="row">${title}</th>
  <td>${printed.join(', ') || '–'}</td>
  <td>${outcomes.join('; ') || '–'}</td>
  <td>${summary} <span class="default">${libraries.join('; ')}</span></td>
</tr>`;

/** @param {Catalogue} catalogue */
export const lossesTable = (
  catalogue,
) => `<div class="scroll" tabindex="0" role="region" aria-label="What libraries’ losses print" id="all-losses">
<table class="catalogue losses">
  <thead><tr><th scope="col">loss</th><th scope="col">prints at first</th><th scope="col">then</th><th scope="col">what it does, and where it was measured</th></tr></thead>
  <tbody>${rowsOfLosses(catalogue).map(rowHtml).join('\n')}</tbody>
</table>
</div>`;
