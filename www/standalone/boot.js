/**
 * Unpacks the script of a one-file page and runs it. The page's policy allows both by their hashes. The script receives
 * the page's original text, so that it can save the page with another experiment.
 */
import { fromBase85 } from './base85.js';
import { unzipped } from './unpack.js';

const FAILED =
  'The lab inside this file could not be unpacked. Its browser needs DecompressionStream (Chrome since 80, Firefox since 113, Safari since 16.4): ' +
  'update the browser, or open the page from a web server.';

const FORBIDDEN =
  'The server sends this file with a Content-Security-Policy under which the lab inside cannot run: take require-trusted-types-for out of it.';

const source = `<!doctype html>\n${document.documentElement.outerHTML}\n`;

Promise.resolve(document.getElementById('init-lab-code')?.textContent ?? '')
  .then((text) => unzipped(fromBase85(text)))
  .then((bytes) => {
    const script = Object.assign(document.createElement('script'), {
      source,
      textContent: new TextDecoder().decode(bytes),
    });
    document.head.append(script);
    script.remove();
  })
  .catch((error) => {
    const place = document.querySelector('init-lab p');
    if (place) place.textContent = `${/trusted ?script/i.test(error) ? FORBIDDEN : FAILED} (${error})`;
  });
