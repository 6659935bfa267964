import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { CONTENT_SECURITY_POLICY } from './content-security-policy.js';

/** @type {Record<string, string>} */
const MIME_TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
};

/** Types of files worth compressing. */
const COMPRESSIBLE = new Set(['.css', '.html', '.js', '.json', '.map', '.mjs', '.svg', '.wasm']);

/** Compressed files by path, size and modification time. @type {Map<string, Buffer>} */
const compressed = new Map();

/**
 * @typedef {object} StaticServerOptions
 * @property {boolean} [strictCsp] sends the built page's Content-Security-Policy as a header with every answer
 * @property {Record<string, string>} [mimeTypes] replacements, such as { '.wasm': 'text/plain' }
 * @property {Record<string, string>} [headers] sent with every answer
 * @property {boolean} [compress] gzips text and WebAssembly for clients that accept it, as sites do
 * @property {(url: string) => void} [onRequest] called with the path of every request
 * @property {(url: string) => Promise<boolean>} [hinder] asked before every answer, which waits for it; true cuts the connection
 * @property {string} [base] the folder's address on the server: '/' by default; begins and ends with a slash
 */

/**
 * The file at an address. Undefined if it is outside the folder.
 * @param {string} folder
 * @param {string} base
 * @param {string} address
 */
function fileFor(folder, base, address) {
  let pathname;
  try {
    pathname = decodeURIComponent(new URL(address, 'http://localhost').pathname);
  } catch {
    return undefined;
  }
  if (!pathname.startsWith(base)) return undefined;
  const below = pathname.slice(base.length);
  const file = path.resolve(folder, below.endsWith('/') || below === '' ? `${below}index.html` : below);
  return file.startsWith(path.resolve(folder) + path.sep) ? file : undefined;
}

/**
 * Whether an answer may be gzipped. A range request is answered with uncompressed bytes.
 * @param {import('node:http').IncomingMessage} request
 */
const acceptsGzip = ({ headers }) =>
  headers.range === undefined &&
  /(^|[\s,])gzip\s*(;\s*q=(?!0(\.0*)?\s*(,|$))|,|$)/i.test(`${headers['accept-encoding'] ?? ''}`);

/** @param {string} file @param {import('node:fs').Stats} stats */
async function gzipped(file, { size, mtimeMs }) {
  const key = `${file} ${size} ${mtimeMs}`;
  const known = compressed.get(key) ?? (await promisify(gzip)(await readFile(file), { level: 9 }));
  compressed.set(key, known);
  return known;
}

/**
 * Serves a folder on a free port, to this machine only.
 * @param {string} folder
 * @param {StaticServerOptions} [options]
 * @returns {Promise<{ url: string, close: () => Promise<void> }>} url ends with the base
 */
export async function serveStatic(folder, options = {}) {
  const { strictCsp = false, compress = false, mimeTypes = {}, headers = {}, onRequest, hinder, base = '/' } = options;
  const server = createServer(async (request, response) => {
    onRequest?.(request.url ?? '/');
    if (await hinder?.(request.url ?? '/')) {
      request.socket.destroy();
      return;
    }
    const file = fileFor(folder, base, request.url ?? '/');
    const found = file === undefined ? undefined : await stat(file).catch(() => undefined);
    if (file === undefined || !found?.isFile()) {
      response.writeHead(404, { 'Content-Type': 'text/plain' }).end('Not found\n');
      return;
    }
    const extension = path.extname(file);
    const zippable = compress && COMPRESSIBLE.has(extension);
    const zipped = zippable && acceptsGzip(request) ? await gzipped(file, found) : undefined;
    response.writeHead(200, {
      'Content-Type': mimeTypes[extension] ?? MIME_TYPES[extension] ?? 'application/octet-stream',
      'Cache-Control': 'no-store',
      ...(strictCsp ? { 'Content-Security-Policy': CONTENT_SECURITY_POLICY } : {}),
      ...(zippable ? { Vary: 'Accept-Encoding' } : {}),
      ...(zipped ? { 'Content-Encoding': 'gzip', 'Content-Length': zipped.length } : {}),
      ...headers,
    });
    if (zipped) response.end(zipped);
    else createReadStream(file).pipe(response);
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', () => resolve(undefined));
  });
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    url: `http://127.0.0.1:${port}${base}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
