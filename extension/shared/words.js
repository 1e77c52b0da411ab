// @ts-check
/// <reference types="chrome" />

/** The languages the labels exist in. */
export const LANGUAGES = ['fr', 'en', 'de', 'es', 'it', 'nl', 'pl', 'pt'];

/** @type {Record<string, {message: string}> | undefined} */
let chosen;

/** The chosen language, or `null` for the browser's own. */
export function language() {
  return stored();
}

/**
 * A fixed label. Until a chosen language is loaded, the browser's own serves, at once.
 *
 * @param {string} key
 * @param {Record<string, string | number>} [fill] What stands for each `{name}`.
 */
export function label(key, fill = {}) {
  const found = chosen ? chosen[key]?.message : chrome.i18n.getMessage(key);
  return (found ?? '').replace(/\{(\w+)\}/g, (whole, name) => String(fill[name] ?? whole));
}

/**
 * A label in the plural form that the number asks for.
 *
 * @param {string} key
 * @param {number} n
 */
export function plural(key, n) {
  const form = new Intl.PluralRules(shownLanguage()).select(n);
  return label(`${key}_${form}`, { n: number(n) }) || label(`${key}_other`, { n: number(n) });
}

/** @param {number} bytes */
export function size(bytes) {
  const [unit, key] = bytes < 100_000 ? [1000, 'sizeKilobytes'] : [1_000_000, 'sizeMegabytes'];
  return label(String(key), { n: number(Math.round((bytes / Number(unit)) * 10) / 10) });
}

/** @param {number} n */
export function number(n) {
  return new Intl.NumberFormat(shownLanguage()).format(n);
}

/**
 * A moment for people: the day and the time.
 *
 * @param {number} seconds Since 1970.
 * @param {'short' | 'medium'} [timeStyle] `medium` tells the second.
 */
export function moment(seconds, timeStyle = 'short') {
  // British English writes the day first, as the core's sentences do.
  const language = shownLanguage() === 'en' ? 'en-GB' : shownLanguage();
  return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle }).format(new Date(seconds * 1000));
}

/** The language that the labels are in, or will be once they are loaded. */
export function wantedLanguage() {
  return stored() ?? shownLanguage();
}

/** The language of the labels on screen. */
export function shownLanguage() {
  return label('language') || 'en';
}

/**
 * Loads the chosen language, if there is one, and writes every label of the page.
 *
 * An element says what it wants: `data-label` its text, `data-tip` its tooltip, `data-aria` its accessible name,
 * `data-hint` its placeholder.
 */
export async function writeLabels() {
  fill(document);
  const wanted = stored();
  if (wanted && wanted !== shownLanguage()) {
    chosen = await (await fetch(chrome.runtime.getURL(`_locales/${wanted}/messages.json`))).json();
    fill(document);
  }
}

/**
 * Remembers the language for the pages of the extension and writes the labels again.
 *
 * @param {string | null} wanted
 */
export async function chooseLanguage(wanted) {
  if (wanted && LANGUAGES.includes(wanted)) localStorage.setItem('language', wanted);
  else localStorage.removeItem('language');
  chosen = undefined;
  await writeLabels();
}

/** @param {ParentNode} root */
function fill(root) {
  document.documentElement.lang = shownLanguage();
  for (const each of root.querySelectorAll('[data-label]')) each.textContent = label(each.getAttribute('data-label') ?? '');
  const attributes = { 'data-tip': 'title', 'data-aria': 'aria-label', 'data-hint': 'placeholder' };
  for (const [from, to] of Object.entries(attributes)) {
    for (const each of root.querySelectorAll(`[${from}]`)) each.setAttribute(to, label(each.getAttribute(from) ?? ''));
  }
}

/** @returns {string | null} */
function stored() {
  const wanted = localStorage.getItem('language');
  return wanted && LANGUAGES.includes(wanted) ? wanted : null;
}
