// @ts-check
/// <reference types="chrome" />
import { AskError, ask } from '../shared/ask.js';
import { element, foreign } from '../shared/element.js';
import { save } from '../shared/file.js';
import { focus } from '../shared/focus.js';
import { say } from '../shared/say.js';
import { label, moment, plural, size, writeLabels } from '../shared/words.js';
import { difference } from './difference.js';

/** @typedef {import('../shared/view').History} History */
/** @typedef {History['audits'][number]} Line */

// The core refuses more; what is larger need not be read to be refused.
const LARGEST = 20_000_000;
const at = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
const file = /** @type {HTMLInputElement} */ (at('file'));
const sure = /** @type {HTMLDialogElement} */ (at('sure'));

/** The audits chosen to be compared, the first chosen first. */
/** @type {string[]} */
let chosen = [];

start();

async function start() {
  await writeLabels();
  document.title = label('historyTitle');
  at('import').onclick = () => file.click();
  file.onchange = take;
  at('export').onclick = () => tell(async () => {
    const written = await ask('export-history');
    save(written);
    say(at('said'), 'wholly', label('reportExported', { name: written.name }));
  });
  at('delete-all').onclick = () => confirmed(label('historyDeleteAllSure'), { audit: null });
  at('difference').onclick = () => tell(compare);
  await tell(async () => show(await ask('history')));
}

/** Does something, and says it when it cannot be done. @param {() => Promise<void>} act */
async function tell(act) {
  try {
    await act();
    document.body.dataset.state = 'ready';
  } catch (failure) {
    say(at('said'), 'not', failure instanceof AskError ? failure.message : label('failure'));
    document.body.dataset.state = 'error';
    if (!(failure instanceof AskError)) throw failure;
  }
}

function take() {
  const [wanted] = file.files ?? [];
  if (!wanted) return;
  tell(async () => {
    show(await ask('import', { text: wanted.size > LARGEST ? ' '.repeat(LARGEST + 1) : await wanted.text() }));
    file.value = '';
  });
}

/**
 * Deletes once the person confirmed it.
 *
 * @param {string} question
 * @param {{audit: string | null}} what
 */
function confirmed(question, what) {
  at('sure-said').textContent = question;
  sure.returnValue = 'no';
  sure.onclose = () => {
    if (sure.returnValue !== 'yes') return;
    tell(async () => {
      const left = await ask('delete', what);
      show(left);
      if (!left.said) say(at('said'), 'wholly', label('historyDeleted'));
      at('said').focus();
    });
  };
  sure.showModal();
}

/** @param {History} history */
function show(history) {
  say(at('said'), history.done, history.said ?? '');
  chosen = chosen.filter((id) => history.audits.some((audit) => audit.id === id));
  at('size').textContent = `${plural('historyCount', history.audits.length)} · ${label('historySize', { size: size(history.bytes), most: size(history.most) })}`;
  const sites = [...new Set(history.audits.map(({ site }) => site))];
  at('audits').replaceChildren(...(sites.length > 0 ? sites.map((site) => group(site, history.audits.filter((audit) => audit.site === site))) : [element('p', { class: 'empty soft' }, label('historyNone'))]));
  for (const id of ['export', 'delete-all']) /** @type {HTMLButtonElement} */ (at(id)).disabled = sites.length === 0;
  choose();
}

/**
 * @param {string} site
 * @param {Line[]} audits
 */
function group(site, audits) {
  return element('section', { 'data-site': site }, element('h2', {}, site ? foreign(site) : label('historyUnreadable')), element('ul', { class: 'audits' }, ...audits.map(line)));
}

/** @param {Line} audit */
function line(audit) {
  const when = audit.at > 0 ? moment(audit.at, 'medium') : '—';
  const about = [when, audit.site, ...audit.circumstances].filter(Boolean).join(', ');
  const box = element('input', { type: 'checkbox', value: audit.id, 'aria-label': label('historyChoose', { audit: about }), disabled: !audit.whole, onchange: picked });
  box.checked = chosen.includes(audit.id);
  const open = element('a', { href: `../report/report.html?audit=${encodeURIComponent(audit.id)}` }, when);
  const forget = element('button', { type: 'button', 'aria-label': `${label('settingsDelete')} — ${about}`, onclick: () => confirmed(label('historyDeleteSure', { audit: about }), { audit: audit.id }) }, label('settingsDelete'));
  return element(
    'li',
    { 'data-audit': audit.id, class: audit.whole ? '' : 'broken' },
    box,
    element('div', { class: 'what' }, element('p', {}, audit.whole ? open : when, element('span', { class: 'soft' }, ...[...audit.circumstances, size(audit.bytes)].flatMap((part) => [' · ', foreign(part)]))), element('p', {}, audit.verdict)),
    forget,
  );
}

/** @param {Event} event */
function picked({ target }) {
  const { value, checked } = /** @type {HTMLInputElement} */ (target);
  chosen = checked ? [...chosen, value] : chosen.filter((id) => id !== value);
  choose();
}

/** Two audits of one site can be compared: with one chosen the other sites wait, with two all the others. */
function choose() {
  const boxes = /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll('.audits input'));
  const of = (/** @type {Element | undefined} */ box) => box?.closest('[data-site]')?.getAttribute('data-site');
  const site = of([...boxes].find((box) => box.checked));
  for (const box of boxes) box.disabled = Boolean(box.closest('.broken')) || (chosen.length > 0 && of(box) !== site) || (chosen.length === 2 && !box.checked);
  at('compare').hidden = boxes.length < 2;
  at('chosen').textContent = plural('historyChosen', chosen.length);
  /** @type {HTMLButtonElement} */ (at('difference')).disabled = chosen.length !== 2;
}

async function compare() {
  const shown = await ask('difference', { audits: chosen });
  at('shown').replaceChildren(...difference(shown));
  at('shown').hidden = false;
  focus(at('shown').querySelector('h2'));
}
