/** What the page of forecasts shows. */
import { html, nothing } from 'lit';
import { EXAMPLES } from './model-examples.js';
import { shortNumber } from './model-numbers.js';
import { FRAMEWORKS, LOSSES, WORDS, chartText, lossText, networks, understoodRows } from './model-words.js';

/** @typedef {import('./model-state.js').ModelState} ModelState */
/** @typedef {import('../engine/forecast/forecast.js').Forecast} Forecast */

/** Longest file that is read as signals, in bytes. */
const LONGEST_FILE = 200_000;

/** @param {Event} event */
const valueOf = (event) => /** @type {HTMLInputElement} */ (event.target).value;

/** @param {ModelState} state */
export const pageView = (state) => html`
  <div class="columns">
    <section aria-labelledby="model-code">
      <h2 id="model-code">Code</h2>
      ${codeView(state)} ${understoodView(state)}
    </section>
    <section aria-labelledby="model-forecast">
      <h2 id="model-forecast">Forecast</h2>
      ${controlsView(state)} ${forecastView(state)}
    </section>
  </div>
`;

/** @param {ModelState} state */
const codeView = (state) => html`
  <p class="examples">
    <span>Examples:</span>
    ${EXAMPLES.map(
      ({ name, text }) =>
        html`<button type="button" @click=${() => state.set({ text })} aria-pressed=${state.text === text}>
          ${name}
        </button>`,
    )}
  </p>
  <label class="code"
    ><span
      >PyTorch, Keras, Flax or Equinox code of dense layers, or a list such as
      <code>784-512-10 tanh he_normal</code></span
    >
    <textarea
      rows="12"
      spellcheck="false"
      autocapitalize="off"
      autocomplete="off"
      .value=${state.text}
      @input=${(/** @type {Event} */ event) => state.set({ text: valueOf(event) })}
      aria-describedby="model-refusal"
    ></textarea>
  </label>
  <p id="model-refusal" class="refusal" role="status">${state.refusal?.message ?? nothing}</p>
  ${
    state.asksInputs
      ? html`<label class="field"
          >Inputs of the first dense layer
          <input
            type="number"
            min="1"
            step="1"
            .value=${state.inputs === null ? '' : String(state.inputs)}
            @change=${(/** @type {Event} */ event) => state.set({ inputs: Number(valueOf(event)) || null })}
        /></label>`
      : nothing
  }
`;

/** @param {ModelState} state */
function understoodView({ model }) {
  if (!model) return nothing;
  const { layers, ignored, notes, framework, loss } = model;
  return html`
    <h3>What was understood</h3>
    <p>
      ${FRAMEWORKS[framework]}, ${layers.length === 1 ? 'one dense layer' : `${layers.length} dense layers`}.
      ${loss ? `The loss is ${LOSSES[loss]}.` : lossText(ignored)}
    </p>
    <div class="scroll" tabindex="0" role="region" aria-label="What was understood, line by line">
      <table>
        <thead>
          <tr>
            <th scope="col">layer</th>
            <th scope="col">line</th>
            <th scope="col">inputs → units</th>
            <th scope="col">activation</th>
            <th scope="col">weights</th>
            <th scope="col">biases</th>
          </tr>
        </thead>
        <tbody>
          ${understoodRows(layers).map(
            ({ first, last, lines, text, cells }) =>
              html`<tr title=${text}>
                <th scope="row">${first === last ? first : `${first} to ${last}`}</th>
                <td>${lines}</td>
                ${cells.map((cell) => html`<td>${cell}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${
      notes.length > 0
        ? html`<ul class="notes">
            ${notes.map((note) => html`<li>${note}</li>`)}
          </ul>`
        : nothing
    }
    ${
      ignored.length > 0
        ? html`<h3>What is left out</h3>
            <ul class="notes">
              ${ignored.map(
                ({ line, text, why, changes }) =>
                  html`<li class=${changes ? 'changes' : ''}>Line ${line}: <code>${text}</code> ${why}</li>`,
              )}
            </ul>`
        : nothing
    }
  `;
}

/** @param {ModelState} state */
const controlsView = (state) => html`
  <div class="controls">
    <label class="field"
      >Variance of each input
      <input
        type="number"
        min="0"
        max="1000000"
        step="any"
        .value=${String(state.inputVariance)}
        @change=${(/** @type {Event} */ event) => {
          const value = Number(valueOf(event));
          if (value >= 0 && value <= 1e6 && valueOf(event) !== '') state.set({ inputVariance: value });
        }}
    /></label>
    <label class="field"
      >Loss
      <select
        @change=${(/** @type {Event} */ event) =>
          state.set({ loss: /** @type {ModelState['loss']} */ (valueOf(event) || null) })}
      >
        <option value="" ?selected=${state.loss === null}>
          as in the code${state.model ? ` (${LOSSES[state.model.loss ?? 'unit']})` : ''}
        </option>
        ${Object.entries(LOSSES).map(
          ([name, text]) => html`<option value=${name} ?selected=${state.loss === name}>${text}</option>`,
        )}
      </select></label
    >
    <label class="field"
      >Networks drawn
      <input
        type="number"
        min="0"
        max="100"
        step="1"
        .value=${String(state.seeds)}
        @change=${(/** @type {Event} */ event) => {
          const value = Number(valueOf(event));
          if (Number.isInteger(value) && value >= 0 && value <= 100) state.set({ seeds: value });
        }}
    /></label>
  </div>
`;

/** @param {ModelState} state */
function forecastView(state) {
  const { forecast, progress } = state;
  if (!forecast) return html`<p role="status">There is no forecast: the code is not a model yet.</p>`;
  const { verdict, sentence, remedy, notes, counts } = forecast;
  return html`
    <p class="verdict ${verdict === 'healthy' ? '' : 'ill'}" role="status"><b>${WORDS[verdict]}.</b> ${sentence}</p>
    ${
      state.model?.ignored.some(({ changes }) => changes)
        ? html`<p class="note">
            The code has more than dense layers. The forecast is without them: see “What is left out”.
          </p>`
        : nothing
    }
    ${
      remedy
        ? html`<p>${remedy.sentence} By theory, the network is healthy with this:</p>
            <pre tabindex="0" aria-label="The change that mends it">${remedy.code}</pre>`
        : verdict === 'healthy' || verdict === 'unknown'
          ? nothing
          : html`<p>No initializer or activation function that was tried mends it at this depth.</p>`
    }
    <p class="progress">
      ${
        state.isRunning
          ? html`<span role="status"
                >Simulating
                ${networks(state.seeds)}${progress ? html`: <progress max=${progress.total} value=${progress.done} aria-label="Simulation"></progress>` : nothing}</span
              >
              <button type="button" @click=${() => state.stop()}>Stop</button>`
          : html`${
              verdict === 'unknown'
                ? nothing
                : html`<span
                    >The verdict is of
                    ${counts === 'simulation' ? `the simulation (${networks(forecast.seeds)})` : 'the theory'}.</span
                  >`
            }
            ${state.isStopped ? html`<button type="button" @click=${() => state.run()}>Simulate again</button>` : nothing}`
      }
    </p>
    <figure>
      <figcaption>Activations: σ between inputs</figcaption>
      <canvas data-what="signal" role="img" aria-label=${chartText(forecast, 'signal')}></canvas>
    </figure>
    <figure>
      <figcaption>Error signal: root mean square of ∂loss/∂z</figcaption>
      <canvas data-what="errorSignal" role="img" aria-label=${chartText(forecast, 'errorSignal')}></canvas>
    </figure>
    <p class="key">
      ${
        forecast.seeds > 0
          ? 'Dots: mean of the simulated networks. Upright lines: from the smallest to the largest. Short dashes: theory.'
          : 'Dots: theory.'
      }
      ${state.measured ? 'The other line is what your script measured.' : nothing}
    </p>
    ${notes.map((note) => html`<p class="note">${note}</p>`)} ${tableView(forecast)} ${measuredView(state)}
  `;
}

/** @param {Forecast} forecast */
const tableView = ({ layers, seeds }) => html`
  <details>
    <summary>All numbers</summary>
    <div class="scroll" tabindex="0" role="region" aria-label="All numbers of the forecast">
      <table>
        <thead>
          <tr>
            <th scope="col">layer</th>
            <th scope="col">units</th>
            <th scope="col">σ, theory</th>
            ${seeds > 0 ? html`<th scope="col">σ, simulation</th>` : nothing}
            <th scope="col">error signal, theory</th>
            ${seeds > 0 ? html`<th scope="col">error signal, simulation</th>` : nothing}
          </tr>
        </thead>
        <tbody>
          ${layers.map(
            ({ layer, units, theory, simulation }) =>
              html`<tr>
                <th scope="row">${layer}</th>
                <td>${units}</td>
                <td>${shortNumber(theory.signal)}</td>
                ${simulation ? html`<td>${estimate(simulation.signal)}</td>` : nothing}
                <td>${shortNumber(theory.errorSignal)}</td>
                ${simulation ? html`<td>${estimate(simulation.errorSignal)}</td>` : nothing}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </details>
`;

/** @param {import('../engine/forecast/forecast.js').Estimate} estimate */
const estimate = ({ mean, low, high }) => `${shortNumber(mean)} (${shortNumber(low)} to ${shortNumber(high)})`;

/** @param {ModelState} state */
const measuredView = (state) => html`
  <details ?open=${state.measured !== null || state.measuredRefusal !== null}>
    <summary>Compare with your own network</summary>
    <p>
      <a href="docs/examples/signals_torch.py.html">signals_torch.py</a> and
      <a href="docs/examples/signals_keras.py.html">signals_keras.py</a> write the signals of your own network to
      <code>signals.json</code>. Choose that file, and its line stands beside the forecast.
    </p>
    <label class="field"
      >signals.json
      <input type="file" accept=".json,application/json" @change=${(/** @type {Event} */ event) => take(event, state)}
    /></label>
    <p class="refusal" role="status">${state.measuredRefusal ?? nothing}</p>
    ${state.measured ? measuredTable(state) : nothing}
  </details>
`;

/** @param {ModelState} state */
const measuredTable = (state) => html`
  <div class="scroll" tabindex="0" role="region" aria-label="What your script measured">
    <table>
      <thead>
        <tr>
          <th scope="col">layer</th>
          <th scope="col">inputs → units</th>
          <th scope="col">σ</th>
          <th scope="col">error signal</th>
          <th scope="col">weights’ gradient</th>
          <th scope="col">dead</th>
          <th scope="col">‖ΔW‖ / ‖W‖</th>
        </tr>
      </thead>
      <tbody>
        ${state.measured?.layers.map(
          ({ name, shape: [units, inputs], signal, errorSignal, gradient, dead, update }, k) =>
            html`<tr>
              <th scope="row">${name || k + 1}</th>
              <td>${inputs} → ${units}</td>
              <td>${shortNumber(signal)}</td>
              <td>${shortNumber(errorSignal)}</td>
              <td>${shortNumber(gradient)}</td>
              <td>${dead === null ? '–' : `${Math.round(100 * dead)} %`}</td>
              <td>${shortNumber(update)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>
  <button type="button" @click=${() => state.forget()}>Remove it</button>
`;

/** @param {Event} event @param {ModelState} state */
async function take(event, state) {
  const [file] = /** @type {HTMLInputElement} */ (event.target).files ?? [];
  if (!file) return;
  // A file that is too long is not read; its length is what is refused.
  state.measure(file.size > LONGEST_FILE ? ' '.repeat(LONGEST_FILE + 1) : await file.text());
}
