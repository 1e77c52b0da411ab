// @ts-check
import { label, number, plural } from './words.js';

/** @typedef {Node | string | null | undefined | false} Child */

/**
 * Builds an element. Every text becomes a text node: nothing of a site is ever read as markup.
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, unknown>} [settings] Attributes; a function under `on…` listens; `false` and `null` are left out.
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, settings = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(settings)) {
    if (typeof value === 'function') made.addEventListener(name.slice(2), /** @type {EventListener} */ (value));
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, value === true ? '' : String(value));
  }
  made.append(...children.filter(isNode));
  return made;
}

/**
 * The text of a site, isolated from ours: its direction stays inside, its invisible characters are shown.
 *
 * @param {string} text
 * @param {Record<string, unknown>} [settings]
 */
export function foreign(text, settings = {}) {
  return element('bdi', settings, ...reveal(text));
}

/**
 * The text of a site, cut where it is long, whole on demand.
 *
 * @param {string} text
 * @param {number} limit In characters.
 */
export function long(text, limit) {
  const characters = [...text];
  if (characters.length <= limit) return foreign(text);
  const short = `${characters.slice(0, limit).join('')}…`;
  const shown = foreign(short);
  const more = element('button', { type: 'button', class: 'link', 'aria-expanded': 'false', onclick: toggle });
  more.textContent = plural('showWhole', characters.length);
  function toggle() {
    const whole = more.getAttribute('aria-expanded') !== 'true';
    more.setAttribute('aria-expanded', String(whole));
    more.textContent = whole ? label('showLess') : plural('showWhole', characters.length);
    shown.replaceChildren(...reveal(whole ? text : short));
  }
  return element('span', {}, shown, ' ', more);
}

/**
 * The words of a charter, in its own language and without what hyphenates them.
 *
 * @param {string} text
 * @param {number} limit In characters.
 * @param {string | null | undefined} language `null` where nobody knows it.
 */
export function quoted(text, limit, language) {
  return element('blockquote', { lang: language }, long(text.replace(/[\u00ad\u200b]/g, ''), limit));
}

/**
 * A title and how many things stand below it.
 *
 * @param {string} title
 * @param {number} n
 */
export function counted(title, n) {
  return [title, ' ', element('span', { class: 'count' }, number(n))];
}

/**
 * Cuts a text for a place where there is room for a glance only.
 *
 * @param {string} text
 * @param {number} limit In characters.
 */
export function glance(text, limit) {
  const characters = [...text.slice(0, limit * 2 + 2)];
  return characters.length > limit ? `${characters.slice(0, limit).join('')}…` : text;
}

// Controls, direction marks, zero-width characters, unusual spaces, lone surrogates and what no font draws.
const UNSEEN = /[\p{C}\u2028\u2029\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\ufe00-\ufe0f\u{e0100}-\u{e01ef}]|(?![ \u00a0\u202f])\p{Zs}/gu;

/**
 * @param {string} text
 * @returns {(Node | string)[]}
 */
function reveal(text) {
  /** @type {(Node | string)[]} */
  const parts = [];
  let from = 0;
  for (const found of text.matchAll(UNSEEN)) {
    if (found[0] === '\n' || found[0] === '\t') continue;
    parts.push(text.slice(from, found.index));
    const code = `U+${(found[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
    parts.push(element('span', { class: 'unseen', title: label('invisibleCharacter', { code }) }, code));
    from = found.index + found[0].length;
  }
  parts.push(text.slice(from));
  return parts;
}

/**
 * @param {Child} child
 * @returns {child is Node | string}
 */
function isNode(child) {
  return Boolean(child);
}
