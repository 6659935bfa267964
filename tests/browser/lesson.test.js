/**
 * The lesson as its readers meet it: by keyboard, in every theme, in print, without scripts. lesson-widgets.test.js
 * tests the widgets.
 */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { violations } from './axe.js';
import { assertQuiet, lessonComplete, openSite, settled, state, turnToLesson, waitWithoutScripts } from './harness.js';
import { emptyShares } from './printed-pages.js';

/** @typedef {import('../../www/element/init-lab-element.js').InitLab} InitLab */
/** @typedef {import('playwright-core').Page} Page */

/** @type {Awaited<ReturnType<typeof openSite>>} */
let site;
before(async () => {
  site = await openSite({ strictCsp: true, alone: false });
});
after(() => site.close());

/** The page with its live lesson. @param {Parameters<typeof site.open>[0]} [how] */
async function openLesson(how) {
  const { page, complaints } = await site.open(how);
  await turnToLesson(page);
  return { page, complaints };
}

/** Opens every figure, as scrolling does, and waits for each. @param {Page} page */
async function readThrough(page) {
  const count = await page.locator('figure.live').count();
  for (let k = 0; k < count; k += 1) {
    await page.locator('figure.live').nth(k).scrollIntoViewIfNeeded();
    await page.evaluate(
      (index) => document.querySelectorAll('figure.live init-lab')[index].scrollIntoView({ block: 'center' }),
      k,
    );
    await settled(page, k + 1);
  }
}

/**
 * Waits until the definition is fully visible beside its word.
 * @param {import('playwright-core').Locator} link @param {string} what
 */
async function explainedInView(link, what) {
  const places = (/** @type {Element} */ element) => {
    const box = /** @type {Element} */ (document.querySelector('.gloss')).getBoundingClientRect();
    return { box, word: element.getBoundingClientRect(), innerWidth, innerHeight };
  };
  const handle = await link.elementHandle();
  const seen = link.page().waitForFunction((element) => {
    const box = /** @type {Element} */ (document.querySelector('.gloss')).getBoundingClientRect();
    const word = /** @type {Element} */ (element).getBoundingClientRect();
    const gap = Math.min(Math.abs(box.top - word.bottom), Math.abs(word.top - box.bottom));
    return box.left >= 0 && box.right <= innerWidth && box.top >= 0 && box.bottom <= innerHeight && gap < 10;
  }, handle);
  await seen.catch(async () => assert.fail(`${what}: ${JSON.stringify(await link.evaluate(places))}`));
}

/** The violations that axe finds, in words. @param {Page} page @param {string} [within] @param {{ isSeenInLight?: boolean }} [how] */
async function found(page, within = 'body', how = {}) {
  // Colours of elements outside the view are not final.
  await page.waitForFunction(() =>
    [...document.querySelectorAll('init-lab')].every(
      ({ shadowRoot }) => !shadowRoot?.getAnimations().some(({ playState }) => playState === 'running'),
    ),
  );
  return violations(page, within, how);
}

/** The focused element, through shadow roots: its part of the page, its name, and its visibility. @param {Page} page */
const focused = (page) =>
  page.evaluate(() => {
    let element = /** @type {Element | null} */ (document.activeElement);
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    if (!element || element === document.body) return null;
    const host = document.activeElement;
    const { top, bottom, width, height } = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    return {
      tag: element.tagName.toLowerCase(),
      id: element.id,
      name: element.getAttribute('name') ?? '',
      type: element.getAttribute('type') ?? '',
      text: element.textContent?.trim().replace(/\s+/g, ' ').slice(0, 60) ?? '',
      form: host?.closest('form')?.getAttribute('data-figure') ?? '',
      figure: host?.closest('figure.live')?.id ?? '',
      section: host?.closest('section')?.id ?? '',
      seen: bottom > 0 && top < innerHeight && width > 0 && height > 0,
      ring: style.outlineStyle !== 'none' || style.boxShadow !== 'none',
    };
  });

describe('the lesson', () => {
  it('is done by keyboard from start to end', async () => {
    const { page, complaints } = await openLesson();
    const questions = await page.locator('form.prediction').count();
    let answered = 0;
    let folded = 0;
    /** @type {string[]} */
    const unseen = [];
    const sections = new Set();
    for (let stops = 0; ; stops += 1) {
      assert.ok(stops < 1500, 'the keyboard is not trapped');
      // A reader does not outrun the figures, which open a screen ahead.
      await page.waitForFunction(() =>
        [.../** @type {NodeListOf<InitLab>} */ (document.querySelectorAll('figure.live init-lab'))].every((lab) => {
          const { top, bottom } = lab.getBoundingClientRect();
          return scrollY === 0 || bottom < -innerHeight || top > 2 * innerHeight || lab.getState() !== null;
        }),
      );
      await page.keyboard.press('Tab');
      const at = await focused(page);
      if (!at) break; // past the end, into the browser’s own controls
      if (!at.seen || !at.ring) unseen.push(`${at.section} ${at.figure} ${at.tag}#${at.id} ${at.text}`);
      if (at.section) sections.add(at.section);
      if (at.form && at.name === 'answer') {
        await page.keyboard.press('ArrowDown');
        const chosen = await page.locator(`form.prediction input:checked`).count();
        assert.ok(chosen > 0, 'arrows choose');
      } else if (at.form && at.type === 'submit' && /^(Run it and see|Show answer)$/.test(at.text)) {
        const form = page.locator('form.prediction').nth(answered);
        await page.keyboard.press('Enter');
        await form.locator('.outcome:not([data-kind=note])').waitFor();
        assert.match((await form.locator('.outcome').textContent()) ?? '', /^\s*(Right|Not quite)\./);
        assert.ok(await form.locator('.because').isVisible());
        answered += 1;
      } else if (at.tag === 'summary' && at.text === 'Answer') {
        await page.keyboard.press('Enter');
        folded += 1;
      }
    }
    assert.equal(answered, questions);
    assert.ok(folded >= 6);
    assert.deepEqual(unseen, [], 'what has the focus is seen, and marked');
    for (const id of ['start', 'zeros', 'large', 'small', 'variance', 'catalogue', 'comparison', 'teachers'])
      assert.ok(sections.has(id), id);
    assertQuiet(complaints);
    await page.close();
  });

  it('has nothing that axe finds in any theme, at rest and after running', async () => {
    const { page, complaints } = await openLesson({ size: { width: 1280, height: 900 } });
    await readThrough(page);
    /** @param {string} when */
    async function assertNothingFound(when) {
      for (const theme of ['light', 'dark', 'projector']) {
        await page.selectOption('#theme', theme);
        await settled(page);
        const isSeenInLight = theme !== 'light';
        assert.deepEqual(await found(page, 'body', { isSeenInLight }), [], `${theme}, ${when}`);
      }
    }
    await assertNothingFound('at rest');
    for (const figure of ['figure-zeros', 'figure-deep'])
      await page.evaluate(async (id) => {
        const lab = /** @type {InitLab} */ (document.querySelector(`#${id} init-lab`));
        lab.scrollIntoView({ block: 'center' });
        await lab.runToEnd();
      }, figure);
    await page.locator('form.prediction').first().scrollIntoViewIfNeeded();
    await page.locator('form.prediction input').first().check();
    await page.locator('form.prediction button').first().click();
    await page.locator('form.prediction .outcome:not([data-kind=note])').first().waitFor();
    for (const summary of await page.locator('.below-figure summary').all()) await summary.click();
    for (const summary of await page.locator('.exercises summary').all()) await summary.click();
    await assertNothingFound('after running');
    assertQuiet(complaints);
    await page.close();
  });

  it('starts nothing by itself, and lets a figure rest that leaves the screen', async () => {
    const { page, complaints } = await openLesson();
    await readThrough(page);
    const iterations = () =>
      page.evaluate(() =>
        [.../** @type {NodeListOf<InitLab>} */ (document.querySelectorAll('figure.live init-lab'))].map(
          (lab) => lab.iteration,
        ),
      );
    assert.ok((await iterations()).every((iteration) => iteration === 0));
    await page.evaluate(() => document.querySelector('#figure-zeros init-lab')?.scrollIntoView({ block: 'center' }));
    await page.locator('#figure-zeros #play').click();
    await page.waitForFunction(
      () => /** @type {InitLab} */ (document.querySelector('#figure-zeros init-lab')).iteration > 10,
    );
    await page.evaluate(() => document.querySelector('#references')?.scrollIntoView());
    // Pending work may still finish; after that many frames must pass without any.
    const rested = await page.evaluate(async () => {
      const lab = /** @type {InitLab} */ (document.querySelector('#figure-zeros init-lab'));
      const frames = async (/** @type {number} */ count) => {
        for (let k = 0; k < count; k += 1) await new Promise(requestAnimationFrame);
      };
      let before = -1;
      while (before !== lab.iteration) {
        before = lab.iteration;
        await frames(30);
      }
      await frames(60);
      return [before, lab.iteration, lab.paused];
    });
    assert.equal(rested[0], rested[1]);
    assert.equal(rested[2], false, 'it goes on when it is seen again');
    await page.evaluate(() => document.querySelector('#figure-zeros init-lab')?.scrollIntoView({ block: 'center' }));
    await page.waitForFunction(
      (before) => /** @type {InitLab} */ (document.querySelector('#figure-zeros init-lab')).iteration > Number(before),
      rested[0],
    );
    assertQuiet(complaints);
    await page.close();
  });

  it('does not move under a reader who scrolls through it', async () => {
    const { page } = await openLesson({
      prepare: (page) =>
        page.addInitScript(() => {
          Object.assign(window, { moved: 0 });
          new PerformanceObserver((list) => {
            for (const entry of /** @type {any[]} */ (list.getEntries()))
              if (!entry.hadRecentInput) /** @type {any} */ (window).moved += entry.value;
          }).observe({ type: 'layout-shift', buffered: true });
        }),
    });
    for (;;) {
      const end = await page.evaluate(async () => {
        scrollBy(0, innerHeight * 0.6);
        for (let k = 0; k < 20; k += 1) await new Promise(requestAnimationFrame);
        return scrollY + innerHeight >= document.documentElement.scrollHeight - 2;
      });
      if (end) break;
    }
    const moved = await page.evaluate(() => /** @type {any} */ (window).moved);
    assert.ok(moved < 0.1, `${moved}`);
    await page.close();
  });

  it('sets the lab by the links of its exercises, which the address keeps', async () => {
    const { page, complaints } = await openLesson();
    const links = page.locator('.exercises a[href^="#"]');
    assert.ok((await links.count()) >= 6);
    await links.first().click();
    await page.waitForFunction(
      () => /** @type {InitLab} */ (document.querySelector('init-lab')).getState()?.dataset.name === 'moons',
    );
    assert.deepEqual(
      (await state(page))?.runs.map((/** @type {any} */ { initializer }) => initializer),
      ['constant', 'he'],
    );
    const top = await page.evaluate(() => document.querySelector('init-lab')?.getBoundingClientRect().top ?? NaN);
    assert.ok(top > -50 && top < 500, `the lab is in view: ${top}`);
    await page.goBack();
    await page.waitForFunction(
      () => /** @type {InitLab} */ (document.querySelector('init-lab')).getState()?.dataset.name === 'circles',
    );
    assertQuiet(complaints);
    await page.close();
  });

  it('explains words and references where they stand, by pointer and by keyboard', async () => {
    for (const width of [1280, 390]) {
      const { page, complaints } = await openLesson({ size: { width, height: 800 } });
      // Figures that open on the way would move words themselves.
      await readThrough(page);
      const entries = await page.evaluate(() => history.length);
      const box = page.locator('.gloss');
      const shown = () => page.locator('.gloss:popover-open').count();
      const links = page.locator('.lesson :is(a.term, a.cite):not(.back *, .because *, details:not([open]) *)');
      for (let k = 0; k < (await links.count()); k += width < 500 ? 4 : 1) {
        const link = links.nth(k);
        await link.evaluate((element) => element.scrollIntoView({ block: 'center', behavior: 'instant' }));
        const place = () => link.evaluate((element) => element.getBoundingClientRect().top);
        const before = await place();
        await link.focus();
        await page.keyboard.press('Enter');
        assert.equal(await shown(), 1);
        const [text, wanted] = await link.evaluate((element) => {
          const target = document.getElementById(/** @type {HTMLAnchorElement} */ (element).hash.slice(1));
          const entry = target?.localName === 'dt' ? target.nextElementSibling : target;
          const plain = (/** @type {string | null | undefined} */ words) => words?.replace(/\s+/g, ' ').trim() ?? '';
          return [plain(document.querySelector('.gloss')?.textContent), plain(entry?.textContent)];
        });
        assert.ok(String(wanted).length > 10 && String(text).startsWith(String(wanted)), `${text}`);
        await explainedInView(link, `${width} px, word ${k}: ${text}`);
        assert.equal(await link.evaluate((element) => element === document.activeElement), true, 'the focus stays');
        assert.equal(await link.getAttribute('aria-describedby'), await box.getAttribute('id'));
        if (k === 0) assert.deepEqual(await found(page), []);
        await page.keyboard.press(k % 8 ? 'Escape' : 'Enter');
        assert.equal(await shown(), 0);
        assert.ok(Math.abs((await place()) - before) <= 2, 'nothing moves');
      }
      const word = page.locator('#start a.term').first();
      await word.click();
      assert.equal(await shown(), 1);
      await word.click();
      assert.equal(await shown(), 0, 'a second click closes it');
      await word.click();
      await page.locator('#lesson').click();
      assert.equal(await shown(), 0, 'a click beside it closes it');
      await page.waitForFunction(() => !document.querySelector('a[aria-describedby="gloss"]'));
      await word.focus();
      await page.keyboard.press('Enter');
      await page.keyboard.press('Tab');
      assert.equal((await focused(page))?.text, 'All terms');
      // What opens above moves the word: the explanation stays beside it.
      await word.evaluate((element) => element.scrollIntoView({ block: 'center' }));
      await word.evaluate((element) => element.closest('section')?.before(document.createElement('canvas')));
      await explainedInView(word, 'below what has opened');
      await page.locator('#lesson > canvas, .lesson > canvas').evaluate((element) => {
        Object.assign(/** @type {HTMLElement} */ (element).style, { display: 'block', height: '333px' });
      });
      await explainedInView(word, 'below what has grown');
      await page.keyboard.press('Tab');
      assert.equal(await shown(), 0, 'who reads on has done with it');
      assert.equal(await page.evaluate(() => history.length), entries, 'none of it is in the history');
      assertQuiet(complaints);
      await page.close();
    }
  });

  it('has tables whose words are all in view on a telephone, and buttons that are whole', async () => {
    const { page, complaints } = await openLesson({ size: { width: 390, height: 844 } });
    const hidden = await page.evaluate(() =>
      ['.advice'].flatMap((name) => {
        const scroll = /** @type {HTMLElement} */ (document.querySelector(`.lesson ${name}`)?.closest('.scroll'));
        const box = scroll.getBoundingClientRect();
        return [...scroll.querySelectorAll('tbody :is(th, td, button)')]
          .map((cell) => ({ text: cell.textContent?.trim(), cell: cell.getBoundingClientRect() }))
          .filter(({ cell }) => cell.width > 0 && (cell.right > box.right + 1 || cell.left < box.left))
          .map(({ text }) => text);
      }),
    );
    assert.deepEqual(hidden, []);
    await page.close();
    assertQuiet(complaints);
  });

  it('leads to its sections, and back to where a word was used', async () => {
    const { page, complaints } = await openLesson();
    await page.locator('.contents a').nth(4).click();
    await page.waitForFunction(
      () => Math.abs(document.getElementById('variance')?.getBoundingClientRect().top ?? 999) < 200,
    );
    const word = page.locator('#start a.term').first();
    await word.click();
    assert.match(page.url(), /#variance$/, 'it is explained in its place');
    await page.locator('.gloss .all').click();
    assert.match(page.url(), /#term-weight$/);
    await page.goBack();
    assert.match(page.url(), /#variance$/);
    assert.equal((await state(page))?.dataset.name, 'circles', 'the lab is left alone');
    assertQuiet(complaints);
    await page.close();
  });

  for (const width of [320, 640, 1280, 3840])
    it(`fits ${width} pixels`, async () => {
      const { page, complaints } = await openLesson({ size: { width, height: 900 } });
      await readThrough(page);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width);
      const small = await page.evaluate(() =>
        [...document.querySelectorAll('.lesson :is(button, summary, .ways a, .contents a)')]
          .filter((element) => /** @type {HTMLElement} */ (element).offsetParent !== null)
          .map((element) => [element.textContent?.trim(), Math.round(element.getBoundingClientRect().height)])
          .filter(([, height]) => Number(height) < 24),
      );
      assert.deepEqual(small, [], 'targets');
      assertQuiet(complaints);
      await page.close();
    });

  it('reads without JavaScript: text, formulas, tables, and instructions', async () => {
    const { page } = await site.open({
      path: 'lesson.html',
      prepare: (page) => page.context().route('**/*.js', (route) => route.abort()),
    });
    assert.ok((await page.locator('.lesson math').count()) > 40);
    await page.close();
  });

  it('is a text without holes where scripts are switched off', async () => {
    const { page, complaints } = await site.open({ scripts: false });
    assert.ok(await page.locator('noscript p').isVisible());
    const top = (await page.locator('article.lesson').boundingBox())?.y ?? Infinity;
    assert.ok(top < 300, `the lesson begins at ${top} px`);
    await page.locator('.contents a').first().click();
    await page.waitForURL('**/lesson.html#start');
    for (const place of await page.locator('init-lab, .variance').all()) assert.equal(await place.isVisible(), false);
    const first = page.locator('#start .because');
    assert.ok(await first.isVisible(), 'what was asked is answered');
    assert.ok(await page.locator('#start .answer').isVisible());
    const picture = page.locator('#figure-zeros .printed img').first();
    await picture.scrollIntoViewIfNeeded();
    await waitWithoutScripts(page, () => {
      const image = document.querySelector('#figure-zeros .printed img');
      return image instanceof HTMLImageElement && image.naturalWidth > 0;
    });
    await page.close();
    assertQuiet(complaints);
  });

  it('is a page of its own, too, with live figures, and leads to the lab', async () => {
    const { page, complaints } = await site.open({ path: 'lesson.html#zeros' });
    await page.locator('.below-figure').first().waitFor({ state: 'attached' });
    const zeros = page.locator('#figure-zeros init-lab');
    await zeros.evaluate((lab) => /** @type {InitLab} */ (lab).advance(100));
    await page.locator('#figure-zeros .state', { hasText: 'Iteration 100' }).waitFor();
    assert.deepEqual(await found(page), []);
    const inText = page.locator('.lesson p a[href*="preset="], .lesson li a[href*="preset="]');
    const addresses = await inText.evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
    assert.ok(addresses.length > 3);
    assert.deepEqual(
      addresses.filter((address) => !address.startsWith('./#')),
      [],
    );
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.locator('.prediction .answer:visible').count(), await page.locator('.prediction').count());
    await page.emulateMedia({ media: 'screen' });
    const preset = /preset=(\w+)/.exec(addresses[0])?.[1];
    await inText.first().click();
    await page.waitForURL((url) => !url.pathname.includes('lesson'));
    await settled(page);
    assert.equal(await page.locator('#preset').inputValue(), preset);
    assertQuiet(complaints);
    await page.close();
  });

  it('of a page on its own is printed as a handout, too', async () => {
    const { page, complaints } = await site.open({ path: 'lesson.html?handout' });
    await page.locator('.appendix').waitFor({ state: 'attached' });
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.locator(':is(.answer, .because, .exercises details):visible').count(), 0);
    assertQuiet(complaints);
    await page.close();
  });

  /** Images of the lesson's figures on paper. @param {Page} page */
  const pictures = (page) =>
    page.locator('figure.live .printed img').evaluateAll((images) =>
      images.map((image) => {
        const { complete, naturalWidth, alt, loading, parentElement } = /** @type {HTMLImageElement} */ (image);
        const figure = /** @type {HTMLElement} */ (image.closest('figure'));
        return {
          figure: figure.id,
          drawn: complete && naturalWidth > 0,
          described: alt !== '' || parentElement?.firstElementChild !== image,
          lazy: loading === 'lazy',
          height: figure.getBoundingClientRect().height,
        };
      }),
    );
  /** Width of the text on A4 and height of that on US Letter, in CSS pixels. */
  const PAPER = { width: 688, height: 934 };

  it('prints every figure at its end from a fresh load, without a scroll, and loads its pictures only then', async () => {
    const { page, complaints } = await site.open();
    await settled(page);
    await lessonComplete(page);
    /** @type {string[]} */
    const asked = [];
    page.on('request', (request) => asked.push(request.url()));
    assert.ok((await pictures(page)).every(({ drawn, lazy }) => !drawn && lazy));
    const pdf = await page.pdf({ format: 'A4' });
    const after = await pictures(page);
    const ids = await page.locator('figure.live').evaluateAll((all) => all.map(({ id }) => id));
    assert.deepEqual([...new Set(after.map(({ figure }) => figure))], ids, 'every figure has one, sweeps too');
    for (const { figure, drawn, described } of after) assert.ok(drawn && described, figure);
    assert.equal(asked.filter((url) => url.endsWith('.svg')).length, after.length);
    const pages = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;
    assert.ok(pages > 10 && pages <= 28, `${pages} pages`);
    assert.equal(await page.evaluate(() => document.querySelector('init-lab')?.hasAttribute('data-untrained')), true);
    assertQuiet(complaints);
    await page.close();
  });

  it('prints no picture across pages or higher than three quarters of one, no control, and the answers', async () => {
    const { page, complaints } = await site.open({ size: PAPER });
    await settled(page);
    await lessonComplete(page);
    await page.emulateMedia({ media: 'print' });
    for (const { figure, height } of await pictures(page)) assert.ok(height < PAPER.height, `${figure}: ${height}`);
    const kept = await page.locator('.printed img, .printed .beside, figure.live figcaption, .prediction').evaluateAll(
      (all, page) =>
        all.map((element) => {
          const { breakInside } = getComputedStyle(element);
          const isWhole =
            breakInside === 'avoid' ||
            (element.matches('.beside') &&
              getComputedStyle(element.closest('figure') ?? element).breakInside === 'avoid');
          return isWhole && element.getBoundingClientRect().height < (3 / 4) * page;
        }),
      PAPER.height,
    );
    assert.deepEqual([...new Set(kept)], [true]);
    assert.equal(
      await page.locator('.lesson :is(button, .contents, figure.live init-lab, .variance):visible').count(),
      0,
    );
    assert.equal(await page.locator('footer:visible').count(), 0);
    const questions = await page.locator('.prediction').count();
    assert.equal(await page.locator('.prediction .answer:visible').count(), questions);
    assert.equal(await page.locator('.prediction .because:visible').count(), questions);
    assert.match(
      (await page.locator('#start .answer').textContent()) ?? '',
      /^Answer: About half\. At iteration 0, He classifies 50\.00.% of the training points correctly\.$/,
    );
    const [background, width] = await page.evaluate(() => [
      getComputedStyle(document.body).backgroundColor,
      document.documentElement.scrollWidth,
    ]);
    assert.deepEqual([background, width], ['rgb(255, 255, 255)', PAPER.width]);
    assertQuiet(complaints);
    await page.close();
  });

  it('lets a figure of pictures one below the other go on over the page, so that no half of one stays empty', async () => {
    const { page } = await site.open({ size: PAPER });
    await settled(page);
    await lessonComplete(page);
    await page.emulateMedia({ media: 'print' });
    const breaks = await page
      .locator('figure.live')
      .evaluateAll((figures) =>
        Object.fromEntries(figures.map((figure) => [figure.id, getComputedStyle(figure).breakInside])),
      );
    assert.deepEqual(
      Object.keys(breaks).filter((id) => breaks[id] === 'auto'),
      ['figure-gradients', 'figure-losses', 'figure-small', 'figure-defaults'],
    );
    await page.close();
  });

  /** The share of a page that may be empty, except of the last. */
  const EMPTY = 0.35;
  /** The margin above and below, in points (paper.css: 16 mm). */
  const PAGE_MARGIN = (16 / 25.4) * 72;
  for (const path of ['lesson.html', 'lesson.html?handout', 'papers.html', 'libraries.html'])
    for (const format of ['A4', 'Letter'])
      it(`leaves no page a third empty but the last: ${path} on ${format}`, async () => {
        const { page, complaints } = await site.open({ path });
        await page.locator('.below-figure').first().waitFor({ state: 'attached' });
        // The appendix of the handout has no text that could go on before a figure.
        await page.evaluate(() => document.querySelector('.appendix')?.remove());
        const shares = emptyShares(await page.pdf({ format }), PAGE_MARGIN);
        assert.ok(shares.length > 10, `${shares.length} pages`);
        const empty = shares.slice(0, -1).filter((share) => !(share <= EMPTY));
        assert.deepEqual(empty, [], `${shares.map((share) => share.toFixed(2))}`);
        assertQuiet(complaints);
        await page.close();
      });

  it('prints a handout without the answers: what shows them is at its end', async () => {
    const { page, complaints } = await site.open({ path: '?handout' });
    await settled(page);
    await page.locator('.appendix').waitFor({ state: 'attached' });
    await page.pdf({ format: 'A4' });
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.locator('.prediction:visible').count(), await page.locator('.prediction').count());
    assert.equal(await page.locator(':is(.answer, .because, .exercises details):visible').count(), 0);
    const asked = await page
      .locator('.prediction')
      .evaluateAll((forms) => [...new Set(forms.map((form) => /** @type {HTMLElement} */ (form).dataset.figure))]);
    for (const id of asked) assert.equal(await page.locator(`#${id} :is(.printed, init-lab):visible`).count(), 0, id);
    const copies = page.locator('.appendix figure');
    assert.equal(await copies.count(), asked.length);
    for (const image of await copies.locator('img').all())
      assert.ok(await image.evaluate((picture) => /** @type {HTMLImageElement} */ (picture).naturalWidth > 0));
    assertQuiet(complaints);
    await page.close();
  });

  it('has a button for the handout, after which the page is as it was', async () => {
    const { page, complaints } = await site.open({
      prepare: (page) =>
        page.addInitScript(() => {
          window.print = () => {
            const root = document.documentElement;
            root.dataset.printed = `${'handout' in root.dataset} ${document.querySelectorAll('.appendix figure').length > 5}`;
            dispatchEvent(new Event('afterprint'));
          };
        }),
    });
    await settled(page);
    await page.getByRole('button', { name: 'Print a handout without answers' }).click();
    await page.waitForFunction(() => document.documentElement.dataset.printed);
    assert.deepEqual(
      await page.evaluate(() => {
        const { printed, handout } = document.documentElement.dataset;
        return [printed, handout, document.querySelectorAll('.appendix').length];
      }),
      ['true true', undefined, 0],
    );
    assertQuiet(complaints);
    await page.close();
  });

  it('stays a handout after its button where it was opened as one', async () => {
    const { page, complaints } = await site.open({
      path: '?handout',
      prepare: (page) =>
        page.addInitScript(() => {
          window.print = () => {
            dispatchEvent(new Event('afterprint'));
            document.documentElement.dataset.printed = '';
          };
        }),
    });
    await settled(page);
    await page.locator('.appendix').waitFor({ state: 'attached' });
    await page.getByRole('button', { name: 'Print a handout without answers' }).click();
    await page.waitForFunction(() => 'printed' in document.documentElement.dataset);
    assert.equal(await page.evaluate(() => document.documentElement.dataset.handout), '');
    assert.equal(await page.locator('.appendix').count(), 1);
    assertQuiet(complaints);
    await page.close();
  });

  it('prints a figure that the reader changed as it is, in the light theme', async () => {
    const { page, complaints } = await openLesson();
    await page.selectOption('#theme', 'dark');
    await page.evaluate(async () => {
      const lab = /** @type {InitLab} */ (document.querySelector('#figure-zeros init-lab'));
      lab.scrollIntoView({ block: 'center' });
      while (!lab.getState()) await new Promise(requestAnimationFrame);
      await lab.setState({ ...lab.getState(), seed: 8 });
      await lab.advance(500);
    });
    await page.locator('#figure-zeros[data-changed] .state', { hasText: 'Iteration 500' }).waitFor();
    const pdf = await page.pdf({ format: 'A4' });
    // In print, replayed canvas strokes could erase the pictures below them, so all canvases must be images.
    const images = pdf.toString('latin1').match(/\/Subtype\s*\/Image/g)?.length ?? 0;
    const fields = await page.locator('.printed img').count();
    assert.ok(images > fields, `${images} images`);
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.locator('#figure-zeros .printed:visible, #figure-large init-lab:visible').count(), 0);
    assert.equal(await page.locator('#figure-zeros init-lab:visible, #figure-large .printed:visible').count(), 2);
    assert.match((await page.locator('#figure-zeros .state').textContent()) ?? '', /Iteration 500 of 15,000/);
    assertQuiet(complaints);
    await page.close();
  });
});

describe('formulas', () => {
  it('have a font whose radicals grow, which loads with the lesson and not in the first view', async () => {
    /** @type {string[]} */
    const fonts = [];
    const { page, complaints } = await site.open({
      prepare: async (page) =>
        page.on('request', (request) => request.url().endsWith('.woff2') && fonts.push(request.url())),
    });
    await settled(page);
    await page.waitForLoadState('networkidle');
    assert.deepEqual(fonts, []);
    await turnToLesson(page);
    await page.waitForFunction(() => [...document.fonts].some(({ family, status }) => /init-lab Math/.test(family) && status === 'loaded')); // prettier-ignore
    assert.equal(fonts.length, 1);
    const heights = await page.evaluate(() => {
      const of = (/** @type {string} */ inside) => {
        const holder = Object.assign(document.createElement('div'), {
          innerHTML: `<math><msqrt>${inside}</msqrt></math>`,
        });
        document.querySelector('article.lesson')?.append(holder);
        return holder.querySelector('msqrt')?.getBoundingClientRect().height ?? 0;
      };
      return [of('<mn>2</mn>'), of('<mfrac><mn>6</mn><mn>2</mn></mfrac>')];
    });
    assert.ok(heights[1] > 1.3 * heights[0], `${heights}`);
    await page.close();
    assertQuiet(complaints);
  });
});

describe('addresses at which nothing is', () => {
  it('have a page with everything inside, and a way back', async () => {
    // Served with the policy in the page: another page's header would forbid its style.
    const plain = await openSite({});
    const { page, complaints } = await plain.open({ path: '404.html' });
    assert.equal(await page.locator('h1').textContent(), 'There is nothing at this address');
    assert.equal(await page.evaluate(() => getComputedStyle(document.body).lineHeight !== 'normal'), true, 'styled');
    assert.deepEqual(await found(page), []);
    await page.locator('a').click();
    await settled(page);
    assertQuiet(complaints);
    await plain.close();
  });
});
