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

/** The same for embed.html, whose worker in a sandboxed frame comes from inside the script. */
export const EMBED_POLICY = policyText({ ...OWN, 'worker-src': "'self' blob:" });
