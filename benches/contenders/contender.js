/**
 * A contender. Each has its own process, idle while the others work.
 * @typedef {object} Contender
 * @property {string} name
 * @property {string} versions
 * @property {'f64' | 'f32'} precision
 * @property {(request: object) => Promise<any>} ask
 * @property {() => Promise<void>} close
 */

/**
 * Why a contender is missing.
 * @typedef {{ name: string, reason: string }} Absence
 */

export {};
