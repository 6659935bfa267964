/** The browser's trace of a page's thread. */

/** @typedef {{ name: string, ph: string, pid: number, tid: number, ts: number, dur?: number, tdur?: number, args?: any }} TraceEvent */

const CATEGORIES = [
  'toplevel',
  'devtools.timeline',
  'disabled-by-default-devtools.timeline',
  'blink.user_timing',
  'v8',
];

/**
 * Trace events during some work.
 * @param {import('playwright-core').Browser} browser @param {import('playwright-core').Page} page @param {() => Promise<unknown>} work
 * @returns {Promise<TraceEvent[]>}
 */
export async function traced(browser, page, work) {
  await browser.startTracing(page, { categories: CATEGORIES });
  await work();
  return JSON.parse(String(await browser.stopTracing())).traceEvents;
}

/**
 * Tasks of the page's own thread: that of the renderer with the most tasks, since the browser keeps spare ones.
 * @param {TraceEvent[]} events
 */
export function mainThread(events) {
  const threads = new Map(
    events
      .filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
      .map(({ pid, tid }) => [`${pid} ${tid}`, /** @type {TraceEvent[]} */ ([])]),
  );
  for (const event of events) threads.get(`${event.pid} ${event.tid}`)?.push(event);
  const frames = (/** @type {TraceEvent[]} */ list) => list.filter(({ name }) => name === FRAME).length;
  return [...threads.values()].sort((a, b) => frames(b) - frames(a))[0] ?? [];
}

/** The event that marks each frame of the page's thread. */
const FRAME = 'FireAnimationFrame';

/**
 * The thread's busy time between frames and the length of each task, in milliseconds. Wall-clock time includes time
 * lost to other processes; processor time does not.
 * @param {TraceEvent[]} thread @param {'dur' | 'tdur'} clock
 */
export function busy(thread, clock) {
  const frames = thread.filter(({ name }) => name === FRAME).map(({ ts }) => ts);
  frames.sort((a, b) => a - b);
  const tasks = thread.filter(({ name, ph }) => ph === 'X' && name === 'RunTask');
  const perFrame = Array.from({ length: Math.max(0, frames.length - 1) }, () => 0);
  let k = 0;
  for (const { ts, dur = 0, [clock]: taken = 0 } of tasks.sort((a, b) => a.ts - b.ts)) {
    // A frame's work is the task that produces it and all tasks until the next frame.
    while (k + 1 < frames.length && frames[k + 1] <= ts + dur) k += 1;
    if (ts + dur >= frames[0] && k < perFrame.length) perFrame[k] += taken / 1000;
  }
  return { perFrame, longest: Math.max(...tasks.map(({ [clock]: taken = 0 }) => taken)) / 1000 };
}

/** Time within tasks: milliseconds by name, outermost first. @param {TraceEvent[]} thread */
export function byName(thread) {
  /** @type {Map<string, { ms: number, count: number }>} */
  const sums = new Map();
  for (const { name, ph, dur = 0, args } of thread) {
    if (ph !== 'X') continue;
    const key = name === 'FunctionCall' ? `FunctionCall ${args?.data?.functionName ?? ''}` : name;
    const sum = sums.get(key) ?? { ms: 0, count: 0 };
    sum.ms += dur / 1000;
    sum.count += 1;
    sums.set(key, sum);
  }
  return [...sums].sort(([, a], [, b]) => b.ms - a.ms);
}
