import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { assertQuiet, iteration, openSettings, reach, settled, state, unfold } from './harness.js';
import { openHosts } from './host-pages.js';

/** @typedef {import('../../www/element/init-lab-element.js').InitLab} InitLab */

/** @type {Awaited<ReturnType<typeof openHosts>>} */
let hosts;
before(async () => {
  hosts = await openHosts();
});
after(() => hosts.close());

/** @param {import('playwright-core').Page} page @param {string} reason */
async function messageOf(page, reason) {
  const message = page.locator(`.message[data-reason="${reason}"]`);
  await message.waitFor();
  return (await message.textContent()) ?? '';
}

describe('a script from another origin', () => {
  it('trains in a page that links to it', async () => {
    const { page, complaints } = await hosts.open(`<init-lab></init-lab>${hosts.script}`);
    await settled(page);
    await unfold(page);
    await page.click('#thousand');
    await reach(page, 1000);
    assert.equal(page.workers().length, 1);
    await page.close();
    assertQuiet(complaints);
  });

  it('names the directive, where a policy forbids the worker', async () => {
    const policy = `default-src 'none'; script-src ${hosts.url} 'wasm-unsafe-eval'; connect-src ${hosts.url}; style-src 'self'`;
    const { page } = await hosts.open(`<init-lab></init-lab>${hosts.script}`, {
      head: `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    });
    const said = await messageOf(page, 'worker-load');
    assert.ok(said.includes(`worker-src blob: ${new URL(hosts.url).origin}`), said);
    await page.close();
  });

  it('trains under the policy that the message asks for', async () => {
    const policy = `default-src 'none'; script-src ${hosts.url} 'wasm-unsafe-eval'; worker-src blob: ${hosts.url}; connect-src ${hosts.url}`;
    const { page, complaints } = await hosts.open(`<init-lab></init-lab>${hosts.script}`, {
      head: `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    });
    await settled(page);
    await unfold(page);
    await page.click('#step');
    await reach(page, 1);
    await page.close();
    assertQuiet(complaints);
  });

  it('shows the element’s fallback content if its server does not allow other origins', async () => {
    const closed = await openHosts({ site: {} });
    try {
      const { page } = await closed.open(`<init-lab><p>A picture of the lab</p></init-lab>${closed.script}`);
      await page.waitForLoadState('networkidle');
      assert.ok(await page.getByText('A picture of the lab').isVisible());
    } finally {
      await closed.close();
    }
  });
});

/**
 * Waits for a number of settled labs with a picture each.
 * @param {import('playwright-core').Page} page @param {number} count
 */
async function allSettled(page, count) {
  for (let k = 0; k < count; k += 1) {
    await page.locator('init-lab').nth(k).scrollIntoViewIfNeeded();
    await settled(page, k);
  }
}

/** Whether the lab's first picture has colours. @param {import('playwright-core').Page} page */
const painted = (page) =>
  page.evaluate(() => {
    const canvas = /** @type {HTMLCanvasElement} */ (
      /** @type {any} */ (document.querySelector('init-lab')).shadowRoot.querySelector('.plot .field canvas')
    );
    const ctx = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
    return (
      canvas.clientWidth > 100 && ctx.getImageData(0, 0, canvas.width, canvas.height).data.some((value) => value > 0)
    );
  });

/**
 * Parts of the lab that overflow it; a frameless button may do so to align its text.
 * @param {import('playwright-core').Page} page @param {number} [index]
 */
const outside = (page, index = 0) =>
  page.evaluate((k) => {
    const SLACK = 6;
    const lab = document.querySelectorAll('init-lab')[k];
    const frame = /** @type {Element} */ (lab.shadowRoot?.querySelector('.frame'));
    const { left, right } = frame.getBoundingClientRect();
    return Array.from(frame.querySelectorAll('*')).flatMap((part) => {
      const box = part.getBoundingClientRect();
      const seen = box.width > 1 && !part.closest('.unseen, .scroll, .field, svg, math, [hidden]');
      return seen && (box.left < left - SLACK || box.right > right + SLACK)
        ? [`${part.tagName} ${part.className}`]
        : [];
    });
  }, index);

describe('hosts', () => {
  it('a plain page: nothing is focused, scrolled or listened to on the document', async () => {
    const { page, complaints } = await hosts.open(
      `<p style="height: 1500px">Text</p><init-lab></init-lab><p style="height: 1500px">Text</p>${hosts.script}`,
      {
        prepare: (page) =>
          page.addInitScript(() => {
            /** @type {string[]} */
            const heard = [];
            Object.assign(window, { heard });
            const { addEventListener } = EventTarget.prototype;
            EventTarget.prototype.addEventListener = function (type, ...rest) {
              const own = new Error().stack?.includes('element') ?? false;
              if (own && (this === window || this === document || this === undefined)) heard.push(type);
              return addEventListener.call(this ?? window, type, .../** @type {[any]} */ (rest));
            };
          }),
      },
    );
    await page.waitForFunction(() => /** @type {InitLab} */ (document.querySelector('init-lab')).getState() !== null);
    assert.equal(await page.evaluate(() => scrollY), 0);
    assert.equal(await page.evaluate(() => document.activeElement?.tagName), 'BODY');
    await page.locator('init-lab').scrollIntoViewIfNeeded();
    await settled(page);
    await unfold(page);
    await page.locator('init-lab').locator('#thousand').click();
    await reach(page, 1000);
    const heard = await page.evaluate(() => /** @type {any} */ (window).heard);
    // A changed zoom is told by a resize.
    assert.deepEqual([...new Set(heard)].sort(), ['afterprint', 'beforeprint', 'resize']);
    const before = await page.evaluate(() => scrollY);
    for (const selector of ['#rate', '.chart', '.plot', '#seed']) {
      await page.locator(selector).first().hover();
      const at = await page.evaluate(() => scrollY);
      await page.mouse.wheel(0, -60);
      await page.waitForFunction((y) => scrollY === y - 60, at);
    }
    assert.notEqual(await page.evaluate(() => scrollY), before);
    await page.close();
    assertQuiet(complaints);
  });

  it('a page whose storage is blocked', async () => {
    const { page, complaints } = await hosts.open(`<init-lab></init-lab>${hosts.script}`, {
      prepare: (page) =>
        page.addInitScript(() => {
          for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches'])
            Object.defineProperty(window, name, {
              get: () => {
                throw new DOMException('blocked', 'SecurityError');
              },
            });
        }),
    });
    await settled(page);
    await unfold(page);
    await page.click('#step');
    await reach(page, 1);
    assert.equal(await page.evaluate(() => document.cookie), '');
    await page.close();
    assertQuiet(complaints);
  });

  it('two copies of the script, from two addresses', async () => {
    /** @type {string[]} */
    const asked = [];
    const { page, complaints } = await hosts.open(
      `<init-lab></init-lab>${hosts.script}<script type="module">
        import { InitLab } from '${hosts.url}element.js?copy=2';
        window.same = InitLab === customElements.get('init-lab') && document.querySelector('init-lab') instanceof InitLab;
      </script>`,
      { prepare: async (page) => void page.on('request', (request) => asked.push(request.url())) },
    );
    await settled(page);
    await unfold(page);
    await page.click('#thousand');
    await reach(page, 1000);
    await page.evaluate(() => document.body.append(document.createElement('init-lab')));
    await allSettled(page, 2);
    assert.equal(page.workers().length, 1);
    assert.equal(asked.filter((url) => url.endsWith('.wasm')).length, 1);
    assert.equal(await page.evaluate(() => /** @type {any} */ (window).same), true);
    await page.close();
    assertQuiet(complaints);
  });

  it('ten elements share one engine, and rest while they are not seen', async () => {
    const labs = Array.from({ length: 10 }, (_, k) => `<init-lab seed="${k}" hide="controls"></init-lab>`).join('');
    const { page, complaints } = await hosts.open(labs + hosts.script);
    await allSettled(page, 10);
    assert.equal(page.workers().length, 1);
    assert.equal((await state(page)).seed, 0);
    await page.evaluate(() => {
      scrollTo(0, document.body.scrollHeight);
      /** @type {InitLab} */ (document.querySelector('init-lab')).play();
    });
    await page.locator('init-lab').nth(9).locator('#play').click();
    await page.waitForFunction(
      () => /** @type {NodeListOf<InitLab>} */ (document.querySelectorAll('init-lab'))[9].iteration > 200,
    );
    assert.ok((await iteration(page, 0)) < 100, 'the first one is out of sight');
    await page.evaluate(() => scrollTo(0, 0));
    await reach(page, 200);
    await page.close();
    assertQuiet(complaints);
  });

  for (const [name, hidden, shown] of [
    ['hidden, then shown', 'display: none', ''],
    ['without a size, then with one', 'width: 0; height: 0; overflow: hidden', ''],
    ['invisible, then seen', 'visibility: hidden', ''],
  ])
    it(name, async () => {
      const { page, complaints } = await hosts.open(
        `<div id="box" style="${hidden}"><init-lab></init-lab></div>${hosts.script}`,
      );
      await page.waitForFunction(
        () => /** @type {any} */ (document.querySelector('init-lab')).getState?.()?.format === 1,
      );
      await page.evaluate((style) => document.getElementById('box')?.setAttribute('style', style), shown);
      await settled(page);
      assert.ok(await painted(page));
      await unfold(page);
      await page.click('#thousand');
      await reach(page, 1000);
      await settled(page);
      await page.evaluate((style) => document.getElementById('box')?.setAttribute('style', style), hidden);
      await page.evaluate((style) => document.getElementById('box')?.setAttribute('style', style), shown);
      await page.click('#step');
      await reach(page, 1001);
      await page.close();
      assertQuiet(complaints);
    });

  it('slides that unload their frames, and take elements away and put them back while they play', async () => {
    const { page, complaints } = await hosts.open(
      `<section><init-lab></init-lab></section><iframe id="slide" width="900" height="600" src="${hosts.url}index.html"></iframe>${hosts.script}`,
    );
    await settled(page);
    const inFrame = () => page.frameLocator('#slide').locator('init-lab').first().locator('#play');
    await inFrame().waitFor();
    const url = await page.getAttribute('#slide', 'src');
    await page.evaluate(() => document.getElementById('slide')?.removeAttribute('src'));
    await page.evaluate((src) => document.getElementById('slide')?.setAttribute('src', String(src)), url);
    // A frame that is out of view draws nothing, and a button there is never at rest.
    await page.locator('#slide').scrollIntoViewIfNeeded();
    await inFrame().click();
    await page.evaluate(() => /** @type {InitLab} */ (document.querySelector('init-lab')).play());
    await reach(page, 100);
    const at = await page.evaluate(async () => {
      const lab = /** @type {InitLab} */ (document.querySelector('init-lab'));
      const parent = /** @type {Element} */ (lab.parentElement);
      lab.remove();
      await new Promise((resolve) => setTimeout(resolve, 300));
      const { iteration } = lab;
      parent.append(lab);
      return iteration;
    });
    assert.ok(at >= 100);
    await reach(page, at + 100);
    await page.close();
    assertQuiet(complaints);
  });

  it('another document: moved into a frame and back', async () => {
    const { page, complaints } = await hosts.open(
      `<init-lab></init-lab><iframe id="other" width="900" height="900" srcdoc="<!doctype html><body></body>"></iframe>${hosts.script}`,
    );
    await settled(page);
    await unfold(page);
    await page.click('#thousand');
    await reach(page, 1000);
    const styled = await page.evaluate(async () => {
      const lab = /** @type {InitLab} */ (document.querySelector('init-lab'));
      const frame = /** @type {HTMLIFrameElement} */ (document.getElementById('other'));
      frame.contentDocument?.body.append(lab);
      while (!lab.settled) await new Promise((resolve) => setTimeout(resolve, 20));
      const panels = /** @type {Element} */ (lab.shadowRoot?.querySelector('.panels'));
      const { display } = /** @type {Window} */ (frame.contentWindow).getComputedStyle(panels);
      const { iteration } = lab;
      await lab.advance(5);
      document.body.prepend(lab);
      return { display, iteration, then: lab.iteration, back: getComputedStyle(panels).display };
    });
    assert.deepEqual(styled, { display: 'grid', iteration: 1000, then: 1005, back: 'grid' });
    await settled(page);
    await page.close();
    assertQuiet(complaints);
  });

  it('a right-to-left page', async () => {
    const { page, complaints } = await hosts.open(`<p>متن</p><init-lab alt="شکل ۱"></init-lab>${hosts.script}`, {
      html: 'lang="fa" dir="rtl"',
      size: { width: 420, height: 900 },
    });
    await settled(page);
    const lab = page.locator('.lab');
    assert.deepEqual([await lab.getAttribute('dir'), await lab.getAttribute('lang')], ['ltr', 'en']);
    assert.equal(await page.getByRole('group', { name: 'شکل ۱' }).count(), 1);
    assert.deepEqual(await outside(page), []);
    assert.ok(await painted(page));
    await page.close();
    assertQuiet(complaints);
  });

  for (const [name, css] of [
    ['resets everything', '* { all: unset }'],
    [
      'boxes by their content',
      '*, *::before, *::after { box-sizing: content-box !important; margin: 7px; padding: 3px }',
    ],
    ['counts in tens', 'html { font-size: 62.5% } body { font-size: 1.6rem }'],
    [
      'is huge',
      'html { font-size: 60px; line-height: 3; letter-spacing: 0.3em; text-transform: uppercase; text-indent: 2em; white-space: nowrap }',
    ],
    ['is centred and justified', 'body { text-align: center; font: italic 9px/1 serif; word-spacing: 1em }'],
  ])
    it(`a page whose style ${name}`, async () => {
      const { page, complaints } = await hosts.open(`<div><init-lab></init-lab></div>${hosts.script}`, {
        head: `<style>${css}</style>`,
      });
      await settled(page);
      assert.ok(await painted(page));
      assert.deepEqual(await outside(page), []);
      const { size, transform, spacing, columns } = await page.evaluate(() => {
        const root = /** @type {ShadowRoot} */ (document.querySelector('init-lab')?.shadowRoot);
        const style = getComputedStyle(/** @type {Element} */ (root.querySelector('.verdict')));
        const panels = getComputedStyle(/** @type {Element} */ (root.querySelector('.panels')));
        return {
          size: parseFloat(getComputedStyle(/** @type {Element} */ (root.querySelector('.lab'))).fontSize),
          transform: style.textTransform,
          spacing: style.letterSpacing,
          columns: panels.gridTemplateColumns.split(' ').length,
        };
      });
      assert.ok(size >= 13.5 && size <= 24, `${size}`);
      assert.deepEqual([transform, spacing], ['none', 'normal']);
      assert.equal(columns, name === 'is huge' ? columns : 3);
      await page.close();
      assertQuiet(complaints);
    });

  /**
   * Containers of the lab, and its width in each, in a page 1,000 pixels wide without margins.
   * @type {[string, number, number][]}
   */
  const AROUND = [
    ['<div style="display: flex">LAB</div>', 1000, 1000],
    ['<div style="display: flex; justify-content: center; padding: 0 40px">LAB</div>', 920, 920],
    ['<div style="display: flex; flex-direction: column; align-items: center">LAB</div>', 1000, 1000],
    ['<div style="display: flex; width: 200px">LAB</div>', 200, 200],
    [`<div style="display: flex"><p>${'long text '.repeat(200)}</p>LAB</div>`, 280, 720],
    ['<div style="display: grid; place-items: center">LAB</div>', 1000, 1000],
    ['<div style="float: left">LAB</div>', 800, 1000],
    ['<div style="display: inline-block">LAB</div>', 800, 1000],
    ['<div style="width: fit-content">LAB</div>', 800, 1000],
    ['<div style="width: min-content">LAB</div>', 280, 280],
    ['<table><tr><td>LAB</td></tr></table>', 800, 1000],
    ['<div style="position: absolute">LAB</div>', 800, 1000],
    ['<style>init-lab { float: left }</style>LAB', 1000, 1000],
    ['<style>init-lab { display: inline-block }</style>LAB', 1000, 1000],
    ['<style>init-lab { margin: 0 30px; padding: 5px }</style>LAB', 940, 940],
    ['<style>init-lab { max-width: 600px; margin: auto }</style>LAB', 600, 600],
    ['<style>init-lab { width: 320px }</style><div style="display: flex">LAB</div>', 320, 320],
    ['<style>init-lab { width: 50% }</style><div style="display: grid">LAB</div>', 500, 500],
    [
      '<style>init-lab { width: 100vw; margin-left: calc(50% - 50vw) }</style><div style="width: 500px">LAB</div>',
      1000,
      1000,
    ],
  ];
  it('shrink-to-fit parents: as wide as possible, or as the page’s styles say', async () => {
    const { page } = await hosts.open(`<div id="place"></div>${hosts.script}`, {
      head: '<style>body { margin: 0 }</style>',
    });
    for (const [around, least, most] of AROUND) {
      const [width, inside, scrolled] = await page.evaluate(
        async (html) => {
          await customElements.whenDefined('init-lab');
          /** @type {Element} */ (document.getElementById('place')).innerHTML = html;
          const lab = /** @type {InitLab} */ (document.querySelector('init-lab'));
          await lab.updateComplete;
          const padding = parseFloat(getComputedStyle(lab).paddingLeft);
          const frame = /** @type {Element} */ (lab.shadowRoot?.querySelector('.frame'));
          return [
            lab.getBoundingClientRect().width,
            frame.getBoundingClientRect().width + 2 * padding,
            document.documentElement.scrollWidth,
          ];
        },
        around.replace('LAB', '<init-lab></init-lab>'),
      );
      assert.ok(width >= least && width <= most, `${around}: ${width}`);
      assert.equal(inside, width, around);
      assert.equal(scrolled, 1000, around);
    }
    await page.close();
  });

  it('a page that writes from top to bottom', async () => {
    const { page } = await hosts.open(`<p>Text</p><init-lab></init-lab>${hosts.script}`, {
      head: '<style>html { writing-mode: vertical-rl }</style>',
    });
    await settled(page);
    assert.ok(await painted(page));
    const width = await page.evaluate(() => document.querySelector('init-lab')?.getBoundingClientRect().width ?? 0);
    assert.ok(width >= 800 && width <= 1000, String(width));
    await page.close();
  });

  it('lines that a page draws through, under and over its text end at the lab', async () => {
    const line = 'line-through underline overline 3px #ff00ff !important';
    const { page } = await hosts.open(`<s><u><a href="#"><init-lab></init-lab></a></u></s>${hosts.script}`, {
      head: `<style>s, u, a, init-lab { text-decoration: ${line} }</style>`,
    });
    await settled(page);
    const picture = (await page.screenshot({ fullPage: true })).toString('base64');
    const drawn = await page.evaluate(async (data) => {
      const image = new Image();
      image.src = `data:image/png;base64,${data}`;
      await image.decode();
      const canvas = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height });
      const ctx = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
      ctx.drawImage(image, 0, 0);
      const { data: pixels } = ctx.getImageData(0, 0, image.width, image.height);
      let count = 0;
      for (let i = 0; i < pixels.length; i += 4)
        if (pixels[i] === 255 && pixels[i + 1] === 0 && pixels[i + 2] === 255) count += 1;
      return count;
    }, picture);
    assert.equal(drawn, 0);
    await page.close();
  });

  for (const [width, size] of [
    [280, 16],
    [320, 16],
    [420, 16],
    [768, 16],
    [280, 24],
    [320, 32],
  ])
    it(`a column ${width} pixels wide in a wide page whose text is of ${size} pixels`, async () => {
      const { page } = await hosts.open(
        `<div style="width: ${width}px; float: left"><init-lab></init-lab></div>${hosts.script}`,
        {
          head: `<style>html { font-size: ${size}px }</style>`,
          size: { width: 1600, height: 900 },
        },
      );
      await settled(page);
      await page.click('#open-inside');
      await page.locator('#inside .diagram').first().waitFor();
      await openSettings(page);
      await page.click('#open-runs');
      await page.locator('#section .run').first().waitFor();
      await settled(page);
      assert.deepEqual(await outside(page), []);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
      await page.close();
    });

  it('slides with shortcuts: by keyboard into the element, through it and out again, and their keys work but where it uses them', async () => {
    const { page, complaints } = await hosts.open(
      `<button id="before">before</button><init-lab views="chart" hide="controls"></init-lab><button id="after">after</button>${hosts.script}
      <script>
        window.heard = [];
        for (const type of ['keydown', 'keyup']) document.addEventListener(type, (event) => heard.push(type + ' ' + event.key));
      </script>`,
    );
    await settled(page);
    const focused = () =>
      page.evaluate(() => {
        const own = document.querySelector('init-lab')?.shadowRoot?.activeElement;
        return own ? own.id || own.tagName : document.activeElement?.id;
      });
    const heard = (/** @type {string} */ key) =>
      page.evaluate((name) => {
        const { heard } = /** @type {any} */ (window);
        const count = heard.filter((/** @type {string} */ text) => text.endsWith(` ${name}`)).length;
        heard.length = 0;
        return count;
      }, key);
    await page.focus('#before');
    const way = [];
    do {
      await page.keyboard.press('Tab');
      way.push(await focused());
    } while (way.at(-1) !== 'after' && way.length < 30);
    assert.deepEqual(way, ['play', 'progress', 'chart', 'after']);
    const back = [];
    do {
      await page.keyboard.press('Shift+Tab');
      back.push(await focused());
    } while (back.at(-1) !== 'before' && back.length < 30);
    assert.deepEqual(back, ['chart', 'progress', 'play', 'before']);
    await page.keyboard.press('Tab');
    await page.evaluate(() => void Object.assign(window, { heard: [] }));
    for (const key of ['f', 'ArrowRight', 'Escape', '?', 'PageDown']) {
      await page.keyboard.press(key);
      assert.equal(await heard(key), 2, `${key} on a button is the page’s`);
    }
    await page.keyboard.press(' ');
    assert.equal(await heard(' '), 0, 'Space on a button is the button’s');
    await reach(page, 1);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.evaluate(() => void Object.assign(window, { heard: [] }));
    await page.keyboard.press('ArrowRight');
    assert.equal(await heard('ArrowRight'), 1, 'the chart reads with arrows; their release is nobody’s');
    await page.keyboard.press('f');
    assert.equal(await heard('f'), 2);
    await page.evaluate(() => document.querySelector('init-lab')?.removeAttribute('hide'));
    await page.focus('#seed');
    for (const key of ['f', 'ArrowLeft', '1', ' ']) {
      await page.keyboard.press(key);
      assert.equal(await heard(key), 0, `${key} in a field is the field’s`);
    }
    await page.focus('#rate');
    await page.keyboard.press('ArrowRight');
    assert.equal(await heard('ArrowRight'), 0);
    await page.keyboard.press('n');
    assert.equal(await heard('n'), 2);
    await page.close();
    assertQuiet(complaints);
  });

  it('a press that is let go outside', async () => {
    const { page } = await hosts.open(`<init-lab></init-lab><p style="height: 300px">outside</p>${hosts.script}`);
    await settled(page);
    const box = await page.locator('#rate').boundingBox();
    assert.ok(box);
    await page.mouse.move(box.x + 5, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2, box.y - 300);
    await page.mouse.up();
    await settled(page);
    const { learningRate } = (await state(page)).training;
    await page.mouse.move(box.x + 1, box.y + box.height / 2);
    await settled(page);
    assert.equal((await state(page)).training.learningRate, learningRate);
    await page.close();
  });
});

describe('style from outside', () => {
  it('reaches every part that is listed, and colours the canvases', async () => {
    const parts =
      'lab controls preset transport play button progress settings setup initializers chip panels panel picture figures verdict key outcome inside chart results'.split(
        ' ',
      );
    const { page } = await hosts.open(`<init-lab></init-lab>${hosts.script}`, {
      head: `<style>${parts.map((part) => `init-lab::part(${part}) { outline: 3px solid rgb(1, 2, 3) }`).join('')}</style>`,
    });
    await settled(page);
    const missed = await page.evaluate((names) => {
      const root = /** @type {ShadowRoot} */ (document.querySelector('init-lab')?.shadowRoot);
      return names.filter((name) => {
        const found = root.querySelector(`[part~=${name}]`);
        return !found || getComputedStyle(found).outlineColor !== 'rgb(1, 2, 3)';
      });
    }, parts);
    assert.deepEqual(missed, []);

    const plain = await page.evaluate(() =>
      /** @type {HTMLCanvasElement} */ (
        /** @type {any} */ (document.querySelector('init-lab')).shadowRoot.querySelector('.plot .field canvas')
      ).toDataURL(),
    );
    await page.evaluate(() =>
      document
        .querySelector('init-lab')
        ?.setAttribute(
          'style',
          '--init-lab-paper: hsl(60 100% 90%); --init-lab-ink: navy; --init-lab-accent: rgb(200 0 0); --init-lab-font: monospace; --init-lab-field-half: lime; --init-lab-zero: green; --init-lab-soft: nonsense',
        ),
    );
    const colours = () =>
      page.evaluate(() => {
        const root = /** @type {ShadowRoot} */ (document.querySelector('init-lab')?.shadowRoot);
        const of = (/** @type {string} */ selector) =>
          getComputedStyle(/** @type {Element} */ (root.querySelector(selector)));
        const canvas = /** @type {HTMLCanvasElement} */ (root.querySelector('.plot .field canvas'));
        return {
          paper: of('.lab').backgroundColor,
          ink: of('.lab').color,
          play: of('#play').backgroundColor,
          font: of('.lab').fontFamily,
          picture: canvas.toDataURL(),
        };
      });
    await page.waitForFunction(
      (before) =>
        /** @type {HTMLCanvasElement} */ (
          /** @type {any} */ (document.querySelector('init-lab')).shadowRoot.querySelector('.plot .field canvas')
        ).toDataURL() !== before,
      plain,
    );
    const { paper, ink, play, font } = await colours();
    assert.deepEqual([paper, ink, play, font], ['rgb(255, 255, 204)', 'rgb(0, 0, 128)', 'rgb(200, 0, 0)', 'monospace']);
    await page.evaluate(() => document.querySelector('init-lab')?.removeAttribute('style'));
    await page.waitForFunction(
      (before) =>
        /** @type {HTMLCanvasElement} */ (
          /** @type {any} */ (document.querySelector('init-lab')).shadowRoot.querySelector('.plot .field canvas')
        ).toDataURL() === before,
      plain,
    );
    await page.close();
  });
});

describe('methods', () => {
  it('report completion, open lazy labs, and export pictures and costs', async () => {
    const { page, complaints } = await hosts.open(
      `<p style="height: 3000px"></p><init-lab loading="lazy" iterations="60"></init-lab>${hosts.script}`,
    );
    const result = await page.evaluate(async () => {
      await customElements.whenDefined('init-lab');
      const lab = /** @type {InitLab} */ (document.querySelector('init-lab'));
      await lab.updateComplete;
      const before = lab.getState();
      const advanced = lab.advance(20);
      lab.scrollIntoView();
      const at = await advanced;
      const end = await lab.runToEnd();
      const blob = await lab.toBlob();
      const svg = await lab.toBlob({ what: 'chart', type: 'image/svg+xml' });
      const csv = await lab.toCSV();
      await lab.rewind();
      const none = await lab.advance(0);
      return { before, at, end, none, csv, type: blob.type, size: blob.size, svg: (await svg.text()).slice(0, 200) };
    });
    assert.equal(result.before, null);
    assert.deepEqual([result.at, result.end, result.none], [20, 60, 0]);
    assert.equal(result.type, 'image/png');
    assert.ok(result.size > 10_000);
    assert.match(result.svg, /<svg/);
    assert.match(result.csv, /^iteration,.*He/m);
    assert.match(result.csv, /^60,/m);
    await page.close();
    assertQuiet(complaints);
  });

  it('report why they fail', async () => {
    const { page } = await hosts.open(`<init-lab experiment='{"seed": "x"}'></init-lab>${hosts.script}`);
    await page.locator('.message[data-reason=experiment]').waitFor();
    const said = await page.evaluate(() => {
      const lab = /** @type {InitLab} */ (document.querySelector('init-lab'));
      const words = (/** @type {Promise<any>} */ promise) =>
        promise.then(String, (/** @type {Error} */ error) => error.message);
      return Promise.all([lab.toBlob(), lab.toCSV(), lab.advance(1), lab.runToEnd()].map(words));
    });
    for (const text of said) assert.match(text, /^seed: "x" is not allowed/);
    await page.close();
  });
});
