/** What a page and its extensions may do to a lab, and what fails within it: the lab goes on. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { assertQuiet, openSite, settled } from './harness.js';

/** @typedef {import('../../www/element/init-lab-element.js').InitLab} InitLab */

/** @type {Awaited<ReturnType<typeof openSite>>} */
let site;
before(async () => {
  site = await openSite({ alone: false });
});
after(() => site.close());

describe('a lab', () => {
  it('is not misled by events that an extension sends on from its controls', async () => {
    const { page, complaints } = await site.open();
    await settled(page);
    await page.evaluate(() => {
      const lab = /** @type {InitLab} */ (document.querySelector('init-lab'));
      const control = /** @type {Element} */ (lab.shadowRoot?.querySelector('input, select'));
      for (const name of ['load', 'error', 'progress', 'change', 'finish'])
        control.dispatchEvent(new Event(name, { bubbles: true, composed: true }));
      lab.append(document.createElement('input'));
      lab.querySelector('input')?.dispatchEvent(new Event('change', { bubbles: true }));
    });
    const changed = page.evaluate(
      () =>
        new Promise((then) =>
          document
            .querySelector('init-lab')
            ?.addEventListener('change', (event) => then(/** @type {CustomEvent} */ (event).detail.experiment.seed)),
        ),
    );
    await page.evaluate(() => /** @type {InitLab} */ (document.querySelector('init-lab')).openLink('seed=77'));
    assert.equal(await changed, 77, 'its own events are heard');
    await page.close();
    assertQuiet(complaints);
  });

  it('trains and paints on where a view fails, says so once, and is whole again afterwards', async () => {
    const { page, complaints } = await site.open();
    await settled(page);
    const failed = await page.evaluate(async () => {
      const lab = /** @type {any} */ (document.querySelector('init-lab'));
      /** @type {any[]} */
      const errors = [];
      lab.addEventListener('error', (/** @type {CustomEvent} */ { detail }) => errors.push(detail));
      const draw = lab.render;
      lab.render = () => {
        throw new Error('a view failed');
      };
      await lab.advance(40);
      await lab.advance(40);
      lab.render = draw;
      await lab.advance(20);
      await lab.updateComplete;
      return { errors, iteration: lab.iteration, counter: lab.shadowRoot.textContent };
    });
    assert.deepEqual(failed.errors, [{ type: 'view', reason: 'view', message: 'a view failed' }]);
    assert.equal(failed.iteration, 100);
    assert.match(failed.counter ?? '', /\b100\b/);
    await page.close();
    assert.deepEqual(
      complaints.filter((text) => !text.includes('a part of the lab could not be shown')),
      [],
    );
  });

  it('ends the engine with the last lab of a page, and begins another with the next', async () => {
    const { page, complaints } = await site.open();
    await settled(page);
    const engines = () => page.workers().length;
    assert.ok(engines() > 0);
    await page.evaluate(() => {
      const lab = /** @type {HTMLElement} */ (document.querySelector('init-lab'));
      Object.assign(window, { next: lab.nextSibling, lab });
      lab.remove();
    });
    // A removed lab is kept for ten seconds, in case it is only moved.
    while (engines() > 0) await new Promise((then) => setTimeout(then, 100));
    const reached = await page.evaluate(async () => {
      const { next, lab } = /** @type {any} */ (window);
      next.before(lab);
      return lab.advance(30);
    });
    assert.equal(reached, 30);
    await page.close();
    assertQuiet(complaints);
  });
});
