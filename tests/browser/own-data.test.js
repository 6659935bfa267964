/** Custom points: pasted, dropped, from a file, drawn with mouse, touch and keyboard. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { violations } from './axe.js';
import { assertQuiet, iteration, openSettings, openSite, pictures, reach, settled, state } from './harness.js';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('../../www/element/init-lab-element.js').InitLab} InitLab */

/** @type {Awaited<ReturnType<typeof openSite>>} */
let site;
before(async () => {
  site = await openSite();
});
after(() => site.close());

const SQUARE = {
  name: 'custom',
  points: [
    [-1, -1, 0],
    [1, 1, 0],
    [-1, 1, 1],
    [1, -1, 1],
  ],
  testPoints: [[0.5, 0.5, 0]],
};

/**
 * A lab with four points and its data section open.
 * @param {Parameters<typeof site.open>[0]} [how] @param {any} [dataset]
 */
async function openOwn(how, dataset = SQUARE) {
  const opened = await site.open(how);
  const { page } = opened;
  await settled(page);
  await page.evaluate((data) => {
    const lab = /** @type {InitLab} */ (document.querySelector('init-lab'));
    return lab.setState({ dataset: data, runs: [{ initializer: 'he' }, { initializer: 'zeros' }] });
  }, dataset);
  await openSettings(page);
  await page.click('#open-data');
  await page.waitForSelector('#own-text');
  await settled(page);
  return opened;
}

/** @param {Page} page */
const data = async (page) => (await state(page)).dataset;

/**
 * Waits until the lab has these numbers of training and test points and is paused.
 * @param {Page} page @param {number} train @param {number} test
 */
async function holds(page, train, test) {
  await page.waitForFunction(
    ([points, tests]) => {
      const { dataset } = /** @type {InitLab} */ (document.querySelector('init-lab')).getState();
      return dataset.points?.length === points && dataset.testPoints.length === tests;
    },
    [train, test],
  );
  await settled(page);
}

/** The message at the pictures. @param {Page} page */
const said = async (page) => (await page.locator('.bench .said').allTextContents()).map((text) => text.trim()).join('');

/**
 * The screen position of a data point in a panel.
 * @param {Page} page @param {number} x @param {number} y @param {number} [panel]
 */
async function at(page, x, y, panel = 0) {
  const box = await page.locator('.sheet').nth(panel).boundingBox();
  assert.ok(box);
  const bounds = await page.evaluate(() => {
    const { points, testPoints } = /** @type {InitLab} */ (document.querySelector('init-lab')).getState().dataset;
    return points.length + testPoints.length > 0 ? { half: 1.25 } : { half: 1 };
  });
  const share = (/** @type {number} */ value) => (value + bounds.half) / (2 * bounds.half);
  return { x: box.x + share(x) * box.width, y: box.y + share(-y) * box.height };
}

/** @param {Page} page @param {[number, number][]} path @param {number} [panel] */
async function stroke(page, path, panel) {
  const [first, ...rest] = path;
  const start = await at(page, ...first, panel);
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  for (const place of rest) {
    const next = await at(page, ...place, panel);
    await page.mouse.move(next.x, next.y, { steps: 5 });
  }
  await page.mouse.up();
}

/** @param {Page} page @param {string} selector @param {{ name: string, text: string, type?: string }[]} files */
const dropFiles = (page, selector, files) =>
  page.evaluate(([where, list]) => {
    const root = /** @type {ShadowRoot} */ (document.querySelector('init-lab')?.shadowRoot);
    const target = /** @type {Element} */ (root.querySelector(/** @type {string} */ (where)));
    const dataTransfer = new DataTransfer();
    for (const { name, text, type = '' } of /** @type {any[]} */ (list))
      dataTransfer.items.add(new File([text], name, { type }));
    const how = { bubbles: true, composed: true, cancelable: true, dataTransfer };
    const over = new DragEvent('dragover', how);
    target.dispatchEvent(over);
    const drop = new DragEvent('drop', how);
    target.dispatchEvent(drop);
    return [over.defaultPrevented, drop.defaultPrevented];
  }, /** @type {const} */ ([selector, files]));

/** A text whose numbers can be read in two ways. */
const SHEET = 'income\tspend\tbuys\n1,234\t999\t0\n2,000\t850\t0\n12,500\t3,100\t1\n9,800\t2,750\t1\n';
const THREE = 'sepal,width,petal,species\n5,1,1,setosa\n7,3,4,versicolor\n6,2,6,virginica\n4,3,1.5,setosa\n';

/** The control that has the focus. @param {Page} page */
const focused = (page) =>
  page.evaluate(() => {
    const at = document.querySelector('init-lab')?.shadowRoot?.activeElement;
    return at?.getAttribute('name') ?? at?.id ?? '';
  });

/** @param {Page} page @param {string} text */
const pasteOnPage = (page, text) =>
  page.evaluate((pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', pasted);
    return document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, text);

describe('a table pasted on the lab', () => {
  /** @param {Page} page @param {string} text  whether it was taken */
  const paste = (page, text) =>
    page.locator('.panels').evaluate((panels, pasted) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', pasted);
      const event = new ClipboardEvent('paste', { bubbles: true, cancelable: true, composed: true, clipboardData });
      return !panels.dispatchEvent(event);
    }, text);

  it('is taken, asked about or refused in words; prose and code are left alone', async () => {
    const { page, complaints } = await site.open();
    await settled(page);
    assert.equal(await paste(page, 'x,y,label\n"0.5","1,234.5",a\n"0.7","2.5",b\n"0.1","3.5",b\n"0.9","5.5",a'), true);
    await holds(page, 3, 1);
    for (const [text, words] of /** @type {[string, RegExp][]} */ ([
      ['0.5,1.2\n0.7,-0.2', /^Pasted text: Line 1, column 3 \(label\): the value is missing/],
      ['50%,12%,a\n60%,13%,b', /^Pasted text: Line 1, column 1 \(x\): “50%” .* Leave out the “%”/],
      ['1,NA,a\n2,3,b', /^Pasted text: Line 1, column 2 \(y\): a missing value \(“NA”\)/],
      ['[{"x": 1, "y": 2, "label": 0}]', /^Pasted text: Line 1, column 1: the bracket “\[”/],
    ])) {
      assert.equal(await paste(page, text), true, text);
      await page.waitForFunction(
        ([source]) =>
          Array.from(document.querySelector('init-lab')?.shadowRoot?.querySelectorAll('.bench .said') ?? []).some(
            ({ textContent }) => new RegExp(source).test(textContent?.trim() ?? ''),
          ),
        [words.source],
      );
      assert.match(await said(page), words);
      assert.match(await said(page), / The points stay as they were\.$/);
    }
    for (const text of ['3.14', 'In 2019, 2020, 2021 and 2022 it rained.', 'let x = 1;\nfoo(x, 2, 3);'])
      assert.equal(await paste(page, text), false, text);
    await page.close();
    assertQuiet(complaints);
  });
});

describe('what a text leaves open', () => {
  it('is asked beside the text, by keyboard too, and nothing is lost when it is cancelled', async () => {
    const { page, complaints } = await openOwn();
    const before = await state(page);
    await page.fill('#own-text', SHEET);
    await page.click('#own-use');
    const form = page.locator('.own-data form.ask');
    await form.getByText('Does 1,234 mean 1234 or 1.234?').waitFor();
    await page.waitForFunction(() =>
      document.querySelector('init-lab')?.shadowRoot?.activeElement?.matches('.ask input'),
    );
    assert.equal(await focused(page), 'decimal');
    await page.keyboard.press('Escape');
    await page.getByText('The text was not used. The points stay as they were.').waitFor();
    assert.deepEqual(await state(page), before);
    assert.equal(await page.inputValue('#own-text'), SHEET);
    await page.waitForFunction(() => document.querySelector('init-lab')?.shadowRoot?.activeElement?.id === 'own-text');

    await page.click('#own-use');
    await page.waitForFunction(() =>
      document.querySelector('init-lab')?.shadowRoot?.activeElement?.matches('.ask input'),
    );
    await page.keyboard.press('Space');
    await page.keyboard.press('Enter');
    await holds(page, 3, 1);
    const { points, testPoints } = await data(page);
    assert.deepEqual(
      [...points, ...testPoints].map(([x]) => x).toSorted((a, b) => a - b),
      [1234, 2000, 9800, 12500],
    );
    await page.getByText('The comma separates thousands: read 1,234 as 1234.').waitFor();
    await page.close();
    assertQuiet(complaints);
  });

  it('is asked below the first three lines of the text, by the names of its header', async () => {
    const { page, complaints } = await openOwn();
    const linesOf = () =>
      page
        .locator('.first-lines tr')
        .evaluateAll((rows) =>
          rows.map((row) => Array.from(row.querySelectorAll('th, td'), ({ textContent }) => textContent)),
        );
    await page.fill('#own-text', 'length,width,height,kind\n1,2,3,a\n4,5,6,b\n7,8,9,a\n10,11,12,b');
    await page.click('#own-use');
    await page.locator('.first-lines').waitFor();
    assert.deepEqual(await linesOf(), [
      ['length', 'width', 'height', 'kind'],
      ['1', '2', '3', 'a'],
      ['4', '5', '6', 'b'],
      ['7', '8', '9', 'a'],
    ]);
    await page.waitForFunction(() => document.querySelector('init-lab')?.shadowRoot?.activeElement?.closest('.ask'));
    await page.keyboard.press('Escape');
    await page.fill('#own-text', SHEET);
    await page.click('#own-use');
    await page.getByText('Does 1,234 mean 1234 or 1.234?').waitFor();
    assert.equal((await linesOf()).length, 4);
    await page.close();
    assertQuiet(complaints);
  });

  it('is asked over the pictures for a dropped file, and axe finds nothing', async () => {
    const { page, complaints } = await site.open();
    await settled(page);
    await dropFiles(page, '.panels', [{ name: 'iris.csv', text: THREE }]);
    const form = page.locator('.bench form.ask');
    await form.getByText('iris.csv can be read in more than one way').waitFor();
    await form.getByText('There are 3 classes. Which one is class 1, against the rest?').waitFor();
    assert.deepEqual(await violations(page, 'init-lab'), []);
    await form.locator('select[name="columns-0"]').selectOption({ label: 'petal: 1, 4, 6' });
    await form.locator('select[name="columns-1"]').selectOption({ label: 'petal: 1, 4, 6' });
    await form.getByLabel('versicolor').check();
    await page.click('#ask-use');
    assert.equal(await form.count(), 1, 'one column cannot be both');
    await form.locator('select[name="columns-1"]').selectOption({ label: 'width: 1, 3, 2' });
    await page.click('#ask-use');
    await holds(page, 3, 1);
    const { points, testPoints, classNames } = await data(page);
    assert.deepEqual(classNames, ['not versicolor', 'versicolor']);
    assert.deepEqual(
      [...points, ...testPoints].toSorted((a, b) => a[0] - b[0]),
      [
        [1, 1, 0],
        [1.5, 3, 0],
        [4, 3, 1],
        [6, 2, 0],
      ],
    );
    assert.equal(await form.count(), 0);
    await page.close();
    assertQuiet(complaints);
  });
});

describe('names of classes', () => {
  it('are in the key, the copy and the link, and there after a reload', async () => {
    const { page, complaints } = await openOwn();
    await page.fill(
      '#own-text',
      'len,wid,species\n5.1,3.5,versicolor\n4.9,3.0,setosa\n6.1,2.9,versicolor\n4.7,3.2,setosa\n',
    );
    await page.click('#own-use');
    await holds(page, 3, 1);
    const key = async () => (await page.locator('.key .class-name').allTextContents()).map((text) => text.trim());
    assert.deepEqual(await key(), ['setosa', 'versicolor', 'versicolor']);
    await page.evaluate(() => {
      Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true });
    });
    await page.click('#own-copy');
    assert.match(await page.inputValue('#own-text'), /^5\.1,3\.5,versicolor$/m);
    await page.click('#draw-points');
    assert.equal((await page.textContent('#tool-0'))?.trim(), 'setosa');
    await page.click('#draw-points');
    await page.waitForFunction(() => location.hash.includes('classNames=setosa,versicolor'));
    await page.reload();
    await settled(page);
    assert.deepEqual(await key(), ['setosa', 'versicolor', 'versicolor']);
    await page.close();
    assertQuiet(complaints);
  });
});

describe('points pasted on the page', () => {
  it('are taken outside the text box, and refused with the reason', async () => {
    const { page, complaints } = await site.open();
    await settled(page);
    assert.equal(await pasteOnPage(page, 'x;y;label\n0,5;1,2;0\n0,7;-0,2;1\n'), false);
    await holds(page, 2, 0);
    assert.equal(await pasteOnPage(page, 'x,y,label\n0.5,oops,0\n'), false);
    await page.getByText('Pasted text: Line 2, column 2 (y): “oops” is not allowed').waitFor();
    assert.equal(await pasteOnPage(page, 'just words'), true, 'other text is left alone');
    await page.close();
    assertQuiet(complaints);
  });

  it('are there after a reload that comes at once, all 20,000', async () => {
    const { page, complaints } = await openOwn();
    const rows = Array.from(
      { length: 20_000 },
      (_, k) => `${(3 * Math.sin(1.7 * k)).toFixed(6)},${(3 * Math.cos(2.3 * k)).toFixed(6)},${k % 2}`,
    );
    await dropFiles(page, '.panels', [{ name: 'many.csv', text: rows.join('\n') }]);
    await holds(page, 15_000, 5000);
    await dropFiles(page, '.panels', [{ name: 'fewer.csv', text: rows.slice(1).join('\n') }]);
    await holds(page, 14_999, 5000);
    await page.reload();
    await settled(page);
    const { name, points, testPoints } = await data(page);
    assert.deepEqual([name, points.length, testPoints.length], ['custom', 14_999, 5000]);
    await page.close();
    assertQuiet(complaints);
  });
});

describe('points from text', () => {
  it('makes the points that are shown the user’s own, and takes pasted ones, split', async () => {
    /** @type {string[]} */
    const fetched = [];
    const { page, complaints } = await site.open({
      prepare: async (opened) => {
        opened.on('request', (request) => fetched.push(request.url()));
      },
    });
    await settled(page);
    const shown = await pictures(page);
    await openSettings(page);
    await page.click('#open-data');
    await page.selectOption('#dataset-name', 'custom');
    await holds(page, 300, 100);
    assert.deepEqual(await pictures(page), shown, 'they are the same points');
    assert.ok(!fetched.some((url) => /papaparse|read-points/.test(url)), 'whoever brings no text pays for no parser');
    await page.fill('#own-text', 'x;y;label\r\n0,5;1;b\r\n-1;2;a\r\n3;4;b\r\n5;6;a\r\n');
    await page.click('#own-use');
    await holds(page, 3, 1);
    const { points, testPoints } = await data(page);
    assert.deepEqual(
      [...points, ...testPoints].toSorted((a, b) => a[0] - b[0]),
      [
        [-1, 2, 0],
        [0.5, 1, 1],
        [3, 4, 1],
        [5, 6, 0],
      ],
    );
    assert.match(
      (await page.textContent('.own-data .counts')) ?? '',
      /3 training \+ 1 test point; class 0 is “a”, class 1 is “b”/,
    );
    await page.click('#own-undo');
    await holds(page, 300, 100);
    assert.deepEqual(await pictures(page), shown, 'undo leads back');
    await page.close();
    assertQuiet(complaints);
  });

  it('gives line and column of an error, and keeps the lab unchanged', async () => {
    const { page, complaints } = await openOwn();
    await page.click('#step');
    await reach(page, 1);
    await settled(page);
    const [before, shown] = [await state(page), await pictures(page)];
    await page.fill('#own-text', 'x,y,label\n1,2,0\n\n3,oops,1\n');
    await page.click('#own-use');
    const message = page.locator('#own-problem');
    await message.filter({ hasText: 'Line' }).waitFor();
    assert.equal(
      (await message.textContent())?.trim(),
      'Line 4, column 2 (y): “oops” is not allowed; must be a number from −1,000,000 to 1,000,000. The points stay as they were.',
    );
    assert.deepEqual(await state(page), before);
    assert.equal(await iteration(page), 1, 'not even rewound');
    assert.deepEqual(await pictures(page), shown);
    assert.equal(await page.inputValue('#own-text'), 'x,y,label\n1,2,0\n\n3,oops,1\n', 'the text can be mended');
    await page.fill('#own-text', '1,2,0\n3,4,1\n');
    await page.click('#own-use');
    await holds(page, 2, 0);
    assert.equal((await message.textContent())?.trim(), '');
    await page.close();
    assertQuiet(complaints);
  });

  it('takes a share to test with from 0 to 50 %, and splits anew', async () => {
    const { page, complaints } = await openOwn();
    await page.fill('#testShare', '60');
    await page.press('#testShare', 'Enter');
    await page.getByText('“60” is not allowed').waitFor();
    assert.equal(await page.inputValue('#testShare'), '25');
    await page.fill('#testShare', '40');
    await page.press('#testShare', 'Enter');
    await page.fill('#splitSeed', '7');
    await page.press('#splitSeed', 'Enter');
    await page.click('#split');
    await holds(page, 3, 2);
    await page.click('#own-undo');
    await holds(page, 4, 1);
    assert.deepEqual(await data(page), SQUARE);
    await page.close();
    assertQuiet(complaints);
  });

  it('takes a file that is dropped on the section, on the pictures, or chosen', async () => {
    const { page, complaints } = await openOwn();
    const four = '1,1,0\n2,2,1\n3,3,0\n4,4,1\n';
    assert.deepEqual(await dropFiles(page, '.own-data textarea', [{ name: 'four.csv', text: four }]), [true, true]);
    await holds(page, 3, 1);
    assert.match((await page.textContent('#own-said')) ?? '', /four\.csv: 4 points taken/);
    await page.setInputFiles('#own-file', {
      name: 'two.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('1 2 0\n3 4 1'),
    });
    await holds(page, 2, 0);
    await dropFiles(page, '.panels', [{ name: 'bad.csv', text: '1,2,0\n1,2' }]);
    await page.getByText('bad.csv: Line 2, column 3 (label): the value is missing').waitFor();
    assert.equal((await data(page)).points.length, 2);
    await dropFiles(page, '.panels', [{ name: 'cat.gif', text: 'x', type: 'image/gif' }]);
    await page
      .getByText('“cat.gif” is not a file of points; must be a .csv, .tsv, .txt, .dat or .arff file.')
      .waitFor();
    await dropFiles(page, '.panels', [
      { name: 'a.csv', text: four },
      { name: 'b.csv', text: four },
    ]);
    await page.getByText('2 files are too many; must be one.').waitFor();
    await dropFiles(page, '.panels', [{ name: 'big.csv', text: '1,2,0\n'.repeat(700_000) }]);
    await page.getByText('“big.csv” has 4.2 MB; must be at most 4 MB.').waitFor();
    await page.close();
    assertQuiet(complaints);
  });

  it('takes a file that is dropped on the pictures of another data set', async () => {
    const { page, complaints } = await site.open();
    await settled(page);
    await dropFiles(page, '.panels', [{ name: 'four.csv', text: '1,1,0\n2,2,1\n3,3,0\n4,4,1\n' }]);
    await holds(page, 3, 1);
    assert.equal(await said(page), 'four.csv: 3 training + 1 test point.');
    await page.close();
    assertQuiet(complaints);
  });

  it('ignores dragged content that is no file, and files beside the lab', async () => {
    const { page } = await openOwn();
    const taken = await page.evaluate(() => {
      const root = /** @type {ShadowRoot} */ (document.querySelector('init-lab')?.shadowRoot);
      const tell = (/** @type {Element} */ target, /** @type {DataTransfer} */ dataTransfer) => {
        const over = new DragEvent('dragover', { bubbles: true, composed: true, cancelable: true, dataTransfer });
        target.dispatchEvent(over);
        return over.defaultPrevented;
      };
      const words = new DataTransfer();
      words.setData('text/plain', '1,2,0');
      const files = new DataTransfer();
      files.items.add(new File(['1,2,0'], 'a.csv'));
      return [
        tell(/** @type {Element} */ (root.querySelector('.panels')), words),
        tell(/** @type {Element} */ (root.querySelector('#chart')), files),
        tell(document.body, files),
      ];
    });
    assert.deepEqual(taken, [false, true, false]);
    await page.close();
  });

  it('copies all points as text that it takes again, also where there is no clipboard', async () => {
    const { page, complaints } = await openOwn();
    await page.evaluate(() => {
      Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true });
    });
    await page.click('#own-copy');
    await page.getByText('This page cannot write to the clipboard').waitFor();
    const text = await page.inputValue('#own-text');
    assert.equal(text, 'x,y,label\n-1,-1,0\n1,1,0\n-1,1,1\n1,-1,1\n0.5,0.5,0\n');
    const selected = await page.evaluate(() => {
      const root = /** @type {ShadowRoot} */ (document.querySelector('init-lab')?.shadowRoot);
      const area = /** @type {HTMLTextAreaElement} */ (root.getElementById('own-text'));
      return area.selectionEnd - area.selectionStart;
    });
    assert.equal(selected, text.length);
    await page.evaluate(() => {
      Object.defineProperty(navigator, 'clipboard', {
        value: { writeText: async (/** @type {string} */ copied) => Object.assign(window, { copied }) },
      });
    });
    await page.click('#own-copy');
    await page.getByText('5 points copied.').waitFor();
    assert.equal(await page.evaluate(() => /** @type {any} */ (window).copied), text);
    await page.close();
    assertQuiet(complaints);
  });
});

describe('drawing', () => {
  it('adds a point at a click on any picture, as a training point, and rewinds', async () => {
    const { page, complaints } = await openOwn();
    await page.click('#thousand');
    await reach(page, 1000);
    await settled(page);
    await page.click('#draw-points');
    await page.click('#tool-1');
    const place = await at(page, 0.5, -0.25, 1);
    await page.mouse.click(place.x, place.y);
    await holds(page, 5, 1);
    assert.equal(await iteration(page), 0);
    const [x, y, label] = (await data(page)).points[4];
    assert.ok(Math.abs(x - 0.5) < 0.01 && Math.abs(y + 0.25) < 0.01 && label === 1, `${x}, ${y}, ${label}`);
    assert.match(await said(page), /^Class 1 point at 0\.\d\d, −0\.\d\d; 6 points\.$/);
    await page.close();
    assertQuiet(complaints);
  });

  it('draws a stroke with the mouse at once, opens the lab at its end, and undoes it', async () => {
    const { page, complaints } = await openOwn();
    await page.click('#draw-points');
    const shown = await pictures(page);
    const opened = await page.evaluate(() => {
      /** @type {any} */ (window).changes = 0;
      document.querySelector('init-lab')?.addEventListener('change', () => {
        /** @type {any} */ (window).changes += 1;
      });
      return true;
    });
    assert.ok(opened);
    const [start, end] = [await at(page, -0.9, 0), await at(page, 0.9, 0)];
    await page.mouse.move(start.x, start.y);
    await page.mouse.down();
    await page.mouse.move(end.x, end.y, { steps: 3 });
    assert.notDeepEqual(await pictures(page), shown, 'the stroke is seen under way');
    assert.equal(await page.evaluate(() => /** @type {any} */ (window).changes), 0);
    await page.mouse.up();
    await page.waitForFunction(() => /** @type {any} */ (window).changes === 1);
    await settled(page);
    const { points } = await data(page);
    const drawn = points.slice(4);
    assert.ok(drawn.length > 10, `${drawn.length} points`);
    const gaps = drawn.slice(1).map((/** @type {number[]} */ point, /** @type {number} */ k) => point[0] - drawn[k][0]);
    assert.ok(Math.max(...gaps) < 1.1 * Math.min(...gaps), 'evenly spaced, however fast the pointer was');
    assert.ok(drawn.every((/** @type {number[]} */ [, , label]) => label === 0));
    await page.click('#draw-undo');
    await holds(page, 4, 1);
    assert.deepEqual(await data(page), SQUARE);
    await page.click('#draw-redo');
    await holds(page, points.length, 1);
    await page.close();
    assertQuiet(complaints);
  });

  it('keeps the picture’s edges while points are drawn and erased', async () => {
    const { page } = await openOwn();
    await page.click('#draw-points');
    await page.click('#tool-erase');
    await stroke(page, [[1, 1]]);
    await stroke(page, [[-1, 1]]);
    await stroke(page, [[1, -1]]);
    await holds(page, 1, 1);
    await page.click('#tool-0');
    const place = await at(page, 1.25, 1.25);
    await page.mouse.click(place.x - 1, place.y + 1);
    await holds(page, 2, 1);
    const [x, y] = (await data(page)).points[1];
    assert.ok(x > 1.2 && y > 1.2, `the corner is still ${x}, ${y}`);
    await page.close();
  });

  it('erases under the eraser, and test points only while they are shown', async () => {
    const { page, complaints } = await openOwn();
    await page.click('#draw-points');
    await page.click('#tool-erase');
    await stroke(page, [[0.5, 0.5]]);
    assert.equal(await said(page), 'No point here to erase.');
    await stroke(page, [
      [-1, -1],
      [-1, 1],
    ]);
    await holds(page, 2, 1);
    await page.check('#show-test');
    await stroke(page, [[0.5, 0.5]]);
    await holds(page, 2, 0);
    await page.close();
    assertQuiet(complaints);
  });

  it('clears all, asks for a point, keeps the lab until there is one', async () => {
    const { page, complaints } = await openOwn();
    assert.equal((await page.textContent('#draw-points'))?.trim(), 'Draw points');
    await page.click('#own-clear');
    await page.locator('.sheet').first().waitFor();
    assert.match(await said(page), /Draw at least one point/);
    assert.equal((await page.textContent('#draw-points'))?.trim(), 'Stop drawing', 'drawing is on already');
    assert.deepEqual(await data(page), SQUARE);
    const place = await at(page, 0, 0);
    await page.mouse.click(place.x, place.y);
    await holds(page, 1, 0);
    await page.click('#draw-undo');
    await page.click('#draw-undo');
    await holds(page, 4, 1);
    assert.deepEqual(await data(page), SQUARE);
    await page.close();
    assertQuiet(complaints);
  });

  it('takes a finger, which scrolls the page again once drawing is over', async () => {
    const { page, complaints } = await openOwn({ size: { width: 400, height: 800 } });
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Emulation.setTouchEmulationEnabled', { enabled: true, maxTouchPoints: 2 });
    const plot = page.locator('.plot').first();
    const touch = async (/** @type {{ x: number, y: number }[]} */ path) => {
      await cdp.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [path[0]] });
      for (const point of path.slice(1))
        await cdp.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [point] });
      await cdp.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    };
    const drag = async () => {
      await plot.evaluate((element) => element.scrollIntoView({ block: 'center' }));
      const box = await plot.boundingBox();
      assert.ok(box);
      const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
      const from = await page.evaluate(() => scrollY);
      await touch(Array.from({ length: 8 }, (_, k) => ({ x, y: y - 14 * k })));
      await page.waitForTimeout(300);
      return (await page.evaluate(() => scrollY)) - from;
    };
    assert.ok((await drag()) > 40, 'a finger on the picture scrolls the page');
    await page.click('#draw-points');
    await page.click('#tool-1');
    assert.equal(await drag(), 0, 'while drawing it does not');
    await page.waitForFunction(
      () => /** @type {InitLab} */ (document.querySelector('init-lab')).getState().dataset.points.length > 8,
    );
    await settled(page);
    assert.ok((await data(page)).points.slice(4).every((/** @type {number[]} */ [, , label]) => label === 1));
    await page.click('#draw-done');
    assert.ok((await drag()) > 40, 'and then it scrolls again');
    await page.close();
    assertQuiet(complaints);
  });

  it('is done with keys alone', async () => {
    const { page, complaints } = await openOwn();
    await page.focus('#draw-points');
    await page.keyboard.press('Enter');
    await page.locator('#tool-1').waitFor();
    await settled(page);
    const sheet = page.locator('.sheet').first();
    await sheet.focus();
    // What comes above the sheet meanwhile moves the page under it, and not the sheet in the view.
    const top = () => sheet.evaluate((element) => Math.round(element.getBoundingClientRect().top));
    const before = await top();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Shift+ArrowUp');
    assert.equal(await said(page), '0.05, 0.25');
    await page.keyboard.press('1');
    await page.keyboard.press('Space');
    assert.equal(await said(page), 'Class 1 point at 0.05, 0.25; 6 points.');
    await holds(page, 5, 1);
    assert.deepEqual((await data(page)).points[4], [0.05, 0.25, 1]);
    await page.keyboard.press('0');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Enter');
    assert.equal(await said(page), 'Class 0 point at 0.00, 0.25; 7 points.');
    await page.keyboard.press('Delete');
    assert.equal(await said(page), 'Class 0 point erased; 6 points.');
    await page.keyboard.press('Control+z');
    assert.equal(await said(page), 'Undid: erasing 1 point; 7 points.');
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+Shift+z');
    assert.equal(await said(page), 'Redid: drawing 1 point of class 0; 7 points.');
    await holds(page, 6, 1);
    await page.waitForTimeout(300);
    assert.equal(await top(), before, 'and none of them scrolled the page');
    await page.keyboard.press('Escape');
    assert.equal(await page.locator('.sheet').count(), 0);
    await page.waitForFunction(
      () => document.querySelector('init-lab')?.shadowRoot?.activeElement?.id === 'draw-points',
    );
    await page.close();
    assertQuiet(complaints);
  });

  it('ends with another data set', async () => {
    const { page } = await openOwn();
    await page.click('#draw-points');
    await page.locator('.sheet').first().waitFor();
    await page.evaluate(() =>
      /** @type {InitLab} */ (document.querySelector('init-lab')).setState({ dataset: { name: 'moons' } }),
    );
    await settled(page);
    assert.equal(await page.locator('.sheet').count(), 0);
    await page.close();
  });

  it('takes nothing from the page while it is off', async () => {
    const { page } = await openOwn({ size: { width: 900, height: 600 } });
    assert.equal(await page.locator('.sheet').count(), 0);
    const plot = page.locator('.plot').first();
    const taken = await plot.evaluate((element) =>
      ['pointerdown', 'pointermove', 'pointerup', 'wheel', 'click', 'touchstart', 'keydown'].filter((type) => {
        const event = new Event(type, { bubbles: true, composed: true, cancelable: true });
        (element.querySelector('canvas') ?? element).dispatchEvent(event);
        return event.defaultPrevented;
      }),
    );
    assert.deepEqual(taken, []);
    await plot.hover();
    const from = await page.evaluate(() => scrollY);
    await page.mouse.wheel(0, 120);
    await page.waitForFunction((y) => scrollY > y, from);
    await page.click('#draw-points');
    await plot.hover();
    const drawing = await page.evaluate(() => scrollY);
    await page.mouse.wheel(0, 60);
    await page.waitForFunction((y) => scrollY > y, drawing);
    await page.close();
  });
});

describe('twenty thousand points', () => {
  it('are pasted, drawn on and undone', async () => {
    const { page, complaints } = await openOwn();
    await page.evaluate(() => {
      const root = /** @type {ShadowRoot} */ (document.querySelector('init-lab')?.shadowRoot);
      const lines = Array.from(
        { length: 20_000 },
        (_, k) => `${((k * 0.7548) % 2) - 1},${((k * 0.5698) % 2) - 1},${k % 2}`,
      );
      /** @type {HTMLTextAreaElement} */ (root.getElementById('own-text')).value = lines.join('\n');
    });
    await page.click('#own-use');
    await holds(page, 15_000, 5_000);
    await page.click('#draw-points');
    const place = await at(page, 0, 0);
    await page.mouse.click(place.x, place.y);
    await page.getByText('20,001 points are too many; must be at most 20,000.').waitFor();
    await page.click('#tool-erase');
    await page.mouse.click(place.x, place.y);
    await page.waitForFunction(
      () => /** @type {InitLab} */ (document.querySelector('init-lab')).getState().dataset.points.length < 15_000,
    );
    await page.click('#draw-undo');
    await holds(page, 15_000, 5_000);
    await page.click('#draw-undo');
    await holds(page, 4, 1);
    await page.close();
    assertQuiet(complaints);
  });
});

it('the section and the drawing have no axe violations, in light and dark', async () => {
  const { page } = await openOwn();
  await page.fill('#own-text', 'wrong');
  await page.click('#own-use');
  await page.locator('#own-problem').filter({ hasText: 'Line' }).waitFor();
  for (const drawing of [false, true]) {
    if (drawing) await page.click('#draw-points');
    for (const theme of ['light', 'dark']) {
      await page.evaluate((name) => document.querySelector('init-lab')?.setAttribute('theme', name), theme);
      await settled(page);
      const found = await violations(page, 'init-lab', { isSeenInLight: theme !== 'light' });
      assert.deepEqual(found, [], `${theme}, ${drawing ? 'drawing' : 'not drawing'}`);
    }
  }
  await page.close();
});
