// @ts-check
// The one place where the core is loaded: once, at the first question, behind one promise.

import init, { answer } from '../wasm/cookie_charter.js';

/** @type {Promise<unknown> | undefined} */
let ready;

/**
 * Hands one question to the core. It always answers: what went wrong is an answer with `error`.
 * @param {{ask: string}} message
 * @returns {Promise<object>}
 */
export async function ask(message) {
  try {
    await (ready ??= init({ module_or_path: chrome.runtime.getURL('extension/wasm/cookie_charter_bg.wasm') }));
    return JSON.parse(await answer(JSON.stringify(message)));
  } catch (error) {
    console.error(error);
    return { error: { id: 'core-stopped', sentence: chrome.i18n.getMessage('coreStopped') } };
  }
}
