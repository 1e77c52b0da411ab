// @ts-check
import { element, foreign, glance, long } from '../shared/element.js';
import { mark } from '../shared/mark.js';
import { label } from '../shared/words.js';
import { cookies } from './cookies.js';

/** @typedef {import('./cookies.js').Held} Held */

const LISTED = 40;

/**
 * Each declaration beside what it covers, then what none covers.
 *
 * @param {any} report
 */
export function matrix(report) {
  const declarations = [report.charter, ...(report.furtherCharters ?? [])].flatMap((charter) => charter?.declarations ?? []);
  if (declarations.length === 0) return null;
  const held = cookies(report);
  const lines = declarations.map((declaration, at) => {
    const stored = report.visit.storage.filter((/** @type {any} */ _, /** @type {number} */ key) => report.stored?.[key]?.declaration === at);
    const seen = [...held.filter((each) => each.declaration === at).map(({ cookie }) => named(cookie.name, cookie.domain, cookie.refused)), ...stored.map((/** @type {any} */ each) => named(each.name, each.host, null, 'namelessKey'))];
    return line(element('span', { class: 'name' }, long(declaration.asWritten || declaration.name, 80)), seen, seen.length > 0 ? 'kept' : 'quiet');
  });
  const undeclared = held.filter((each) => each.declaration === null).map(({ cookie }) => named(cookie.name, cookie.domain, cookie.refused));
  if (undeclared.length > 0) lines.push(line(element('span', {}, label('markRaised')), undeclared, 'raised'));
  const columns = ['columnDeclared', 'columnSeen'].map((column) => element('th', { scope: 'col' }, label(column)));
  return element(
    'div',
    {},
    element('p', { class: 'soft' }, label('reportMatrixText')),
    element('table', { class: 'matrix', 'aria-label': label('reportMatrix') }, element('thead', {}, element('tr', {}, ...columns)), element('tbody', {}, ...lines)),
  );
}

/**
 * @param {Node} what
 * @param {Node[]} seen
 * @param {string} meaning
 */
function line(what, seen, meaning) {
  const rest = seen.length - LISTED;
  const list = seen.length > 0 ? element('ul', {}, ...seen.slice(0, LISTED), rest > 0 && element('li', {}, `+ ${rest}`)) : element('span', { class: 'soft' }, label('seenNot'));
  return element('tr', { class: meaning }, element('th', { scope: 'row' }, element('span', { class: 'marked' }, mark(meaning), what)), element('td', {}, list));
}

/**
 * @param {string} name
 * @param {string} host
 * @param {unknown} refused
 * @param {string} nameless What is said where there is no name.
 */
function named(name, host, refused, nameless = 'nameless') {
  const what = name ? foreign(glance(name, 80), { class: 'name' }) : label(nameless);
  return element('li', {}, what, ' ', element('span', { class: 'soft' }, foreign(glance(host, 100)), refused ? ` · ${label('markRefused')}` : ''));
}
