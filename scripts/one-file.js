/** Puts a self-contained script, compressed, into a single-file page. */
import { readFileSync } from 'node:fs';
import { BLOCK } from '../www/experiment/notation.js';
import { hash, policyText } from './content-security-policy.js';
import { toBase85 } from '../www/standalone/base85.js';
import { zipped } from './inline.js';
import { inRoot } from './paths.js';

/** @param {{ script: string, boot: string, styles: string }} contents */
export async function oneFilePage({ script, boot, styles }) {
  const policy = policyText({
    'default-src': "'none'",
    'script-src': `${hash(boot)} ${hash(script)} 'wasm-unsafe-eval'`,
    'style-src': hash(styles),
    'worker-src': 'blob:',
    'img-src': 'data: blob:',
    'font-src': 'data:',
    'base-uri': "'none'",
    'form-action': "'none'",
  });
  // Without an icon, some browsers request one from the server, and report that the policy forbids it.
  const icon = readFileSync(inRoot('www', 'site', 'favicon.svg'), 'utf8')
    .replaceAll(/\s+/g, ' ')
    .trim();
  /** @type {Record<string, string>} */
  const parts = {
    policy: `<meta http-equiv="Content-Security-Policy" content="${policy}" />`,
    icon: `<link rel="icon" href="data:image/svg+xml,${encodeURIComponent(icon)}" type="image/svg+xml" />`,
    styles: `<style>${styles}</style>`,
    experiment: `<script type="application/json" id="${BLOCK}">{"preset":"notebook"}</script>`,
    code: `<script type="text/plain" id="init-lab-code">${toBase85(await zipped(Buffer.from(script)))}</script>`,
    boot: `<script>${boot}</script>`,
  };
  return readFileSync(inRoot('www', 'standalone', 'one-file.html'), 'utf8').replaceAll(
    /<!-- (\w+) -->/g,
    (_, name) => parts[name],
  );
}
