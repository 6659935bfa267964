import { createHash } from 'node:crypto';

/** How a policy names an inline script or style: by what it is, to the last character. @param {string} text */
export const hash = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** A policy as a header, and a meta tag, spell it. @param {Record<string, string>} directives */
export const policyText = (directives) =>
  Object.entries(directives)
    .map(([directive, sources]) => `${directive} ${sources}`)
    .join('; ');

/** What the built page may do: everything comes from its own server, and nothing stands inline. */
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

/** What comes from a server, as what is inline does not. In a sandboxed frame nothing is 'self' to WebKit, where this is the one way to say it. */
const FROM_A_SERVER = "'self' http: https:";

/** The same for embed.html, which works in sandboxed frames: its worker comes from inside the script there. */
export const EMBED_POLICY = policyText({
  ...OWN,
  'script-src': `${FROM_A_SERVER} 'wasm-unsafe-eval'`,
  'style-src': FROM_A_SERVER,
  'worker-src': `${FROM_A_SERVER} blob:`,
  'connect-src': FROM_A_SERVER,
});
