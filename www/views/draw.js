/** Drawing points on the pictures with mouse, pen, touch or keyboard; and files dropped on them. */
import { html, nothing } from 'lit';
import { fit } from '../charts/canvas.js';
import { paintPoints } from '../charts/surface.js';
import { linearScale } from '../charts/scales.js';
import { ask } from './ask.js';
import { icon } from './more-icons.js';
import { mark } from './parts.js';
import { isWeightsFile, useWeights } from './weights-files.js';

/** @typedef {import('./view.js').EditorView} View */
/** @typedef {import('../charts/scales.js').Bounds} Bounds */

/** Spacing of a stroke's points and radius of the eraser, in pixels: larger for fingers than for a mouse. */
const SPACING = 12;
const REACH = { fine: 11, coarse: 20 };
/** As fractions of the picture's side: a step of the arrow keys, one with Shift, and the reach of Delete. */
const STEP = 0.02;
const LONG_STEP = 0.1;
const KEY_REACH = 0.05;
/** Files that may contain points. Browsers know few of their types, and some call every CSV a spreadsheet. */
const TEXT_FILE = /\.(csv|tsv|tab|txt|dat|data|arff)$/i;
const MOST_BYTES = 4_000_000;

/** Above the pictures: the tools while drawing, and messages. @param {View} view */
export function bench(view) {
  const { own } = view;
  const { text, place, problem } = own.said;
  const here = place === 'panels' ? text : '';
  return html`<div
    class="bench"
    part="bench"
    ?data-on=${own.drawing || here !== '' || [own.imports, own.weights].some((each) => each?.asking?.place === 'panels')}
  >
    ${own.drawing ? tools(own) : nothing}
    <div class="saying">
      <p class="said" role="status">${problem ? '' : here}</p>
      <p class="said" role="alert" data-problem>${problem ? here : ''}</p>
    </div>
    ${ask(view, 'panels')}
    <p class="keys" id="draw-keys" ?hidden=${!own.drawing}>
      Keys on a picture: arrows move, with Shift further; Space adds a point; 0 and 1 choose its class; Delete erases
      the nearest; Ctrl+Z undoes; Escape ends.
    </p>
  </div>`;
}

/** @param {View['own']} own */
function tools(own) {
  const tool = (/** @type {0 | 1 | 'erase'} */ name, /** @type {unknown} */ content) =>
    html`<button type="button" id="tool-${name}" aria-pressed=${own.tool === name} @click=${() => own.choose(name)}>
      ${content}
    </button>`;
  const { names } = own.state;
  const called = (/** @type {0 | 1} */ label) =>
    names
      ? html`<bdi class="class-name">${names[label]}</bdi>`
      : html`<span><span class="word">Class </span>${label}</span>`;
  return html`<div class="tools" role="group" aria-label="Drawing">
    <div class="group choice" role="group" aria-label="What the pointer does">
      ${tool(0, html`${mark(0)}${called(0)}`)} ${tool(1, html`${mark(1)}${called(1)}`)}
      ${tool('erase', html`${icon('eraser')}<span class="word">Eraser</span>`)}
    </div>
    <button type="button" id="draw-undo" aria-disabled=${!own.undoes} @click=${() => own.undo()}>
      ${icon('undo')}<span class="word">Undo</span>
    </button>
    <button type="button" id="draw-redo" aria-disabled=${!own.redoes} @click=${() => own.redo()}>
      ${icon('redo')}<span class="word">Redo</span>
    </button>
    <button type="button" class="primary" id="draw-done" @click=${(/** @type {Event} */ e) => leave(e, own)}>
      Done
    </button>
  </div>`;
}

/** The overlay that receives strokes. @param {View} view @param {{ label: string }} run */
export function sheet(view, run) {
  const { own } = view;
  if (!own.drawing) return nothing;
  return html`<div
    class="sheet"
    tabindex="0"
    role="application"
    aria-roledescription="drawing area"
    aria-label="Points, over the picture of ${run.label}"
    aria-describedby="draw-keys"
    data-tool=${own.tool}
    @pointerdown=${(/** @type {PointerEvent} */ e) => press(e, view)}
    @pointermove=${(/** @type {PointerEvent} */ e) => move(e, view)}
    @pointerup=${(/** @type {PointerEvent} */ e) => release(e, view)}
    @pointercancel=${(/** @type {PointerEvent} */ e) => release(e, view)}
    @lostpointercapture=${(/** @type {PointerEvent} */ e) => release(e, view)}
    @pointerleave=${() => own.hover(null)}
    @keydown=${(/** @type {KeyboardEvent} */ e) => key(e, view)}
    @focus=${(/** @type {FocusEvent} */ e) => {
      if (/** @type {Element} */ (e.target).matches(':focus-visible')) own.point(cursor(view), here(view));
    }}
    @blur=${() => own.hidePoint()}
  >
    <canvas aria-hidden="true"></canvas>
  </div>`;
}

/** Ends drawing and returns the focus to the Draw button. @param {Event} event @param {View['own']} own */
function leave({ currentTarget }, own) {
  const root = /** @type {ShadowRoot} */ (/** @type {Element} */ (currentTarget).getRootNode());
  own.stop();
  requestAnimationFrame(() => (root.getElementById('draw-points') ?? root.getElementById('open-data'))?.focus());
}

// With a pointer

/**
 * Each pressed pointer's last position, in pixels of its sheet.
 * @type {WeakMap<Element, { id: number, x: number, y: number }>}
 */
const gestures = new WeakMap();

/** @param {PointerEvent} event */
function place({ currentTarget, clientX, clientY }) {
  const { left, top, width, height } = /** @type {Element} */ (currentTarget).getBoundingClientRect();
  const inside = (/** @type {number} */ value, /** @type {number} */ end) => Math.min(end, Math.max(0, value));
  return { x: inside(clientX - left, width), y: inside(clientY - top, height), width, height };
}

/**
 * Converts pixels of a sheet to data units, with no more digits than the pixels resolve.
 * @param {Bounds} bounds @param {{ x: number, y: number, width: number, height: number }} at
 */
function dataAt(bounds, { x, y, width, height }) {
  const { xMin, xMax, yMin, yMax } = bounds;
  return tidy(bounds, {
    x: xMin + (x / width) * (xMax - xMin),
    y: yMax - (y / height) * (yMax - yMin),
  });
}

/** @param {Bounds} bounds @param {{ x: number, y: number }} at */
function tidy({ xMin, xMax, yMin, yMax }, { x, y }) {
  const decimals = 1 + decimalsOf(xMax - xMin);
  const short = (/** @type {number} */ value, /** @type {number} */ low, /** @type {number} */ high) =>
    Math.min(high, Math.max(low, Number(value.toFixed(Math.min(20, decimals))))) + 0;
  return { x: short(x, xMin, xMax), y: short(y, yMin, yMax) };
}

/** Decimals that resolve a hundredth of a span. @param {number} span */
const decimalsOf = (span) => Math.min(12, Math.max(0, Math.ceil(2 - Math.log10(span))));

/** @param {PointerEvent} event */
const reachOf = ({ pointerType, currentTarget }, /** @type {Bounds} */ { xMin, xMax }) =>
  ((pointerType === 'touch' ? REACH.coarse : REACH.fine) / /** @type {Element} */ (currentTarget).clientWidth) *
  (xMax - xMin);

/** @param {PointerEvent} event @param {View} view */
function press(event, view) {
  const sheet = /** @type {HTMLElement} */ (event.currentTarget);
  if (event.button !== 0 || !event.isPrimary || gestures.has(sheet)) return;
  // Prevents text selection, which also sets the focus; so this sets it.
  event.preventDefault();
  sheet.focus({ preventScroll: true });
  const at = place(event);
  capture(sheet, event.pointerId);
  gestures.set(sheet, { id: event.pointerId, x: at.x, y: at.y });
  view.own.hidePoint(dataAt(view.model.bounds, at));
  view.own.startStroke();
  draw(event, view, dataAt(view.model.bounds, at));
}

/** Captures the pointer, so that a stroke continues outside the picture. @param {Element} sheet @param {number} id */
function capture(sheet, id) {
  try {
    sheet.setPointerCapture(id);
  } catch {
    // the pointer is already gone
  }
}

/** @param {PointerEvent} event @param {View} view */
function move(event, view) {
  const { own, model } = view;
  const sheet = /** @type {Element} */ (event.currentTarget);
  const gesture = gestures.get(sheet);
  const at = place(event);
  if (own.tool === 'erase' && event.isPrimary)
    own.hover({ ...dataAt(model.bounds, at), reach: reachOf(event, model.bounds) });
  if (!gesture || gesture.id !== event.pointerId || !own.stroke) return;
  // Points are evenly spaced at any pointer speed.
  let distance = Math.hypot(at.x - gesture.x, at.y - gesture.y);
  const spacing = own.tool === 'erase' ? REACH.fine / 2 : SPACING;
  while (distance >= spacing) {
    gesture.x += ((at.x - gesture.x) * spacing) / distance;
    gesture.y += ((at.y - gesture.y) * spacing) / distance;
    const next = { ...at, x: gesture.x, y: gesture.y };
    if (!draw(event, view, dataAt(model.bounds, next))) return;
    distance = Math.hypot(at.x - gesture.x, at.y - gesture.y);
  }
}

/** @param {PointerEvent} event @param {View} view @param {{ x: number, y: number }} at */
function draw(event, { own, model, showTest }, { x, y }) {
  if (own.stroke?.tool !== 'erase') return own.extend(x, y);
  own.erase(x, y, reachOf(event, model.bounds), showTest);
  return true;
}

/**
 * A stroke interrupted by the system is kept: it is visible and can be undone.
 * @param {PointerEvent} event @param {View} view
 */
function release(event, view) {
  const sheet = /** @type {Element} */ (event.currentTarget);
  if (gestures.get(sheet)?.id !== event.pointerId) return;
  gestures.delete(sheet);
  view.own.endStroke(words(view.model.bounds));
}

// With keys

/** The keyboard cursor: the last position of keys or pointer, else the centre. @param {View} view */
const cursor = ({ own, model: { bounds } }) =>
  tidy(bounds, own.place ?? { x: (bounds.xMin + bounds.xMax) / 2, y: (bounds.yMin + bounds.yMax) / 2 });

/** A position in words. @param {Bounds} bounds @returns {(x: number, y: number) => string} */
function words({ xMin, xMax }) {
  const decimals = decimalsOf(xMax - xMin);
  const one = (/** @type {number} */ value) =>
    (value + 0)
      .toFixed(decimals)
      .replace(/^-(?=0\.?0*$)/, '')
      .replace('-', '−');
  return (x, y) => `${one(x)}, ${one(y)}`;
}

/** @param {View} view */
function here(view) {
  const { x, y } = cursor(view);
  return words(view.model.bounds)(x, y);
}

/** @type {Record<string, [number, number]>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

/** @param {KeyboardEvent} event @param {View} view */
function key(event, view) {
  const { own, model, showTest } = view;
  const { bounds } = model;
  const span = bounds.xMax - bounds.xMin;
  const at = cursor(view);
  const command = event.ctrlKey || event.metaKey;
  const pressed = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (event.altKey) return;
  if (command && pressed === 'z') event.shiftKey ? own.redo() : own.undo();
  else if (command && pressed === 'y') own.redo();
  else if (command) return;
  else if (pressed in ARROWS) {
    const step = span * (event.shiftKey ? LONG_STEP : STEP);
    const [right, up] = ARROWS[pressed];
    const to = tidy(bounds, { x: at.x + right * step, y: at.y + up * step });
    own.point(to, words(bounds)(to.x, to.y));
  } else if (pressed === ' ' || pressed === 'Enter') {
    own.point(at);
    if (own.tool === 'erase') own.eraseNearest(at.x, at.y, KEY_REACH * span, showTest);
    else {
      own.startStroke();
      own.extend(at.x, at.y);
      own.endStroke(words(bounds));
    }
  } else if (pressed === '0' || pressed === '1') own.choose(pressed === '0' ? 0 : 1);
  else if (pressed === 'Delete' || pressed === 'Backspace') {
    own.point(at);
    own.eraseNearest(at.x, at.y, KEY_REACH * span, showTest);
  } else if (pressed === 'Escape') own.stroke ? own.cancelStroke() : leave(event, own);
  else return;
  event.preventDefault();
}

// Marks over the pictures

/** @param {ParentNode} root @param {View} view */
export function paintSheets(root, { own, model: { bounds }, theme }) {
  const { stroke } = own;
  for (const canvas of /** @type {NodeListOf<HTMLCanvasElement>} */ (root.querySelectorAll('.sheet canvas'))) {
    const { width, height, ratio } = fit(canvas);
    const ctx = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.clearRect(0, 0, width, height);
    const scales = {
      x: linearScale([bounds.xMin, bounds.xMax], [0, width]),
      y: linearScale([bounds.yMin, bounds.yMax], [height, 0]),
      width,
      height,
    };
    if (stroke?.added.length) {
      const drawn = {
        points: Float64Array.from(stroke.added.flatMap(([x, y]) => [x, y])),
        labels: Uint8Array.from(stroke.added, ([, , label]) => label),
      };
      paintPoints(ctx, drawn, scales, theme, { hollow: false });
    }
    if (own.hovered) {
      const { x, y, reach } = own.hovered;
      ring(ctx, scales.x(x), scales.y(y), scales.x(x + reach) - scales.x(x), theme);
    }
    if (own.pointed) cross(ctx, scales.x(own.pointed.x), scales.y(own.pointed.y), scales, theme, own.tool);
  }
}

/** @param {CanvasRenderingContext2D} ctx @param {number} x @param {number} y @param {number} radius @param {import('../charts/colours.js').Theme} theme */
function ring(ctx, x, y, radius, theme) {
  ctx.beginPath();
  ctx.arc(x, y, radius, 0, 2 * Math.PI);
  twice(ctx, theme, theme.ink);
}

/** @param {CanvasRenderingContext2D} ctx @param {number} x @param {number} y @param {{ width: number, height: number }} size @param {import('../charts/colours.js').Theme} theme @param {0 | 1 | 'erase'} tool */
function cross(ctx, x, y, { width, height }, theme, tool) {
  const gap = 7;
  ctx.beginPath();
  for (const [from, to] of [
    [0, x - gap],
    [x + gap, width],
  ]) {
    ctx.moveTo(from, y);
    ctx.lineTo(Math.max(from, to), y);
  }
  for (const [from, to] of [
    [0, y - gap],
    [y + gap, height],
  ]) {
    ctx.moveTo(x, from);
    ctx.lineTo(x, Math.max(from, to));
  }
  twice(ctx, theme, tool === 'erase' ? theme.ink : tool === 0 ? theme.zero : theme.one);
}

/**
 * A thin line that is visible on any background.
 * @param {CanvasRenderingContext2D} ctx @param {import('../charts/colours.js').Theme} theme @param {string} colour
 */
function twice(ctx, theme, colour) {
  ctx.strokeStyle = theme.halo;
  ctx.lineWidth = 3;
  ctx.stroke();
  ctx.strokeStyle = colour;
  ctx.lineWidth = 1.25;
  ctx.stroke();
}

// Files

/** @param {Pick<View, 'own' | 'act' | 'model'>} view @param {File[]} files @param {import('../data/editor.js').Place} where */
export async function useFiles({ own, act, model }, files, where) {
  const [file] = files;
  if (!file) return;
  if (files.some(isWeightsFile)) return void (await useWeights({ own, act, model }, files, where));
  const refuse = (/** @type {string} */ why) => own.say(where, `${why} The points stay as they were.`, true);
  if (files.length > 1) return void refuse(`${files.length} files are too many; must be one.`);
  if (!TEXT_FILE.test(file.name) && !file.type.startsWith('text/'))
    return void refuse(
      `“${file.name.slice(0, 60)}” is not a file of points; must be a .csv, .tsv, .txt, .dat or .arff file.`,
    );
  if (file.size > MOST_BYTES)
    return void refuse(
      `“${file.name.slice(0, 60)}” has ${(file.size / 1e6).toFixed(1)} MB; must be at most ${MOST_BYTES / 1e6} MB.`,
    );
  let bytes;
  try {
    bytes = new Uint8Array(await file.arrayBuffer());
  } catch {
    return void refuse(`“${file.name.slice(0, 60)}” could not be read.`);
  }
  await own.useText(bytes, where, file.name.slice(0, 60));
}
