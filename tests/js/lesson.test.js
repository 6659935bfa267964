/**
 * Checks the lesson's text against runs: every number has a source (lesson-facts.js), every prediction has exactly one
 * right answer, given by a run, and every link has a target.
 */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { describe, it } from 'node:test';
import { LIBRARIES } from '../../scripts/lesson.js';
import { inRoot } from '../../scripts/paths.js';
import { catalogue, fields } from '../../www/experiment/catalogue.js';
import { answer, questionOf } from '../../www/lesson/answers.js';
import { isLink } from '../../www/experiment/link.js';
import { fromLink } from '../../www/experiment/read-link.js';
import { shown } from '../../www/element/visibility.js';
import { exercises, facts, figure, gradientRatios, logitsOf, of as ofExperiment } from './lesson-facts.js';
import { FIGURES, SOFTPLUS_IN_BATCHES, endsOfSeeds, keptEnds } from './lesson-seeds.js';
import { attribute, below, elements, experimentOf, figures, hasClass, html, text, tree } from './lesson-page.js';

const sections = elements(tree, ({ tagName }) => tagName === 'section');
const EXERCISES = ['write', 'teachers'];
const lessons = sections.filter(
  (section) => !hasClass(section, 'back') && !EXERCISES.includes(attribute(section, 'id') ?? ''),
);
const marked = elements(tree, (element) => attribute(element, 'data-fact') !== null);
const predictions = elements(tree, (element) => hasClass(element, 'prediction'));

/**
 * Whether a number in an element needs no source: a formula, a title, a licence, an option to choose, or from the
 * catalogue.
 * @param {any} element
 */
const isExempt = (element) =>
  ['math', 'code', 'label', 'init-lab'].includes(element.tagName) ||
  (element.tagName === 'b' && element.parentNode.tagName === 'figcaption') ||
  attribute(element, 'data-fact') !== null ||
  attribute(element, 'id') === 'references' ||
  ['cite', 'licence', 'catalogue'].some((name) => hasClass(element, name));

/** Texts outside exempt elements. @param {any} node @returns {Generator<string>} */
function* plainTexts(node) {
  for (const child of node.childNodes ?? []) {
    if (child.nodeName === '#text') yield child.value;
    else if (!isExempt(child)) yield* plainTexts(child);
  }
}

const NUMBER_WORDS =
  /\b(eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)\b/gi;

const isSolved = (/** @type {any} */ { trainAccuracy }, /** @type {number} */ k) => trainAccuracy[k] >= 0.95;
const isStuck = (/** @type {any} */ { cost }, /** @type {number} */ k) => Math.abs(cost[k] - Math.LN2) < 1e-3;

/**
 * What the text says without “with this seed”: `weights` and `data` name the ends over seeds of the weights and of the
 * points.
 * @type {{ claim: string, weights: string, data: string, holds: (runs: any[], k: number) => boolean }[]}
 */
const CLAIMS = [
  {
    claim: 'He solves the circles',
    weights: 'figure-hundred',
    data: 'hundred-data',
    holds: (runs, k) => isSolved(runs[1], k),
  },
  {
    claim: 'large weights end at a higher cost than He',
    weights: 'figure-hundred',
    data: 'hundred-data',
    holds: (runs, k) => runs[0].cost[k] > runs[1].cost[k],
  },
  {
    claim: 'small weights stay where zeros do',
    weights: 'figure-small',
    data: 'small-data',
    holds: (runs, k) => isStuck(runs[0], k),
  },
  {
    claim: 'a tenth is too small, and 1 works in a shallow network',
    weights: 'figure-small',
    data: 'small-data',
    holds: (runs, k) => !isSolved(runs[1], k) && isSolved(runs[2], k),
  },
  {
    claim: 'the loss from the logit gets more points right than the guarded ones',
    weights: 'figure-losses',
    data: 'losses-data',
    holds: ([logit, , ...guarded], k) => guarded.every((run) => run.trainAccuracy[k] < logit.trainAccuracy[k]),
  },
  {
    claim: 'a loss whose cost alone is capped gets more points right than those',
    weights: 'figure-losses',
    data: 'losses-data',
    holds: ([, capped, ...guarded], k) => guarded.every((run) => run.trainAccuracy[k] < capped.trainAccuracy[k]),
  },
  {
    claim: 'Xavier does not begin to learn through thirty ReLU layers',
    weights: 'figure-deep',
    data: 'deep-data',
    holds: (runs, k) => isStuck(runs[1], k),
  },
  {
    claim: 'PyTorch’s default has learned nothing when the others are done',
    weights: 'figure-defaults',
    data: 'defaults-data',
    holds: (runs, k) => isStuck(runs[0], k),
  },
  {
    claim: 'unequal biases are enough',
    weights: 'equal-weights',
    data: 'equal-weights-data',
    holds: (runs, k) => isSolved(runs[0], k),
  },
  {
    claim: 'of two starts that fit few points, He is better on new ones',
    weights: 'few-points',
    data: 'few-points-data',
    holds: (runs, k) => runs[0].testAccuracy[k] > runs[1].testAccuracy[k],
  },
];

describe('the lesson', () => {
  for (const name of new Set(marked.map((element) => /** @type {string} */ (attribute(element, 'data-fact'))))) {
    it(`says of ${name} what a run says`, async () => {
      assert.ok(facts[name], 'it has a source');
      const said = await facts[name]();
      for (const element of marked.filter((element) => attribute(element, 'data-fact') === name))
        assert.equal(text(element), said);
    });
  }

  it('breaks no line between a number and its per cent sign', () => {
    assert.doesNotMatch(html.replace(/<[^>]*>/g, ''), /\d\s*[\n ]\s*%/);
  });

  it('has no number without a source, and no source without a number', () => {
    const numbers = [...plainTexts(tree)].flatMap((value) => [
      ...(value.match(/[\d½¼⅓⅔¾][\d.,]*/g) ?? []),
      ...(value.match(NUMBER_WORDS) ?? []),
    ]);
    // 0 and 1 are part of the argument: class 1, a gradient of 0.
    assert.deepEqual(
      numbers.map((number) => number.replace(/[.,]$/, '')).filter((number) => !/^[01]$/.test(number)),
      [],
    );
    const used = new Set(marked.map((element) => attribute(element, 'data-fact')));
    assert.deepEqual(
      Object.keys(facts).filter((name) => !used.has(name)),
      [],
    );
  });

  it('keeps what its figures give over many seeds', async () => {
    const kept = keptEnds();
    assert.deepEqual(Object.keys(kept), Object.keys(FIGURES));
    for (const [id, { count }] of Object.entries(FIGURES)) {
      for (let k = 0; k < count; k += process.env.INIT_LAB_FUZZ ? 1 : 10) {
        const at = (/** @type {any} */ run) =>
          Object.fromEntries(Object.entries(run).map(([name, value]) => [name, name === 'label' ? value : [value[k]]]));
        assert.deepEqual(await endsOfSeeds(id, k, 1), kept[id].map(at), `${id}, seed number ${k}`);
      }
    }
  });

  for (const { claim, weights, data, holds } of CLAIMS)
    it(`says that ${claim}, which holds with four in five seeds or more`, () => {
      for (const id of [weights, data]) {
        const runs = keptEnds()[id];
        const { count } = FIGURES[id];
        const times = Array.from({ length: count }, (_, k) => k).filter((k) => holds(runs, k)).length;
        assert.ok(times >= 0.8 * count, `${id}: ${times} of ${count}`);
      }
    });

  it('makes only claims that its figures show', async () => {
    const network = await figure('figure-network', 0);
    assert.ok(network.points.train.labels.every((label) => label === 0 || label === 1));
    assert.equal(network.runs[0].trainAccuracy, 0.5);
    const [zeros] = (await figure('figure-zeros')).inspections;
    const [constant] = (await figure('figure-constant')).inspections;
    for (const { layers } of [zeros, constant]) assert.ok(layers.every(({ distinct }) => distinct === 1));
    assert.ok(
      (await figure('figure-zeros')).parameters[0].every(
        ({ weights, biases }) => !weights.some(Boolean) && !biases.some(Boolean),
      ),
    );
    // From zeros, softplus with mini-batches moves weights; units stay equal.
    const { training, ...softplus } = SOFTPLUS_IN_BATCHES;
    assert.equal((await ofExperiment(softplus)).runs[0].trainAccuracy, 0.5);
    const slow = await ofExperiment({ ...softplus, training: { ...training, learningRate: 0.01 } });
    assert.equal(slow.runs[0].trainAccuracy, 0.5, 'the rate of the lesson’s figures is too small for it');
    const solved = await ofExperiment(SOFTPLUS_IN_BATCHES);
    assert.ok(
      solved.runs[0].trainAccuracy > 0.95 && solved.inspections[0].layers.every(({ distinct }) => distinct === 1),
    );
    // PyTorch's biases keep z up; what differs between points fades faster than with Keras's default.
    const [pytorch, keras] = keptEnds()['defaults-start'];
    assert.ok(
      pytorch.signalRatio.filter((/** @type {number} */ ratio, /** @type {number} */ k) => ratio < keras.signalRatio[k])
        .length >= 32,
    );
    const [ofPytorch, ofKeras] = (await figure('figure-defaults', 0)).inspections.map(({ layers }) => layers[7]);
    assert.ok(ofPytorch.preActivation.stddev > ofKeras.preActivation.stddev);
    assert.equal((await figure('figure-gradients', 2)).runs[0].verdict, 'dead', 'after the second step');
    const [exploded] = (await figure('figure-gradients')).runs;
    assert.equal(exploded.verdict, 'dead', 'where the exploding gradient leads');
    const [logit, capped, ...losses] = (await figure('figure-losses')).runs;
    assert.ok(logit.trainAccuracy > 0.8 && capped.trainAccuracy > 0.8);
    const firstCosts = (await figure('figure-losses', 0)).runs.map(({ cost }) => cost);
    losses
      .slice(0, 5)
      .forEach(({ cost, trainAccuracy }, k) => assert.deepEqual([cost, trainAccuracy], [firstCosts[k + 2], 0.5]));
    assert.deepEqual([losses[5].cost, losses[5].divergedAt], [50, 0]);
    const small = (await figure('figure-small')).runs;
    const ratios = gradientRatios(await figure('figure-small', 0), 0, 3);
    assert.ok(Math.max(...ratios) < 1e-4, 'no layer of small weights is spared');
    const logits = await logitsOf('figure-large');
    assert.ok(logits.filter((z) => Math.abs(z) > 37).length > 0.9 * logits.length, 'within rounding of 0 or 1');
    assert.ok(small[2].cost <= small[3].cost, 'σ = 1 is as good as He here');
    const variance = (await figure('figure-variance', 0)).inspections[1].layers.slice(0, -1);
    variance.slice(1).forEach(({ preActivation }, k) => {
      const before = variance[k].preActivation;
      const ratio = (preActivation.stddev / before.stddev) ** 2;
      assert.ok(ratio > 0.2 && ratio < 1, `layer ${k + 2} keeps ${ratio} of z²; half, in the mean`);
    });
    const deep = await figure('figure-deep', 0);
    const gradients = deep.inspections[1].layers.map(({ gradientRms }) => gradientRms);
    assert.ok(gradients[0] / /** @type {number} */ (gradients.at(-1)) < 1e-6, 'less than a millionth');
    assert.equal((await figure('figure-deep')).runs[0].verdict, 'solved');
    const defaults = (await figure('figure-defaults')).runs;
    assert.deepEqual(
      defaults.map(({ verdict }) => verdict === 'solved'),
      [false, true, true, true, true],
    );
  });

  it('has a figure, a prediction and something to remember in each section', () => {
    assert.equal(lessons.length, 7);
    for (const section of lessons) {
      for (const name of ['live', 'prediction', 'remember'])
        assert.ok(
          elements(section, (element) => hasClass(element, name)).length,
          `${attribute(section, 'id')}: ${name}`,
        );
    }
  });

  it('takes less than half an hour to read', () => {
    const body = sections.filter((section) => !hasClass(section, 'back'));
    const skipped = (/** @type {any} */ element) =>
      ['math', 'details', 'form', 'init-lab'].includes(element.tagName) || hasClass(element, 'catalogue');
    /** @param {any} node @returns {string[]} */
    const words = (node) =>
      (node.childNodes ?? []).flatMap((/** @type {any} */ child) =>
        child.nodeName === '#text' ? (child.value.match(/[\p{L}\d]+/gu) ?? []) : skipped(child) ? [] : words(child),
      );
    const count = body.flatMap(words).length;
    assert.ok(count >= 2500 && count <= 4000, `${count} words`);
  });

  it('opens every figure without a complaint', async () => {
    for (const [id, element] of figures) {
      assert.deepEqual(experimentOf(id).notes, [], id);
      assert.deepEqual(shown(attribute(element, 'views'), attribute(element, 'hide')).notes, [], id);
      assert.equal(attribute(element, 'loading'), 'lazy', id);
      assert.ok(attribute(element, 'alt'), id);
      assert.ok((await figure(id, 0)).runs.length > 0);
    }
  });

  for (const form of predictions) {
    const legend = text(elements(form, ({ tagName }) => tagName === 'legend')[0]);
    it(`has one right answer to: ${legend}`, async () => {
      const options = elements(form, ({ tagName }) => tagName === 'input').map(
        (input) => attribute(input, 'value') ?? '',
      );
      const [asks, run, until] = ['asks', 'run', 'until'].map((name) => attribute(form, `data-${name}`) ?? undefined);
      const question = questionOf({ asks, run, until }, options);
      const id = attribute(form, 'data-figure') ?? '';
      const at = await figure(id, Number.isFinite(question.until) ? question.until : undefined);
      const measured = answer(question, at.results);
      assert.ok(measured.right >= 0, `none fits: ${measured.text}`);
      assert.deepEqual(
        question.fits.map((fits) => fits(measured)),
        options.map((_, k) => k === measured.right),
        'and no other',
      );
    });
  }

  it('does not know the right answers', () => {
    const places = new Set(
      predictions.map((form) =>
        elements(form, ({ tagName }) => tagName === 'input').findIndex(
          (input) => attribute(input, 'data-right') !== null,
        ),
      ),
    );
    assert.deepEqual([...places], [-1]);
  });

  it('has no dead links', () => {
    const ids = elements(tree).flatMap((element) => attribute(element, 'id') ?? []);
    assert.equal(new Set(ids).size, ids.length, 'ids are unique');
    for (const link of elements(tree, ({ tagName }) => tagName === 'a')) {
      const href = attribute(link, 'href') ?? '';
      const [file, section] = href.split('#');
      if (/^[\w-]+\.html$/.test(file)) {
        assert.ok(existsSync(inRoot(file)), href);
        assert.ok(section === undefined || (file === 'libraries.html' && LIBRARIES.includes(section)), href);
      } else if (!href.startsWith('#')) assert.match(href, /^https:\/\//);
      else if (isLink(href, fields)) assert.deepEqual(fromLink(href, fields).problems, []);
      else assert.ok(ids.includes(href.slice(1)), href);
    }
    const listed = catalogue.presets.filter((/** @type {any} */ preset) => preset.isListed);
    const names = new Set(listed.map((/** @type {any} */ preset) => preset.name));
    for (const { experiment } of exercises)
      assert.ok(names.has(experiment.preset), `${experiment.preset} is in the menu`);
    for (const form of predictions) assert.ok(figures.has(attribute(form, 'data-figure') ?? ''));
  });

  it('explains each word where it is first used', () => {
    const terms = elements(tree, ({ tagName }) => tagName === 'dt').map((term) => attribute(term, 'id'));
    const linked = elements(tree, (element) => hasClass(element, 'term')).map((link) =>
      attribute(link, 'href')?.slice(1),
    );
    assert.deepEqual([...linked].sort(), [...terms].sort());
  });

  it('cites every listed work, with a DOI', () => {
    const listed = elements(
      sections.find((section) => attribute(section, 'id') === 'references'),
      ({ tagName }) => tagName === 'li',
    );
    const cited = new Set(
      elements(tree, (element) => hasClass(element, 'cite')).map((link) => attribute(link, 'href')?.slice(1)),
    );
    for (const item of listed) {
      assert.ok(cited.has(attribute(item, 'id') ?? ''), text(item));
      assert.match(text(item), /doi:10\.|no DOI/);
    }
    assert.equal(cited.size, listed.length);
  });

  it('writes formulas as MathML, without styles that a strict policy forbids', () => {
    assert.ok(elements(tree, ({ tagName }) => tagName === 'math').length > 40);
    assert.doesNotMatch(html, /\\[([\])]/);
    assert.deepEqual(
      [...below(tree)].filter((node) => node.attrs && attribute(node, 'style') !== null),
      [],
    );
  });
});
