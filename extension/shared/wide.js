// @ts-check
import { element } from './element.js';

/**
 * What may be wider or higher than there is room for. Where it is, the keyboard can scroll it.
 *
 * @param {string} title
 * @param {Element} inside A table bears the title itself.
 */
export function wide(title, inside) {
  const made = element('div', { class: 'wide' }, inside);
  if (inside instanceof HTMLTableElement) inside.setAttribute('aria-label', title);
  const sizes = new ResizeObserver(() => {
    const scrolls = made.scrollWidth > made.clientWidth || made.scrollHeight > made.clientHeight;
    for (const [name, value] of Object.entries({ tabindex: '0', role: 'region', 'aria-label': title })) {
      if (scrolls) made.setAttribute(name, value);
      else made.removeAttribute(name);
    }
  });
  sizes.observe(made);
  sizes.observe(inside);
  return made;
}
