/** Forwards benchmark requests to the worker that runs the engine, as on the page. */
const worker = new Worker(new URL('./worker.js', import.meta.url), { type: 'module' });

/** @param {object} request @returns {Promise<any>} */
const ask = (request) =>
  new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = (event) => reject(new Error(event.message || 'the worker could not be loaded'));
    worker.postMessage(request);
  });

Object.assign(window, { ask });
