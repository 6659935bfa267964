/** Builds the model that the views draw from. */
import { VARIANTS, assignSlots } from '../charts/series.js';
import { sameRun } from '../experiment/object.js';
import { nameOf } from '../experiment/runs.js';
import { indexOf } from '../player/model.js';
import { latest } from '../player/run-toggle.js';
import { drawnLook } from '../views/inside/inside-look.js';

/** @typedef {import('../views/view.js').View} View */
/** @typedef {import('../player/model.js').Model} Model */

/** @param {Model} model @returns {(run: any) => number} */
function slotsOf(model) {
  const { initializers } = model.catalogue;
  const runs = model.experiment?.runs ?? [];
  const isOn = (/** @type {any} */ run) => model.chosen.includes(model.offered.indexOf(run));
  // The lab can offer more runs of a family than it has colours. Runs that are on then come first.
  const order =
    model.offered.length > VARIANTS
      ? [...model.offered].sort((a, b) => Number(isOn(b)) - Number(isOn(a)))
      : model.offered;
  const slots = assignSlots(order, model.catalogue);
  return (run) => {
    const place = model.offered.includes(run) ? run : model.offered[model.chosen[runs.indexOf(run)]];
    const found = order.indexOf(place);
    return slots[found < 0 ? order.findIndex((other) => sameRun(other, run, initializers)) : found] ?? 0;
  };
}

/** Remembers the labels of runs that were switched on. */
export class RunLabels {
  /** @type {Map<string, string>} */
  #known = new Map();

  /** @param {Model} model */
  learn({ frame, experiment }) {
    frame?.runs.forEach(({ label }, k) => {
      const { weights, ...run } = experiment.runs[k];
      if (!weights) this.#known.set(JSON.stringify(run), label);
    });
  }

  /** @param {Model} model @param {any} run */
  of(model, run) {
    const { initializers } = model.catalogue;
    const label = model.described[indexOf(model, run)]?.label;
    if (label) return label;
    for (const [key, known] of this.#known) if (sameRun(JSON.parse(key), run, initializers)) return known;
    return run.label ?? nameOf(run);
  }
}

/**
 * Whether the cost axis is logarithmic. A choice holds for the preset that it was made for.
 * @param {Model['preset']} preset @param {import('../views/view.js').Look['axis']} chosen
 */
const isLogarithmic = (preset, chosen) =>
  chosen !== null && chosen.preset === preset?.name ? chosen.logarithmic : preset?.costAxis !== 'linear';

/**
 * @param {object} of
 * @param {Model} of.model
 * @param {import('./element-lab.js').State} of.state
 * @param {RunLabels} of.labels
 * @param {import('./late-features.js').LateFeatures} of.features
 * @param {() => import('../charts/colours.js').Theme} of.theme
 * @param {() => import('./expected-runs.js').Expected} of.expected
 * @param {(name: string) => boolean} of.shows
 * @param {boolean} of.staged
 * @param {boolean} of.moves
 * @param {import('../views/view.js').Actions} of.act
 * @returns {View}
 */
export function viewOf({ model, state, labels, features, theme, expected, shows, staged, moves, act }) {
  const { inside, share, ...look } = state;
  return {
    model,
    ...look,
    more: latest(look.more),
    logarithmic: isLogarithmic(model.frame ? model.preset : expected().preset, look.axis),
    get theme() {
      return theme();
    },
    get expected() {
      return expected().runs;
    },
    get expectsStage() {
      return expected().hasSweep;
    },
    slotOf: slotsOf(model),
    labelOf: (run) => labels.of(model, run),
    look: drawnLook(inside, model.frame),
    insideStride: features.insidePainter?.stride ?? 1,
    own: features.own,
    stage: features.stage,
    staged,
    moves,
    share: { ...share, sharing: features.sharing },
    shows,
    parts: features.parts,
    act,
  };
}
