// @ts-check
/// <reference types="chrome" />
import { label, wantedLanguage } from './words.js';

/** @typedef {import('./view').Failure} Failure */

/** What the background could not do, with a sentence for people. */
export class AskError extends Error {
  /** @param {Failure} failure */
  constructor(failure) {
    super(failure.sentence);
    this.id = failure.id;
  }

  /** Whether the background ended before it answered. */
  get isUnheard() {
    return ['worker', 'silent'].includes(this.id);
  }
}

/**
 * Asks the background, which may have to wake up first, and gives its answer.
 *
 * @param {string} name What is asked (`view`, `read-again`, …).
 * @param {Record<string, unknown>} [fields]
 * @returns {Promise<any>}
 * @throws {AskError} Always with a sentence.
 */
export async function ask(name, fields = {}) {
  let answer;
  try {
    answer = await chrome.runtime.sendMessage({ ask: name, language: wantedLanguage(), ...fields });
  } catch {
    throw new AskError({ id: 'worker', sentence: label('failureWorker') });
  }
  if (typeof answer !== 'object' || answer === null) {
    throw new AskError({ id: 'silent', sentence: label('failureWorker') });
  }
  if (answer.error) {
    throw new AskError({ id: String(answer.error.id ?? 'failure'), sentence: answer.error.sentence || label('failure') });
  }
  return answer;
}

/**
 * Asks, and once more where the background was stopped while it read: the next question starts it again.
 *
 * @param {string} name
 * @param {Record<string, unknown>} [fields]
 * @returns {Promise<any>}
 * @throws {AskError} Always with a sentence.
 */
export async function askTwice(name, fields) {
  try {
    return await ask(name, fields);
  } catch (failure) {
    if (!(failure instanceof AskError && failure.isUnheard)) throw failure;
    return ask(name, fields);
  }
}

/** The number of the tab that the page's address names, if it names one. */
export function namedTab() {
  return Number(new URLSearchParams(location.search).get('tab')) || undefined;
}

/**
 * The tab a page is about: the one its address names, or else the active one.
 *
 * @returns {Promise<chrome.tabs.Tab | undefined>}
 */
export async function shownTab() {
  const named = namedTab();
  try {
    if (named) return await chrome.tabs.get(named);
    const [active] = await chrome.tabs.query({ active: true, currentWindow: true });
    return active;
  } catch {
    return undefined;
  }
}

/**
 * Opens an address in a new tab, when it is a page's.
 *
 * @param {string | null | undefined} address
 */
export function openPage(address) {
  if (isPage(address)) chrome.tabs.create({ url: String(address) });
}

/**
 * Tells whether an address is a page's: `javascript:` and `data:` never become links.
 *
 * @param {string | null | undefined} address
 */
export function isPage(address) {
  return typeof address === 'string' && /^https?:\/\/[^/]/i.test(address) && URL.canParse(address);
}
