// @ts-check
/// <reference types="chrome" />

/** @typedef {import('../shared/view').View} View */

// In characters: some fifty rows. What is longer is read anew.
const LARGEST = 80_000;

const key = (/** @type {chrome.tabs.Tab} */ tab) => `shown:${tab.id}`;

/**
 * What the popup last showed of the page that the tab still shows, kept in memory alone.
 *
 * @param {chrome.tabs.Tab | undefined} tab
 * @param {string} language
 * @returns {Promise<View | undefined>}
 */
export async function lastShown(tab, language) {
  if (!tab) return undefined;
  try {
    /** @type {Record<string, {url: string, view: View} | undefined>} */
    const { [key(tab)]: last } = await chrome.storage.session.get(key(tab));
    return last && last.url === tab.url && last.view.language === language ? last.view : undefined;
  } catch {
    return undefined;
  }
}

/**
 * @param {chrome.tabs.Tab | undefined} tab
 * @param {View} view
 */
export async function keepShown(tab, view) {
  if (!tab) return;
  const fits = JSON.stringify(view).length <= LARGEST;
  // Without it the next opening waits for the background: nothing else is lost.
  await (fits ? chrome.storage.session.set({ [key(tab)]: { url: tab.url, view } }) : chrome.storage.session.remove(key(tab))).catch(() => {});
}
