// @ts-check
import { AskError, ask } from '../shared/ask.js';
import { element } from '../shared/element.js';
import { save } from '../shared/file.js';
import { asMenu, closeMenu } from '../shared/menu.js';
import { say } from '../shared/say.js';
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
  asMenu(menu, list);
  return write;

  /** @param {string} format */
  async function write(format) {
    closeMenu(menu);
    try {
      const { name, type, text, further = [] } = await ask('export', { ...shown(), format });
      if (format === 'markdown') await navigator.clipboard.writeText(text);
      else for (const file of [{ name, type, text }, ...further]) save(file);
      say(said, 'wholly', format === 'markdown' ? label('reportCopied') : label('reportExported', { name }));
    } catch (failure) {
      say(said, 'not', failure instanceof AskError ? failure.message : label('failure'));
    }
  }
}
