/**
 * Draws each figure of the lesson at its end and answers its questions, for paper and for readers without scripts:
 * trains it with the core, and draws it with the page's own drawing code. What was measured is kept in target/, since
 * training takes a while.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { LIST } from './lesson.js';
import { lessonFigures } from './lesson-figures.js';
import { endedSweep } from './lesson-sweeps.js';
import { PaperCanvas, providePaper } from './paper.js';
import { generatedFolder, inRoot, picturesFolder } from './paths.js';
import { runScript } from './report.js';

import { integer } from '../www/charts/format.js';
import { themes } from '../www/charts/colours.js';
import { curveGrid, paintCurve, picturedLayers } from '../www/charts/curve-image.js';
import { activationTable, layout, paintNetwork } from '../www/charts/network-diagram.js';
import { squareBounds } from '../www/charts/scales.js';
import { paintSignals } from '../www/charts/signal-chart.js';
import { RunLabels, viewOf } from '../www/element/view-model.js';
import { inside } from '../www/engine/inside.js';
import { createLab } from '../www/engine/lab.js';
import { readings } from '../www/engine/read.js';
import { DEFAULT_PRESET, catalogue } from '../www/experiment/catalogue.js';
import { paintSwatch } from '../www/export/panel.js';
import { toBlob } from '../www/export/image.js';
import { SvgContext } from '../www/export/svg.js';
import { sweepSentences } from '../www/export/sweep-sentences.js';
import { SANS, canvasRuler, font, place } from '../www/export/typesetting.js';
import { answer } from '../www/lesson/answers.js';
import { resultsRead } from '../www/element/results.js';
import { emptyModel } from '../www/player/model.js';
import { CURVE_TITLES, curveLines, curveOf } from '../www/views/inside/curve-section.js';
import { PARTS, newInside } from '../www/views/inside/inside-look.js';
import { shown } from '../www/views/inside/inside-parts.js';
import { CHARTED, linesOf } from '../www/views/inside/signal-section.js';
import { shownSweep } from '../www/views/sweep/shown-sweep.js';

/** @typedef {import('./lesson-figures.js').LessonFigure} LessonFigure */
/** @typedef {import('../www/export/typesetting.js').Surface} Surface */

// After the imports: lit asks whether there is a document.
providePaper();

const kept = inRoot('target', 'lesson-runs');
/** Width of a picture in CSS pixels: a page's text block, so that its letters have their own size on paper. */
const WIDTH = 760;
/** Of one with more than three panels, whose letters are a little smaller. */
const WIDE = 880;
/** With so many panels, or fewer, the chart stands beside them; and the panels' width then. */
const MOST_BESIDE = 2;
const BESIDE = [0, 300, 470];
/** The width of panels without a chart, by their number. */
const ALONE = [0, 320, 560];
const SIZE = 13;
const PADDING = 8;

const core = createHash('sha256')
  .update(readFileSync(path.join(generatedFolder, 'init_lab_simd.wasm')))
  .digest('hex');

/** A figure's lab at the iteration that is printed. Trains only if something is asked that is not kept. */
class Trained {
  #experiment;
  #until;
  /** @type {import('../www/engine/lab.js').Lab | null} */
  #lab = null;

  /** @param {any} experiment @param {number} until  limited to the last iteration */
  constructor(experiment, until) {
    this.#experiment = experiment;
    this.#until = until;
  }

  async #trained() {
    if (this.#lab) return this.#lab;
    const lab = (this.#lab = await createLab(this.#experiment));
    lab.advance(Math.min(this.#until, lab.lastIteration));
    return lab;
  }

  /**
   * @template T
   * @param {string} what @param {unknown} how  what the answer depends on, besides the lab
   * @param {(lab: import('../www/engine/lab.js').Lab, runs: number[]) => T} measure
   * @returns {Promise<T>}
   */
  async ask(what, how, measure) {
    const about = JSON.stringify([core, this.#experiment, String(this.#until), what, how]);
    const file = path.join(kept, createHash('sha256').update(about).digest('hex'));
    if (existsSync(file)) return deserialize(readFileSync(file));
    const lab = await this.#trained();
    const answer = measure(
      lab,
      lab.experiment.runs.map((_, k) => k),
    );
    mkdirSync(kept, { recursive: true });
    writeFileSync(file, serialize(answer));
    return answer;
  }

  free() {
    this.#lab?.free();
  }
}

/** The figure as the views see it. @param {LessonFigure} figure @param {Trained} trained */
async function sourceOf(figure, trained) {
  const { points, described, experiment, lastIteration, iteration, runs } = await trained.ask('lab', null, (lab) => ({
    points: lab.points,
    described: lab.runs,
    experiment: lab.experiment,
    lastIteration: lab.lastIteration,
    iteration: lab.iteration,
    runs: lab.snapshot().runs,
  }));
  const bounds = squareBounds(points.train.points, points.test.points);
  const showsInside = figure.views.includes('inside');
  const request = { bounds, starts: experiment.runs.map(() => true), follow: null, parts: PARTS };
  const insides = showsInside ? await trained.ask('inside', request, (lab, all) => inside(lab, all, request)) : null;
  const preset = catalogue.presets.find(({ name }) => name === (figure.experiment.preset ?? DEFAULT_PRESET));
  const model = {
    ...emptyModel(),
    phase: /** @type {const} */ ('ready'),
    preset,
    experiment,
    described,
    lastIteration,
    offered: experiment.runs,
    chosen: experiment.runs.map((/** @type {any} */ _, /** @type {number} */ k) => k),
    points,
    bounds,
    frame: /** @type {any} */ ({
      iteration,
      lastIteration,
      runs: runs.map((run, k) => ({ ...described[k], ...run })),
      inside: insides,
    }),
  };
  const view = viewOf(
    /** @type {any} */ ({
      model,
      state: { showTest: false, axis: null, more: null, inside: newInside(), share: {} },
      labels: new RunLabels(),
      features: {},
      theme: () => themes.light,
      shows: (/** @type {string} */ name) => !figure.hide.includes(name),
    }),
  );
  const read = /** @type {any} */ (
    (/** @type {'fields'} */ what, /** @type {any} */ ...values) =>
      trained.ask(what, values, (lab, all) => readings[what](lab, all, .../** @type {[any]} */ (values)))
  );
  return { view, permalink: '', read };
}

/** A context for canvas code: parts of pictures, and translucent lines as their colour on white. */
class PaperSvg extends SvgContext {
  globalAlpha = 1;

  /** @param {any} image @param {number[]} at */
  drawImage(image, ...at) {
    if (at.length === 4) return super.drawImage(image, at[0], at[1], at[2], at[3]);
    const [left, top, width, height, ...to] = at;
    return super.drawImage(
      image.cut(Math.floor(left), Math.floor(top), Math.ceil(width), Math.ceil(height)),
      to[0],
      to[1],
      to[2],
      to[3],
    );
  }
}

/** The look inside, as far as the figure shows it. @param {LessonFigure} figure @param {any} view */
function insideBlock({ hide }, view) {
  const { theme, model } = view;
  const runs = shown(view);
  const inner = WIDTH - 2 * PADDING;
  /** @type {{ width: number, height: number, paint: (ctx: any) => void }[]} */
  const blocks = [];
  const heading = (/** @type {any} */ ctx, /** @type {string} */ text, /** @type {number} */ x) => {
    ctx.font = font(SIZE, { weight: 600 });
    ctx.fillStyle = theme.ink;
    ctx.textAlign = 'left';
    ctx.textBaseline = 'alphabetic';
    ctx.fillText(text, x, SIZE);
  };
  const [half, high] = [(inner - 24) / 2, 150];
  /** Two charts side by side. @param {string[][]} pair  name and title of each @param {(name: string) => any} lines */
  const chartPair = (pair, lines) => ({
    width: inner,
    height: high + 26,
    paint: (/** @type {any} */ ctx) =>
      pair.forEach(([name, title], side) => {
        ctx.save();
        ctx.translate(side * (half + 24), 0);
        heading(ctx, title, 0);
        ctx.translate(0, 22);
        paintSignals(ctx, lines(name), theme, { width: half, height: high, em: SIZE, font: font(0.92 * SIZE) });
        ctx.restore();
      }),
  });
  if (!hide.includes('signals'))
    for (let k = 0; k < CHARTED.length; k += 2) {
      const pair = CHARTED.slice(k, k + 2).map(({ name, title }) => [name, title]);
      blocks.push(chartPair(pair, (name) => linesOf(view, name)));
    }
  if (!hide.includes('curve') && curved(view)) {
    const [gap, em] = [20, SIZE];
    const width = (inner - gap * (runs.length - 1)) / runs.length;
    const layers = runs.map(({ inside: network }) => curveOf(network).layers.slice(0, -1));
    const { height } = curveGrid(width, picturedLayers(layers[0].length).length, em);
    blocks.push({
      width: inner,
      height: height + 26,
      paint: (ctx) =>
        runs.forEach(({ run, slot }, k) => {
          ctx.save();
          ctx.translate(k * (width + gap), 0);
          paintSwatch(ctx, theme, slot, Math.round(0.65 * SIZE));
          heading(ctx, run.label, 36);
          ctx.translate(0, 22);
          paintCurve(ctx, layers[k], theme, { width, em, font: font(0.92 * SIZE), slot });
          ctx.restore();
        }),
    });
    blocks.push(chartPair(Object.entries(CURVE_TITLES), (name) => curveLines(view, name)));
  }
  if (!hide.includes('diagram'))
    for (const { run, inside: network, slot } of runs) {
      const at = layout(network.inspection.layers, inner, SIZE);
      const how = { table: activationTable(theme), font: font(0.92 * SIZE), selected: null, bounds: model.bounds };
      blocks.push({
        width: inner,
        height: at.height + 26,
        paint: (ctx) => {
          paintSwatch(ctx, theme, slot, Math.round(0.65 * SIZE));
          heading(ctx, run.label, 36);
          ctx.translate(0, 22);
          paintNetwork(ctx, network, at, theme, { ...how, scratch: /** @type {any} */ (new PaperCanvas()) });
        },
      });
    }
  return blocks;
}

/** @param {string} id @param {{ width: number, height: number, paint: (ctx: any) => void }[]} blocks @param {string} title */
function drawn(id, blocks, title) {
  const ctx = new PaperSvg(id, SANS, canvasRuler());
  const surface = /** @type {Surface} */ (/** @type {unknown} */ (ctx));
  let y = PADDING;
  for (const block of blocks) {
    place(surface, block, PADDING, y);
    y += block.height + SIZE;
  }
  return ctx.toString({ width: WIDTH, height: Math.ceil(y), title, description: '', metadata: '' });
}

/** Removes what only a saved file needs, and names ids after the figure, so that the same figure has the same file. @param {string} svg @param {string} id */
function forPage(svg, id) {
  const prefix = /id="(lab-\w+)-\d/.exec(svg)?.[1];
  const plain = svg.replace(/<metadata>[\s\S]*?<\/metadata>\n?/, '');
  return prefix ? plain.replaceAll(prefix, id) : plain;
}

/** @param {string} svg */
const sizeOf = (svg) => {
  const [width, height] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg)?.slice(1).map(Number) ?? [WIDTH, WIDTH];
  return { width, height };
};

/** What a picture says to readers who do not see it. @param {string} svg */
const descriptionOf = (svg) => /<desc[^>]*>([\s\S]*?)<\/desc>/.exec(svg)?.[1] ?? '';

/**
 * @template T
 * @param {any} experiment @param {number} until @param {(trained: Trained) => Promise<T>} work
 */
async function withTrained(experiment, until, work) {
  const trained = new Trained(experiment, until);
  try {
    return await work(trained);
  } finally {
    trained.free();
  }
}

/** Whether there is a hidden layer to draw a curve in. @param {any} view */
const curved = (view) => view.model.experiment.network.hidden.length > 0;

/** The figure's look inside; null where all that it shows moves with its training. @param {LessonFigure} figure */
const insidePicture = (figure) =>
  withTrained(figure.experiment, figure.inside, async (trained) => {
    const { view } = await sourceOf(figure, trained);
    const blocks = insideBlock(figure, view);
    return blocks.length ? drawn(`${figure.id}-inside`, blocks, figure.alt) : null;
  });

/**
 * A picture of the lab by the page's own drawing code.
 * @param {LessonFigure} figure @param {import('../www/export/source.js').Source} source @param {'panels' | 'chart' | 'figure'} what @param {number} width
 */
async function picture(figure, source, what, width) {
  const options = {
    what,
    width,
    caption: '',
    type: /** @type {const} */ ('image/svg+xml'),
    theme: /** @type {const} */ ('light'),
  };
  return forPage(await (await toBlob(source, options)).text(), `${figure.id}-${what}`);
}

/** The figure's panels and chart at the end, and the widths they take of the page. @param {LessonFigure} figure */
const endPictures = (figure) =>
  withTrained(figure.experiment, Infinity, async (trained) => {
    const source = await sourceOf(figure, trained);
    const { experiment, lastIteration } = source.view.model;
    const { length } = experiment.runs;
    const [panels, chart] = ['panels', 'chart'].map((name) => figure.views.includes(name));
    const beside = panels && chart && length <= MOST_BESIDE;
    const width = length > 3 ? WIDE : WIDTH;
    const left = (beside ? BESIDE : chart ? [] : ALONE)[length] ?? width;
    const right = beside ? width - left : width;
    return {
      beside,
      iterations: lastIteration,
      pictures: [
        ...(panels ? [{ name: 'panels', svg: await picture(figure, source, 'panels', left) }] : []),
        ...(chart ? [{ name: 'chart', svg: await picture(figure, source, 'chart', right) }] : []),
      ],
    };
  });

/** The picture of a figure's sweep, and its sentences. @param {LessonFigure} figure */
const endOfSweep = (figure) =>
  withTrained(figure.experiment, 0, async (trained) => {
    const source = await sourceOf(figure, trained);
    const { experiment } = source.view.model;
    const { results, summary, curves, quantiles } = await endedSweep(figure.experiment);
    const total = results.collapsed.length;
    const { measure } = experiment.sweep;
    const run = { experiment, measure, results, curves, quantiles, summary: () => summary, done: total, total, revision: 0, place: null }; // prettier-ignore
    const sweep = shownSweep(/** @type {any} */ (run), source.view, false);
    if (!sweep) throw new Error(`${figure.id} has no sweep.`);
    return { svg: await picture(figure, { ...source, sweep }, 'figure', WIDTH), sentences: sweepSentences(sweep) };
  });

/** What the printed pictures show, in words. @param {LessonFigure} figure @param {number | null} iterations  of the last picture */
function wordsOf({ inside, views }, iterations) {
  const end = iterations === null ? '' : integer(iterations);
  if (!views.includes('inside')) return `After ${end} iterations.`;
  if (iterations === null) return inside === 0 ? 'Before training.' : 'After training.';
  return inside === 0 ? `Layers before training; costs of ${end} iterations.` : `After ${end} iterations.`;
}

/** @param {LessonFigure} figure */
async function picturesOf(figure) {
  const { id, views, alt } = figure;
  if (figure.isOfSweep) {
    const { svg, sentences } = await endOfSweep(figure);
    // The sentences below it say what it shows.
    const pictures = [{ name: `${id}-sweep.svg`, svg, alt }];
    return { id, beside: false, words: sentences.join(' '), pictures };
  }
  const inner = views.includes('inside') ? await insidePicture(figure) : null;
  const end = views.includes('panels') || views.includes('chart') ? await endPictures(figure) : null;
  const all = [...(inner ? [{ name: 'inside', svg: inner }] : []), ...(end?.pictures ?? [])];
  return {
    id,
    beside: end?.beside ?? false,
    words: wordsOf(figure, end?.iterations ?? null),
    // The first picture says it all; a chart's numbers are in its panels.
    pictures: all.map(({ name, svg }, k) => ({
      name: `${id}-${name}.svg`,
      svg,
      alt: k > 0 ? '' : (name === 'panels' && descriptionOf(svg)) || alt,
    })),
  };
}

/** The answer to a question, measured. @param {import('./lesson-figures.js').LessonQuestion} asked @param {LessonFigure[]} figures */
async function answerOf({ figure: id, question, options }, figures) {
  const figure = figures.find((one) => one.id === id);
  if (!figure) throw new Error(`The lesson asks about ${id}, which is not there.`);
  return withTrained(figure.experiment, question.until, async (trained) => {
    const { read, samples } = await trained.ask('inspections', null, (lab, all) => ({
      read: readings.inspections(lab, all),
      described: lab.runs,
      samples: { train: lab.points.train.labels.length, test: lab.points.test.labels.length },
    }));
    const { text, right } = answer(question, resultsRead(read, samples));
    return { figure: id, option: options[right] ?? '', text };
  });
}

/** Draws all figures and answers all questions. */
async function drawPictures() {
  const { figures, questions } = await lessonFigures();
  mkdirSync(picturesFolder, { recursive: true });
  const names = new Set([LIST]);
  /** @type {import('./lesson.js').Printed} */
  const printed = { figures: {}, answers: [] };
  for (const figure of figures) {
    const { id, pictures, ...about } = await picturesOf(figure);
    for (const { name, svg } of pictures) {
      names.add(name);
      writeFileSync(path.join(picturesFolder, name), svg);
    }
    printed.figures[id] = { ...about, pictures: pictures.map(({ name, svg, alt }) => ({ name, alt, ...sizeOf(svg) })) };
  }
  for (const asked of questions) printed.answers.push(await answerOf(asked, figures));
  writeFileSync(path.join(picturesFolder, LIST), JSON.stringify(printed));
  for (const file of readdirSync(picturesFolder)) if (!names.has(file)) rmSync(path.join(picturesFolder, file));
}

await runScript(drawPictures);
