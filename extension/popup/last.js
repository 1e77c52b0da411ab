// @ts-check
/// <reference types="chrome" />

/** @typedef {import('../shared/view').View} View */

// In characters: some fifty rows. What is longer is read anew.
const LARGEST = 80_000;

const key = (/** @type {number | undefined} */ tab) => `shown:${tab}`;

/**
 * What the popup last showed of the page that the tab still shows, kept in memory alone.
 *
 * @param {Promise<chrome.tabs.Tab | undefined>} shown
 * @param {number | undefined} named The tab's number, where it is known before the tab.
 * @param {string} language
 * @returns {Promise<View | undefined>}
 */
export async function lastShown(shown, named, language) {
  try {
    const place = key(named ?? (await shown)?.id);
    const [kept, tab] = await Promise.all([chrome.storage.session.get(place), shown]);
    /** @type {{url: string, view: View} | undefined} */
    const last = /** @type {any} */ (kept)[place];
    return last && last.url === tab?.url && last.view.language === language ? last.view : undefined;
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
  await (fits ? chrome.storage.session.set({ [key(tab.id)]: { url: tab.url, view } }) : chrome.storage.session.remove(key(tab.id))).catch(() => {});
}
