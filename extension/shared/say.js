// @ts-check

/** @typedef {import('./view').Done} Done */

/**
 * Says in a live region what came of an act. The same words said again are announced again.
 *
 * @param {HTMLElement} place
 * @param {Done} done How much of what was asked was done.
 * @param {...(Node | string)} said
 */
export function say(place, done, ...said) {
  place.dataset.done = done;
  place.replaceChildren(...said);
}
