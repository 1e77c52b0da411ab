// @ts-check
/// <reference types="chrome" />
// What a person does outside of our pages: installs the extension, or names a page as the charter by its context menu.

import { ask } from './core.js';
import { flush } from './seen.js';

const MENU = 'charter';

/** The last page that was named, once it is read. */
/** @type {Promise<any>} */
let named = Promise.resolve();

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
  // Firefox opens it only while the click is being handled: nothing may come before.
  const opened = opens(tab.windowId);
  named = point(tab.id, tab.url);
  if (await opened) return;
  const tell = (text) => chrome.action.setBadgeText({ tabId: tab.id, text });
  await tell('…');
  const { error, verdict, state } = await named;
  // Of what was compared the core draws the icon.
  if (!verdict) await tell('!');
  await chrome.action.setTitle({ tabId: tab.id, title: verdict || (error ?? state).sentence });
}

/** Waits until the page that was named last is read: an answer before that would be of another charter. */
export async function read() {
  await named;
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

async function point(tab, address) {
  // What the popup last showed of the page was of another charter.
  await Promise.all([flush(), chrome.storage.session.remove(`shown:${tab}`)]);
  return ask({ ask: 'point', tab, address });
}
