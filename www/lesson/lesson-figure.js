/**
 * The part below a figure of the lesson: its results in words and as a table, its embed code, and the way to the lab
 * above.
 */
import { html, nothing, render } from 'lit';
import * as format from '../charts/format.js';
import { pageOfLab, snippetOf } from '../share/page-of-lab.js';
import { elementSnippet, iframeSnippet } from '../share/page-snippets.js';
import { Copying } from '../share/copying.js';
import { icon } from '../views/more-icons.js';
import { textItem } from '../views/share/text-to-take.js';
import { Inside, follow, hearAnswers, isAsked, isChanged, isOfSweep, remember, seldom, unbroken } from './following.js';

/** @typedef {import('../element/init-lab-element.js').InitLab} InitLab */
/** @typedef {import('../element/results.js').Results} Results */
/** @typedef {import('../element/results.js').Inspected} Inspected */

let count = 0;

export class LiveFigure {
  #lab;
  #figure;
  /** The container of all of it. A sweep has its own words and tables. */
  #place = document.createElement('div');
  /** Prefix of its ids. */
  #id;
  #name;
  #numbersOpen = false;
  #embedOpen = false;
  /**
   * Whether it has been trained since it opened, or all questions about it are answered, so that results give nothing
   * away.
   */
  #told = false;
  #wasAsked = false;
  /** Why it shows nothing. */
  #failed = false;
  #labAbove;
  #inside;
  #copying = new Copying(
    () => document,
    () => this.#render(),
  );

  /** @param {HTMLElement} figure @param {boolean} labAbove  whether the page has a lab, to open the figure in */
  constructor(figure, labAbove) {
    this.#labAbove = labAbove;
    const lab = /** @type {InitLab | null} */ (figure.querySelector('init-lab'));
    if (!lab) throw new Error('This figure has no <init-lab>.');
    this.#lab = lab;
    lab.home ??= new URL('index.html', document.baseURI).href;
    this.#figure = figure;
    this.#id = figure.id || `figure-${(count += 1)}`;
    this.#name = figure.querySelector('figcaption b')?.textContent?.trim().replace(/[.:]$/, '') || 'This figure';
    this.#place.className = 'below-figure';
    remember(lab);
    lab.addEventListener('error', (event) => {
      this.#failed =
        /** @type {CustomEvent} */ (/** @type {Event} */ (event)).detail.type !== 'attribute' || this.#failed;
    });
    const { soon, now } = seldom(() => this.#render());
    this.#inside = new Inside(lab, now, () => this.#numbersOpen);
    follow(lab, () => {
      soon();
      if (this.#numbersOpen) this.#inside.ask();
    });
    hearAnswers(lab, now);
    // A sweep that opens says that nothing is done yet.
    if (isOfSweep(figure))
      lab.addEventListener('sweep-progress', (event) =>
        figure.toggleAttribute('data-trained', /** @type {CustomEvent} */ (event).detail.done > 0),
      );
    addEventListener('beforeprint', now); // print shows the present state
    now();
    (figure.querySelector('figcaption') ?? lab).after(this.#place);
    figure.dataset.alive = '';
  }

  #render() {
    const results = this.#lab.getResults();
    this.#wasAsked ||= isAsked(this.#lab);
    this.#told ||= results !== null && (results.iteration > 0 || !isAsked(this.#lab));
    const link = this.#lab.getLink();
    // On paper, an unchanged figure is a picture of the build.
    this.#figure.toggleAttribute('data-changed', isChanged(this.#lab));
    const way = html`${icon('arrow')}<span>${this.#labAbove ? 'Open in the lab above' : 'Open in the lab'}</span>`;
    const page = this.#labAbove ? '' : pageOfLab(this.#lab);
    render(
      html`${isOfSweep(this.#figure) ? nothing : html`<p class="state">${this.#state(results)}</p>`}
        <div class="ways">
          ${isOfSweep(this.#figure) ? nothing : this.#numbers(results)}
          <details @toggle=${(/** @type {Event} */ e) => this.#turn('embed', e)}>
            <summary>${icon('down')}<span>Embed this figure</span></summary>
            ${this.#embedOpen ? this.#embed(link) : nothing}
          </details>
          ${link && page !== null ? html`<a class="to-lab" href="${page}#${link}">${way}</a>` : html`<span class="to-lab">${way}</span>`}
        </div>`,
      this.#place,
    );
  }

  /** @param {Results | null} results */
  #numbers(results) {
    return html`<details @toggle=${(/** @type {Event} */ e) => this.#turn('numbers', e)}>
      <summary>${icon('down')}<span>Numbers</span></summary>
      ${this.#numbersOpen ? numbers(results, this.#name, this.#told) : nothing}
      ${this.#numbersOpen && this.#told && this.#inside.results ? insides(this.#inside.results, this.#name) : nothing}
    </details>`;
  }

  /** @param {Results | null} results */
  #state(results) {
    // At iteration 0 there is nothing to say of runs unless a question about them was answered.
    if (results) return this.#told && (results.iteration > 0 || this.#wasAsked) ? summary(results) : beginning(results);
    return this.#failed ? 'The figure could not be opened.' : 'The figure opens when it comes into view.';
  }

  /** @param {'numbers' | 'embed'} what @param {Event} event */
  #turn(what, { currentTarget }) {
    const { open } = /** @type {HTMLDetailsElement} */ (currentTarget);
    if (what === 'numbers') this.#numbersOpen = open;
    else this.#embedOpen = open;
    // Both need an open lab; if it cannot open, the figure shows the error.
    if (open && what === 'numbers') this.#inside.ask();
    else if (open) this.#lab.inspect().catch(() => {});
    this.#render();
  }

  /** @param {string} link */
  #embed(link) {
    const home = pageOfLab(this.#lab);
    if (!link || !home) return html`<p class="help">The HTML appears here when the figure is open.</p>`;
    const credit = home.split('#')[0] + (this.#figure.id ? `#${this.#figure.id}` : '');
    const snippet = { ...snippetOf(this.#lab, { home, link, title: this.#name }), credit };
    const width = format.integer(this.#lab.offsetWidth);
    return html`<div class="embed">
      ${textItem(this.#copying, {
        place: `${this.#id}-element`,
        title: 'As an element',
        name: 'the element',
        help: 'For your own page: the figure with its current settings. It trains in the reader’s browser, from iteration 0.',
        text: elementSnippet(snippet),
        rows: 4,
      })}
      ${textItem(this.#copying, {
        place: `${this.#id}-iframe`,
        title: 'In an iframe',
        name: 'the iframe',
        help: `For Canvas, Moodle, slides, books: places that take HTML, but no scripts. Its height is right for a frame as wide as the figure is here, ${width} pixels; a narrower one needs more, on a telephone often twice as much.`,
        text: iframeSnippet(snippet),
        rows: 4,
      })}
    </div>`;
  }
}

/** A figure's results in a line or two. @param {Results} results */
const summary = ({ iteration, iterations, behind, samples, runs }) =>
  html`<span>Iteration ${format.integer(iteration)} of ${format.integer(iterations)}.</span> ${runs.map(
      ({ label, trainAccuracy, cost, verdict }) =>
        html`<span
          ><b><bdi>${label}</bdi>:</b> ${unbroken(format.percent(trainAccuracy, samples.train))} right, cost
          ${format.cost(cost)}, ${verdict}.</span
        > `,
    )}${behind > 0 ? html`<span>Runs that were switched on are catching up.</span>` : nothing}`;

/** The initializers it compares, shown while a question is open. @param {Results} results */
const beginning = ({ iteration, runs }) => {
  const names = runs.map(({ label }) => html`<b><bdi>${label}</bdi></b>`);
  const between = (/** @type {number} */ k) => (k === 0 ? '' : k === names.length - 1 ? ' and ' : ', ');
  return html`<span>At iteration ${format.integer(iteration)}.</span>
    <span>${names.map((name, k) => html`${between(k)}${name}`)}, not trained yet.</span>`;
};

/** @param {Results | null} results @param {string} name @param {boolean} told  whether results may be shown */
function numbers(results, name, told) {
  if (results && !told)
    return html`<p class="help">Answer the question about this figure, or press Play, to see its numbers.</p>`;
  if (!results) return html`<p class="help">The numbers appear here when the figure is open.</p>`;
  const { iteration, samples, runs } = results;
  return html`<table class="numbers">
    <caption>
      ${name} at iteration ${format.integer(iteration)}
    </caption>
    <thead>
      <tr>
        <th scope="col">run</th>
        <th scope="col">cost</th>
        <th scope="col">train</th>
        <th scope="col">test</th>
        <th scope="col">verdict</th>
      </tr>
    </thead>
    <tbody translate="no">
      ${runs.map(
        ({ label, cost, trainAccuracy, testAccuracy, verdict, ...told }) =>
          html`<tr>
            <th scope="row">${label}</th>
            <td>${format.cost(cost)}</td>
            <td>${format.percent(trainAccuracy, samples.train)}</td>
            <td>${format.percent(testAccuracy, samples.test)}</td>
            <td><b>${verdict}</b> <span>${unbroken(format.evidence(told))}</span></td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

/**
 * Quantities that the text mentions and no panel shows.
 * @type {{ words: unknown, of: (run: Inspected['runs'][number]) => string }[]}
 */
const INSIDES = [
  { words: 'cost at iteration 0', of: ({ startCost }) => format.cost(startCost) },
  {
    words: 'standard deviation of the logit',
    of: ({ inspection: { layers } }) => format.cost(layers[layers.length - 1].preActivation.stddev),
  },
  {
    words: 'confidently wrong predictions (p < 0.001 or p > 0.999)',
    of: ({ inspection }) => `${(100 * inspection.sureAndWrong).toFixed(1)}\u00a0%`,
  },
  {
    words: 'error signal, rms of ∂cost/∂z: first layer',
    of: ({ inspection: { layers } }) => format.cost(layers[0].gradientRms),
  },
  {
    words: 'error signal: output layer',
    of: ({ inspection: { layers } }) => format.cost(layers[layers.length - 1].gradientRms),
  },
  {
    words: 'error signal: first layer over output layer',
    of: ({ inspection: { layers } }) => format.cost(layers[0].gradientRms / layers[layers.length - 1].gradientRms),
  },
  {
    words: 'weights’ gradient, rms of ∂cost/∂W: first layer',
    of: ({ inspection: { layers } }) => format.cost(layers[0].weightGradientRms),
  },
  {
    words: 'weights’ gradient: output layer',
    of: ({ inspection: { layers } }) => format.cost(layers[layers.length - 1].weightGradientRms),
  },
];

/** @param {Inspected} results @param {string} name */
const insides = ({ iteration, runs }, name) =>
  html`<div class="scroll" tabindex=${runs.length > 2 ? 0 : nothing} role="group" aria-label="Inside the networks">
    <table class="insides">
      <caption>
        Inside the networks of ${name} at iteration ${format.integer(iteration)} (rms: root mean square)
      </caption>
      <thead>
        <tr>
          <td></td>
          ${runs.map(({ label }) => html`<th scope="col"><bdi>${label}</bdi></th>`)}
        </tr>
      </thead>
      <tbody translate="no">
        ${INSIDES.map(
          ({ words, of }) =>
            html`<tr>
              <th scope="row">${words}</th>
              ${runs.map((run) => html`<td>${of(run)}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
