// @ts-check
/// <reference types="chrome" />
import { AskError, ask, askTwice, isPage, namedTab, shownTab } from '../shared/ask.js';
import { element, foreign, glance } from '../shared/element.js';
import { redrawn } from '../shared/focus.js';
import { news } from '../shared/news.js';
import { say } from '../shared/say.js';
import { chooseLanguage, label, language, number, plural, wantedLanguage, writeLabels } from '../shared/words.js';
import { showActs } from './acts.js';
import { keepShown, lastShown } from './last.js';
import { showGroups } from './list.js';
import { offerStages, showStage, staged } from './stage.js';

/** @typedef {import('../shared/view').View} View */

const PATIENCE = 2500;
/** The state of a view whose charter is still looked for. */
const READING = 'reading';
const at = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
const browse = /** @type {HTMLInputElement} */ (at('browse'));
// Kept here: while shown inside the box of what may be missing, they leave the document with it.
const places = { acts: at('acts'), form: at('form') };

/** @type {chrome.tabs.Tab | undefined} */
let tab;
/** @type {View | undefined} */
let view;
let latest = 0;
/** The count whose groups alone are shown. */
let pressed = '';
/** @type {Promise<void>} */
let labels;
/** @type {Promise<chrome.tabs.Tab | undefined>} */
let shown;

/** What is said of an act that was done. */
const DONE = {
  'read-again': () => label('readAgainDone'),
  stage: (/** @type {any} */ fields) => label('stageRecorded', { stage: staged(fields.stage) }),
  withdraw: (/** @type {any} */ fields) => label('stageWithdrawn', { stage: staged(fields.stage) }),
};

/** What is left to do when no answer came. */
const UNREAD = /** @type {View} */ ({ site: '', state: { id: 'failure', sentence: null, acts: ['read-again'], address: null } });

start();

async function start() {
  // Nothing waits for what it does not need: the browser, the memory and the background are asked at once.
  shown = shownTab();
  const last = lastShown(shown, namedTab(), wantedLanguage());
  const first = read('view', { tab: namedTab(), reach: 'here' });
  labels = writeLabels();
  document.documentElement.classList.toggle('in-tab', location.search.includes('tab='));
  at('report').onclick = () => chrome.tabs.create({ url: chrome.runtime.getURL(`extension/report/report.html?tab=${tab?.id ?? ''}`) });
  at('read-again').onclick = () => read('read-again');
  offerStages(read);
  browse.onchange = changeMode;
  tab = await shown;
  if (tab?.url && /^https?:/.test(tab.url) && !view) at('site').replaceChildren(foreign(new URL(tab.url).hostname));
  await Promise.all([first, showLast(last)]);
  await readMode();
}

/**
 * Shows what was last known of this page, while the background looks again.
 *
 * @param {Promise<View | undefined>} known
 */
async function showLast(known) {
  const last = await known;
  await labels;
  if (last && !view && document.body.dataset.state === 'working') draw(last);
}

/**
 * Asks for a view and shows it; what was on screen stays until the answer is there.
 *
 * @param {string} name
 * @param {Record<string, unknown>} [fields]
 */
async function read(name, fields = {}) {
  const turn = ++latest;
  document.body.dataset.state = 'working';
  at('groups').setAttribute('aria-busy', 'true');
  const slow = setTimeout(sayLong, PATIENCE);
  const done = DONE[/** @type {keyof typeof DONE} */ (name)];
  const former = view;
  if (done) say(at('said'), 'wholly', label('working'));
  try {
    let { more, ...answer } = await answered(name, { tab: tab?.id, ...fields });
    await labels;
    if (more && turn === latest) {
      const rest = answered(name, { tab: answer.tab, reach: 'rest' });
      // What stands here already is at least as much.
      if (!view) draw(answer);
      answer = await rest;
    }
    if (turn === latest) {
      show(answer);
      if (done) say(at('said'), 'wholly', [done(fields), ...news(former, answer)].join(' '));
    }
  } catch (failure) {
    if (turn === latest) fail(failure instanceof AskError ? failure.message : label('failure'));
    if (!(failure instanceof AskError)) throw failure;
  } finally {
    clearTimeout(slow);
    at('groups').removeAttribute('aria-busy');
  }
}

/** Says that the page is slow, of which all that comes first is known, or the charter, beside what is known without it. */
function sayLong() {
  if (!view) at('verdict').replaceChildren(label('workingPage'));
  else if (view.state.id === READING) sayVerdict(view.verdict, label('workingLong'));
}

/**
 * The answer about the tab that is shown: asked without its number, the background may take another window's.
 *
 * @param {string} name
 * @param {Record<string, unknown>} fields
 * @returns {Promise<View>}
 */
async function answered(name, fields) {
  const answer = await askTwice(name, fields);
  const meant = (await shown)?.id;
  return meant === undefined || answer.tab === meant ? answer : askTwice(name, { ...fields, tab: meant });
}

/** @param {View} answer */
function show(answer) {
  // What is on screen already stays as it is, opened rows included.
  if (JSON.stringify(answer) !== JSON.stringify(view)) draw(answer);
  document.body.dataset.state = 'ready';
  performance.mark('read');
  shown.then((tab) => keepShown(tab, answer));
}

/** @param {View} answer */
function draw(answer) {
  redrawn(() => write(answer), () => at('verdict'));
}

/** @param {View} answer */
function write(answer) {
  view = answer;
  const { charters, counts, groups, state } = view;
  const reading = state.id === READING;
  const something = groups.some((group) => group.rows.length > 0) || counts.length > 0 || charters.length > 0;
  document.title = ['Cookie Charter', glance(view.site, 80)].filter(Boolean).join(' — ');
  if (view.site) at('site').replaceChildren(foreign(view.site, { title: view.site }));
  sayVerdict(view.verdict || state.sentence || '', view.verdict ? state.sentence : null);
  showActs(view, places, { read, reload });
  showCounts(view);
  showMissing(view);
  showGroups(view, { groups: at('groups'), finder: at('finder'), found: at('found'), search: /** @type {HTMLInputElement} */ (at('search')) }, pressed ? groupsOf(pressed) : null);
  // More rows are to come, and other ones.
  if (reading) at('groups').append(element('div', { class: 'ghost' }), element('div', { class: 'ghost' }));
  at('stage').hidden = !something;
  if (view.stage) showStage(view);
  at('report').hidden = !something || reading;
  at('read-again').hidden = !something || reading || (state.id !== 'audited' && state.acts.includes('read-again'));
  document.body.classList.toggle('bare', !something && !reading);
  showCharter(charters, Boolean(places.acts.querySelector('[data-act=open]')));
  document.body.dataset.view = state.id;
  requestAnimationFrame(() => performance.mark('answered'));
}

/** Reloads the visited page, waits for it, and reads it again. */
async function reload() {
  const id = tab?.id;
  if (!id) return;
  const done = new Promise((resolve) => {
    chrome.tabs.onUpdated.addListener(function listen(changed, { status }) {
      if (changed !== id || status !== 'complete') return;
      chrome.tabs.onUpdated.removeListener(listen);
      resolve(undefined);
    });
  });
  document.body.dataset.state = 'working';
  await chrome.tabs.reload(id);
  await done;
  await read('read-again');
}

/**
 * Says that no answer came. What is on screen already stays.
 *
 * @param {string} sentence
 */
function fail(sentence) {
  if (view && view.state.id !== READING) {
    sayVerdict(view.verdict, sentence);
  } else {
    sayVerdict(sentence, null);
    showActs(UNREAD, places, { read, reload });
    for (const ghost of document.querySelectorAll('.ghost')) ghost.remove();
    if (!view) clear();
  }
  say(at('said'), 'not');
  document.body.dataset.state = 'error';
}

/** Takes away what only waits for an answer. */
function clear() {
  at('counts').replaceChildren();
  at('counts').hidden = true;
  document.body.classList.add('bare');
  at('read-again').hidden = true;
  at('report').hidden = true;
}

/**
 * Says the verdict in the live region, only when it differs: the same words are not announced twice.
 *
 * @param {string} verdict
 * @param {string | null} sentence
 */
function sayVerdict(verdict, sentence) {
  if (at('verdict').textContent !== verdict) at('verdict').textContent = verdict;
  at('verdict').removeAttribute('data-label');
  at('sentence').textContent = sentence;
  at('sentence').hidden = !sentence;
}

/**
 * The groups whose rows a count counts.
 *
 * @param {string} count
 */
function groupsOf(count) {
  return { declared: ['deviating', 'declared', 'third-party'], undeclared: ['undeclared', 'undeclared-third-party'] }[count] ?? ['undeclared-third-party', 'third-party'];
}

/** @param {View} shown */
function showCounts(shown) {
  const meanings = { declared: 'kept', undeclared: 'raised', 'third-party': 'third' };
  const groupOf = (/** @type {string} */ id) => shown.groups.find((each) => groupsOf(id).includes(each.id) && each.rows.length > 0);
  if (!groupOf(pressed)) pressed = '';
  at('counts').replaceChildren(
    ...shown.counts.filter(({ id, value }) => id in meanings && ((value ?? 0) > 0 || shown.state.id === 'audited')).map(({ id, value, label: said }) => {
      const inside = [element('b', {}, number(value ?? 0)), element('span', {}, said)];
      const meaning = value ? meanings[/** @type {keyof typeof meanings} */ (id)] : 'none';
      if (!groupOf(id)) return element('li', { class: meaning }, ...inside);
      const only = element('button', { type: 'button', 'aria-pressed': String(id === pressed), 'data-key': `count ${id}`, title: label('onlyThese') }, ...inside);
      only.onclick = () => {
        pressed = pressed === id ? '' : id;
        for (const other of at('counts').querySelectorAll('button')) other.setAttribute('aria-pressed', String(other === only && pressed === id));
        const rows = showGroups(shown, null, pressed ? groupsOf(id) : null);
        say(at('said'), 'wholly', plural('rowsShown', rows));
      };
      return element('li', { class: meaning }, only);
    }),
  );
  at('counts').hidden = at('counts').childElementCount === 0;
}

/**
 * What may be missing; once there is an audit, what can be done about it stands beside it.
 *
 * @param {View} shown
 */
function showMissing({ missing, state }) {
  const { acts, form } = places;
  const list = element('ul', {}, ...missing.map((each) => element('li', {}, each)));
  const box = element('details', { class: 'missing' }, element('summary', {}, `${label('missing')} (${number(missing.length)})`), list);
  const audited = state.id === 'audited';
  if (audited) box.append(acts);
  else form.before(acts);
  box.open = Boolean(at('missing').querySelector('details')?.open) || (audited && state.acts.includes('grant'));
  at('missing').replaceChildren(...(missing.length > 0 ? [box] : []));
}

/**
 * @param {View['charters']} charters The first is where most of what is declared stands; the others are named with it.
 * @param {boolean} offered To open it is offered elsewhere.
 */
function showCharter(charters, offered) {
  const [first] = charters;
  at('charter').hidden = !first;
  if (!first) return;
  const open = element('a', { href: first.address, id: 'open', target: '_blank', rel: 'noopener noreferrer' }, label('actOpen'));
  const proofs = charters.map(({ address, file, sha256, fingerprint = label('fingerprint') }) =>
    element('p', {}, foreign(glance(address ?? file ?? label('charterPasted'), 300)), element('br'), `${fingerprint} ${sha256}`),
  );
  const proof = element('details', {}, element('summary', {}, first.sentence), ...proofs);
  proof.open = Boolean(at('charter').querySelector('details')?.open);
  at('charter').replaceChildren(proof, isPage(first.address) ? (offered ? '' : open) : (first.file ?? label('charterPasted')));
}

async function readMode() {
  try {
    const settings = await ask('settings');
    browse.checked = settings.mode === 'browse';
    if ((settings.language ?? null) !== language()) {
      await chooseLanguage(settings.language ?? null);
      await read('view');
    }
  } catch {
    browse.disabled = true;
  }
}

async function changeMode() {
  try {
    await ask('set-settings', { mode: browse.checked ? 'browse' : 'click' });
  } catch {
    browse.checked = !browse.checked;
  }
}
