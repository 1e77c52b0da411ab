// @ts-check
import { element } from '../shared/element.js';
import { label, number, plural } from '../shared/words.js';
import { showRow } from './row.js';

/** @typedef {import('../shared/view').View} View */
/** @typedef {import('../shared/view').Group} Group */
/** @typedef {import('../shared/view').Row} Row */
/** @typedef {{groups: HTMLElement, finder: HTMLElement, found: HTMLElement, search: HTMLInputElement}} Places */

// Rows made at once: more than a screen, fewer than anybody notices.
const STEP = 50;
// From this many rows on, a list is searched rather than read.
const MANY = 12;
const CLOSED = ['declared', 'declared-storage', 'never-seen'];

/** @type {Places} */
let places;

/**
 * Shows the rows by group, made as they are scrolled to.
 *
 * @param {View} view
 * @param {Places | null} where `null` is the same place as before.
 * @param {string[] | null} only The groups to show; `null` shows all.
 */
export function showGroups(view, where, only) {
  if (where) {
    places = where;
    places.search.value = '';
  }
  const { finder, search } = places;
  finder.hidden = view.groups.reduce((total, group) => total + group.rows.length, 0) < MANY;
  search.oninput = draw;
  draw();

  function draw() {
    const wanted = plain(search.value.trim());
    const shown = view.groups
      .filter((group) => !only || only.includes(group.id))
      .map((group) => ({ ...group, rows: wanted ? group.rows.filter((row) => plain(words(row)).includes(wanted)) : group.rows }))
      .filter((group) => group.rows.length > 0);
    const total = shown.reduce((sum, group) => sum + group.rows.length, 0);
    places.found.textContent = !wanted ? '' : total ? plural('searchFound', total) : label('searchNone');
    // Where nothing is raised, what is declared is what there is to see.
    const calm = shown.every((group) => [...CLOSED, 'charter'].includes(group.id));
    places.groups.replaceChildren(...shown.map((group, at) => section(group, Boolean(wanted || only) || (calm && at === 0))));
  }
}

/**
 * @param {Group} group
 * @param {boolean} sought
 */
function section(group, sought) {
  const list = element('ul', { id: `group-${group.id}`, role: 'list' });
  const turn = element(
    'button',
    { type: 'button', 'aria-controls': list.id },
    element('span', { class: 'turn', 'aria-hidden': 'true' }),
    element('span', {}, group.title),
    element('b', {}, number(group.rows.length)),
  );
  const made = element('section', { 'data-group': group.id }, element('h2', {}, turn), list);
  turn.onclick = () => open(Boolean(list.hidden));
  grow(list, group.rows);
  open(sought || !CLOSED.includes(group.id));
  return made;

  /** @param {boolean} yes */
  function open(yes) {
    turn.setAttribute('aria-expanded', String(yes));
    list.hidden = !yes;
  }
}

/**
 * Adds the next rows, and a button for those after them that presses itself when it comes near.
 *
 * @param {HTMLElement} list
 * @param {Row[]} rows
 */
function grow(list, rows) {
  const from = list.childElementCount;
  const next = rows.slice(from, from + STEP).map((row, at) => showRow(row, from + at + 1, rows.length));
  list.append(...next);
  const left = rows.length - from - next.length;
  if (left > 0) {
    const more = element('button', { type: 'button', class: 'more' }, plural('showMore', Math.min(left, STEP)));
    const item = element('li', {}, more);
    const near = new IntersectionObserver((seen) => seen.some((each) => each.isIntersecting) && add(), { rootMargin: '600px' });
    const add = () => {
      near.disconnect();
      const focused = document.activeElement === more;
      item.remove();
      const first = grow(list, rows);
      if (focused) first?.querySelector('button')?.focus();
    };
    more.onclick = add;
    list.append(item);
    near.observe(more);
  }
  return next[0];
}

/** @param {Row} row */
function words(row) {
  return [row.name, row.host, row.sentence, row.chip, ...row.findings.map((found) => found.title)].join(' ');
}

/** @param {string} text */
function plain(text) {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
