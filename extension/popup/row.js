// @ts-check
import { isPage } from '../shared/ask.js';
import { element, foreign, glance, long, quoted } from '../shared/element.js';
import { mark } from '../shared/mark.js';
import { label } from '../shared/words.js';

/** @typedef {import('../shared/view').Row} Row */
/** @typedef {import('../shared/view').Found} Found */

const [GLANCE, SENTENCE] = [96, 400];
const GRAVE = ['breach', 'warning'];

/** What explains each word of the trade. */
const TERMS = {
  'http-only': 'termHttpOnly',
  secure: 'termSecure',
  'same-site': 'termSameSite',
  'same-site-lax': 'termSameSiteLax',
  'same-site-strict': 'termSameSiteStrict',
  'same-site-none': 'termSameSiteNone',
  partitioned: 'termPartitioned',
};

let rows = 0;

/**
 * One row, opening to its evidence, which is made on first opening. It is called by name, host and lifetime; why it is here
 * describes it.
 *
 * @param {Row} row
 */
export function showRow(row) {
  const [first, ...others] = row.findings;
  const id = `row-${++rows}`;
  const [why, tags, below] = ['why', 'tags', 'below'].map((part) => `${id}-${part}`);
  const head = element(
    'button',
    { type: 'button', class: 'head', 'aria-expanded': 'false', 'aria-describedby': `${why} ${tags}` },
    cut('span', { class: 'who' }, named(row), ...(row.host ? [' ', foreign(glance(row.host, GLANCE), { class: 'soft' })] : [])),
    ...(row.chip ? [' ', element('span', { class: 'chip', title: [row.chip, row.hint].filter(Boolean).join('\n') }, row.chip)] : []),
  );
  const top = element(
    'div',
    { class: 'top' },
    mark(row.mark),
    element('h3', {}, head),
    cut('p', { id: why, class: 'why', ...data(first) }, ...weighed(first, foreign(glance(row.brief ?? row.sentence, SENTENCE)))),
    element('p', { id: tags, class: 'tags' }, ...others.flatMap((found) => [element('span', { class: `tag ${found.severity}`, ...data(found) }, ...weighed(found, found.title)), ' '])),
  );
  const item = element('li', { class: `row ${row.mark}`, 'data-name': row.name }, top);
  /** @type {HTMLElement | undefined} */
  let evidence;
  head.onclick = () => {
    if (evidence) evidence.hidden = !evidence.hidden;
    else item.append((evidence = sides(row, below)));
    head.setAttribute('aria-controls', below);
    head.setAttribute('aria-expanded', String(!evidence.hidden));
  };
  return item;
}

/**
 * An element that is cut behind its third line: in Chromium such a one has no spaces between what is in it, an inner one has.
 *
 * @param {'p' | 'span'} tag
 * @param {Record<string, unknown>} settings
 * @param {...import('../shared/element.js').Child} children
 */
function cut(tag, settings, ...children) {
  return element(tag, settings, element('span', {}, ...children));
}

/** @param {HTMLElement} item */
export function isOpen(item) {
  return item.querySelector('.head')?.getAttribute('aria-expanded') === 'true';
}

/** @param {HTMLElement} item */
export function open(item) {
  if (!isOpen(item)) /** @type {HTMLElement | null} */ (item.querySelector('.head'))?.click();
}

/**
 * What a finding says, behind how grave it is: a colour alone would not tell it to everybody.
 *
 * @param {Found | undefined} found
 * @param {Node | string} said
 */
function weighed(found, said) {
  return found && GRAVE.includes(found.severity) ? [element('b', { class: `weight ${found.severity}` }, found.weight), ' ', said] : [said];
}

/** @param {Row} row */
function named(row) {
  return row.name ? foreign(glance(row.name, GLANCE), { class: 'name' }) : element('span', { class: 'soft' }, label('nameless'));
}

/** @param {Found | undefined} found */
function data(found) {
  return found ? { 'data-rule': found.rule, 'data-cookie': found.cookie, 'data-domain': found.domain } : {};
}

/**
 * The evidence side by side: what the charter says, what the browser holds; then why, and what to do.
 *
 * @param {Row} row
 * @param {string} id
 */
function sides(row, id) {
  const { says, holds } = row;
  const both = says && holds.length > 0;
  return element(
    'div',
    { class: 'evidence', id },
    row.name.length > GLANCE && element('p', { class: 'side name' }, long(row.name, GLANCE)),
    (says || holds.length > 0) && element('div', { class: says?.quote ? 'sides' : 'sides short' }, says && said(says, !both), holds.length > 0 && held(row, !both)),
    ...row.findings.map((found) => point(found, row)),
  );
}

/**
 * @param {NonNullable<Row['says']>} says
 * @param {boolean} whole
 */
function said(says, whole) {
  return element(
    'div',
    { class: whole ? 'side whole' : 'side' },
    element('h4', {}, label('charterSays')),
    says.quote && quoted(says.quote, 240, says.language),
    says.sentence && element('p', {}, long(says.sentence, 400)),
    isPage(says.link) && element('p', {}, element('a', { href: says.link, target: '_blank', rel: 'noopener noreferrer' }, label(says.quote ? 'seeInCharter' : 'actOpen'))),
  );
}

/**
 * @param {Row} row
 * @param {boolean} whole
 */
function held({ heading, holds, hint, terms = [] }, whole) {
  const facts = holds.flatMap(([what, value]) => [element('dt', {}, what), element('dd', {}, long(value, 120))]);
  return element(
    'div',
    { class: whole ? 'side whole' : 'side' },
    element('h4', {}, heading),
    element('dl', {}, ...facts),
    hint && !holds.some(([, value]) => value === hint) && element('p', {}, hint),
    terms.length > 0 && explained(terms),
  );
}

/**
 * The words of the trade, explained on demand.
 *
 * @param {string[]} terms
 */
function explained(terms) {
  const keys = terms.flatMap((term) => TERMS[/** @type {keyof typeof TERMS} */ (term)] ?? []);
  return element('details', { class: 'terms' }, element('summary', {}, label('terms')), element('ul', {}, ...keys.map((key) => element('li', {}, label(key)))));
}

/**
 * What a finding says beyond the row's own sentence: why it matters, what one may do.
 *
 * @param {Found} found
 * @param {Row} row
 */
function point(found, row) {
  const observed = (row.brief ?? row.sentence).startsWith(found.observed) ? '' : found.observed;
  return element(
    'div',
    { class: `point ${found.severity}` },
    (observed || row.findings.length > 1) && element('h4', {}, found.title),
    observed && element('p', {}, long(observed, SENTENCE)),
    found.why && element('p', { class: 'soft' }, found.why),
    found.advice && element('p', {}, element('b', {}, label('advice')), ' ', found.advice),
  );
}
