/** Unpacks gzipped base64 from scripts/inline.js. @param {string} packed */
export const unpacked = (packed) => unzipped(Uint8Array.from(atob(packed), (character) => character.charCodeAt(0)));

/** @param {Uint8Array<ArrayBuffer>} bytes  of a gzip file @returns {Promise<Uint8Array<ArrayBuffer>>} */
export async function unzipped(bytes) {
  // Avoids a Blob: WebKit cannot read one in a worker of a file page.
  const stream = /** @type {ReadableStream} */ (new Response(bytes).body).pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
