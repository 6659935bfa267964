/** The worker of a sweep. */
import { holdLock } from './hold-lock.js';
import { expose } from './remote.js';
import { sweepApi } from './sweep-api.js';
import { ownPort } from './own-port.js';

expose({ ...sweepApi, holdLock }, ownPort());
