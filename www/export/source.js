/** What exports are made from. Types alone. */

/**
 * @typedef {object} Source
 * @property {import('../views/parts.js').View} view
 * @property {string} permalink  the address that opens the lab as it is
 * @property {import('../player.js').Player['read']} read
 */

export {};
