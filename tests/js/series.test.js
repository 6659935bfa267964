/** Colours and dashes of runs: one of each per family of initializers, in every preset and figure. */
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { describe, it } from 'node:test';
import fc from './seeds.js';
import { rgb, themes } from '../../www/charts/colours.js';
import { FAMILY_DASHES, FURTHER_DASHES, SLOTS, VARIANTS, assignSlots, seriesColour, seriesDash } from '../../www/charts/series.js'; // prettier-ignore
import { createLab } from '../../www/engine/lab.js';
import { catalogue } from '../../www/experiment/catalogue.js';
import { presetRuns } from '../../www/experiment/object.js';
import { runsFrom } from '../../www/experiment/runs.js';

const { families, initializers, presets } = catalogue;
const ALL = Array.from({ length: SLOTS }, (_, slot) => slot);

/** Relative luminance (WCAG 2.2). @param {number[]} colour */
function luminance(colour) {
  const [r, g, b] = colour.map((byte) => byte / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
} // prettier-ignore

/** @param {string} a @param {string} b */
function contrast(a, b) {
  const [high, low] = [a, b].map((hex) => luminance(rgb(hex))).sort((p, q) => q - p);
  return (high + 0.05) / (low + 0.05);
}

/** Linear RGB as people with no red, green or blue cones see it (Machado, Oliveira and Fernandes, 2009). */
const VISION = {
  all: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  protanopia: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deuteranopia: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritanopia: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
};

/** CIE L*a*b* of a colour. @param {string} hex @param {number[]} vision */
function lab(hex, vision) {
  const linear = rgb(hex).map((byte) => byte / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)); // prettier-ignore
  const [r, g, b] = [0, 3, 6].map((row) => Math.min(1, Math.max(0, vision[row] * linear[0] + vision[row + 1] * linear[1] + vision[row + 2] * linear[2]))); // prettier-ignore
  const f = (/** @type {number} */ t) => (t > (6 / 29) ** 3 ? Math.cbrt(t) : t / (3 * (6 / 29) ** 2) + 4 / 29);
  const [x, y, z] = [(0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505, 0.2126 * r + 0.7152 * g + 0.0722 * b, (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089].map(f); // prettier-ignore
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

/** @param {string} a @param {string} b @param {number[]} vision */
const apart = (a, b, vision) => Math.hypot(...lab(a, vision).map((value, k) => value - lab(b, vision)[k]));

/** Runs with the entries that names of libraries stand for. @param {any[]} runs @returns {Promise<any[]>} */
async function entries(runs) {
  if (!runs.some(({ initializer }) => initializer.startsWith('library/'))) return runs;
  const lab = await createLab({ runs });
  const { experiment } = lab;
  lab.free();
  return experiment.runs;
}

describe('colours and dashes of runs', () => {
  it('are one of each per family of the catalogue', () => {
    assert.equal(families.length, FAMILY_DASHES.length);
    for (const theme of Object.values(themes)) assert.equal(theme.series.length, families.length);
    for (const { name, family } of initializers) assert.ok(families.some((one) => one.name === family), name); // prettier-ignore
    assert.equal(new Set([...FAMILY_DASHES, ...FURTHER_DASHES].map((dash) => dash.join())).size, 8 + VARIANTS - 1);
  });

  it('have a contrast of 3 with the paper, in every theme and shade', () => {
    for (const [name, theme] of Object.entries(themes))
      for (const slot of ALL) {
        const colour = seriesColour(theme, slot);
        assert.ok(contrast(colour, theme.paper) >= 3, `${name}, slot ${slot}: ${colour} has ${contrast(colour, theme.paper).toFixed(2)}`); // prettier-ignore
      }
  });

  it('differ between families, and from the classes, for every colour vision', () => {
    for (const [name, theme] of Object.entries(themes))
      for (const [vision, matrix] of Object.entries(VISION)) {
        const colours = [...theme.series, theme.zero, theme.one];
        theme.series.forEach((one, i) =>
          colours.slice(i + 1).forEach((other, j) => {
            const isClass = i + 1 + j >= theme.series.length;
            // 2.3 is a just noticeable difference. Dashes differ as well, and classes are dots.
            const least = vision === 'all' ? 15 : isClass ? 4 : 8;
            const distance = apart(one, other, matrix);
            assert.ok(distance > least, `${name}, ${vision}: ${one} and ${other} are ${distance.toFixed(1)} apart`);
          }),
        );
      }
  });

  it('give an initializer the same look in every preset and lesson figure, but for a second run of it', async () => {
    const folder = new URL('../../www/lesson/text/', import.meta.url);
    const files = readdirSync(folder, { recursive: true }).filter((name) => String(name).endsWith('.html'));
    const texts = files.map((name) => readFileSync(new URL(String(name), folder), 'utf8'));
    const figures = texts.flatMap((text) => [...text.matchAll(/initializers="([^"]+)"/g)].map(([, runs]) => runsFrom(runs))); // prettier-ignore
    assert.ok(figures.length > 5);
    /** @type {Map<string, number>} */
    const known = new Map();
    for (const named of [...presets.map(presetRuns), ...figures]) {
      const runs = await entries(named);
      const slots = assignSlots(runs, catalogue);
      assert.equal(new Set(slots).size, slots.length, 'all runs of a lab differ');
      runs.forEach((/** @type {any} */ run, /** @type {number} */ k) => {
        const same = (/** @type {any} */ other) => other.initializer === run.initializer;
        const size = Math.round(Math.log10(run.stddev ?? 1));
        if (runs.findIndex((/** @type {any} */ other) => same(other) && Math.round(Math.log10(other.stddev ?? 1)) === size) < k) return; // prettier-ignore
        const key = `${run.initializer} ${size}`;
        assert.equal(known.get(key) ?? slots[k], slots[k], key);
        known.set(key, slots[k]);
      });
    }
  });

  it('keep the notebook’s looks: zeros dotted, random × 10 dashed, He solid, Xavier in dashes and dots', () => {
    const slots = assignSlots(presetRuns(presets[0]), catalogue);
    assert.deepEqual(
      slots.map((slot) => seriesDash(slot)),
      [[2, 3], [9, 3], [], [9, 3, 2, 3]],
    );
    assert.deepEqual(
      slots.map((slot) => seriesColour(themes.light, slot)),
      ['#1b1d21', '#b0509a', '#008767', '#805b00'],
    );
  });

  it('tell up to eight runs of a family apart by shade and dash', () => {
    const family = fc.constantFrom(...initializers.map(({ name }) => name), 'custom');
    const run = fc.record({ initializer: family, stddev: fc.constantFrom(0.001, 0.05, 1, 2, 10, 300) });
    fc.assert(
      fc.property(fc.array(run, { minLength: 1, maxLength: VARIANTS }), (runs) => {
        const slots = assignSlots(runs, catalogue);
        assert.equal(new Set(slots).size, runs.length);
        assert.ok(slots.every((slot) => slot >= 0 && slot < SLOTS));
        for (const theme of Object.values(themes))
          assert.equal(new Set(slots.map((slot) => `${seriesColour(theme, slot)} ${seriesDash(slot)}`)).size, runs.length); // prettier-ignore
      }),
    );
  });
});
