/** Pictures and tables for the element's public methods. */

/** The exporter and its input. The lab must be open. @param {import('./late-features.js').LateFeatures} features */
async function exporting(features) {
  const part = await features.parts.share.want();
  const source = features.sharing?.source;
  if (!part || !source) throw new Error('What exports could not be loaded: check the connection, and call again.');
  return { part, source };
}

/** @param {import('./late-features.js').LateFeatures} features @param {Partial<Parameters<typeof import('../export/image.js').toBlob>[1]>} options */
export async function toBlob(features, options) {
  const { part, source } = await exporting(features);
  const given = typeof options === 'object' && options !== null;
  return part.toBlob(source, given ? { what: 'figure', type: 'image/png', ...options } : /** @type {any} */ (options));
}

/** @param {import('./late-features.js').LateFeatures} features @returns {Promise<string>} */
export async function toCSV(features) {
  const { part, source } = await exporting(features);
  return part.csvOf(source);
}
