// @ts-check
import { AskError, ask } from '../shared/ask.js';
import { element } from '../shared/element.js';
import { save } from '../shared/file.js';
import { label } from '../shared/words.js';

/** The formats the core writes, and how each is called. */
const FORMATS = {
  json: 'exportJson',
  csv: 'exportCsv',
  html: 'exportHtml',
  markdown: 'exportMarkdown',
  sarif: 'exportSarif',
  junit: 'exportJunit',
  inspection: 'exportInspection',
  'draft-html': 'exportDraftHtml',
  'draft-csv': 'exportDraftCsv',
};

const MARGIN = 8;

/**
 * Fills the menu of exports. Markdown goes to the clipboard, every other format to a file.
 *
 * @param {HTMLElement} menu
 * @param {HTMLElement} list
 * @param {HTMLElement} said Where the outcome is said.
 * @param {() => {tab: number | undefined, report: object | undefined}} shown What is on screen, and the tab that it came from.
 * @returns {(format: string) => Promise<void>} Writes what is on screen in a format.
 */
export function offerExports(menu, list, said, shown) {
  const entry = (/** @type {[string, string]} */ [format, key]) => element('li', {}, element('button', { type: 'button', 'data-format': format, onclick: () => write(format) }, label(key)));
  list.replaceChildren(...Object.entries(FORMATS).map(entry));
  menu.addEventListener('toggle', settle);
  addEventListener('resize', settle);
  menu.addEventListener('keydown', ({ key }) => key === 'Escape' && close());
  addEventListener('click', ({ target }) => target instanceof Node && !menu.contains(target) && menu.removeAttribute('open'));

  return write;

  /** Moves the list to where all of it is in the window. */
  function settle() {
    list.style.insetInlineStart = '';
    const { right } = list.getBoundingClientRect();
    list.style.insetInlineStart = `${Math.min(0, document.documentElement.clientWidth - MARGIN - right)}px`;
  }

  function close() {
    menu.removeAttribute('open');
    menu.querySelector('summary')?.focus();
  }

  /** @param {string} format */
  async function write(format) {
    close();
    try {
      const { name, type, text, further = [] } = await ask('export', { ...shown(), format });
      if (format === 'markdown') await navigator.clipboard.writeText(text);
      else for (const file of [{ name, type, text }, ...further]) save(file);
      said.textContent = format === 'markdown' ? label('reportCopied') : label('reportExported', { name });
      said.dataset.done = 'wholly';
    } catch (failure) {
      said.textContent = failure instanceof AskError ? failure.message : label('failure');
      said.dataset.done = 'not';
    }
  }
}
