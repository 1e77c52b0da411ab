// @ts-check
/// <reference types="chrome" />
import { label } from '../shared/words.js';

const EVERYWHERE = { origins: ['<all_urls>'] };

/**
 * Says whether access to sites is granted, and offers to grant it.
 *
 * @param {HTMLElement} said
 * @param {HTMLElement} grant
 * @param {{held: string, withheld: string}} [words]
 */
export async function showAccess(said, grant, words = { held: 'settingsAccessHeld', withheld: 'settingsAccessWithheld' }) {
  grant.onclick = () => {
    // Browsers only ask while the click is being handled: nothing may come before.
    chrome.permissions.request(EVERYWHERE).then(show, () => show(false));
  };
  const refresh = async () => show(await chrome.permissions.contains(EVERYWHERE));
  chrome.permissions.onAdded.addListener(refresh);
  chrome.permissions.onRemoved.addListener(refresh);
  await refresh();

  /** @param {boolean} held */
  function show(held) {
    said.textContent = label(held ? words.held : words.withheld);
    grant.hidden = held;
  }
}
