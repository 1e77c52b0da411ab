// @ts-check

const MARGIN = 8;

/**
 * Makes of a disclosure a menu: its list stays in the window, and closes as soon as somebody goes elsewhere.
 *
 * @param {HTMLElement} menu
 * @param {HTMLElement} list
 */
export function asMenu(menu, list) {
  menu.addEventListener('toggle', settle);
  addEventListener('resize', settle);
  addEventListener('keydown', ({ key }) => key === 'Escape' && closeMenu(menu));
  addEventListener('click', ({ target }) => target instanceof Node && !menu.contains(target) && menu.removeAttribute('open'));
  // Where the window loses the focus, or what is pressed takes none, nobody has gone elsewhere.
  menu.addEventListener('focusout', ({ relatedTarget: to }) => to instanceof Node && !menu.contains(to) && menu.removeAttribute('open'));

  /** Moves the list to where all of it is in the window. */
  function settle() {
    list.style.insetInlineStart = '';
    const { right } = list.getBoundingClientRect();
    list.style.insetInlineStart = `${Math.min(0, document.documentElement.clientWidth - MARGIN - right)}px`;
  }
}

/**
 * Closes a menu. Whoever was in it is at its button then, everybody else where they were.
 *
 * @param {HTMLElement} menu
 */
export function closeMenu(menu) {
  if (menu.contains(document.activeElement)) menu.querySelector('summary')?.focus();
  menu.removeAttribute('open');
}
