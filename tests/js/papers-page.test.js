/**
 * The page of papers: every number has a source, what the lab measures lies within three standard errors of references that
 * share no code with it, and every figure opens.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { PAPERS } from '../../scripts/lesson.js';
import { shown } from '../../www/element/visibility.js';
import { createLab, createSweep } from '../../www/engine/lab.js';
import { items } from '../../www/export/items.js';
import { sweepItems } from '../../www/export/sweep-items.js';
import { attribute, elements, hasClass, text } from './lesson-page.js';
import * as page from './papers-facts.js';
import * as runs from './papers-runs.js';

const { facts, figures, html, tree } = page;
const { REFERENCE } = runs;
const kept = runs.keptRuns();
const marked = elements(tree, (element) => attribute(element, 'data-fact') !== null);
const entries = elements(tree, ({ tagName }) => tagName === 'section').filter((entry) => !hasClass(entry, 'back'));

/** Whether a number in an element needs no source. @param {any} element */
const isExempt = (element) =>
  ['math', 'code', 'h2', 'init-lab', 'nav', 'ol'].includes(element.tagName) ||
  (element.tagName === 'b' && element.parentNode.tagName === 'figcaption') ||
  attribute(element, 'data-fact') !== null ||
  hasClass(element, 'cite');

/** @param {any} node @returns {Generator<string>} */
function* plainTexts(node) {
  for (const child of node.childNodes ?? []) {
    if (child.nodeName === '#text') yield child.value;
    else if (!isExempt(child)) yield* plainTexts(child);
  }
}

/**
 * Whether two numbers agree within three standard errors of both together.
 * @param {{ value: number, se: number }} ours @param {{ value: number, se: number }} reference @param {string} name
 */
function agree(ours, reference, name) {
  const far = Math.abs(ours.value - reference.value);
  const most = 3 * Math.hypot(ours.se, reference.se);
  assert.ok(far <= most, `${name}: ${ours.value}, reference ${reference.value}, at most ${most} apart`);
}

/** @param {string} reference @param {{ mean: number, se: number }} ours */
const asValue = (reference, { mean, se }) => ({ name: reference, value: mean, se });

describe('the page of papers', () => {
  for (const name of new Set(marked.map((element) => /** @type {string} */ (attribute(element, 'data-fact')))))
    it(`says of ${name} what its source says`, async () => {
      assert.ok(facts[name], 'it has a source');
      const said = await facts[name]();
      for (const element of marked.filter((one) => attribute(one, 'data-fact') === name))
        assert.equal(text(element), said);
    });

  it('has no number without a source, and no source without a number', () => {
    const numbers = [...plainTexts(tree)].flatMap((value) => value.match(/(?<!√)[\d½¼⅓⅔¾][\d.,]*/g) ?? []);
    // 0 and 1 are part of the argument, and √5 is the name of a question.
    assert.deepEqual(
      numbers.map((number) => number.replace(/[.,]$/, '')).filter((number) => !/^[01]$/.test(number)),
      [],
    );
    const used = new Set(marked.map((element) => attribute(element, 'data-fact')));
    assert.deepEqual(Object.keys(facts).filter((name) => !used.has(name)), []); // prettier-ignore
  });

  it('has an entry for each paper, with its claim, a figure, what is different and what it does not show', () => {
    assert.deepEqual([...entries.map((entry) => attribute(entry, 'id')), 'sources'], PAPERS);
    for (const entry of entries) {
      const id = attribute(entry, 'id') ?? '';
      assert.ok(elements(entry, (one) => hasClass(one, 'live')).length > 0, `${id}: a figure`);
      const said = text(entry);
      assert.match(said, /What this does not show\./, id);
      if (id === 'sqrt-5') continue;
      assert.match(said, /The claim\..*What is different here\./, id);
      assert.ok(elements(entry, (one) => hasClass(one, 'numbers-of-paper')).length === 1, `${id}: its numbers`);
    }
  });

  it('opens every figure without a complaint', async () => {
    for (const [id, element] of figures) {
      const { experiment, notes } = page.experimentOf(id);
      assert.deepEqual(notes, [], id);
      assert.deepEqual(shown(attribute(element, 'views'), attribute(element, 'hide')).notes, [], id);
      assert.equal(attribute(element, 'loading'), 'lazy', id);
      assert.ok(attribute(element, 'alt'), id);
      (await createLab(experiment)).free();
      if (experiment.sweep) (await createSweep(experiment, { workers: 0 })).free();
    }
  });

  it('has no dead links, and cites every source', () => {
    const ids = elements(tree).flatMap((element) => attribute(element, 'id') ?? []);
    assert.equal(new Set(ids).size, ids.length, 'ids are unique');
    const links = elements(tree, ({ tagName }) => tagName === 'a').map((link) => attribute(link, 'href') ?? '');
    for (const href of links)
      if (href.startsWith('#')) assert.ok(ids.includes(href.slice(1)), href);
      else if (href.startsWith('table:')) assert.ok(href.slice(6) in runs.SWEEPS, href);
      else
        assert.match(
          href,
          /^https:\/\/(doi\.org|proceedings\.mlr\.press|github\.com\/pytorch|bibbase\.org|(www\.)?shortscience\.org|www\.sciencestack\.ai|www\.arxiv-vanity\.com|deepai\.org|papers\.nips\.cc|huggingface\.co|sotaverified\.org)\//,
        );
    for (const id of ids.filter((name) => name.startsWith('ref-'))) assert.ok(links.includes(`#${id}`), id);
  });

  it('names the way to the scripts as the dialog does', () => {
    const paragraphs = elements(tree, (one) => one.tagName === 'p' && text(one).startsWith('To reproduce a figure'));
    const named = elements(paragraphs[0], ({ tagName }) => tagName === 'i').map((one) => text(one));
    assert.deepEqual(named.slice(0, 2), ['Share', 'Export']);
    const dialog = readFileSync(new URL('../../www/views/share/dialog.js', import.meta.url), 'utf8');
    assert.match(dialog, /<h2 id="share-title">Share<\/h2>/);
    assert.match(dialog, /name: 'export', title: 'Export'/);
    for (const list of [items, sweepItems]) {
      const item = list.find(({ title }) => title === named[2]);
      assert.ok(
        item?.formats.some(({ title }) => title === named[3]),
        `${named}`,
      );
    }
  });

  it('writes formulas as MathML, without styles that a strict policy forbids', () => {
    assert.doesNotMatch(html, /\\[([\])]/);
    assert.deepEqual(elements(tree, (node) => attribute(node, 'style') !== null), []); // prettier-ignore
  });
});

describe('what the lab measures for the papers', () => {
  it('is what its networks give', async () => {
    const near = (/** @type {number} */ value, /** @type {number} */ other, /** @type {string} */ name) =>
      assert.ok(value === other || Math.abs(value / other - 1) < 1e-5, `${name}: ${value}, kept ${other}`);
    for (const [name, { seeds }] of Object.entries(runs.SWEEPS)) {
      const rows = kept[name].length / seeds;
      for (const first of [0, seeds - 1]) {
        const values = await runs.swept(name, first, 1);
        values.forEach((value, row) => near(value, kept[name][row * seeds + first], `${name}, seed ${first}`));
        assert.equal(values.length, rows);
      }
    }
    for (const [k, { layers, width }] of runs.LENGTHS.entries())
      for (const first of [0, runs.LENGTH_SEEDS - 1])
        near((await runs.lengths(k, first, 1))[0], kept[`${layers} layers of ${width}`][first], `lengths ${k}`);
    for (const vary of /** @type {const} */ (['weights', 'data'])) {
      const last = runs.SIGMOID_SEEDS[vary] - 1;
      const means = await runs.sigmoidTop(vary, last);
      means.forEach((value, k) => near(value, kept[`sigmoid ${vary}`][2 * last + k], `sigmoid ${vary}`));
    }
  });

  it('counts the sigmoid networks of the figure', async () => {
    const [figure, counted] = await Promise.all(
      [page.experimentOf('figure-glorot-sigmoid').experiment, runs.SIGMOID].map(async (experiment) => {
        const lab = await createLab(experiment);
        const complete = lab.experiment;
        lab.free();
        return complete;
      }),
    );
    assert.deepEqual(figure, counted);
  });

  it('agrees with He 2015 as simulated', () => {
    ['he', 'xavier'].forEach((scheme, run) =>
      [22, 30].forEach((depth, x) => {
        const { mean_log10: value, se } = REFERENCE.he_2015_gradient_ratio_width_64[`${scheme} hidden ${depth}`];
        agree(asValue('', page.logsOf('he', 2 * run + x)), { value, se }, `${scheme}, ${depth} layers`);
      }),
    );
    const lost = page.logsOf('he', 3).mean - page.logsOf('he', 1).mean;
    assert.ok(Math.abs(lost - Math.log10(2 ** -15)) < 0.01, `${lost}: 2^(−L/2)`);
  });

  it('agrees with Glorot and Bengio 2010 as simulated', () => {
    ['small', 'glorot'].forEach((scheme, run) => {
      const { mean_log10: value, se } = REFERENCE.glorot_2010_gradient_ratio_width_256_hidden_4_tanh[scheme];
      agree(asValue('', page.logsOf('glorot', run)), { value, se }, scheme);
    });
  });

  it('agrees with Lu 2019 as simulated', () => {
    for (const width of [2, 3, 5, 10])
      for (const [run, scheme] of ['he', 'rai'].entries()) {
        const { share, se } = page.deadOf(width, run);
        const reference = REFERENCE.lu_2019_collapse[`${scheme} width ${width} hidden 10`];
        agree({ value: share, se }, { value: reference.share, se: reference.se }, `${scheme}, width ${width}`);
      }
  });

  it('agrees with Hanin and Rolnick 2018 as simulated: quantiles of the length', () => {
    for (const { layers, width } of runs.LENGTHS) {
      const name = `${layers} layers of ${width}`;
      const reference = REFERENCE.hanin_2018_squared_length[name];
      const logs = kept[name].map(Math.log);
      for (const [share, key] of /** @type {const} */ ([
        [0.1, 'q10'],
        [0.5, 'median'],
        [0.9, 'q90'],
      ])) {
        // prettier-ignore
        const value = page.quantile(logs, share);
        // Standard error of a quantile: √(p (1 − p) / n) over the density, here of quantiles a twentieth away.
        const density = 0.1 / (page.quantile(logs, share + 0.05) - page.quantile(logs, share - 0.05));
        const se = (count = logs.length) => Math.sqrt((share * (1 - share)) / count) / density;
        agree({ value, se: se() }, { value: Math.log(reference[key]), se: se(reference.draws) }, `${name}, ${key}`);
      }
    }
  });

  it('has the theory of Poole 2016 and Schoenholz 2017', async () => {
    for (const { sigma_w: sigma, sigma_b: bias, q, chi, c } of REFERENCE.poole_2016) {
      const theory = await runs.theoryOf(sigma ** 2, bias ** 2);
      assert.ok(Math.abs(theory.q / q - 1) < 1e-4, `q ${theory.q}, ${q}`);
      assert.ok(Math.abs(theory.chi / chi - 1) < 1e-3, `χ ${theory.chi}, ${chi}`);
      assert.ok(Math.abs(theory.c - c) < 1e-3, `c ${theory.c}, ${c}`);
    }
    for (const [bias, square] of Object.entries(REFERENCE.schoenholz_2017_critical_sigma_w2))
      assert.ok(Math.abs((await runs.borderOf(Number(bias))) / Number(square) - 1) < 1e-4);
    for (const [square, xi] of Object.entries(REFERENCE['schoenholz_2017_xi_at_sigma_b2_0.05']))
      assert.ok(Math.abs((await runs.reachOf(Number(square), 0.05)) / Number(xi) - 1) < 0.01, `ξ at ${square}`);
  });

  it('shows the sigmoid layer of Glorot and Bengio 2010 that saturates at 0 and escapes', async () => {
    const [start, low, end, accuracy] = await page.sigmoid();
    assert.ok(low.at(-1) < 0.05 && low.at(-1) < 0.1 * start.at(-1) && low[0] > 0.4, `${low}`);
    assert.ok(end.at(-1) > 2 * low.at(-1) && accuracy > 0.95, `${end}, ${accuracy}`);
  });

  it('shows what Saxe 2014 claims, at the best rate of each depth', async () => {
    const [orthogonal, gaussian] = [await page.bestBy(0), await page.bestBy(1)];
    assert.ok(Math.max(...orthogonal) <= 2 * orthogonal[0], `orthogonal: ${orthogonal}`);
    assert.ok(/** @type {number} */ (gaussian.at(-1)) > 2 * gaussian[0], `Gaussian: ${gaussian}`);
  });
});
