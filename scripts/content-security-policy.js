import { createHash } from 'node:crypto';

/** The hash by which a policy allows an inline script or style. @param {string} text */
export const hash = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** Formats a policy for a header or meta tag. @param {Record<string, string>} directives */
export const policyText = (directives) =>
  Object.entries(directives)
    .map(([directive, sources]) => `${directive} ${sources}`)
    .join('; ');

/** Policy of the built page: everything comes from its own server, nothing is inline. */
const OWN = {
  'default-src': "'none'",
  'script-src': "'self' 'wasm-unsafe-eval'",
  'style-src': "'self'",
  'worker-src': "'self'",
  'connect-src': "'self'",
  'img-src': "'self' data: blob:",
  'font-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
};
export const CONTENT_SECURITY_POLICY = policyText(OWN);

/**
 * Allows any server. In a sandboxed frame, 'self' matches nothing in WebKit, so schemes are the only way to allow a
 * server's files while forbidding inline ones.
 */
const FROM_A_SERVER = "'self' http: https:";

/** Policy of embed.html, which works in sandboxed frames. Its worker is then started from inside the script. */
export const EMBED_POLICY = policyText({
  ...OWN,
  'script-src': `${FROM_A_SERVER} 'wasm-unsafe-eval'`,
  'style-src': FROM_A_SERVER,
  'worker-src': `${FROM_A_SERVER} blob:`,
  'connect-src': FROM_A_SERVER,
  'font-src': FROM_A_SERVER,
});
