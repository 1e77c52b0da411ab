// @ts-check
/// <reference types="chrome" />
// What a person does outside of our pages: installs the extension, or names a page as the charter by its context menu.

import { ask } from './core.js';
import { flush } from './seen.js';

const MENU = 'charter';

/** The tabs whose page was named and is being read, with what comes of it. */
/** @type {Map<number, Promise<any>>} */
const reading = new Map();

/** The questions that are answered by what a tab shows, unless they are about a kept audit or bring their report along. */
const OF_TAB = ['view', 'read-again', 'point', 'paste', 'stage', 'report', 'export'];

/** Makes the menu; opens the welcome, once. */
export async function installed({ reason }) {
  chrome.contextMenus.create(
    { id: MENU, title: chrome.i18n.getMessage('menuCharter'), contexts: ['page'], documentUrlPatterns: ['http://*/*', 'https://*/*'] },
    // An update makes the same menu again: nothing to say of it.
    () => chrome.runtime.lastError,
  );
  if (reason !== 'install') return;
  await chrome.tabs.create({ url: chrome.runtime.getURL('extension/options/welcome.html') });
}

/**
 * Reads the tab's page as the charter of its site. The popup opens and tells what comes of it; where the browser does not open
 * it, the icon does.
 *
 * @param {{menuItemId: string | number}} chosen
 * @param {{id?: number, url?: string, windowId?: number}} [tab]
 */
export async function chosen({ menuItemId }, tab) {
  if (menuItemId !== MENU || tab?.id === undefined || !tab.url) return;
  // What the popup last showed of the page was of another charter. It goes before the popup looks for it, and nobody waits:
  // Firefox opens the popup only while the click is being handled.
  const gone = chrome.storage.session.remove(`shown:${tab.id}`).catch(() => {});
  const opened = opens(tab.windowId);
  const named = point(tab.id, tab.url, gone);
  if (await opened) return;
  await tell(tab, (tabId) => chrome.action.setBadgeText({ tabId, text: '…' }));
  const { error, verdict, state } = await named;
  // Of what was compared the core draws the icon.
  if (!verdict) await tell(tab, (tabId) => chrome.action.setBadgeText({ tabId, text: '!' }));
  await tell(tab, (tabId) => chrome.action.setTitle({ tabId, title: verdict || (error ?? state).sentence }));
}

/**
 * Has the icon of a tab say something of its page, unless the tab is gone or shows another one by now.
 *
 * @param {{id?: number, url?: string}} tab
 * @param {(tabId: number) => Promise<unknown>} say
 */
async function tell({ id, url }, say) {
  const page = (/** @type {string | undefined} */ address) => address?.split('#')[0];
  try {
    const shown = await chrome.tabs.get(id);
    if (page(shown.url) === page(url)) await say(id);
  } catch {
    // It is gone, and its icon went with it.
  }
}

/**
 * Waits until the page that a question is about is read, where it was just named: an answer before that would be of another
 * charter. Questions about other pages do not wait.
 *
 * @param {{ask: string, tab?: number, audit?: string | null, report?: object}} question
 */
export async function untilRead(question) {
  if (reading.size === 0 || question.audit || question.report || !OF_TAB.includes(question.ask)) return;
  await reading.get(question.tab ?? (await active()));
}

/** The number of the tab that a question without one is about. */
async function active() {
  const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true }).catch(() => []);
  return tab?.id;
}

/** Whether the popup opens. */
async function opens(windowId) {
  try {
    await chrome.action.openPopup({ windowId });
    return true;
  } catch {
    return false;
  }
}

/**
 * Has the page read as the charter, and answers what came of it. It never fails.
 *
 * @param {number} tab
 * @param {string} address
 * @param {Promise<unknown>} before what comes first, and does not fail either
 * @returns {Promise<any>}
 */
function point(tab, address, before) {
  const read = Promise.all([flush(), before]).then(() => ask({ ask: 'point', tab, address }));
  reading.set(tab, read);
  return read.finally(() => reading.get(tab) === read && reading.delete(tab));
}
