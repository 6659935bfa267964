/** What other people's code asks of the element that the share part makes. It comes late. */

/** @typedef {{ parts: import('./late-parts.js').LateParts, share: import('./actions/sharing-actions.js').ShareLook }} Host  the element, as far as it is needed here */

/** What exports, and of what; the lab has to be open. @param {Host} host */
async function exporting({ parts, share }) {
  const part = await parts.share.want();
  const source = share.sharing?.source;
  if (!part || !source) throw new Error('What exports could not be loaded: check the connection, and call again.');
  return { part, source };
}

/** @param {Host} host @param {Partial<Parameters<typeof import('../export/image.js').toBlob>[1]>} options */
export async function toBlob(host, options) {
  const { part, source } = await exporting(host);
  const given = typeof options === 'object' && options !== null;
  return part.toBlob(source, given ? { what: 'figure', type: 'image/png', ...options } : /** @type {any} */ (options));
}

/** @param {Host} host @returns {Promise<string>} */
export async function toCSV(host) {
  const { part, source } = await exporting(host);
  return /** @type {any} */ (part).costsCSV(source);
}
