/** Modules that scripts/inline.js provides to self-contained scripts. */

declare module 'init-lab:core' {
  /** The WebAssembly, gzipped, as base64. */
  const packed: string;
  export default packed;
}

declare module 'init-lab:worker' {
  /** The worker's script. */
  const text: string;
  export default text;
}
