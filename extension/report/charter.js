// @ts-check
import { isPage } from '../shared/ask.js';
import { element, foreign, glance, long, quoted } from '../shared/element.js';
import { wide } from '../shared/wide.js';
import { label } from '../shared/words.js';

const COLUMNS = ['columnDeclared', 'columnProvider', 'columnPurpose', 'columnCategory', 'columnLifetime', 'columnWords'];
const SHOWN = 1000;

/**
 * The charters as they were read, each doubt beside the words that caused it.
 *
 * @param {any} report
 */
export function charterAsRead(report) {
  const charters = [report.charter, ...(report.furtherCharters ?? [])].filter(Boolean);
  if (charters.length === 0) return element('p', { class: 'soft' }, label('reportCharterNone'));
  return element('div', {}, ...charters.map(charter));
}

/** @param {any} read */
function charter({ source, language, claims, doubts, declarations }) {
  const { address } = source;
  return element(
    'div',
    { class: 'charter' },
    isPage(address) && element('p', {}, element('a', { href: address, rel: 'noopener noreferrer' }, foreign(glance(address, 200)))),
    ...statements('claims', claims, language, ({ claim, excerpt }) => [named('claim', claim), excerpt]),
    ...statements('doubts', doubts, language, ({ doubt, excerpt }) => [named('doubt', doubt), excerpt]),
    declarations.length > 0 && wide(label('reportCharter'), table(declarations.slice(0, SHOWN), language)),
  );
}

/**
 * @param {string} title
 * @param {any[]} all
 * @param {string | null} language
 * @param {(each: any) => [string, string]} read
 */
function statements(title, all, language, read) {
  if (!all?.length) return [];
  const items = all.slice(0, 50).map((each) => {
    const [said, excerpt] = read(each);
    return element('li', {}, said, excerpt && quoted(excerpt, 200, language));
  });
  return [element('h3', {}, label(title)), element('ul', { class: 'points' }, ...items)];
}

/**
 * @param {any[]} declarations
 * @param {string | null} language Of what is cited; our own words are not in it.
 */
function table(declarations, language) {
  return element(
    'table',
    { class: 'declarations' },
    element('thead', {}, element('tr', {}, ...COLUMNS.map((column) => element('th', { scope: 'col' }, label(column))))),
    element('tbody', {}, ...declarations.map((each) => line(each, language))),
  );
}

/**
 * @param {any} declaration
 * @param {string | null} language
 */
function line({ asWritten, name, kind, provider, domain, service, purpose, category, party, lifetime, evidence, doubts }, language) {
  const classes = [category && named('category', category), party && named('party', party)].filter(Boolean);
  return element(
    'tr',
    {},
    element('th', { scope: 'row' }, element('span', { class: 'name' }, long(asWritten || name, 80)), kind !== 'cookie' && element('span', { class: 'host soft' }, named('kind', kind))),
    element('td', {}, said(provider), domain && element('span', { class: 'host soft' }, foreign(glance(domain, 80)))),
    element('td', {}, service && element('span', { class: 'service', lang: language }, long(service, 160)), said(purpose, language)),
    element('td', {}, classes.length > 0 ? classes.join(', ') : unsaid()),
    element('td', {}, said(lifetime?.asWritten, language)),
    element('td', {}, ...words(evidence ?? {}, language), ...(doubts ?? []).map((/** @type {any} */ each) => doubt(each, language))),
  );
}

/**
 * @param {any} evidence
 * @param {string | null} language
 */
function words({ section, excerpt }, language) {
  return [section && element('p', { class: 'soft', lang: language }, foreign(glance(section, 120))), excerpt && quoted(excerpt, 160, language)];
}

/**
 * @param {any} unsure
 * @param {string | null} language
 */
function doubt({ doubt, excerpt }, language) {
  return element('p', { class: 'doubt' }, named('doubt', doubt), excerpt && element('q', { lang: language }, foreign(glance(excerpt, 120))));
}

/**
 * @param {string | null | undefined} text
 * @param {string | null} [language]
 */
function said(text, language) {
  return text ? element('span', { lang: language }, long(text, 240)) : unsaid();
}

function unsaid() {
  return element('span', { class: 'soft' }, label('notSaid'));
}

/**
 * The label of an id of a closed list: `kind` and `indexed_db` give `kindIndexedDb`.
 *
 * @param {string} list
 * @param {string} id
 */
function named(list, id) {
  const parts = String(id).split(/[-_]/);
  return label(list + parts.map((part) => part.charAt(0).toUpperCase() + part.slice(1)).join('')) || label(`${list}Other`) || label('notSaid');
}
