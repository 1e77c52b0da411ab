// @ts-check

const FOCUSABLE = 'button, a[href], input, select, textarea, summary, [tabindex]';

/**
 * Redraws, and gives the focus back to what had it, or to what stands in its place: what has the same `data-key` or id.
 *
 * @param {() => void} redraw
 * @param {() => HTMLElement | null | undefined} otherwise Gives where the focus goes when nothing stands there any more.
 */
export function redrawn(redraw, otherwise) {
  const held = document.activeElement;
  const place = held?.closest('[data-key], [id]');
  redraw();
  if (!(held instanceof HTMLElement) || held === document.body) return;
  const same = held.isConnected ? held : place && successor(place);
  focus(same && same.checkVisibility() ? same : otherwise());
}

/**
 * Gives the focus to an element, also to one that the keyboard does not reach.
 *
 * @param {HTMLElement | null | undefined} to
 */
export function focus(to) {
  if (!to || to === document.activeElement) return;
  if (!to.matches(FOCUSABLE)) to.tabIndex = -1;
  to.focus();
}

/** @param {Element} gone */
function successor(gone) {
  const key = gone.getAttribute('data-key');
  const found = key === null ? document.getElementById(gone.id) : document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  return /** @type {HTMLElement | null | undefined} */ (found?.matches(FOCUSABLE) ? found : found?.querySelector(FOCUSABLE));
}
