// @ts-check
import { element, foreign, glance, long } from '../shared/element.js';
import { wide } from '../shared/wide.js';
import { label } from '../shared/words.js';

const SHOWN = 500;

/**
 * What differs between the consent stages that were seen; left out where there was only one.
 *
 * @param {import('../shared/view').View} view
 */
export function stages({ stages: told }) {
  if (!told) return null;
  const sentence = element('p', { class: 'soft' }, told.sentence);
  if (told.rows.length === 0) return sentence;
  const columns = [label('columnCookie'), ...told.columns].map((column) => element('th', { scope: 'col' }, column));
  const lines = told.rows.slice(0, SHOWN).map(({ name, host, at }) =>
    element(
      'tr',
      {},
      element('th', { scope: 'row' }, element('span', { class: 'name' }, long(name, 80)), host && element('span', { class: 'host soft' }, foreign(glance(host, 80)))),
      ...at.map(({ id, label: said }) => element('td', { class: `presence ${id}` }, said)),
    ));
  const rest = told.rows.length - lines.length;
  const table = element('table', { class: 'stages' }, element('thead', {}, element('tr', {}, ...columns)), element('tbody', {}, ...lines));
  return element('div', {}, wide(label('reportStages'), table), rest > 0 && element('p', { class: 'soft' }, `+ ${rest}`), sentence);
}
