// @ts-check
/// <reference types="chrome" />
import { AskError, ask, isPage } from '../shared/ask.js';
import { element, foreign } from '../shared/element.js';
import { redrawn } from '../shared/focus.js';
import { say } from '../shared/say.js';
import { LANGUAGES, chooseLanguage, label, language, plural, size, writeLabels } from '../shared/words.js';
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
    say(said, 'wholly', done ? label(done) : '');
    document.body.dataset.state = 'ready';
  } catch (failure) {
    say(said, 'not', failure instanceof AskError && !done ? failure.message : label('settingsNotSaved'));
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
  const { audits, bytes, most } = settings.kept;
  at('kept').textContent = `${plural('historyCount', audits)} · ${label('historySize', { size: size(bytes), most: size(most) })}`;
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
    const field = element('input', { type: 'url', value: address, 'data-key': `address ${site}`, 'aria-label': `${label('pointAddress')} — ${site}`, spellcheck: 'false' });
    const saved = element('button', { type: 'submit', 'data-key': `save ${site}`, 'aria-label': `${label('judgeSave')} — ${site}` }, label('judgeSave'));
    const forget = element('button', { type: 'button', 'data-key': `delete ${site}`, 'aria-label': `${label('settingsDelete')} — ${site}`, onclick: () => tell('forget-charter', { site }) }, label('settingsDelete'));
    const form = element('form', { novalidate: true, 'data-site': site }, element('b', {}, foreign(site)), element('span', { class: 'bar' }, field, saved, forget), element('span', { class: 'bad', role: 'alert' }));
    form.onsubmit = (event) => {
      event.preventDefault();
      const good = isPage(field.value.trim());
      field.setAttribute('aria-invalid', String(!good));
      form.querySelector('.bad')?.replaceChildren(good ? '' : label('badAddress'));
      if (good) tell('set-charter', { site, address: field.value.trim() });
      else field.focus();
    };
    return element('li', {}, form);
  };
  const lines = at('charters');
  const place = [...lines.children].findIndex((each) => each.contains(document.activeElement));
  const next = () => /** @type {HTMLElement | null} */ ((lines.children[place] ?? lines.lastElementChild)?.querySelector('[data-key^=delete]')) ?? at('charters-title');
  redrawn(() => lines.replaceChildren(...(charters.length > 0 ? charters.map(line) : [element('li', { class: 'soft' }, label('settingsChartersNone'))])), next);
}

/** Shortcuts are the browser's to change: Firefox opens its page for us, Chromium has an address for it. */
function changeShortcuts() {
  const firefox = /** @type {{openShortcutSettings?: () => Promise<void>}} */ (chrome.commands).openShortcutSettings;
  if (firefox) firefox();
  else chrome.tabs.create({ url: 'chrome://extensions/shortcuts' });
}

async function showShortcuts() {
  at('change-shortcuts').onclick = changeShortcuts;
  const commands = (await chrome.commands?.getAll?.()) ?? [];
  const lines = commands.map(({ name, description, shortcut }) => {
    const what = name === '_execute_action' ? label('commandOpen') : description;
    return element('li', {}, element('span', {}, what), shortcut ? element('kbd', {}, shortcut) : element('span', { class: 'soft' }, label('settingsShortcutNone')));
  });
  at('shortcuts').replaceChildren(...lines);
}
