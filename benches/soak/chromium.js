/** A page in Chromium whose memory is read: the heaps of its threads, their WebAssembly, nodes and listeners. */
import { chromium } from 'playwright-core';
import { ensureBrowser } from '../../scripts/browser.js';
import { settled } from '../frames/site.js';

/** @typedef {(method: any, parameters?: any) => Promise<any>} Ask  a thread's own debugger */

const MEGABYTE = 2 ** 20;

/** The debuggers of a page's workers, as they come and go. @param {import('playwright-core').CDPSession} session */
async function workersOf(session) {
  /** @type {Map<string, Ask>} */
  const workers = new Map();
  /** @type {Map<number, (answer: any) => void>} */
  const waiting = new Map();
  let count = 0;
  session.on('Target.attachedToTarget', ({ sessionId }) =>
    workers.set(sessionId, (method, params = {}) => {
      const id = (count += 1);
      session.send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id, method, params }) });
      return new Promise((resolve) => waiting.set(id, resolve));
    }),
  );
  session.on('Target.detachedFromTarget', ({ sessionId }) => workers.delete(sessionId));
  session.on('Target.receivedMessageFromTarget', ({ message }) => {
    const { id, result } = JSON.parse(message);
    waiting.get(id)?.(result);
    waiting.delete(id);
  });
  await session.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
  return workers;
}

/** Bytes of a thread after collection. @param {Ask} ask */
async function bytesOf(ask) {
  const evaluated = await ask('Runtime.evaluate', { expression: 'WebAssembly.Memory.prototype' });
  const { objects } = await ask('Runtime.queryObjects', { prototypeObjectId: evaluated.result.objectId });
  const { result } = await ask('Runtime.callFunctionOn', {
    objectId: objects.objectId,
    functionDeclaration: 'function () { return this.reduce((sum, { buffer }) => sum + buffer.byteLength, 0); }',
    returnByValue: true,
  });
  for (const { objectId } of [evaluated.result, objects]) await ask('Runtime.releaseObject', { objectId });
  // Twice: what is freed in the first may have held more.
  for (let k = 0; k < 2; k += 1) await ask('HeapProfiler.collectGarbage');
  const { usedSize, backingStorageSize } = await ask('Runtime.getHeapUsage');
  return { wasm: result.value, heap: usedSize, buffers: backingStorageSize };
}

/** @param {string} url @returns {Promise<import('../soak.js').SoakedPage>} */
export async function soakChromium(url) {
  const browser = await chromium.launch(await ensureBrowser());
  const page = await browser.newPage({ viewport: { width: 1280, height: 1000 } });
  page.setDefaultTimeout(0);
  await page.goto(url);
  await settled(page);
  const session = await page.context().newCDPSession(page);
  const workers = await workersOf(session);
  await session.send('Performance.enable');

  async function read() {
    const own = await bytesOf((method, parameters) => session.send(method, parameters));
    const others = await Promise.all(Array.from(workers.values(), bytesOf));
    const { metrics } = await session.send('Performance.getMetrics');
    const metric = (/** @type {string} */ name) => metrics.find((each) => each.name === name)?.value ?? NaN;
    const sum = (/** @type {keyof typeof own} */ what) =>
      others.reduce((total, each) => total + each[what], 0) / MEGABYTE;
    return {
      'heap of the page': own.heap / MEGABYTE,
      'its buffers': own.buffers / MEGABYTE,
      'its WebAssembly': own.wasm / MEGABYTE,
      workers: others.length,
      'their heap': sum('heap'),
      'their WebAssembly': sum('wasm'),
      nodes: metric('Nodes'),
      listeners: metric('JSEventListeners'),
    };
  }

  return {
    version: browser.version(),
    evaluate: (work, argument) => page.evaluate(/** @type {any} */ (work), argument),
    read,
    close: () => browser.close(),
  };
}
