/** The worker of a sweep in Node. In browsers the engine's worker does the same. */
import { expose } from './remote.js';
import { sweepApi } from './sweep-api.js';
import { ownPort } from './threads.js';

expose(sweepApi, ownPort());
