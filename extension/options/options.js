// @ts-check
/// <reference types="chrome" />
import { AskError, ask, isPage } from '../shared/ask.js';
import { element, foreign, glance } from '../shared/element.js';
import { LANGUAGES, chooseLanguage, label, language, writeLabels } from '../shared/words.js';
import { showAccess } from './access.js';

/** @typedef {import('../shared/view').Settings} Settings */

const at = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
const chosen = /** @type {HTMLSelectElement} */ (at('language'));
const keep = /** @type {HTMLInputElement} */ (at('keep'));
const modes = /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll('[name="mode"]'));

start();

async function start() {
  await writeLabels();
  for (const mode of modes) mode.onchange = () => change({ mode: mode.value === 'browse' ? 'browse' : 'click' });
  chosen.onchange = () => change({ language: chosen.value || null });
  keep.onchange = () => change({ keep: keep.checked });
  await tell('settings', {}, null);
}

/** @param {Partial<Settings>} fields */
function change(fields) {
  return tell('set-settings', fields);
}

/**
 * Asks, shows the settings as they are afterwards, and says whether they were saved.
 *
 * @param {string} name
 * @param {Record<string, unknown>} fields
 * @param {string | null} [done] The label said on success.
 */
async function tell(name, fields, done = 'settingsSaved') {
  const said = at('said');
  try {
    await show(await ask(name, fields));
    said.textContent = done && label(done);
    said.classList.remove('bad');
    document.body.dataset.state = 'ready';
  } catch (failure) {
    said.textContent = failure instanceof AskError && !done ? failure.message : label('settingsNotSaved');
    said.classList.add('bad');
    document.body.dataset.state = 'error';
    if (!(failure instanceof AskError)) throw failure;
  }
}

/** @param {Settings} settings */
async function show(settings) {
  if ((settings.language ?? null) !== language()) await chooseLanguage(settings.language ?? null);
  document.title = label('settingsTitle');
  for (const mode of modes) mode.checked = mode.value === settings.mode;
  showLanguages(settings.language ?? '');
  keep.checked = Boolean(settings.keep);
  showCharters(settings.charters ?? []);
  await Promise.all([showAccess(at('access'), at('grant')), showShortcuts()]);
  at('settings').inert = false;
}

/** @param {string} wanted */
function showLanguages(wanted) {
  const name = (/** @type {string} */ tag) => new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag;
  const option = (/** @type {string} */ tag) => element('option', { value: tag, lang: tag }, name(tag));
  chosen.replaceChildren(element('option', { value: '' }, label('settingsLanguageAuto')), ...LANGUAGES.map(option));
  chosen.value = wanted;
}

/** @param {Settings['charters']} charters */
function showCharters(charters) {
  const line = (/** @type {{site: string, address: string}} */ { site, address }) => {
    const place = isPage(address) ? element('a', { href: address, target: '_blank', rel: 'noopener noreferrer' }, foreign(glance(address, 160))) : foreign(glance(address ?? '', 160));
    const forget = element('button', { type: 'button', 'aria-label': `${label('settingsDelete')} — ${site}`, onclick: () => tell('forget-charter', { site }) }, label('settingsDelete'));
    return element('li', {}, element('span', {}, element('b', {}, foreign(site)), element('br'), place), forget);
  };
  at('charters').replaceChildren(...(charters.length > 0 ? charters.map(line) : [element('li', { class: 'soft' }, label('settingsChartersNone'))]));
}

async function showShortcuts() {
  const commands = (await chrome.commands?.getAll?.()) ?? [];
  const lines = commands.map(({ name, description, shortcut }) => {
    const what = name === '_execute_action' ? label('commandOpen') : description;
    return element('li', {}, element('span', {}, what), shortcut ? element('kbd', {}, shortcut) : element('span', { class: 'soft' }, label('settingsShortcutNone')));
  });
  at('shortcuts').replaceChildren(...lines);
}
