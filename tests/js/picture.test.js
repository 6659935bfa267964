import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createLab } from '../../www/engine/lab.js';
import { Buffers, gridOf, pictureOf, productsOf } from '../../www/engine/picture.js';
import { COARSE, FINE } from '../../www/player/frames.js';

const BOUNDS = { xMin: -1.5, xMax: 1.5, yMin: -1.5, yMax: 1.5 };

/**
 * The boundary of an experiment's only run, and its known properties.
 * @param {import('../../www/engine/lab.js').ExperimentInput} experiment @param {number} iterations @param {typeof COARSE | typeof FINE} how
 */
async function boundaryOf(experiment, iterations, how) {
  const lab = await createLab(experiment);
  lab.advance(iterations);
  const products = productsOf(/** @type {any} */ (lab.experiment).network.hidden);
  const grid = gridOf({ bounds: BOUNDS, size: 112, span: 280, ...how }, products, 1);
  const { boundary } = pictureOf(lab, 0, grid, how.halvings, null, new Buffers());
  const cell = (grid.bounds.xMax - grid.bounds.xMin) / grid.columns;
  const pieces = Array.from({ length: boundary.length / 4 }, (_, k) => [...boundary.slice(4 * k, 4 * k + 4)]);
  return { lab, cell, pieces };
}

const HE = { runs: [{ initializer: 'he' }] };
const CURVED = { ...HE, network: { activation: 'tanh' }, training: { learningRate: 0.1 } };

describe('the boundary in a picture', () => {
  for (const [name, experiment] of Object.entries({ 'straight pieces': HE, curves: CURVED })) {
    it(`has the network change sign within a fraction of a cell of it, all along: ${name}`, async () => {
      for (const how of [COARSE, FINE]) {
        const { lab, cell, pieces } = await boundaryOf(experiment, 4000, how);
        // Tolerance of bisection, and for cut corners.
        const off = cell * (2 ** -(how.halvings + 1) + 1 / 12);
        assert.ok(pieces.length >= 8, `${pieces.length} pieces`);
        let [crossed, all] = [0, 0];
        for (const [x0, y0, x1, y1] of pieces) {
          const length = Math.hypot(x1 - x0, y1 - y0);
          const steps = Math.ceil(length / cell);
          for (let k = 0; k < steps; k += 1) {
            const [x, y] = [x0 + ((k + 0.5) / steps) * (x1 - x0), y0 + ((k + 0.5) / steps) * (y1 - y0)];
            const [nx, ny] = [(-(y1 - y0) / length) * off, ((x1 - x0) / length) * off];
            const [one, other] = lab.predict(0, Float64Array.of(x + nx, y + ny, x - nx, y - ny));
            crossed += Number(one > 0.5 !== other > 0.5);
            all += 1;
          }
        }
        // Between crossings, inside a cell, a sharp corner may lie further out: the cell size limits the resolution.
        assert.ok(crossed >= 0.97 * all, `${crossed} of ${all}, ${how.halvings} halvings`);
        lab.free();
      }
    });
  }

  it('is drawn in few strokes with few corners, each piece from where the one before ended', async () => {
    const { lab, pieces } = await boundaryOf(HE, 4000, COARSE);
    const strokes = pieces.filter(([x, y], k) => k === 0 || x !== pieces[k - 1][2] || y !== pieces[k - 1][3]).length;
    const length = pieces.reduce((sum, [x0, y0, x1, y1]) => sum + Math.hypot(x1 - x0, y1 - y0), 0);
    assert.ok(strokes <= 3, `${strokes} strokes`);
    assert.ok(pieces.length < length / 0.05, `${pieces.length} pieces for a length of ${length}`);
    lab.free();
  });
});
