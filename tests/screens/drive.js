// @ts-check
/** A browser driven over WebDriver, with nothing but `fetch`. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** @typedef {Awaited<ReturnType<typeof chromium>>} Browser */

/** Starts a headless Chromium of its own, with a profile of its own. */
export async function chromium() {
  const port = await freePort();
  const profile = await mkdtemp(join(tmpdir(), 'screens-'));
  const driver = spawn('chromedriver', [`--port=${port}`], { stdio: 'ignore' });
  const base = `http://127.0.0.1:${port}`;
  await until(async () => (await (await fetch(`${base}/status`)).json()).value.ready);
  const args = ['--headless=new', '--no-sandbox', '--disable-gpu', '--hide-scrollbars', '--force-color-profile=srgb', `--user-data-dir=${profile}`];
  const session = await post(`${base}/session`, { capabilities: { alwaysMatch: { browserName: 'chrome', 'goog:chromeOptions': { args } } } });
  const at = `${base}/session/${session.sessionId}`;
  return {
    /** @param {string} address */
    open: (address) => post(`${at}/url`, { url: address }),
    /** @param {string} script @param {...unknown} args */
    run: (script, ...args) => post(`${at}/execute/sync`, { script, args }),
    /** @param {string} script @param {...unknown} args */
    wait: (script, ...args) => post(`${at}/execute/async`, { script, args }),
    /** @param {string} cmd @param {object} [params] */
    tell: (cmd, params = {}) => post(`${at}/goog/cdp/execute`, { cmd, params }),
    /** @param {string} keys */
    type: (keys) =>
      post(`${at}/actions`, { actions: [{ type: 'key', id: 'keyboard', actions: [...keys].flatMap((value) => [{ type: 'keyDown', value }, { type: 'keyUp', value }]) }] }),
    close: async () => {
      await fetch(at, { method: 'DELETE' });
      driver.kill();
      await new Promise((ended) => driver.once('exit', ended));
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/**
 * @param {string} address
 * @param {object} body
 */
async function post(address, body) {
  const answer = await fetch(address, { method: 'POST', body: JSON.stringify(body) });
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
    if (Date.now() - started > 15000) throw new Error('chromedriver did not start');
    await new Promise((later) => setTimeout(later, 50));
  }
}
