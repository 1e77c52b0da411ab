// @ts-check
// The one place where the core is loaded: once, at the first question, behind one promise.

import init, { answer } from '../wasm/cookie_charter.js';

/** @type {Promise<unknown> | undefined} */
let ready;

/** Who waits for an answer: a core that stops half-way never answers, but the browser reports its error. */
/** @type {Set<(error: unknown) => void>} */
const waiting = new Set();
addEventListener('error', ({ error }) => waiting.forEach((reject) => reject(error)));

/** What reads, changes and writes again what is kept: one after another, or the later would undo the earlier. */
const IN_TURN = new Set(['judge', 'keep', 'delete', 'import', 'set-charter', 'forget-charter', 'set-settings']);
let turn = Promise.resolve();

/**
 * Hands one question to the core, in its turn.
 * @param {{ask: string} & Record<string, unknown>} message
 * @returns {Promise<object>}
 */
export function ask(message) {
  if (!IN_TURN.has(message.ask)) return answered(message);
  const done = turn.then(() => answered(message));
  turn = done.then(() => {});
  return done;
}

/**
 * Tells the core that a tab was closed or loads anew, where it is there at all.
 *
 * @param {number} tab
 */
export async function leave(tab) {
  if (ready) await ask({ ask: 'left', tab });
}

/** Loads the core, unless it is there. */
export function load() {
  return (ready ??= init({ module_or_path: chrome.runtime.getURL('extension/wasm/cookie_charter_bg.wasm') }));
}

/**
 * Hands one question to the core. It always answers: what went wrong is an answer with `error`.
 * @param {{ask: string} & Record<string, unknown>} message
 * @returns {Promise<object>}
 */
async function answered(message) {
  let reject = (/** @type {unknown} */ _error) => {};
  try {
    await load();
    const stopped = new Promise((_, fail) => {
      reject = fail;
      waiting.add(fail);
    });
    return JSON.parse(await Promise.race([answer(JSON.stringify(message)), stopped]));
  } catch (error) {
    console.error(error);
    return { error: { id: 'core-stopped', sentence: chrome.i18n.getMessage('failure') } };
  } finally {
    waiting.delete(reject);
  }
}
