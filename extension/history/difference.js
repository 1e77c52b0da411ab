// @ts-check
import { counted, element, foreign, long } from '../shared/element.js';
import { wide } from '../shared/wide.js';
import { label, moment } from '../shared/words.js';

/** @typedef {import('../shared/view').Difference} Difference */
/** @typedef {Difference['groups'][number]['rows'][number]} Row */

// Said in words beside it; the sign alone tells nothing to nobody.
const SIGNS = { added: '+', removed: '−', changed: '≠' };

/**
 * What is different between two audits.
 *
 * @param {Difference} shown
 * @returns {Node[]}
 */
export function difference({ site, moments, sentence, stages, page, groups }) {
  const [earlier, later] = moments.map((at) => moment(at, 'medium'));
  const columns = [label('columnWhat'), label('columnBefore', { moment: earlier }), label('columnAfter', { moment: later })];
  return [
    element('h2', {}, label('historyDifference'), ' — ', foreign(site)),
    element('p', { class: 'soft' }, label('historyBetween', { earlier, later })),
    element('p', { class: 'sentence' }, sentence),
    ...(stages ? [element('p', {}, stages)] : []),
    element('p', {}, page),
    ...groups.map(({ id, title, rows }) =>
      element(
        'div',
        { 'data-group': id },
        element('h3', {}, ...counted(title, rows.length)),
        wide(title, element('table', {}, element('thead', {}, element('tr', {}, ...columns.map((column) => element('th', { scope: 'col' }, column)))), element('tbody', {}, ...rows.map(line)))),
      ),
    ),
  ];
}

/** @param {Row} row */
function line({ change, said, name, host, before, after }) {
  const side = (/** @type {string | null} */ text) => element('td', {}, text === null ? element('span', { class: 'soft' }, label('nothing')) : long(text, 300));
  return element(
    'tr',
    { class: change, 'data-change': change, 'data-name': name },
    element('th', { scope: 'row' }, element('span', { class: 'change' }, element('span', { 'aria-hidden': 'true' }, SIGNS[/** @type {keyof typeof SIGNS} */ (change)]), ` ${said}`), element('br'), element('span', { class: 'name' }, long(name, 80)), host && element('span', { class: 'host soft' }, foreign(host))),
    side(before),
    side(after),
  );
}
