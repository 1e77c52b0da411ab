// @ts-check
/// <reference types="chrome" />
// What a person does outside of our pages: installs the extension, or names a page as the charter by its context menu.

import { ask } from './core.js';
import { flush } from './seen.js';

const MENU = 'charter';

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
 * Reads the tab's page as the charter of its site: the badge tells the outcome, the popup the rest.
 *
 * @param {{menuItemId: string | number}} chosen
 * @param {{id?: number, url?: string}} [tab]
 */
export async function chosen({ menuItemId }, tab) {
  if (menuItemId !== MENU || tab?.id === undefined || !tab.url) return;
  await flush();
  await ask({ ask: 'point', tab: tab.id, address: tab.url });
}
