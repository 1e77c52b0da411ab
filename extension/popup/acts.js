// @ts-check
/// <reference types="chrome" />
import { isPage, openPage } from '../shared/ask.js';
import { element } from '../shared/element.js';
import { focus } from '../shared/focus.js';
import { label } from '../shared/words.js';

/** @typedef {import('../shared/view').View} View */
/** @typedef {{read: (name: string, fields?: Record<string, unknown>) => Promise<void>, reload: () => Promise<void>}} Ways */

const LABELS = { grant: 'actGrant', point: 'actPoint', paste: 'actPaste', open: 'actOpen', 'read-again': 'actReadAgain', reload: 'actReload' };
const LARGEST = 5 * 1024 * 1024;

/**
 * Shows what the person can do next, the best first.
 *
 * @param {View} view
 * @param {{acts: HTMLElement, form: HTMLElement}} places
 * @param {Ways} ways
 */
export function showActs(view, { acts, form }, ways) {
  const does = {
    grant: () => {
      // Browsers only ask while the click is being handled: nothing may come before.
      chrome.permissions.request({ origins: ['<all_urls>'] }).then(
        (granted) => (granted ? ways.read('read-again') : form.replaceChildren(refused())),
        () => form.replaceChildren(refused()),
      );
    },
    point: () => open('point', pointForm(view, ways)),
    paste: () => open('paste', pasteForm(ways)),
    open: () => openPage(view.state.address),
    'read-again': () => ways.read('read-again'),
    reload: () => ways.reload(),
  };

  // Once there is an audit, the footer opens the charter and reads again: what is left here is a remark then.
  const audited = view.state.id === 'audited';
  const { address } = view.state;
  const here = (/** @type {string} */ act) => (act === 'open' ? !audited && isPage(address) : act !== 'read-again' || !audited);
  const known = view.state.acts.filter((act) => act in LABELS && here(act));
  acts.replaceChildren(...known.map((act, at) => button(act, at === 0 && !audited)));
  acts.hidden = known.length === 0;
  form.replaceChildren();

  /**
   * @param {string} act
   * @param {boolean} best
   */
  function button(act, best) {
    const settings = { type: 'button', class: best && 'primary', 'data-act': act, 'data-key': act, onclick: does[/** @type {keyof typeof does} */ (act)] };
    return element('button', settings, label(LABELS[/** @type {keyof typeof LABELS} */ (act)]));
  }

  /**
   * @param {string} act
   * @param {HTMLFormElement} shown
   */
  function open(act, shown) {
    // Whoever cancels is back at the button that opened it.
    shown.onreset = () => {
      shown.remove();
      focus(acts.querySelector(`[data-act=${act}]`));
    };
    form.replaceChildren(shown);
    /** @type {HTMLElement | null} */ (shown.querySelector('input, textarea'))?.focus();
  }
}

function refused() {
  return element('p', { class: 'bad', role: 'alert' }, label('grantRefused'));
}

/**
 * @param {View} view
 * @param {Ways} ways
 */
function pointForm(view, ways) {
  const field = element('input', { id: 'address', type: 'text', inputmode: 'url', autocomplete: 'off', spellcheck: 'false', 'aria-required': 'true', 'aria-describedby': 'bad hint' });
  return asForm(field, { title: 'pointAddress', hint: label('pointHint', { site: view.site || 'example.org' }), send: 'pointSend' }, () => {
    const address = field.value.trim();
    if (!address) return label('badEmpty');
    if (!isPage(address)) return label('badAddress');
    ways.read('point', { address });
    return '';
  });
}

/** @param {Ways} ways */
function pasteForm(ways) {
  const field = element('textarea', { id: 'text', rows: 7, spellcheck: 'false', 'aria-required': 'true', 'aria-describedby': 'bad hint' });
  return asForm(field, { title: 'pasteText', hint: label('pasteHint'), send: 'pasteSend' }, () => {
    if (!field.value.trim()) return label('badEmptyText');
    if (new Blob([field.value]).size > LARGEST) return label('badLongText');
    ways.read('paste', { text: field.value });
    return '';
  });
}

/**
 * A form of one field, with its bad-input message beside it.
 *
 * @param {HTMLInputElement | HTMLTextAreaElement} field
 * @param {{title: string, hint: string, send: string}} words
 * @param {() => string} send Gives what is wrong, or nothing.
 */
function asForm(field, words, send) {
  const bad = element('p', { id: 'bad', class: 'bad', role: 'alert' });
  const form = element(
    'form',
    { novalidate: true },
    element('label', { for: field.id }, label(words.title)),
    field,
    bad,
    element('p', { id: 'hint', class: 'hint' }, words.hint),
    element(
      'div',
      { class: 'bar' },
      element('button', { type: 'submit', class: 'primary' }, label(words.send)),
      element('button', { type: 'reset' }, label('actCancel')),
    ),
  );
  form.onsubmit = (event) => {
    event.preventDefault();
    const wrong = send();
    bad.textContent = wrong;
    field.setAttribute('aria-invalid', String(Boolean(wrong)));
    if (wrong) field.focus();
  };
  return form;
}
