/** Fetches and compiles the engine's WebAssembly, and identifies each possible failure. */
import { NO_WEBASSEMBLY } from './no-webassembly.js';

/** @typedef {'no-webassembly' | 'file' | 'fetch' | 'wrong-mime' | 'csp' | 'compile'} EngineErrorReason */

/** The core cannot run here. The message gives the reason and advice. */
export class EngineError extends Error {
  /**
   * @param {EngineErrorReason} reason
   * @param {string} message
   * @param {unknown} [cause]
   */
  constructor(reason, message, cause) {
    super(message, { cause });
    this.name = 'EngineError';
    this.reason = reason;
  }
}

/**
 * Compiles the module, while it streams if the host supports that.
 * @param {URL} url
 * @returns {Promise<WebAssembly.Module>}
 * @throws {EngineError}
 */
export async function loadModule(url) {
  if (typeof WebAssembly !== 'object') {
    throw new EngineError('no-webassembly', NO_WEBASSEMBLY);
  }
  if (url.protocol === 'file:') return compile(readFile(url));
  const response = await request(url);
  const type = response.headers.get('Content-Type') ?? 'none';
  if (/^application\/wasm\s*$/i.test(type)) return compile(response);
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (isWebAssembly(bytes)) return compile(bytes);
  throw new EngineError(
    'wrong-mime',
    `The server answered ${url.pathname} with something that is not WebAssembly (Content-Type: ${type}). Make it serve the .wasm file itself, as application/wasm.`,
  );
}

/**
 * @param {URL} url
 * @returns {Uint8Array<ArrayBuffer>}
 */
function readFile(url) {
  const process = /** @type {{ process?: NodeJS.Process }} */ (globalThis).process;
  if (!process?.getBuiltinModule) {
    throw new EngineError(
      'file',
      'The page was opened from a file, and browsers load no WebAssembly from there. Open init-lab.html instead, which works ' +
        'as a file, or serve the folder over HTTP: npx serve, or python3 -m http.server.',
    );
  }
  return new Uint8Array(process.getBuiltinModule('node:fs').readFileSync(url));
}

/** @param {URL} url */
async function request(url) {
  const advice = 'Check the connection, and that the file lies beside the script.';
  let forbidden = false;
  const hear = (/** @type {Event} */ event) => {
    forbidden ||= /** @type {SecurityPolicyViolationEvent} */ (event).effectiveDirective === 'connect-src';
  };
  // Node has no such policy and no such event.
  globalThis.addEventListener?.('securitypolicyviolation', hear);
  let response;
  try {
    response = await fetch(url, { credentials: 'same-origin' });
  } catch (error) {
    await new Promise((resolve) => setTimeout(resolve)); // the event is a separate task, which may follow the rejection
    if (!forbidden) throw new EngineError('fetch', `${url.pathname} could not be loaded. ${advice}`, error);
    const source = url.origin === globalThis.location?.origin ? "'self'" : url.origin;
    throw new EngineError(
      'csp',
      `The page’s Content-Security-Policy does not allow the engine to load. Add ${source} to its connect-src.`,
      error,
    );
  } finally {
    globalThis.removeEventListener?.('securitypolicyviolation', hear);
  }
  if (!response.ok) {
    throw new EngineError('fetch', `The server answered ${response.status} for ${url.pathname}. ${advice}`);
  }
  return response;
}

/** @param {Uint8Array} bytes */
function isWebAssembly(bytes) {
  return [0x00, 0x61, 0x73, 0x6d].every((byte, i) => bytes[i] === byte);
}

/** @param {Response | Uint8Array<ArrayBuffer>} source */
export async function compile(source) {
  try {
    return source instanceof Uint8Array
      ? await WebAssembly.compile(source)
      : await WebAssembly.compileStreaming(source);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    if (/content security policy|unsafe-eval|blocked by csp/i.test(detail)) {
      throw new EngineError(
        'csp',
        "The page's Content-Security-Policy forbids WebAssembly. Add 'wasm-unsafe-eval' to its script-src.",
        error,
      );
    }
    throw new EngineError('compile', `The browser could not compile the WebAssembly: ${detail}`, error);
  }
}

/**
 * Instantiates a module with wasm-bindgen's glue for bundlers, which loads nothing itself.
 * @param {WebAssembly.Module} module
 * @param {object} glue
 */
export async function run(module, glue) {
  const [imported] = WebAssembly.Module.imports(module);
  const { exports } = await WebAssembly.instantiate(module, { [imported.module]: /** @type {any} */ (glue) });
  const { __wbg_set_wasm: use } = /** @type {any} */ (glue);
  use(exports);
  /** @type {any} */ (exports).__wbindgen_start();
}
