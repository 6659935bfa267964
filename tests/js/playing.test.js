/** Figures of the lesson play once, one at a time, as they come into view. The browser's parts are stand-ins. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import { playOnce } from '../../www/lesson/playing.js';

/** Tells of an element that half of it came into view, or left it. @type {Map<object, (isSeen: boolean) => void>} */
const sights = new Map();

class Sight {
  /** @param {(entries: object[]) => void} tell */
  constructor(tell) {
    this.tell = tell;
  }

  /** @param {object} element */
  observe(element) {
    const height = { height: 100 };
    sights.set(element, (isSeen) =>
      this.tell([
        { isIntersecting: isSeen, intersectionRect: isSeen ? height : { height: 0 }, boundingClientRect: height },
      ]),
    );
  }
}

class Lab extends EventTarget {
  iteration = 0;
  paused = true;
  plays = 0;

  play() {
    this.plays += 1;
    this.paused = false;
    this.iteration += 1;
  }

  suspend() {
    if (this.paused) return null;
    this.paused = true;
    return () => this.play();
  }

  end() {
    this.paused = true;
    this.dispatchEvent(new Event('finish'));
  }
}

const names = ['matchMedia', 'IntersectionObserver', 'addEventListener', 'innerHeight'];
/** @type {Map<string, PropertyDescriptor | undefined>} */
const before = new Map(names.map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)]));

beforeEach(() => {
  mock.timers.enable({ apis: ['setTimeout', 'Date'] });
  const stand = {
    matchMedia: () => ({ matches: false }),
    IntersectionObserver: Sight,
    addEventListener: () => {},
    innerHeight: 800,
  };
  for (const [name, value] of Object.entries(stand))
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
});
afterEach(() => {
  mock.timers.reset();
  for (const [name, descriptor] of before) {
    if (descriptor) Object.defineProperty(globalThis, name, descriptor);
    else Reflect.deleteProperty(globalThis, name);
  }
});

/** Labs in figures that play once. @param {number} count */
function labs(count) {
  const made = Array.from({ length: count }, () => new Lab());
  const figures = made.map((lab, k) => ({ id: `f${k}`, dataset: {}, querySelector: () => lab }));
  playOnce(/** @type {any} */ (figures));
  return made;
}

/** @param {Lab} lab @param {boolean} isSeen */
function see(lab, isSeen) {
  sights.get(lab)?.(isSeen);
  mock.timers.tick(1000);
}

const moving = (/** @type {Lab[]} */ all) => all.flatMap(({ paused }, k) => (paused ? [] : [k]));

describe('figures that play as they come into view', () => {
  it('move one at a time also when one leaves the view mid-run and returns', () => {
    const all = labs(3);
    const [a, b, c] = all;
    see(a, true);
    assert.deepEqual(moving(all), [0]);
    see(a, false);
    see(a, true);
    see(b, true);
    assert.deepEqual(moving(all), [0], 'back in view it still has its turn');
    see(a, false);
    assert.deepEqual(moving(all), [1]);
    see(a, true);
    see(c, true);
    assert.deepEqual(moving(all), [1], 'the first waits for the second');
    b.end();
    mock.timers.tick(1000);
    assert.equal(moving(all).length, 1);
    for (const lab of [a, c]) {
      if (!lab.paused) lab.end();
      mock.timers.tick(1000);
    }
    for (const lab of [c, a]) {
      if (!lab.paused) lab.end();
      mock.timers.tick(1000);
    }
    assert.deepEqual([a.plays, b.plays, c.plays], [2, 1, 1], 'the interrupted one went on, the others played once');
  });

  it('leave a figure alone that the reader has moved, and play none twice', () => {
    const all = labs(2);
    const [a, b] = all;
    a.iteration = 5;
    see(a, true);
    see(b, true);
    b.end();
    see(b, false);
    b.iteration = 0;
    see(b, true);
    assert.deepEqual([a.plays, b.plays], [0, 1]);
    a.dispatchEvent(new Event('progress'));
    a.iteration = 0;
    see(a, false);
    see(a, true);
    assert.equal(a.plays, 0, 'also after a rewind');
  });
});
