// @ts-check
import { element, foreign, glance } from '../shared/element.js';
import { mark, svg } from '../shared/mark.js';
import { wide } from '../shared/wide.js';
import { label, plural } from '../shared/words.js';
import { byHost, cookies, grouped, hostOf } from './cookies.js';

/** @typedef {import('./cookies.js').Held & {stage: string}} Held With the consent stage at which it was last set. */
/** @typedef {import('../shared/view').View} View */

const STAGES = { unknown: 'stageUnknown', before: 'stageBefore', accepted: 'stageAccepted', refused: 'stageRefused' };
const LEGEND = { kept: 'markKept', raised: 'markRaised', third: 'markThird' };
const [LANES, TICKS, LISTED, ROOM] = [16, 14, 500, 26];
const [LEFT, WIDTH, LANE, TOP, DOT] = [190, 960, 34, 44, 14];

/**
 * Who set what, when: one lane a host, one column for each moment at which something was set, parted by consent stage.
 *
 * @param {any} report
 * @param {View} view
 */
export function timeline(report, { spans }) {
  const all = cookies(report);
  const stageAt = (/** @type {number} */ moment) => (spans.find(({ until }) => moment <= until) ?? spans.at(-1))?.stage ?? 'unknown';
  const timed = all.filter(({ cookie }) => cookie.setAt).map((held) => ({ ...held, stage: stageAt(held.cookie.setAt) })).sort((a, b) => a.cookie.setAt - b.cookie.setAt);
  if (all.length === 0) return null;
  if (timed.length === 0) return element('p', { class: 'soft' }, label('reportTimelineEmpty'));
  const untimed = all.length - timed.length;
  return element(
    'figure',
    {},
    wide(label('reportTimeline'), drawn(timed)),
    element('figcaption', {}, ...legend(), untimed > 0 && element('p', {}, plural('reportTimelineUntimed', untimed)), asTable(timed)),
  );
}

/**
 * The same for those who do not see the picture, or want the names.
 *
 * @param {Held[]} timed
 */
function asTable(timed) {
  const columns = ['columnMoment', 'columnCookie', 'columnFinding'].map((column) => element('th', { scope: 'col' }, label(column)));
  const lines = timed.slice(0, LISTED).map(({ cookie, meaning, stage }) => {
    const said = [label(LEGEND[/** @type {keyof typeof LEGEND} */ (meaning)] ?? 'notSaid'), cookie.refused && label('markRefused')];
    return element(
      'tr',
      {},
      element('td', {}, `${staged(stage)}, +${cookie.setAt - timed[0].cookie.setAt} s`),
      element('th', { scope: 'row' }, named(cookie.name), element('span', { class: 'host soft' }, foreign(glance(cookie.domain, 100)))),
      element('td', {}, element('span', { class: `marked ${meaning}` }, mark(meaning), element('span', {}, said.filter(Boolean).join(', ')))),
    );
  });
  const table = element('table', {}, element('thead', {}, element('tr', {}, ...columns)), element('tbody', {}, ...lines));
  const box = element('details', { class: 'as-table' }, element('summary', {}, label('reportTimelineTable')), wide(label('reportTimelineTable'), table));
  // On paper nobody can open it, and who listens to a file has no picture.
  addEventListener('beforeprint', () => (box.open = true));
  return box;
}

/** @param {string} name */
function named(name) {
  return name ? foreign(glance(name, 80), { class: 'name' }) : element('span', { class: 'soft' }, label('nameless'));
}

/** @param {string} stage */
function staged(stage) {
  return label(STAGES[/** @type {keyof typeof STAGES} */ (stage)] ?? 'stageUnknown');
}

/**
 * The end of a host's name tells whose it is: where it is long, its beginning goes.
 *
 * @param {string} host
 */
function ending(host) {
  return host.length > ROOM ? `…${host.slice(1 - ROOM)}` : host;
}

/** @param {Held[]} timed */
function drawn(timed) {
  const lanes = byHost(timed).slice(0, LANES);
  const columns = ticks(timed.filter(({ cookie }) => lanes.some(([host]) => host === hostOf(cookie))));
  const step = (WIDTH - LEFT - 30) / columns.length;
  const room = Math.max(1, Math.floor((step - 26) / DOT));
  const height = TOP + lanes.length * LANE + 26;
  const middle = (/** @type {number} */ lane) => TOP + (lane + 0.5) * LANE;
  const picture = svg('g', { 'aria-hidden': 'true' });
  lanes.forEach(([host], lane) => {
    const name = svg('text', { x: LEFT - 14, y: middle(lane) + 4, 'text-anchor': 'end' }, ending(host));
    name.append(svg('title', {}, host));
    picture.append(name, svg('line', { class: 'lane', x1: LEFT, x2: WIDTH, y1: middle(lane), y2: middle(lane) }));
  });
  let stage = '';
  columns.forEach(([, held], column) => {
    const x = LEFT + 16 + column * step;
    const { cookie } = held[0];
    if (held[0].stage !== stage) {
      stage = held[0].stage;
      picture.append(svg('line', { class: 'stage', x1: x - 12, x2: x - 12, y1: 12, y2: height - 22 }), svg('text', { x: x - 6, y: 18, class: 'stage-name' }, staged(stage)));
    }
    picture.append(svg('text', { x, y: height - 6 }, `+${cookie.setAt - timed[0].cookie.setAt} s`));
    lanes.forEach(([host], lane) => picture.append(...dots(held.filter((each) => hostOf(each.cookie) === host), x, middle(lane), room)));
  });
  return svg('svg', { viewBox: `0 0 ${WIDTH} ${height}`, role: 'img', 'aria-label': label('reportTimelineText', { n: timed.length }), class: 'timeline' }, picture);
}

/**
 * The moments at which something was set; neighbours are joined when there are too many to tell apart.
 *
 * @param {Held[]} timed
 */
function ticks(timed) {
  const [first, last] = [timed[0].cookie.setAt, timed[timed.length - 1].cookie.setAt];
  for (let width = 1; ; width = Math.ceil(width * 1.5)) {
    const columns = grouped(timed, ({ cookie, stage }) => `${stage} ${Math.floor((cookie.setAt - first) / width)}`);
    if (columns.length <= TICKS || width > last - first) return columns;
  }
}

/**
 * @param {Held[]} here
 * @param {number} x
 * @param {number} y
 * @param {number} room How many fit side by side.
 */
function dots(here, x, y, room) {
  const shown = here.length > room * 2 ? here.slice(0, room * 2 - 1) : here;
  const top = shown.length > room ? y - DOT / 2 : y;
  const place = (/** @type {number} */ at) => [x + (at % room) * DOT, top + Math.floor(at / room) * DOT];
  const made = shown.map((held, at) => {
    const [left, down] = place(at);
    const dot = shape(held, left, down);
    dot.append(svg('title', {}, glance(held.cookie.name, 80)));
    return dot;
  });
  const [left, down] = place(shown.length);
  return here.length > shown.length ? [...made, svg('text', { x: left - 5, y: down + 4 }, `+${here.length - shown.length}`)] : made;
}

/**
 * @param {Held} held
 * @param {number} x
 * @param {number} y
 */
function shape({ cookie, meaning }, x, y) {
  const kind = `dot ${meaning}${cookie.refused ? ' refused' : ''}`;
  if (meaning === 'raised') return svg('path', { d: `M${x} ${y - 6}L${x + 6} ${y + 5}H${x - 6}Z`, class: kind });
  if (meaning === 'third') return svg('path', { d: `M${x} ${y - 6}L${x + 6} ${y}L${x} ${y + 6}L${x - 6} ${y}Z`, class: kind });
  return svg('circle', { cx: x, cy: y, r: 5, class: kind });
}

function legend() {
  const sample = (/** @type {any} */ held, /** @type {string} */ said) => {
    const picture = svg('svg', { viewBox: '0 0 14 14', width: 14, height: 14, 'aria-hidden': 'true' }, shape(held, 7, 7));
    return element('span', { class: 'sample' }, picture, label(said));
  };
  const meanings = Object.entries(LEGEND).map(([meaning, said]) => sample({ cookie: {}, meaning }, said));
  return [...meanings, sample({ cookie: { refused: 'yes' }, meaning: 'third' }, 'markRefused')];
}
