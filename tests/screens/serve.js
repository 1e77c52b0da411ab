// @ts-check
/** Serves the extension's pages over HTTP with a stand-in for the browser, so that every screen and state can be looked at alone. */
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const HERE = fileURLToPath(new URL('.', import.meta.url));
// Written by the native test of the screens, from the core's own words.
const ANSWERS = join(ROOT, 'target/screens/answers');
const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.png': 'image/png', '.json': 'application/json' };
// What extension pages are allowed: the stand-in must not hide a page that would be refused.
const POLICY = "script-src 'self'; object-src 'self'";

/**
 * Serves until closed, on a free port.
 *
 * @param {number} [port]
 * @returns {Promise<{origin: string, close: () => void}>}
 */
export async function serve(port = 0) {
  const server = createServer(async (request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://localhost').pathname);
    try {
      const body = await content(path);
      response.writeHead(200, { 'content-type': TYPES[/** @type {keyof typeof TYPES} */ (extname(path))] ?? 'text/plain', 'content-security-policy': POLICY });
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((listening) => server.listen(port, '127.0.0.1', () => listening(undefined)));
  const address = server.address();
  return {
    origin: `http://127.0.0.1:${typeof address === 'object' ? address?.port : port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** @param {string} path */
async function content(path) {
  const locale = path.match(/^\/_locales\/(\w+)\/messages\.json$/);
  if (locale) return JSON.stringify(await messages(locale[1]));
  if (path === '/stand-in.js') return readFile(join(HERE, 'stand-in.js'));
  if (path === '/axe.js') return readFile(join(ROOT, 'target/node/node_modules/axe-core/axe.min.js'));
  if (path.startsWith('/answers/')) return readFile(join(ANSWERS, path.slice('/answers/'.length)));
  if (!path.startsWith('/extension/')) throw new Error(path);
  const body = await readFile(join(ROOT, path));
  return extname(path) === '.html' ? body.toString().replace('<script', '<script src="/stand-in.js"></script>\n<script') : body;
}

/** @param {string} language */
export async function messages(language) {
  const { labels } = JSON.parse(await readFile(join(ROOT, `src/report/words/${language}.json`), 'utf8'));
  return Object.fromEntries(Object.entries(labels).map(([key, message]) => [key, { message }]));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { origin } = await serve(8765);
  console.log(`${origin}/extension/popup/popup.html?tab=1&state=audited&language=fr`);
}
