/** The built page, for the measurements that need it. */
import { buildDist } from '../scripts/build-dist.js';

/** @type {Promise<void> | undefined} */
let building;

/** Builds it, once. */
export const builtPage = () => (building ??= buildDist());
