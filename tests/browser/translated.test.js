/** A page translator replaces the text nodes of a page; numbers and findings must still follow the lab. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { assertQuiet, figures, openSite, settled } from './harness.js';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('../../www/element/init-lab-element.js').InitLab} InitLab */

/** @type {Awaited<ReturnType<typeof openSite>>} */
let site;
before(async () => {
  site = await openSite();
});
after(() => site.close());

/**
 * Replaces every text node of the lab by an element with other words, as translators do. They leave alone what is marked
 * as not to be translated. Returns the number of texts that were replaced.
 * @param {Page} page
 */
const translate = (page) =>
  page.evaluate(() => {
    const root = /** @type {ShadowRoot} */ (document.querySelector('init-lab')?.shadowRoot);
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    /** @type {Text[]} */
    const texts = [];
    while (walker.nextNode()) texts.push(/** @type {Text} */ (walker.currentNode));
    const words = texts.filter(
      (text) => text.data.trim() !== '' && !text.parentElement?.closest('[translate="no"], style, math'),
    );
    for (const text of words) {
      const font = document.createElement('font');
      font.textContent = `«${text.data}»`;
      text.replaceWith(font);
    }
    return words.length;
  });

/** What the lab says about its runs. @param {Page} page */
const told = (page) =>
  page.evaluate(() => {
    const root = /** @type {ShadowRoot} */ (document.querySelector('init-lab')?.shadowRoot);
    // Texts that stay the same keep their translation: here, quotation marks.
    const all = (/** @type {string} */ selector) =>
      Array.from(root.querySelectorAll(selector), ({ textContent }) =>
        textContent?.trim().replaceAll(/\s+/g, ' ').replaceAll(/[«»]/g, ''),
      );
    return {
      iteration: all('#iteration'),
      verdicts: all('.verdict .word'),
      evidence: all('.verdict .evidence'),
      notes: all('.plot .note'),
      outcome: all('.outcome'),
      costs: all('.reading b'),
      table: all('.table.costs tbody'),
      results: all('#results .ours b'),
    };
  });

describe('a lab whose page was translated', () => {
  it('shows the same numbers and findings as one that was not', async () => {
    const seen = [];
    for (const translated of [false, true]) {
      const { page, complaints } = await site.open();
      await settled(page);
      await page.evaluate(async () => {
        const lab = /** @type {InitLab} */ (document.querySelector('init-lab'));
        await lab.setState({ preset: 'notebook', training: { iterations: 3000 } });
        /** @type {ShadowRoot} */ (lab.shadowRoot).querySelector('details.costs')?.toggleAttribute('open', true);
      });
      await settled(page);
      if (translated) assert.ok((await translate(page)) > 20);
      await page.evaluate(() => /** @type {InitLab} */ (document.querySelector('init-lab')).runToEnd());
      await settled(page);
      seen.push({ figures: await figures(page), ...(await told(page)) });
      assertQuiet(complaints);
      await page.close();
    }
    const [plain, translated] = seen;
    assert.deepEqual(translated, plain);
    assert.deepEqual(plain.iteration, ['3,000']);
    assert.match(plain.table[0] ?? '', /^0 .* 3,000 /);
    assert.ok(plain.costs.length === 4 && plain.results.length >= 4);
  });
});
