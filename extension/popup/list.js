// @ts-check
import { element } from '../shared/element.js';
import { label, number, plural } from '../shared/words.js';
import { isOpen, open, showRow } from './row.js';

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
/** The rows on screen by their key, and what each tells: what is told again stays as it is, opened evidence included. */
/** @type {Map<string, {told: string, item: HTMLElement}>} */
let made = new Map();
/** The groups that the person has opened or closed. */
/** @type {Map<string, boolean>} */
const turned = new Map();

/**
 * Shows the rows by group, made as they are scrolled to. Gives how many there are to be seen.
 *
 * @param {View} view
 * @param {Places | null} where `null` is the same place as before.
 * @param {string[] | null} only The groups to show; `null` shows all.
 */
export function showGroups(view, where, only) {
  places = where ?? places;
  const { finder, search } = places;
  const keys = keyed(view);
  const present = new Set(keys.values());
  made = new Map([...made].filter(([key]) => present.has(key)));
  finder.hidden = view.groups.reduce((total, group) => total + group.rows.length, 0) < MANY;
  if (finder.hidden) search.value = '';
  search.oninput = draw;
  return draw();

  function draw() {
    const wanted = plain(search.value.trim());
    const shown = view.groups
      .filter((group) => !only || only.includes(group.id))
      .map((group) => ({ ...group, rows: wanted ? group.rows.filter((row) => plain(words(row)).includes(wanted)) : group.rows }))
      .filter((group) => group.rows.length > 0);
    const total = shown.reduce((sum, group) => sum + group.rows.length, 0);
    const said = !wanted ? '' : total ? plural('searchFound', total) : label('searchNone');
    if (places.found.textContent !== said) places.found.textContent = said;
    // Where nothing is raised, what is declared is what there is to see.
    const calm = shown.every((group) => [...CLOSED, 'charter'].includes(group.id));
    const held = new Set([...made].filter(([, { item }]) => isOpen(item) || item.contains(document.activeElement)).map(([key]) => key));
    places.groups.replaceChildren(...shown.map((group, at) => section(group, keys, held, Boolean(wanted || only) || (calm && at === 0))));
    return total;
  }
}

/**
 * The key of each row: the same name on the same host is told apart by its turn.
 *
 * @param {View} view
 * @returns {Map<Row, string>}
 */
function keyed(view) {
  /** @type {Map<string, number>} */
  const turns = new Map();
  const rows = view.groups.flatMap((group) => group.rows);
  return new Map(
    rows.map((row) => {
      const named = `${row.name} @ ${row.host ?? ''}`;
      const turn = (turns.get(named) ?? 0) + 1;
      turns.set(named, turn);
      return [row, `${named} ${turn}`];
    }),
  );
}

/**
 * @param {Group} group
 * @param {Map<Row, string>} keys
 * @param {Set<string>} held The rows that are open or have the focus.
 * @param {boolean} sought
 */
function section(group, keys, held, sought) {
  const list = element('ul', { id: `group-${group.id}`, role: 'list' });
  const turn = element(
    'button',
    { type: 'button', 'aria-controls': list.id, 'data-key': `turn ${group.id}` },
    element('span', { class: 'turn', 'aria-hidden': 'true' }),
    element('span', {}, group.title),
    element('b', {}, number(group.rows.length)),
  );
  const part = element('section', { 'data-group': group.id }, element('h2', {}, turn), list);
  turn.onclick = () => {
    turned.set(group.id, Boolean(list.hidden));
    show(Boolean(list.hidden));
  };
  const last = group.rows.findLastIndex((row) => held.has(keys.get(row) ?? ''));
  grow(list, group.rows, keys, Math.max(STEP, last + 1));
  show(sought || (turned.get(group.id) ?? (last >= 0 || !CLOSED.includes(group.id))));
  return part;

  /** @param {boolean} yes */
  function show(yes) {
    turn.setAttribute('aria-expanded', String(yes));
    list.hidden = !yes;
  }
}

/**
 * Adds the next rows, and a button for those after them that presses itself when it comes near.
 *
 * @param {HTMLElement} list
 * @param {Row[]} rows
 * @param {Map<Row, string>} keys
 * @param {number} step
 */
function grow(list, rows, keys, step) {
  const from = list.childElementCount;
  const next = rows.slice(from, from + step).map((row, at) => rowOf(row, keys.get(row) ?? '', from + at + 1, rows.length));
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
      const first = grow(list, rows, keys, STEP);
      if (focused) first?.querySelector('button')?.focus();
    };
    more.onclick = add;
    list.append(item);
    near.observe(more);
  }
  return next[0];
}

/**
 * The row as it is, where it tells the same; a new one, open where the former was, where it does not.
 *
 * @param {Row} row
 * @param {string} key
 * @param {number} place From 1.
 * @param {number} total
 */
function rowOf(row, key, place, total) {
  const told = JSON.stringify(row);
  const known = made.get(key);
  const item = known?.told === told ? known.item : showRow(row);
  if (known && known.item !== item && isOpen(known.item)) open(item);
  made.set(key, { told, item });
  for (const [name, value] of Object.entries({ 'data-key': key, 'aria-setsize': total, 'aria-posinset': place })) item.setAttribute(name, String(value));
  return item;
}

/** @param {Row} row */
function words(row) {
  return [row.name, row.host, row.sentence, row.chip, ...row.findings.map((found) => found.title)].join(' ');
}

/** @param {string} text */
function plain(text) {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
