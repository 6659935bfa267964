/** Generates the page for unknown addresses. It is self-contained, since it may be shown for any folder. */
import { readFileSync } from 'node:fs';
import { hash, policyText } from './content-security-policy.js';
import { inRoot } from './paths.js';

/** @param {string | undefined} site  the address of the site, if it is known; else the folder that the wrong address names */
export function notFoundPage(site) {
  const styles = readFileSync(inRoot('www', 'styles', '404.css'), 'utf8');
  const policy = policyText({
    'default-src': "'none'",
    'style-src': hash(styles),
    'base-uri': "'none'",
    'form-action': "'none'",
  });
  return readFileSync(inRoot('www', 'site', '404.html'), 'utf8')
    .replace('<!-- policy -->', () => `<meta http-equiv="Content-Security-Policy" content="${policy}" />`)
    .replace('<!-- styles -->', () => `<style>${styles}</style>`)
    .replace('href="./"', () => `href="${site ?? './'}"`);
}
