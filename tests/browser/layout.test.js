/** The layout: what is seen at once, at which size, in which theme; in a page, in a frame, on a phone. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { violations } from './axe.js';
import { assertQuiet, heightsThatChange, openSettings, openSite, reach, settled, turnToLesson } from './harness.js';
import { openHosts } from './host-pages.js';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').Frame} Frame */
/** @typedef {import('../../www/element/init-lab-element.js').InitLab} InitLab */
/** @typedef {{ left: number, top: number, right: number, bottom: number, width: number, height: number }} Box */

/** @type {Awaited<ReturnType<typeof openSite>>} */
let site;
/** With the lesson below the lab. @type {Awaited<ReturnType<typeof openSite>>} */
let whole;
/** @type {Awaited<ReturnType<typeof openHosts>>} */
let hosts;
before(async () => {
  hosts = await openHosts();
  site = await openSite();
  whole = await openSite({ alone: false, strictCsp: true });
});
after(() => Promise.all([site.close(), whole.close(), hosts.close()]));

/** Sizes of windows with room for everything. @type {[number, number][]} */
const LARGE = [
  [1280, 720],
  [1366, 768],
  [1440, 900],
  [1600, 900],
  [1920, 1080],
  [2560, 1440],
];

/** Visible boxes of the lab's parts. @param {Page | Frame} page @param {string} selector @returns {Promise<Box[]>} */
const boxes = (page, selector) =>
  page.evaluate((parts) => {
    const root = /** @type {ShadowRoot} */ (document.querySelector('init-lab')?.shadowRoot);
    return Array.from(root.querySelectorAll(parts), (part) => part.getBoundingClientRect())
      .filter(({ width, height }) => width > 0 && height > 0)
      .map(({ left, top, right, bottom, width, height }) => ({ left, top, right, bottom, width, height }));
  }, selector);

/** What has to be seen at once. */
const PARTS = [
  '#play',
  '#rate',
  '#rate-exact',
  '.chip',
  '.plot .field',
  '.verdict',
  '.cost',
  '#chart canvas',
  '.outcome',
];

/** The window, and the visible boxes of several parts, at one moment. @param {Page | Frame} page @param {string[]} selectors */
const layoutOf = (page, selectors) =>
  page.evaluate((parts) => {
    const root = /** @type {ShadowRoot} */ (document.querySelector('init-lab')?.shadowRoot);
    /** @type {[string, Box[]][]} */
    const found = parts.map((part) => [
      part,
      Array.from(root.querySelectorAll(part), (element) => element.getBoundingClientRect())
        .filter(({ width, height }) => width > 0 && height > 0)
        .map(({ left, top, right, bottom, width, height }) => ({ left, top, right, bottom, width, height })),
    ]);
    return { width: innerWidth, height: innerHeight, found: Object.fromEntries(found) };
  }, selectors);

/** @param {Page | Frame} page @param {string} where */
async function assertOneScreen(page, where) {
  const { width, height, found } = await layoutOf(page, [...PARTS, '.lab']);
  for (const part of PARTS) {
    assert.ok(found[part].length > 0, `${part} at ${where}`);
    for (const box of found[part])
      assert.ok(
        box.left >= 0 && box.top >= 0 && box.right <= width + 0.5 && box.bottom <= height + 0.5,
        `${part} is inside ${where}: ${JSON.stringify(box)}`,
      );
  }
  const pictures = found['.plot .field'];
  assert.equal(pictures.length, 3);
  for (const picture of pictures) {
    assert.ok(picture.width >= 300 && Math.abs(picture.width - picture.height) < 1, `${picture.width} at ${where}`);
    assert.ok(Math.abs(picture.width - pictures[0].width) < 1, `equal pictures at ${where}`);
    assert.ok(Math.abs(picture.top - pictures[0].top) < 1, `one row at ${where}`);
  }
  pictures
    .slice(1)
    .forEach(({ left }, k) =>
      assert.ok(left - pictures[k].right < 40, `a gap of ${left - pictures[k].right}, ${where}`),
    );
  const [cost] = found['.cost'];
  const [lab] = found['.lab'];
  assert.ok(cost.left > pictures[2].right, `the chart is beside the pictures at ${where}`);
  assert.ok(Math.abs(cost.right - lab.right) < 2, `the chart has what is left at ${where}`);
  assert.ok(lab.width >= 0.94 * width, `the width is used at ${where}: ${lab.width}`);
}

/** Changes the window, and waits until a page or its frame is laid out anew. @param {Page} page @param {number} width @param {number} height @param {Page | Frame} [inner] */
async function resize(page, width, height, inner = page) {
  await page.setViewportSize({ width, height });
  await inner.waitForFunction(([w, h]) => innerWidth === w && innerHeight === h, [width, height]);
  await inner.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

/** @param {Page} page @param {string} theme */
async function setTheme(page, theme) {
  if ((await page.inputValue('#theme')) === theme) return;
  await page.selectOption('#theme', theme);
  await settled(page);
}

/** embed.html in a host's frame that fills the window. @param {string} query @param {{ width: number, height: number }} size */
async function openFrame(query, size) {
  const { page } = await hosts.open(
    `<iframe title="Lab" src="${hosts.url}embed.html${query}" style="width: 100vw; height: 100vh"></iframe>`,
    { head: '<style>body { margin: 0 } iframe { border: 0; display: block }</style>', size },
  );
  const frame = await (await page.waitForSelector('iframe')).contentFrame();
  assert.ok(frame);
  await frame.waitForFunction(() => /** @type {any} */ (document.querySelector('init-lab'))?.settled);
  return { page, frame };
}

const THEMES = ['light', 'dark', 'projector'];

/** Looks at a lab at rest, while it plays, and at its end. @param {Page | Frame} page @param {(when: string) => Promise<void>} look  a look may take so long that it ends while it plays */
async function throughout(page, look) {
  await look('at rest');
  await page.click('#play');
  await page.waitForTimeout(1000);
  await look('while it plays');
  await page.evaluate(() => /** @type {InitLab} */ (document.querySelector('init-lab')).runToEnd());
  await page.waitForFunction(() => {
    const { settled: done, iteration } = /** @type {InitLab} */ (document.querySelector('init-lab'));
    return done && iteration === 15_000;
  });
  await look('at the end');
}

describe('one screen', () => {
  for (const [width, height] of LARGE)
    it(`${width} × ${height}: controls, pictures and chart at once, at rest, playing, and at the end, in each theme`, async () => {
      const { page, complaints } = await whole.open({ size: { width, height } });
      await settled(page);
      await throughout(page, async (when) => {
        for (const theme of THEMES) {
          if (when === 'while it plays') await page.selectOption('#theme', theme);
          else await setTheme(page, theme);
          await assertOneScreen(page, `${width} × ${height} ${when}, ${theme}`);
        }
      });
      assert.equal(await page.evaluate(() => scrollY), 0);
      await page.close();
      assertQuiet(complaints);
    });

  for (const theme of THEMES)
    it(`${theme}: the same in a host’s frame of each of these sizes`, async () => {
      const [[first, second]] = LARGE;
      const { page, frame } = await openFrame(`?theme=${theme}`, { width: first, height: second });
      await throughout(frame, async (when) => {
        for (const [width, height] of LARGE) {
          await resize(page, width, height, frame);
          assert.deepEqual(await frame.evaluate(() => [top !== window, innerHeight]), [true, height]);
          await assertOneScreen(frame, `a frame of ${width} × ${height} ${when}, ${theme}`);
        }
      });
      await page.close();
    });

  it('grows with the screen: pictures of 27 em, 483 pixels, at 2560', async () => {
    const { page } = await site.open({ size: { width: 2560, height: 1440 } });
    await settled(page);
    const widths = (await boxes(page, '.plot .field')).map(({ width }) => width);
    assert.deepEqual(widths, [483, 483, 483]);
    await page.close();
  });

  it('has up to eight pictures in rows beside the chart, in the order of the chips, none under 200 pixels', async () => {
    for (const [width, height] of [
      [1280, 720],
      [1920, 1080],
    ]) {
      const { page } = await site.open({ size: { width, height } });
      await settled(page);
      for (let count = 1; count <= 8; count += 1) {
        await page.evaluate(
          (most) =>
            /** @type {InitLab} */ (document.querySelector('init-lab')).setState({
              preset: 'notebook',
              runs: Array.from({ length: most }, (_, k) => ({
                initializer: 'random_normal',
                stddev: k / 10,
                label: `Run number ${k}`,
              })),
            }),
          count,
        );
        await settled(page);
        const pictures = await boxes(page, '.plot .field');
        assert.equal(pictures.length, count);
        const [cost] = await boxes(page, '.cost');
        for (const picture of pictures) {
          assert.ok(picture.width >= 200, `${picture.width} of ${count} at ${width}`);
          assert.ok(picture.right < cost.left, `${count} pictures at ${width} are beside the chart`);
        }
        const rows = new Set(pictures.map(({ top }) => Math.round(top))).size;
        assert.ok(rows === 1 || (rows === 2 && count > 4), `${count} pictures at ${width} in ${rows} rows`);
      }
      await page.close();
    }
  });

  it('keeps the chart in view beside two rows of pictures, and ends it with them: it covers nothing that follows', async () => {
    const { page } = await site.open({ size: { width: 1280, height: 720 } });
    await settled(page);
    await page.evaluate(() =>
      /** @type {InitLab} */ (document.querySelector('init-lab')).setState({ preset: 'scale_sweep' }),
    );
    await settled(page);
    await page.click('#open-inside');
    await page.locator('.inside figure').first().waitFor();
    await settled(page);
    let followed = 0;
    for (let y = 0; y <= 1500; y += 100) {
      await page.evaluate((top) => scrollTo(0, top), y);
      const [header] = await boxes(page, '.cost header');
      const [chart] = await boxes(page, '#chart');
      const [outcome] = await boxes(page, '.outcome');
      const [panels] = await boxes(page, '.panels');
      assert.ok(chart.bottom <= outcome.top, `at ${y}: the chart ends at ${chart.bottom}, the next at ${outcome.top}`);
      if (panels.top < 0 && header.top >= 0) followed += 1;
    }
    assert.ok(followed > 0, 'the chart stays while there are pictures beside it');
    await page.close();
  });

  it('keeps the transport in place while it runs to the end, with icons and with words', async () => {
    for (const width of [1280, 2560]) {
      const { page } = await site.open({ size: { width, height: 900 } });
      await settled(page);
      await page.evaluate(() =>
        /** @type {InitLab} */ (document.querySelector('init-lab')).setState({
          preset: 'notebook',
          training: { iterations: 1_000_000 },
        }),
      );
      await settled(page);
      const row = () => boxes(page, '#run-to-end, #rewind, #seed, #rate');
      const before = await row();
      assert.equal(before.length, 4);
      await page.click('#run-to-end');
      await page.locator('#run-to-end[aria-label="Cancel"]').waitFor();
      assert.deepEqual(await row(), before, `${width}`);
      await page.click('#run-to-end');
      await page.close();
    }
  });

  it('has the chips in the order of the pictures, also after a run was moved', async () => {
    const { page } = await site.open();
    await settled(page);
    const order = () =>
      page.evaluate(() => {
        const root = /** @type {ShadowRoot} */ (document.querySelector('init-lab')?.shadowRoot);
        const texts = (/** @type {string} */ selector) =>
          Array.from(root.querySelectorAll(selector), ({ textContent }) => textContent?.trim());
        return [texts('.chip[aria-pressed=true]'), texts('.panel h2')];
      });
    await openSettings(page);
    await page.click('#open-runs');
    await page.click('#run-2-up');
    await page.waitForFunction(
      () => /** @type {InitLab} */ (document.querySelector('init-lab')).getState().runs[1].initializer === 'he',
    );
    await settled(page);
    const [chips, pictures] = await order();
    assert.deepEqual(pictures, ['Zeros', 'He', 'Random × 10']);
    assert.deepEqual(chips, pictures);
    await page.close();
  });
});

describe('a phone', () => {
  const SIZE = { width: 360, height: 740 };

  /** @param {Page} page @param {string} when */
  async function assertPhone(page, when) {
    const pictures = await boxes(page, '.plot .field');
    const [chart] = await boxes(page, '#chart');
    const [dock] = await boxes(page, '.dock');
    assert.equal(pictures.length, 3);
    for (const picture of pictures) {
      assert.ok(picture.width >= 100, `${picture.width} ${when}`);
      assert.ok(Math.abs(picture.top - pictures[0].top) < 1, `side by side ${when}`);
    }
    assert.ok(chart.top >= pictures[0].bottom, `the chart is below the pictures ${when}`);
    assert.ok(chart.bottom <= dock.top, `the chart is not under the transport ${when}`);
    assert.ok(Math.abs(dock.bottom - SIZE.height) < 1, `the transport is at the lower edge ${when}`);
    const [play] = await boxes(page, '#play');
    assert.ok(play.top >= dock.top && play.bottom <= SIZE.height, `Play is seen ${when}`);
  }

  for (const touch of [false, true])
    it(`shows three pictures, the curve and the transport at once, at rest, playing and at the end: ${touch ? 'touched' : 'in a window'}`, async () => {
      const { page, complaints } = await whole.open({ size: SIZE, touch });
      await settled(page);
      await assertPhone(page, 'at rest');
      await page.click('#play');
      await reach(page, 1);
      await assertPhone(page, 'playing');
      await page.evaluate(() => /** @type {InitLab} */ (document.querySelector('init-lab')).runToEnd());
      await reach(page, 15000);
      await settled(page);
      await assertPhone(page, 'at the end');
      const [[said], [bar]] = await Promise.all(['.outcome', '.dock'].map((part) => boxes(page, part)));
      assert.ok(said.bottom <= bar.top, `what is said at the end is seen: ${said.bottom} of ${bar.top}`);
      assert.equal(await page.evaluate(() => scrollY), 0, 'nothing has to be scrolled');
      await page.evaluate(() => scrollTo(0, 500));
      const [dock] = await boxes(page, '.dock');
      assert.ok(Math.abs(dock.bottom - SIZE.height) < 1, 'the transport stays while the lab is in view');
      await page.locator('article.lesson section').nth(1).scrollIntoViewIfNeeded();
      const [gone] = await boxes(page, '.dock');
      assert.ok(gone.bottom < 0, 'and goes with it');
      await page.close();
      assertQuiet(complaints);
    });

  it('keeps each name on one line, in each theme', async () => {
    const { page } = await site.open({ size: SIZE, touch: true });
    await settled(page);
    for (const theme of ['light', 'projector']) {
      await page.selectOption('#theme', theme);
      await settled(page);
      const names = await boxes(page, '.panel h2');
      const text = await page.evaluate(() =>
        parseFloat(
          getComputedStyle(
            /** @type {Element} */ (document.querySelector('init-lab')?.shadowRoot?.querySelector('.panel h2')),
          ).fontSize,
        ),
      );
      assert.equal(names.length, 3);
      for (const { top, bottom } of names) assert.ok(bottom - top < 1.5 * text, `${bottom - top} high, ${theme}`);
    }
    await page.close();
  });

  it('has its transport in one row, in each theme', async () => {
    const { page } = await site.open({ size: SIZE });
    await settled(page);
    for (const theme of THEMES) {
      await setTheme(page, theme);
      const [play, more] = await boxes(page, '#play, #more-controls');
      assert.equal(play.top, more.top, theme);
    }
    await page.close();
  });

  it('sets the figures of the comparison apart, each under its name', async () => {
    const { page } = await site.open({ size: SIZE });
    await settled(page);
    const cells = await boxes(page, '#results td[data-label]');
    assert.equal(cells.length, 15);
    for (const cell of cells) {
      const next = cells.find(({ top, left }) => Math.abs(top - cell.top) < 25 && left > cell.left + 1);
      if (next) assert.ok(next.left - cell.right >= 8, `${next.left - cell.right} pixels between two figures`);
    }
    await page.close();
  });

  it('enlarges a picture that is pressed, and makes it small again', async () => {
    const { page } = await site.open({ size: SIZE });
    await settled(page);
    const he = page.getByRole('button', { name: 'Enlarge the picture of He' });
    await he.click();
    assert.equal(await he.getAttribute('aria-expanded'), 'true');
    const large = await boxes(page, '.panel[data-large] .field');
    assert.equal(large.length, 1);
    assert.ok(large[0].width > 280, `${large[0].width}`);
    await page.keyboard.press('Escape');
    assert.equal(await he.getAttribute('aria-expanded'), 'false');
    for (const { width } of await boxes(page, '.plot .field')) assert.ok(width < 120, `${width}`);
    await page.close();
  });

  it('keeps what is focused above the transport, and has targets of at least 24 pixels', async () => {
    const { page } = await site.open({ size: SIZE });
    await settled(page);
    await page.click('#more-controls');
    assert.equal(await page.getAttribute('#more-controls', 'aria-expanded'), 'true');
    for (const id of ['step', 'thousand', 'run-to-end', 'seed', 'surprise', 'rate', 'speed', 'iterations'])
      assert.equal(await page.locator(`#${id}`).isVisible(), true, id);
    const small = (await boxes(page, 'button, input, select, summary')).filter(
      ({ width, height }) => width < 24 || height < 20,
    );
    assert.deepEqual(small, []);
    await page.click('#more-controls');
    await page.focus('#more-controls');
    for (let k = 0; k < 40; k += 1) {
      await page.keyboard.press('Tab');
      const covered = await page.evaluate(() => {
        const root = /** @type {ShadowRoot} */ (document.querySelector('init-lab')?.shadowRoot);
        const dock = /** @type {Element} */ (root.querySelector('.dock'));
        const focused = root.activeElement;
        if (!focused || dock.contains(focused)) return '';
        const [edge, { top, height }] = [dock.getBoundingClientRect().top, focused.getBoundingClientRect()];
        return top + Math.min(height, 24) > edge ? `${focused.id} ${focused.className} at ${top} of ${edge}` : '';
      });
      assert.equal(covered, '');
    }
    await page.close();
  });

  it('folds the rest of the transport away on Escape, and gives the focus back', async () => {
    const { page } = await site.open({ size: SIZE });
    await settled(page);
    await page.click('#more-controls');
    await page.focus('#seed');
    await page.keyboard.press('Escape');
    assert.equal(await page.getAttribute('#more-controls', 'aria-expanded'), 'false');
    await page.waitForFunction(
      () => document.querySelector('init-lab')?.shadowRoot?.activeElement?.id === 'more-controls',
    );
    await page.close();
  });

  it('held sideways: whole pictures between the menu and the transport', async () => {
    const { page } = await site.open({ size: { width: 740, height: 360 } });
    await settled(page);
    const [dock] = await boxes(page, '.dock');
    assert.ok(Math.abs(dock.bottom - 360) < 1);
    for (const { bottom } of await boxes(page, '.plot .field')) assert.ok(bottom <= dock.top, `${bottom} ${dock.top}`);
    await page.close();
  });
});

describe('a tablet', () => {
  /** Pictures side by side, the curve and the sentence below them. @param {Page | Frame} page @param {string} when */
  async function assertPicturesFirst(page, when) {
    const pictures = await boxes(page, '.plot .field');
    const [[chart], [said], [chip]] = await Promise.all(
      ['#chart', '.outcome', '.chip'].map((part) => boxes(page, part)),
    );
    assert.equal(pictures.length, 3);
    for (const { top, width } of pictures) {
      assert.ok(Math.abs(top - pictures[0].top) < 1, `side by side ${when}`);
      assert.ok(top < 200 && width >= 160, `${width} at ${top} ${when}`);
    }
    assert.ok(chart.top >= pictures[0].bottom && chart.bottom <= said.top, `the chart follows them ${when}`);
    assert.ok(said.bottom <= chip.top, `what is compared follows what is said ${when}`);
  }

  /** The transport is one row at the lower edge of the window, or of a lab that ends above it. @param {Page | Frame} page @param {number} height @param {string} when */
  async function assertFixed(page, height, when) {
    const [[dock], [lab]] = await Promise.all(['.dock', '.lab'].map((part) => boxes(page, part)));
    const edge = Math.min(height, lab.bottom);
    assert.ok(Math.abs(dock.bottom - edge) < 1, `the transport is at the lower edge ${when}: ${dock.bottom}`);
    const row = await boxes(page, '.transport :is(button, input)');
    assert.ok(row.length >= 7, `${row.length} controls ${when}`);
    for (const { top, bottom } of row)
      assert.ok(top >= dock.top && bottom <= height && bottom - row[0].top < 40, `one row ${when}`);
  }

  it('shows what a verdict means whole, as wide as the pictures, below its word or above', async () => {
    for (const [height, isAbove] of /** @type {const} */ ([
      [740, false],
      [440, true],
    ])) {
      const { page, complaints } = await site.open({ size: { width: 360, height }, touch: true });
      await settled(page);
      for (const k of [0, 1, 2]) {
        const word = page.locator('.word').nth(k);
        await word.tap();
        await page.locator('.definition:not(:has(.late))').waitFor();
        const { width, above, seen } = await page.locator('.definition').evaluate((definition, n) => {
          const root = /** @type {ShadowRoot} */ (definition.getRootNode());
          const { left, right, top, bottom, width } = definition.getBoundingClientRect();
          const word = root.querySelectorAll('.word')[n].getBoundingClientRect();
          const places = [top + 3, bottom - 3].flatMap((y) =>
            [left + 3, (left + right) / 2, right - 3].map((x) => [x, y]),
          );
          return {
            width,
            above: bottom < (word.top + word.bottom) / 2,
            seen: places.every(([x, y]) => definition.contains(root.elementFromPoint(x, y))),
          };
        }, k);
        assert.ok(width > 300, `as wide as the pictures: ${width}`);
        assert.deepEqual([above, seen], [isAbove, true], `run ${k} in a window ${height} pixels high`);
        await word.tap();
      }
      await page.close();
      assertQuiet(complaints);
    }
  });

  it('has verdicts whose lines are equally far apart, where they are touched', async () => {
    const { page } = await site.open({ size: { width: 768, height: 1024 }, touch: true });
    await settled(page);
    const gaps = await page.evaluate(() => {
      const root = /** @type {ShadowRoot} */ (document.querySelector('init-lab')?.shadowRoot);
      return Array.from(root.querySelectorAll('.verdict'), (verdict) => {
        const { lineHeight } = getComputedStyle(verdict);
        const range = document.createRange();
        range.selectNodeContents(/** @type {Element} */ (verdict.querySelector('.evidence')));
        const lines = [...new Set(Array.from(range.getClientRects(), ({ bottom }) => Math.round(bottom)))];
        return lines.slice(1).map((bottom, k) => (bottom - lines[k]) / parseFloat(lineHeight));
      });
    });
    assert.ok(gaps.flat().length > 0, 'a verdict of two lines');
    for (const gap of gaps.flat()) assert.ok(Math.abs(gap - 1) < 0.2, `${gap} lines`);
    await page.close();
  });

  it('held upright: pictures, curve and sentence at once, and the transport fixed at the lower edge', async () => {
    const { page, complaints } = await whole.open({ size: { width: 768, height: 1024 } });
    await settled(page);
    await throughout(page, async (when) => {
      await assertPicturesFirst(page, when);
      await assertFixed(page, 1024, when);
      const [[said], [dock]] = await Promise.all(['.outcome', '.dock'].map((part) => boxes(page, part)));
      assert.ok(said.bottom <= dock.top, `what is said is seen ${when}: ${said.bottom}`);
    });
    assert.equal(await page.evaluate(() => scrollY), 0, 'nothing has to be scrolled');
    await page.evaluate(() => scrollTo(0, 300));
    await assertFixed(page, 1024, 'scrolled');
    await page.locator('article.lesson section').nth(1).scrollIntoViewIfNeeded();
    const [gone] = await boxes(page, '.dock');
    assert.ok(gone.bottom < 0, 'it goes with the lab');
    await page.close();
    assertQuiet(complaints);
  });

  it('has the same at 600 to 1,024 pixels, upright and held sideways', async () => {
    const { page } = await site.open({ size: { width: 600, height: 960 } });
    await settled(page);
    for (const [width, height] of [
      [600, 960],
      [820, 1180],
      [912, 1368],
      [1024, 768],
    ]) {
      await resize(page, width, height);
      await assertPicturesFirst(page, `at ${width} × ${height}`);
      await assertFixed(page, height, `at ${width} × ${height}`);
    }
    await page.close();
  });

  it('unfolds the rest of the transport, and each control is seen', async () => {
    const { page } = await site.open({ size: { width: 768, height: 1024 } });
    await settled(page);
    await page.click('#more-controls');
    for (const id of ['step', 'thousand', 'run-to-end', 'seed', 'surprise', 'rate', 'speed', 'iterations']) {
      const [box] = await boxes(page, `#${id}`);
      assert.ok(box && box.top >= 0 && box.bottom <= 1024, id);
    }
    await page.close();
  });

  it('in a frame: pictures first; the transport follows them, or stays at the edge of a frame that ends above it', async () => {
    const { page, frame } = await openFrame('', { width: 600, height: 1200 });
    for (const width of [600, 768, 900, 1000])
      for (const height of [1200, 460]) {
        await resize(page, width, height, frame);
        await assertPicturesFirst(frame, `in a frame of ${width}`);
        const [[dock], [chart]] = await Promise.all(['.dock', '#chart'].map((part) => boxes(frame, part)));
        if (height === 460) await assertFixed(frame, height, `in a frame of ${width}`);
        else assert.ok(dock.bottom <= chart.top, `the transport follows the pictures in a frame of ${width}`);
      }
    await page.close();
  });
});

describe('a lab that waits until it is in view', () => {
  for (const width of [360, 420, 480, 540, 660, 768, 840, 960, 1024, 1280])
    it(`has the height that it will have: each figure of the lesson at ${width}`, async () => {
      const { page, complaints } = await whole.open({ size: { width, height: 900 } });
      await turnToLesson(page);
      assert.ok((await page.locator('.lesson figure init-lab').count()) > 10);
      assert.deepEqual(await heightsThatChange(page, '.lesson figure init-lab', 2), []);
      await page.close();
      assertQuiet(complaints);
    });

  for (const width of [360, 768, 1280])
    it(`has the height that it will have: embeds with one to eight runs at ${width}`, async () => {
      const labs = [
        'initializers="he"',
        'initializers="zeros,he"',
        'preset="framework_defaults"',
        'preset="scale_sweep"',
        'preset="deep_relu"',
        'initializers="zeros,he,xavier,lecun_normal,pytorch_linear,keras_dense,flax_dense,playground"',
        `experiment='{"preset":"epsilon_trap"}'`,
      ].map(
        (given, k) =>
          `<init-lab id="lab-${k}" loading="lazy" views="panels chart" hide="controls" ${given}></init-lab>`,
      );
      const style = '<style>body { margin: 8px } init-lab { margin-block-start: 100vh }</style>';
      const { page } = await hosts.open(labs.join('') + hosts.script, { head: style, size: { width, height: 900 } });
      await page.waitForFunction(() => customElements.get('init-lab'));
      await page.waitForFunction(() => document.querySelector('#lab-6')?.shadowRoot?.querySelector('.body'));
      assert.deepEqual(await heightsThatChange(page, 'init-lab', 4), []);
      await page.close();
    });
});

describe('every width', () => {
  const LABEL = 'A_label_of_forty-four_letters_without_a_gap_';

  it('can nothing be scrolled sideways, with a label of 44 letters too', async () => {
    assert.equal(LABEL.length, 44);
    for (const path of ['index.html', 'embed.html']) {
      const { page } = await site.open({ path, size: { width: 280, height: 800 } });
      await settled(page);
      await page.evaluate(
        (label) =>
          /** @type {InitLab} */ (document.querySelector('init-lab')).setState({
            preset: 'notebook',
            runs: [
              { initializer: 'zeros' },
              { initializer: 'random_normal', stddev: 10, label },
              { initializer: 'he' },
            ],
          }),
        LABEL,
      );
      await openSettings(page);
      await settled(page);
      for (const width of [280, 320, 360, 414, 545, 547, 600, 700, 768, 900, 1049, 1051, 1190, 1440, 1920, 2560]) {
        await resize(page, width, 800);
        assert.equal(await page.locator('#drawer').isVisible(), true, `${path} at ${width}: the settings are open`);
        const most = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(most <= 0, `${path} at ${width}: ${most}`);
      }
      await page.close();
    }
  });

  it('has no button alone in a row at 600 to 1,000 pixels', async () => {
    const { page } = await site.open({ path: 'embed.html', size: { width: 600, height: 900 } });
    await settled(page);
    for (const width of [600, 640, 700, 760, 800, 860, 900, 960, 1000]) {
      await resize(page, width, 900);
      const controls = await boxes(page, '.controls :is(button, input:not(#progress), select)');
      const middles = controls.map(({ top, height }) => top + height / 2).sort((a, b) => a - b);
      /** @type {number[][]} */
      const rows = [];
      for (const middle of middles)
        if (rows.length && middle - rows[rows.length - 1][0] < 18) rows[rows.length - 1].push(middle);
        else rows.push([middle]);
      assert.ok(
        rows.every(({ length }) => length > 1),
        `${width}: rows of ${rows.map(({ length }) => length).join(', ')}`,
      );
    }
    await page.close();
  });

  it('has no chip alone in a row, nor “other…”: with one to eight runs, at 360 to 2,560 pixels', async () => {
    const eight = ['zeros', 'he', 'xavier', 'lecun_normal', 'orthogonal', 'pytorch_linear', 'glorot_uniform', 'he_uniform']; // prettier-ignore
    const widths = [360, 400, 480, 560, 600, 640, 700, 768, 900, 1024, 1100, 1280, 1366, 1600, 1920, 2560];
    const alone = [];
    const { page } = await site.open({ path: 'embed.html', size: { width: 2560, height: 900 } });
    await settled(page);
    for (let runs = 1; runs <= eight.length; runs += 1) {
      const chosen = eight.slice(0, runs);
      await page.evaluate((initializers) => {
        const lab = /** @type {InitLab} */ (document.querySelector('init-lab'));
        return lab.setState({ preset: 'notebook', runs: initializers.map((initializer) => ({ initializer })) });
      }, chosen);
      await settled(page);
      // Chips are laid out by the width of their lab, which is that of the body.
      const rows = await page.evaluate(async (all) => {
        const lab = /** @type {InitLab} */ (document.querySelector('init-lab'));
        const found = [];
        for (const width of all) {
          document.body.style.width = `${width}px`;
          for (let k = 0; k < 2; k += 1) await new Promise(requestAnimationFrame);
          const boxes = Array.from(lab.shadowRoot?.querySelectorAll('.chips :is(.chip, .other)') ?? [], (chip) =>
            chip.getBoundingClientRect(),
          ).filter(({ width, height }) => width > 0 && height > 0);
          found.push({
            width,
            body: document.body.getBoundingClientRect().width,
            middles: boxes.map(({ top, bottom }) => (top + bottom) / 2),
          });
        }
        return found;
      }, widths);
      assert.deepEqual(
        rows.map(({ body }) => body),
        widths,
      );
      for (const { width, middles } of rows) {
        assert.ok(middles.length > runs, `“other…” is there at ${width}`);
        const isAlone = middles.some((one) => middles.filter((other) => Math.abs(other - one) < 10).length === 1);
        if (isAlone) alone.push(`${runs} runs at ${width}`);
      }
    }
    await page.close();
    assert.deepEqual(alone, []);
  });

  it('has subscripts of at least 10 pixels in the formulas above the pictures', async () => {
    const { page } = await site.open({ path: 'embed.html?initializers=xavier,glorot_uniform,he' });
    await settled(page);
    for (const width of [1000, 1280, 2560]) {
      await page.setViewportSize({ width, height: 900 });
      const sizes = await page.evaluate(() => {
        const root = /** @type {ShadowRoot} */ (document.querySelector('init-lab')?.shadowRoot);
        const all = [...root.querySelectorAll('.panel .formula :is(msub, msup) > :not(:first-child)')];
        return all.map((part) => parseFloat(getComputedStyle(part).fontSize));
      });
      assert.ok(sizes.length > 2 && Math.min(...sizes) >= 10, `${sizes} at ${width}`);
    }
    await page.close();
  });

  it('names the settings alone where none of their state has room beside the name', async () => {
    const eight = ['zeros', 'he', 'xavier', 'lecun_normal', 'orthogonal', 'pytorch_linear', 'glorot_uniform', 'he_uniform']; // prettier-ignore
    const { page } = await site.open({ path: 'embed.html?preset=notebook', size: { width: 600, height: 900 } });
    await settled(page);
    for (const [width, runs, shows] of /** @type {const} */ ([
      [600, 0, false],
      [700, 0, true],
      [1000, 0, true],
      [1280, 8, false],
    ])) {
      if (runs > 0) {
        await page.evaluate((initializers) => {
          const lab = /** @type {InitLab} */ (document.querySelector('init-lab'));
          return lab.setState({ preset: 'notebook', runs: initializers.map((initializer) => ({ initializer })) });
        }, eight);
        await settled(page);
      }
      await resize(page, width, 900);
      const seen = await page.locator('#settings .state').evaluate((state) => {
        const [clip, words] = [state, state.lastElementChild].map((one) => one?.getBoundingClientRect());
        if (!clip || !words) throw new Error('a state without its parts');
        return words.top < clip.bottom ? words.width : 0;
      });
      assert.equal(seen > 0, shows, `at ${width}: ${seen}`);
      assert.ok(seen === 0 || seen > 90, `at ${width}: ${seen}`);
    }
    await page.close();
  });

  it('has each name of the comparison on one line at 600 pixels', async () => {
    const { page } = await site.open({ path: 'embed.html', size: { width: 600, height: 900 } });
    await settled(page);
    const lines = await page.evaluate(() => {
      const root = document.querySelector('init-lab')?.shadowRoot;
      return Array.from(root?.querySelectorAll('#results tbody th bdi') ?? [], (name) => name.getClientRects().length);
    });
    assert.deepEqual(lines, [1, 1, 1]);
    await page.close();
  });

  it('has four sizes of type, in the page and in its labs', async () => {
    const { page } = await whole.open({ size: { width: 1280, height: 720 } });
    await settled(page);
    await openSettings(page);
    await page.click('#open-data');
    await page.locator('#section .field').first().waitFor();
    for (const [width, height] of [
      [360, 740],
      [1280, 720],
      [1920, 1080],
    ]) {
      await resize(page, width, height);
      assert.equal(await page.locator('#section .field').first().isVisible(), true, `the settings at ${width}`);
      const sizes = await page.evaluate(() => {
        /** @type {Map<string, string>} */
        const found = new Map();
        const visit = (/** @type {Document | ShadowRoot} */ root) => {
          const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
          while (texts.nextNode()) {
            const { parentElement: parent, textContent } = texts.currentNode;
            if (!parent || !textContent?.trim() || parent.closest('math, script, style, noscript, option')) continue;
            if (!parent.checkVisibility({ checkVisibilityCSS: true })) continue;
            const { fontSize } = getComputedStyle(parent);
            const size = parseFloat(fontSize).toFixed(1);
            if (!found.has(size))
              found.set(size, `${parent.localName}.${parent.className}: ${textContent.trim().slice(0, 30)}`);
          }
          for (const element of root.querySelectorAll('*')) if (element.shadowRoot) visit(element.shadowRoot);
        };
        visit(document);
        return Object.fromEntries(found);
      });
      assert.ok(Object.keys(sizes).length <= 4, JSON.stringify(sizes, null, 1));
      assert.ok(
        Object.keys(sizes).every((size) => Number(size) >= 12),
        `legible at ${width}`,
      );
    }
    await page.close();
  });
});

describe('a page that was just opened', () => {
  for (const [width, height, touch] of /** @type {[number, number, boolean][]} */ ([
    [360, 740, true],
    [412, 823, true],
    [768, 1024, true],
    [1350, 940, false],
  ]))
    it(`has nothing that axe finds at ${width} × ${height}, ${touch ? 'under a finger' : 'with a mouse'}`, async () => {
      const { page } = await site.open({ size: { width, height }, touch });
      await settled(page);
      assert.deepEqual(await violations(page), []);
      await page.close();
    });
});

describe('the settings', () => {
  it('are one drawer whose button tells their state; Escape closes it and gives the focus back', async () => {
    const { page, complaints } = await site.open({ size: { width: 1280, height: 720 } });
    await settled(page);
    const button = page.locator('#settings');
    assert.equal((await button.textContent())?.trim(), 'Settings: circles · 2–10–5–1 ReLU · gradient descent');
    assert.equal(await button.getAttribute('aria-expanded'), 'false');
    for (const id of ['open-data', 'open-network', 'open-training', 'open-runs', 'show-test', 'reset'])
      assert.equal(await page.locator(`#${id}`).isVisible(), false, id);
    await button.focus();
    await page.keyboard.press('Enter');
    for (const id of ['open-data', 'open-network', 'open-training', 'open-runs', 'show-test', 'reset'])
      assert.equal(await page.locator(`#${id}`).isVisible(), true, id);
    await page.keyboard.press('Escape');
    assert.equal(await page.locator('#drawer').isVisible(), false);
    assert.equal(
      await page.evaluate(() => document.querySelector('init-lab')?.shadowRoot?.activeElement?.id),
      'settings',
    );
    await page.evaluate(() =>
      /** @type {InitLab} */ (document.querySelector('init-lab')).setState({
        preset: 'notebook',
        network: { hidden: [4], activation: 'tanh' },
      }),
    );
    await settled(page);
    assert.match(String(await button.textContent()), /^\s*Settings: circles · 2–4–1 tanh · gradient descent/);
    await page.close();
    assertQuiet(complaints);
  });

  it('open the catalogue of initializers from “other…”', async () => {
    const { page } = await site.open();
    await settled(page);
    await page.getByRole('button', { name: 'other…' }).click();
    await page.locator('#section .run').first().waitFor();
    await page.waitForFunction(
      () => document.querySelector('init-lab')?.shadowRoot?.activeElement?.id === 'add-initializer',
    );
    await page.selectOption('#add-initializer', 'lecun_normal');
    await page.click('#add-run');
    await page.locator('.chip', { hasText: 'LeCun' }).waitFor();
    await page.close();
  });

  it('say why the last run cannot be switched off, and offer runs that are off as something to add', async () => {
    const { page } = await site.open();
    await settled(page);
    for (const name of ['Zeros', 'Random × 10']) {
      await page.locator('.chip', { hasText: name }).click();
      await settled(page);
    }
    const last = page.locator('.chip', { hasText: 'He' });
    assert.equal(await last.getAttribute('aria-disabled'), 'true');
    await last.evaluate((chip) => /** @type {HTMLElement} */ (chip).click());
    await page.locator('#runs-problem:visible').waitFor();
    assert.match((await page.textContent('#runs-problem')) ?? '', /cannot be switched off/);
    const off = page.locator('.chip', { hasText: 'Xavier' });
    const look = await off.evaluate((chip) => ({
      before: getComputedStyle(chip, '::before').content,
      colour: getComputedStyle(chip).color,
      ink: getComputedStyle(/** @type {Element} */ (chip.closest('.lab'))).color,
    }));
    assert.match(look.before, /\+/);
    assert.equal(look.colour, look.ink, 'not faded');
    await page.close();
  });

  it('leave a box as it was pressed until the engine has answered', async () => {
    const { page } = await site.open();
    await settled(page);
    await openSettings(page);
    await page.click('#open-data');
    const box = page.locator('#dataset-standardize');
    await box.waitFor();
    const pressed = await box.evaluate(async (input) => {
      const lab = /** @type {InitLab} */ (document.querySelector('init-lab'));
      /** @type {HTMLInputElement} */ (input).click();
      lab.requestUpdate();
      await lab.updateComplete;
      return [/** @type {HTMLInputElement} */ (input).checked, lab.getState().dataset.standardize ?? false];
    });
    assert.deepEqual(pressed, [true, false], 'pressed, and not yet in force');
    await page.waitForFunction(
      () => /** @type {InitLab} */ (document.querySelector('init-lab')).getState().dataset.standardize,
    );
    assert.equal(await box.isChecked(), true);
    await page.close();
  });

  it('have no button alone in a row: test points and the way back to the preset keep together, and fields stand in line', async () => {
    const { page } = await site.open({ size: { width: 1280, height: 720 } });
    await settled(page);
    await openSettings(page);
    await page.click('#open-network');
    await page.locator('#network-biasStddev').waitFor();
    for (const theme of ['light', 'projector']) {
      await setTheme(page, theme);
      for (const [width, height] of [
        [768, 1024],
        [1280, 720],
        [1366, 768],
        [2560, 1440],
      ]) {
        await resize(page, width, height);
        const [check, reset, scale, spread] = await Promise.all(
          ['#drawer .check', '#reset', '#network-initialBias', '#network-biasStddev'].map((part) =>
            page.locator(part).first().boundingBox(),
          ),
        );
        assert.ok(check && reset && scale && spread);
        const middle = (/** @type {{ y: number, height: number }} */ box) => box.y + box.height / 2;
        assert.ok(Math.abs(middle(check) - middle(reset)) < 2, `${theme}, ${width}: ${check.y}, ${reset.y}`);
        if (width > 1000) assert.equal(scale.y, spread.y, `${theme}, ${width}`);
      }
    }
    await page.close();
  });

  it('show ranges on refusal only', async () => {
    const { page } = await site.open();
    await settled(page);
    await openSettings(page);
    await page.click('#open-data');
    await page.locator('#dataset-seed').waitFor();
    assert.doesNotMatch(await page.locator('#section').innerText(), /4,294,967,295/);
    await page.fill('#dataset-seed', '-1');
    await page.press('#dataset-seed', 'Enter');
    await page.locator('#dataset-seed-problem', { hasText: '4,294,967,295' }).waitFor();
    await page.close();
  });

  it('have no violation that axe-core finds, at each width', async () => {
    for (const [width, height] of [
      [360, 740],
      [768, 1024],
      [1280, 720],
    ]) {
      const { page } = await site.open({ size: { width, height } });
      await settled(page);
      await openSettings(page);
      await page.click('#open-runs');
      await page.locator('#section .run').first().waitFor();
      if (width < 500) await page.click('#more-controls');
      assert.deepEqual(await violations(page), [], `${width}`);
      await page.close();
    }
  });
});
