/** A view that fails says so in its place, and is reported once. */
import assert from 'node:assert/strict';
import { describe, it, mock } from 'node:test';
import { guard, once } from '../../www/element/view-failures.js';

const view = /** @type {any} */ ({ count: 3 });
const broken = (/** @type {any} */ { gone }) => gone.value;

describe('a view that fails', () => {
  it('is replaced by a line, and the others are drawn', () => {
    /** @type {unknown[]} */
    const failures = [];
    const guarded = guard(view, (error) => failures.push(error));
    assert.equal(
      guarded((/** @type {any} */ { count }) => count),
      3,
    );
    assert.match(String(/** @type {any} */ (guarded(broken)).strings), /This part could not be shown/);
    assert.equal(failures.length, 1);
  });

  it('is reported once, however often it is drawn', () => {
    const said = mock.method(console, 'error', () => {});
    /** @type {string[]} */
    const told = [];
    const report = once((message) => told.push(message));
    const guarded = guard(view, report);
    for (let k = 0; k < 5; k += 1) guarded(broken);
    guarded(() => {
      throw 'a text';
    });
    assert.equal(told.length, 2);
    assert.match(told[0], /value/);
    assert.equal(told[1], 'a text');
    assert.equal(said.mock.callCount(), 2);
    said.mock.restore();
  });
});
