// @ts-check
import { isPage } from '../shared/ask.js';
import { element, foreign, glance, long } from '../shared/element.js';
import { mark } from '../shared/mark.js';
import { label } from '../shared/words.js';

/** @typedef {import('../shared/view').Row} Row */
/** @typedef {import('../shared/view').Found} Found */

const [GLANCE, SENTENCE] = [96, 400];

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

/**
 * One row, opening to its evidence, which is made on first opening.
 *
 * @param {Row} row
 * @param {number} place From 1.
 * @param {number} total
 */
export function showRow(row, place, total) {
  const [first, ...others] = row.findings;
  const head = element(
    'button',
    { type: 'button', class: 'head', 'aria-expanded': 'false' },
    mark(row.mark),
    element('span', { class: 'who' }, named(row), row.host && foreign(glance(row.host, GLANCE), { class: 'soft' })),
    row.chip ? element('span', { class: 'chip', title: [row.chip, row.hint].filter(Boolean).join('\n') }, row.chip) : element('span'),
    element('span', { class: 'why', ...data(first) }, foreign(glance(row.brief ?? row.sentence, SENTENCE))),
    others.length > 0 && element('span', { class: 'tags' }, ...others.map(tag)),
  );
  const item = element('li', { class: `row ${row.mark}`, 'data-name': row.name, 'aria-setsize': total, 'aria-posinset': place }, head);
  /** @type {HTMLElement | undefined} */
  let evidence;
  head.onclick = () => {
    if (!evidence) item.append((evidence = sides(row)));
    else evidence.hidden = !evidence.hidden;
    head.setAttribute('aria-expanded', String(!evidence.hidden));
  };
  return item;
}

/** @param {Found} found */
function tag(found) {
  return element('span', { class: `tag ${found.severity}`, ...data(found) }, found.title);
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
 */
function sides(row) {
  const { says, holds } = row;
  const both = says && holds.length > 0;
  return element(
    'div',
    { class: 'evidence' },
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
    element('h3', {}, label('charterSays')),
    says.quote && element('blockquote', {}, long(says.quote.replace(/[\u00ad\u200b]/g, ''), 240)),
    says.sentence && element('p', {}, long(says.sentence, 400)),
    isPage(says.link) && element('p', {}, element('a', { href: says.link, target: '_blank', rel: 'noopener noreferrer' }, label(says.quote ? 'seeInCharter' : 'actOpen'))),
  );
}

/**
 * @param {Row} row
 * @param {boolean} whole
 */
function held({ heading, holds, terms = [] }, whole) {
  const facts = holds.flatMap(([what, value]) => [element('dt', {}, what), element('dd', {}, long(value, 120))]);
  return element(
    'div',
    { class: whole ? 'side whole' : 'side' },
    element('h3', {}, heading),
    element('dl', {}, ...facts),
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
    (observed || row.findings.length > 1) && element('h3', {}, found.title),
    observed && element('p', {}, long(observed, SENTENCE)),
    found.why && element('p', { class: 'soft' }, found.why),
    found.advice && element('p', {}, element('b', {}, label('advice')), ' ', found.advice),
  );
}
