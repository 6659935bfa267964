/** In place of www/engine/node-thread.js: a page in one file does not run in Node. */

/** @returns {never} */
export function threadOfNode() {
  throw new Error('There are no threads of Node here.');
}
