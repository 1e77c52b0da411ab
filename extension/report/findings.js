// @ts-check
import { isPage } from '../shared/ask.js';
import { counted, element, foreign, glance, long, quoted } from '../shared/element.js';
import { mark } from '../shared/mark.js';
import { wide } from '../shared/wide.js';
import { label } from '../shared/words.js';

/** @typedef {import('../shared/view').View} View */
/** @typedef {import('../shared/view').Row} Row */
/** @typedef {import('../shared/view').Found} Found */
/** @typedef {{found: Found, row: Row}} Raised */
/** @typedef {(found: Found) => Node} Judge Draws what the auditor thinks of a finding, and the way to say it. */

const UNDECLARED = ['undeclared', 'undeclared-third-party', 'undeclared-storage'];
const SEVERITIES = { breach: 'severityBreach', warning: 'severityWarning', notice: 'severityNotice', information: 'severityInformation' };

/**
 * Every finding, by severity, then by rule: what a rule has to say is said once, above its cookies.
 *
 * @param {View} view
 * @param {Judge} judge
 * @param {(format: string) => void} write Writes the report in a format.
 */
export function findings(view, judge, write) {
  const all = view.groups.flatMap(({ rows }) => rows.flatMap((row) => row.findings.map((found) => ({ found, row }))));
  if (all.length === 0) return element('p', { class: 'soft' }, label('reportNoFinding'));
  const parts = Object.entries(SEVERITIES).flatMap(([severity, key]) => {
    const raised = all.filter(({ found }) => found.severity === severity);
    if (raised.length === 0) return [];
    return [element('h3', { class: `severity ${severity}` }, ...counted(label(key), raised.length)), ...byRule(raised, label(key), judge, write)];
  });
  return element('div', {}, element('p', { class: 'soft' }, label('severityLegend')), ...parts);
}

/**
 * @param {Raised[]} raised
 * @param {string} severity
 * @param {Judge} judge
 * @param {(format: string) => void} write
 */
function byRule(raised, severity, judge, write) {
  const rules = [...new Set(raised.map(({ found }) => found.rule))];
  return rules.map((rule) => {
    const of = raised.filter(({ found }) => found.rule === rule);
    const { title, why, advice, owner } = of[0].found;
    return element(
      'article',
      { class: 'rule' },
      element('h4', {}, ...counted(title, of.length)),
      why && element('p', { class: 'soft' }, why),
      table(of, `${severity} — ${title}`, judge),
      advice && element('p', { class: 'advice' }, element('b', {}, label('advice')), ' ', advice),
      owner && element('p', { class: 'advice' }, element('b', {}, label('adviceOwner')), ' ', owner),
      UNDECLARED.includes(rule) && drafts(write),
    );
  });
}

/**
 * The rows that the charter lacks, to be copied into it.
 *
 * @param {(format: string) => void} write
 */
function drafts(write) {
  const draft = (/** @type {string} */ format, /** @type {string} */ key) => element('button', { type: 'button', class: 'link', 'data-format': format, onclick: () => write(format) }, label(key));
  return element('p', { class: 'drafts' }, draft('draft-html', 'exportDraftHtml'), draft('draft-csv', 'exportDraftCsv'));
}

/**
 * @param {Raised[]} of
 * @param {string} title
 * @param {Judge} judge
 */
function table(of, title, judge) {
  const charterOnly = of.every(({ found, row }) => !found.cookie && row.holds.length === 0);
  const columns = charterOnly ? ['columnFinding', 'columnSays'] : ['columnCookie', 'columnFinding', 'columnSays', 'columnHolds'];
  const head = element('thead', {}, element('tr', {}, ...columns.map((column) => element('th', { scope: 'col' }, label(column)))));
  const body = element('tbody', {}, ...of.map((each) => line(each, charterOnly, judge)));
  return wide(title, element('table', { class: charterOnly ? 'two' : 'four' }, head, body));
}

/**
 * @param {Raised} raised
 * @param {boolean} charterOnly
 * @param {Judge} judge
 */
function line({ found, row }, charterOnly, judge) {
  const data = { 'data-rule': found.rule, 'data-cookie': found.cookie, 'data-domain': found.domain };
  return element(
    'tr',
    { class: meaning(found, row), ...data },
    !charterOnly && who(found, row),
    element('td', {}, long(found.observed || row.sentence, 300), judge(found)),
    element('td', {}, ...says(row)),
    !charterOnly && element('td', {}, holds(row)),
  );
}

/**
 * A declared cookie about which something is raised bears no mark of being in order.
 *
 * @param {Found} found
 * @param {Row} row
 */
function meaning(found, row) {
  if (['breach', 'warning'].includes(found.severity)) return 'raised';
  return row.mark === 'third' ? 'third' : row.holds.length > 0 ? 'noted' : 'quiet';
}

/**
 * @param {Found} found
 * @param {Row} row
 */
function who(found, row) {
  const host = row.host || found.domain;
  return element(
    'th',
    { scope: 'row' },
    element('span', { class: 'marked' }, mark(meaning(found, row)), element('span', { class: 'name' }, row.name ? long(row.name, 80) : label('nameless'))),
    host && element('span', { class: 'host soft' }, foreign(glance(host, 120))),
  );
}

/** @param {Row} row */
function says({ says }) {
  if (!says) return [];
  return [
    says.quote && quoted(says.quote, 300, says.language),
    says.sentence && element('p', { class: 'soft' }, long(says.sentence, 400)),
    isPage(says.link) && element('p', { class: 'place' }, element('a', { href: says.link, target: '_blank', rel: 'noopener noreferrer' }, label(says.quote ? 'seeInCharter' : 'actOpen'))),
  ];
}

/** @param {Row} row */
function holds({ holds }) {
  if (holds.length === 0) return element('span', { class: 'soft' }, label('browserHoldsNothing'));
  return element('dl', {}, ...holds.map(([what, value]) => element('div', {}, element('dt', {}, what), ' ', element('dd', {}, long(value, 160)))));
}
