/** A question to answer before a figure runs. It runs the figure; the right answer comes from the run alone. */
import { html, nothing, render } from 'lit';
import * as format from '../charts/format.js';
import { icon } from '../views/more-icons.js';
import { answer, questionOf } from './answers.js';
import { Stopped, answered, askOf, isChanged, labOf, reach, returnTo, unbroken } from './following.js';

/** @typedef {import('./answers.js').Answer} Answer */
/** @typedef {{ input: HTMLInputElement, text: string, mark: HTMLElement }} Option */

export class Prediction {
  #form;
  #fieldset;
  #lab;
  #question;
  /** @type {Option[]} */
  #options;
  #place = document.createElement('div');
  /** @type {'asking' | 'running' | 'answered'} */
  #state = 'asking';
  /** The last message. @type {{ kind: 'note' | 'right' | 'wrong' | 'none', text: unknown }} */
  #told = { kind: 'note', text: '' };
  /** @type {Answer | null} */
  #answer = null;

  /** @param {HTMLFormElement} form */
  constructor(form) {
    const { figure } = form.dataset;
    const lab = labOf(figure);
    const fieldset = form.querySelector('fieldset');
    if (!lab || !fieldset) throw new Error(`A prediction needs a fieldset, and a figure “${figure}” with a lab.`);
    this.#form = form;
    this.#fieldset = fieldset;
    this.#lab = lab;
    const inputs = /** @type {HTMLInputElement[]} */ ([...fieldset.querySelectorAll('input[type="radio"]')]);
    this.#question = questionOf(
      form.dataset,
      inputs.map(({ value }) => value),
    );
    this.#options = inputs.map((input) => {
      const label = /** @type {HTMLElement} */ (input.closest('label'));
      const mark = document.createElement('span');
      mark.className = 'mark';
      const option = { input, text: label.textContent?.trim().replace(/\s+/g, ' ') ?? '', mark };
      label.append(mark);
      return option;
    });
    this.#place.className = 'asking';
    const because = form.querySelector('.because');
    if (because) because.before(this.#place);
    else form.append(this.#place);
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      if (this.#state === 'asking') this.#ask();
      else if (this.#state === 'answered') this.#again();
    });
    form.addEventListener('change', () => this.#state === 'asking' && this.#say('note', ''));
    askOf(lab, this);
    this.#render();
  }

  get #chosen() {
    return this.#options.findIndex(({ input }) => input.checked);
  }

  async #ask() {
    if (this.#chosen < 0) return this.#say('note', 'Choose an answer first.');
    this.#state = 'running';
    this.#say('note', 'Opening the figure…');
    try {
      const { anywhere, until } = this.#question;
      const results = anywhere
        ? await this.#lab.inspect()
        : await reach(
            this.#lab,
            until,
            (goal) =>
              this.#say(
                'note',
                `Running to iteration ${format.integer(goal)}. The figure pauses while it is out of view.`,
              ),
            this.#place,
          );
      this.#answer = answer(this.#question, results);
      this.#state = 'answered';
      this.#tell(this.#answer);
      answered(this.#lab, this);
      this.#show();
    } catch (error) {
      this.#state = 'asking';
      this.#say('note', this.#whyNot(/** @type {Error} */ (error)));
    }
  }

  /** Scrolls to the answer, unless the reader has moved on. */
  #show() {
    const { activeElement } = document;
    if (activeElement === document.body || this.#form.contains(activeElement)) returnTo(this.#form, this.#place);
  }

  /** The button's label: it names a run only where training is needed. */
  get #call() {
    const { anywhere, until } = this.#question;
    return anywhere || until === 0 ? 'Show answer' : 'Run it and see';
  }

  /** @param {Error} error */
  #whyNot(error) {
    if (error instanceof Stopped)
      return `The run was stopped at iteration ${format.integer(error.iteration)}. Ask again to continue.`;
    return `The figure could not be run: ${error.message}`;
  }

  /** @param {Answer} answer */
  #tell({ right, text: words }) {
    const text = unbroken(words);
    const changed = isChanged(this.#lab);
    if (right < 0) {
      const why = changed ? 'None of the answers matches: the figure was changed.' : 'None of the answers matches.';
      return this.#say('none', html`${text} ${why}`);
    }
    const note = changed ? ' This answer is for the changed figure.' : '';
    if (right === this.#chosen) return this.#say('right', html`<b>Right.</b> ${text}${note}`);
    return this.#say('wrong', html`<b>Not quite.</b> ${text} The answer is “${this.#options[right].text}”.${note}`);
  }

  /** A new try starts like the first. */
  #again() {
    const { input } = this.#options[Math.max(0, this.#chosen)];
    this.#state = 'asking';
    this.#answer = null;
    for (const option of this.#options) option.input.checked = false;
    this.#say('note', '');
    input.focus();
  }

  /** @param {'note' | 'right' | 'wrong' | 'none'} kind @param {unknown} text */
  #say(kind, text) {
    this.#told = { kind, text };
    this.#render();
  }

  #render() {
    const { kind, text } = this.#told;
    const running = this.#state === 'running';
    this.#form.dataset.state = this.#state;
    this.#form.dataset.outcome = kind;
    this.#fieldset.disabled = this.#state !== 'asking';
    const signs = { note: nothing, right: icon('check'), wrong: icon('cross'), none: icon('minus') };
    render(
      html`<button type="submit" aria-disabled=${running}>
          ${running ? 'Running…' : this.#state === 'answered' ? 'Guess again' : this.#call}
        </button>
        <p class="outcome" role="status" data-kind=${kind}>${signs[kind]}<span>${text}</span></p>`,
      this.#place,
    );
    this.#options.forEach(({ mark }, k) => {
      mark.toggleAttribute('data-wrong', k !== this.#answer?.right);
      render(this.#markOf(k), mark);
    });
  }

  /** An answer's outcome, in words and as a sign. @param {number} k */
  #markOf(k) {
    if (!this.#answer) return nothing;
    const [right, chosen] = [k === this.#answer.right, k === this.#chosen];
    if (!right && !chosen) return nothing;
    return html` ${icon(right ? 'check' : 'cross')}<span
        >${right && chosen ? 'your answer, correct' : right ? 'right' : 'your answer'}</span
      >`;
  }
}
