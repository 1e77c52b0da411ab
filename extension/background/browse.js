// @ts-check
// "As I browse": once a page has settled, the core is asked to audit it, if the person switched that on.

import { ask } from './core.js';
import { flush } from './seen.js';

/** Milliseconds without a further load before a page counts as settled. */
const SETTLED = 2000;

/** @type {Map<number, ReturnType<typeof setTimeout>>} */
const waiting = new Map();

/** @param {number} tab whose page has finished loading */
export async function settled(tab) {
  const { settings } = await chrome.storage.local.get('settings');
  if (/** @type {{ mode?: string } | undefined} */ (settings)?.mode !== 'browse') return;
  clearTimeout(waiting.get(tab));
  waiting.set(tab, setTimeout(async () => {
    waiting.delete(tab);
    await flush();
    await ask({ ask: 'browse', tab });
  }, SETTLED));
}
