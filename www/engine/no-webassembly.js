/** Advice for hosts without WebAssembly, used on both sides of the engine. */
export const NO_WEBASSEMBLY =
  'This browser has no WebAssembly, or it is switched off (Lockdown Mode and some company policies do that). The networks ' +
  'are trained by WebAssembly in your browser. Allow it for this page, or open the page in another browser.';
