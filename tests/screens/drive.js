// @ts-check
/** Browsers driven over WebDriver, with nothing but `fetch`. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/** @typedef {Awaited<ReturnType<typeof start>>} Browser */
/** @typedef {{width: number, height: number, scheme: 'light' | 'dark', forced?: boolean}} Look */

export const BROWSERS = ['chromium', 'firefox'];

/**
 * Starts a headless browser of its own, with a profile of its own.
 *
 * @param {string} name `chromium` or `firefox`.
 */
export async function start(name) {
  const port = await freePort();
  const profile = await mkdtemp(join(tmpdir(), 'screens-'));
  const path = [process.env.PATH, join(homedir(), '.cargo/bin')].join(delimiter);
  const command = name === 'firefox' ? ['geckodriver', '--allow-system-access', '--port', String(port), '--websocket-port', String(await freePort())] : ['chromedriver', `--port=${port}`];
  const driver = spawn(command[0], command.slice(1), { stdio: 'ignore', env: { ...process.env, PATH: path, TMPDIR: profile } });
  const base = `http://127.0.0.1:${port}`;
  const stop = async () => {
    const ended = new Promise((done) => driver.once('exit', done));
    driver.kill();
    await ended;
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  const opened = async () => {
    await until(async () => (await (await fetch(`${base}/status`)).json()).value.ready);
    return post(`${base}/session`, { capabilities: { alwaysMatch: { ...(name === 'firefox' ? firefox() : chromium(profile)), timeouts: { script: 60_000 } } } });
  };
  const session = await opened().catch(async (failure) => {
    await stop();
    throw failure;
  });
  const at = `${base}/session/${session.sessionId}`;
  const tell = (/** @type {string} */ cmd, /** @type {object} */ params) => post(`${at}/goog/cdp/execute`, { cmd, params });
  const inChrome = async (/** @type {string} */ script, /** @type {unknown[]} */ args) => {
    await post(`${at}/moz/context`, { context: 'chrome' });
    await post(`${at}/execute/sync`, { script, args });
    await post(`${at}/moz/context`, { context: 'content' });
  };

  /** The window that Firefox last was given: it lays out the whole page again when asked for the same one. */
  let given = '';

  return {
    name,
    /** @param {string} address */
    open: (address) => post(`${at}/url`, { url: address }),
    /** @param {string} script @param {...unknown} args */
    run: (script, ...args) => post(`${at}/execute/sync`, { script, args }),
    /** @param {string} script @param {...unknown} args */
    wait: (script, ...args) => post(`${at}/execute/async`, { script, args }),
    /** @param {string} keys WebDriver's key codes included. */
    type: (keys) => post(`${at}/actions`, { actions: [{ type: 'key', id: 'keyboard', actions: [...keys].flatMap((value) => [{ type: 'keyDown', value }, { type: 'keyUp', value }]) }] }),
    /** @param {Look} look */
    async look({ width, height, scheme, forced }) {
      if (name === 'firefox') {
        await inChrome(
          "Services.prefs.setIntPref('layout.css.prefers-color-scheme.content-override', arguments[0]); Services.prefs.setIntPref('browser.display.document_color_use', arguments[1]); Services.prefs.setIntPref('ui.prefersReducedMotion', 1);",
          [scheme === 'dark' ? 0 : 1, forced ? 2 : 1],
        );
        if (given === `${width} × ${height}`) return undefined;
        given = `${width} × ${height}`;
        const [dx, dy] = await post(`${at}/execute/sync`, { script: 'return [outerWidth - innerWidth, outerHeight - innerHeight]', args: [] });
        return post(`${at}/window/rect`, { width: width + dx, height: height + dy });
      }
      const features = [
        { name: 'prefers-color-scheme', value: scheme },
        { name: 'forced-colors', value: forced ? 'active' : 'none' },
        { name: 'prefers-reduced-motion', value: 'reduce' },
      ];
      await tell('Emulation.setEmulatedMedia', { features });
      return tell('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile: false });
    },
    /** @returns {Promise<Buffer>} A PNG of what is in the window. */
    async picture() {
      const { value } = await (await fetch(`${at}/screenshot`)).json();
      return Buffer.from(value, 'base64');
    },
    /** @returns {Promise<Buffer>} The page as an A4 PDF. */
    async print() {
      const page = { width: 21, height: 29.7 };
      return Buffer.from(await post(`${at}/print`, { page, margin: { top: 1.8, bottom: 1.6, left: 1.4, right: 1.4 }, background: true, shrinkToFit: false }), 'base64');
    },
    async close() {
      await fetch(at, { method: 'DELETE' });
      await stop();
    },
  };
}

/** @param {string} profile */
function chromium(profile) {
  const args = ['--headless=new', '--no-sandbox', '--disable-gpu', '--hide-scrollbars', '--force-color-profile=srgb', `--user-data-dir=${profile}`];
  return { browserName: 'chrome', 'goog:chromeOptions': { args } };
}

function firefox() {
  const prefs = {
    'ui.prefersReducedMotion': 1,
    'widget.gtk.overlay-scrollbars.enabled': true,
    // The list of downloads opens over the page and takes its keys.
    'browser.download.alwaysOpenPanel': false,
  };
  return { browserName: 'firefox', 'moz:firefoxOptions': { args: ['-headless'], prefs } };
}

/**
 * @param {string} address
 * @param {object} body
 */
async function post(address, body) {
  const answer = await fetch(address, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  const { value } = await answer.json();
  if (!answer.ok) throw new Error(`${value.error}: ${value.message}`);
  return value;
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((found) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => found(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** @param {() => Promise<unknown>} ready */
async function until(ready) {
  for (const started = Date.now(); ; ) {
    try {
      if (await ready()) return;
    } catch {
      // Not listening yet.
    }
    if (Date.now() - started > 20000) throw new Error('the browser’s driver did not start');
    await new Promise((later) => setTimeout(later, 50));
  }
}
