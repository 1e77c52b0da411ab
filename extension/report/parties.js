// @ts-check
import { element, foreign, glance } from '../shared/element.js';
import { mark } from '../shared/mark.js';
import { label, plural } from '../shared/words.js';
import { byHost, cookies } from './cookies.js';

/** @typedef {import('./cookies.js').Held} Held */

const DRAWN = 30;
const ORDER = ['raised', 'third', 'kept', 'quiet'];

/**
 * The parties, the site's own hosts first, with a mark for each cookie; then the hosts that were contacted and set none.
 *
 * @param {any} report
 */
export function parties(report) {
  const hosts = byHost(cookies(report));
  /** @type {string[]} */
  const contacted = report.visit.hosts.map((/** @type {{name: string}} */ host) => host.name);
  const silent = contacted.filter((name) => !hosts.some(([known]) => known === name));
  if (hosts.length === 0 && silent.length === 0) return null;
  const names = silent.flatMap((name, at) => [at > 0 ? ', ' : '', foreign(glance(name, 80))]);
  return element(
    'div',
    {},
    element('p', { class: 'soft' }, label('reportPartiesText')),
    element('ul', { class: 'parties' }, ...hosts.map(([host, held]) => party(host, held))),
    silent.length > 0 && element('p', { class: 'silent' }, element('b', {}, label('partiesSilent')), ' ', ...names),
  );
}

/**
 * @param {string} host
 * @param {Held[]} held
 */
function party(host, held) {
  const third = held.some((each) => each.third);
  const refused = held.filter(({ cookie }) => cookie.refused).length;
  const marks = [...held].sort((a, b) => ORDER.indexOf(a.meaning) - ORDER.indexOf(b.meaning)).slice(0, DRAWN);
  return element(
    'li',
    {},
    element('span', { class: 'who' }, foreign(glance(host, 100)), element('span', { class: 'soft' }, label(third ? 'partyThird' : 'partyFirst'))),
    element('span', { class: 'marks' }, ...marks.map(({ meaning }) => element('span', { class: meaning }, mark(meaning))), held.length > DRAWN && '…'),
    element('span', { class: 'counted' }, plural('cookieCount', held.length), refused > 0 && ` (${plural('refusedCount', refused)})`),
  );
}
