/** This project in a worker: each request message gets one answer message. */
import * as engine from '../../www/engine/lab.js';
import { ours } from '../contenders/ours.js';

const handle = ours(engine);

self.onmessage = async ({ data }) => {
  try {
    self.postMessage(await handle(data));
  } catch (error) {
    self.postMessage({ error: error instanceof Error ? error.message : String(error) });
  }
};
