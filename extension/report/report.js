// @ts-check
/// <reference types="chrome" />
import { AskError, ask, askTwice, isPage, shownTab } from '../shared/ask.js';
import { element, foreign, glance, long } from '../shared/element.js';
import { news } from '../shared/news.js';
import { say } from '../shared/say.js';
import { label, moment, number, writeLabels } from '../shared/words.js';
import { charterAsRead } from './charter.js';
import { offerExports } from './export.js';
import { findings } from './findings.js';
import { judge } from './judge.js';
import { matrix } from './matrix.js';
import { parties } from './parties.js';
import { stages } from './stages.js';
import { timeline } from './timeline.js';

/** @typedef {import('../shared/view').ReportAnswer} ReportAnswer */

const at = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
const STAGES = { unknown: 'stageUnknown', before: 'stageBefore', accepted: 'stageAccepted', refused: 'stageRefused' };
const MEANINGS = { declared: 'kept', undeclared: 'raised', 'third-party': 'third' };

start();

async function start() {
  await writeLabels();
  const audit = new URLSearchParams(location.search).get('audit');
  const tab = audit ? undefined : await shownTab();
  const about = { tab: tab?.id, audit };
  /** @type {ReportAnswer | undefined} */
  let shown;
  at('print').onclick = () => print();
  at('read-again').onclick = () => read(audit ? null : 'read-again');
  at('keep').onclick = keep;
  const write = offerExports(at('menu'), at('formats'), at('said'), () => ({ tab: about.tab, report: shown?.report }));
  await read(null);

  /** Keeps the audit as it is on screen. */
  async function keep() {
    const said = at('said');
    try {
      const { said: sentence, done } = await ask('keep', { report: shown?.report });
      say(said, done, sentence, ' ', element('a', { href: '../history/history.html' }, label('historyTitle')));
    } catch (failure) {
      say(said, 'not', failure instanceof AskError ? failure.message : label('failure'));
    }
  }

  /** @param {string | null} first What is asked before the report. */
  async function read(first) {
    document.body.dataset.state = 'working';
    const former = shown?.view;
    if (first) say(at('said'), 'wholly', label('working'));
    try {
      if (first) await askTwice(first, { tab: about.tab });
      shown = await askTwice('report', about);
      if (shown) show(shown, about, write);
      if (first && shown) say(at('said'), 'wholly', [label('readAgainDone'), ...news(former, shown.view)].join(' '));
    } catch (failure) {
      fail(failure instanceof AskError ? failure.message : label('failure'));
      if (!(failure instanceof AskError)) throw failure;
    }
  }

  /**
   * Says that no answer came, of which site, and lets it be asked for again. What is on screen already stays.
   *
   * @param {string} sentence
   */
  function fail(sentence) {
    document.body.dataset.state = 'error';
    say(at('said'), 'not');
    at('sentence').hidden = !shown;
    at(shown ? 'sentence' : 'verdict').textContent = sentence;
    if (shown) return;
    at('verdict').removeAttribute('data-label');
    if (tab?.url && isPage(tab.url)) at('circumstances').replaceChildren(element('b', {}, foreign(new URL(tab.url).hostname)));
    offer({ print: false, menu: false, keep: false, 'read-again': true });
  }
}

/**
 * @param {ReportAnswer} answer
 * @param {{audit: string | null}} about
 * @param {(format: string) => void} write
 */
function show(answer, about, write) {
  const { view, report } = answer;
  document.title = label('reportTitle', { site: glance(view.site, 80) });
  at('verdict').removeAttribute('data-label');
  at('verdict').textContent = view.verdict;
  at('sentence').textContent = view.state.sentence;
  at('sentence').hidden = !view.state.sentence;
  // A private window leaves nothing on this computer.
  offer({ print: Boolean(report), menu: Boolean(report), keep: report && !about.audit && !report.visit.private, 'read-again': !about.audit });
  if (report) {
    const when = moment(report.visit.now);
    at('circumstances').replaceChildren(...circumstances(answer, when));
    at('charter-line').replaceChildren(...charterLine(view));
    at('report').replaceChildren(
      facts(view),
      section('reportFindings', findings(view, judge(report.visit), write)),
      section('reportTimeline', timeline(report, view)),
      section('reportStages', stages(view)),
      section('reportParties', parties(report)),
      section('reportMatrix', matrix(report)),
      section('reportCharter', charterAsRead(report)),
      section('missing', missing(view)),
      section('reportMethod', method()),
    );
    printHeader(`${view.site} — ${when}`);
  }
  document.body.dataset.view = view.state.id;
  document.body.dataset.state = 'ready';
}

/** @param {Record<string, boolean>} acts What can be done here, by the id of its button; the way to the kept audits is always open. */
function offer(acts) {
  for (const [id, can] of Object.entries(acts)) at(id).hidden = !can;
  at('acts').hidden = false;
}

/**
 * @param {string} title
 * @param {Node | null} inside A section with nothing to say is left out.
 */
function section(title, inside) {
  return inside ? element('section', { id: title }, element('h2', {}, label(title)), inside) : '';
}

/**
 * @param {ReportAnswer} answer
 * @param {string} when
 */
function circumstances({ view, report, extension }, when) {
  const stage = STAGES[/** @type {keyof typeof STAGES} */ (report.visit.stage)];
  const parts = [when, report.visit.browser, `${label('stage')} — ${label(stage)}`, label('versions', { extension })];
  return [element('b', {}, foreign(view.site)), ...parts.filter(Boolean).map((part) => ` · ${part}`)];
}

/** @param {ReportAnswer['view']} view */
function charterLine({ charters }) {
  if (charters.length === 0) return [label('reportCharterNone'), ' ', label('observations')];
  const lines = charters.flatMap(({ address, file, sentence, sha256, fingerprint = label('fingerprint') }) => {
    const place = isPage(address) ? element('a', { href: address, rel: 'noopener noreferrer' }, foreign(glance(String(address), 200))) : (file ?? label('charterPasted'));
    return [sentence, ' · ', place, element('br'), `${fingerprint} `, element('code', {}, sha256), element('br')];
  });
  return [...lines, label('observations')];
}

/** @param {ReportAnswer['view']} view */
function facts(view) {
  const audited = view.state.id === 'audited';
  const counts = view.counts.filter(({ value }) => audited || (value ?? 0) > 0);
  const told = counts.map(({ id, value, label: said }) => fact(value ?? 0, said, (value && MEANINGS[/** @type {keyof typeof MEANINGS} */ (id)]) || ''));
  return element('section', { id: 'reportSummary' }, element('h2', { class: 'away' }, label('reportSummary')), element('ul', { class: 'facts' }, ...told));
}

/**
 * @param {number} value
 * @param {string} said
 * @param {string} meaning
 */
function fact(value, said, meaning) {
  return element('li', { class: meaning }, element('b', {}, number(value)), element('span', {}, said));
}

/** @param {ReportAnswer['view']} view */
function missing(view) {
  return view.missing.length > 0 ? element('ul', { class: 'points' }, ...view.missing.map((each) => element('li', {}, long(each, 400)))) : null;
}

function method() {
  return element('ul', { class: 'points' }, ...['methodReading', 'methodCookies', 'methodVisit', 'methodLaw'].map((key) => element('li', {}, label(key))));
}

/**
 * Puts site, date and page numbers into the margins of the printed sheets, where the browser knows how.
 *
 * @param {string} text
 */
function printHeader(text) {
  const quoted = [...text].map((letter) => (/[\p{L}\p{N} .:,—-]/u.test(letter) ? letter : `\\${letter.codePointAt(0)?.toString(16)} `)).join('');
  const style = new CSSStyleSheet();
  style.replaceSync(`@page { @top-left { content: "${quoted}" } @bottom-left { content: "Cookie Charter" } @bottom-right { content: counter(page) " / " counter(pages) } }`);
  document.adoptedStyleSheets = [style];
}
