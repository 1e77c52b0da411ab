// @ts-check
import { AskError, ask } from '../shared/ask.js';
import { element, foreign } from '../shared/element.js';
import { label } from '../shared/words.js';

/** @typedef {import('../shared/view').Found} Found */
/** @typedef {{site: string, private: boolean}} Visit The visit that the findings are of, as the report on screen tells it. */

const OPINIONS = { accepted: 'judgeAccepted', disputed: 'judgeDisputed', '': 'judgeNone' };
// As the core keeps it.
const LONGEST = 2000;

let forms = 0;
/** What was written and is not saved yet, by finding: a report that is drawn anew has it still. */
/** @type {Map<string, {opinion: string, note: string}>} */
const unsaved = new Map();

/**
 * What the auditor thinks of each finding: shown beneath it, and said in a form that opens there.
 *
 * @param {Visit} visit
 * @returns {(found: Found) => HTMLElement}
 */
export function judge(visit) {
  return (found) => {
    const said = element('p', { class: 'judgement' });
    const way = element('summary', {});
    const box = element('details', { class: 'judge' }, way);
    // A thousand findings have no thousand forms: one is made where one is opened.
    box.ontoggle = () => box.open && box.childElementCount === 1 && box.append(form(found, visit, box, show));
    show();
    box.open = unsaved.has(found.id);
    return element('div', { class: 'judged' }, said, box);

    function show() {
      said.replaceChildren(...(found.judgement ? [foreign(found.judgement.sentence)] : []));
      said.hidden = !found.judgement;
      way.textContent = label(found.judgement ? 'judgeChange' : 'judge');
      const what = [found.cookie, found.domain, found.title].filter(Boolean);
      way.setAttribute('aria-label', `${way.textContent} — ${what.join(', ')}`);
    }
  };
}

/**
 * @param {Found} found
 * @param {Visit} visit
 * @param {HTMLDetailsElement} box
 * @param {() => void} shown Called once the judgement changed.
 */
function form(found, visit, box, shown) {
  const name = `opinion-${++forms}`;
  const { opinion = found.judgement?.opinion ?? '', note: written = found.judgement?.note ?? '' } = unsaved.get(found.id) ?? {};
  const choice = (/** @type {[string, string]} */ [value, key]) =>
    element('label', {}, element('input', { type: 'radio', name, value, checked: opinion === value }), element('span', {}, label(key)));
  const note = element('textarea', { id: `note-${forms}`, rows: 2, maxlength: LONGEST });
  note.value = written;
  const bad = element('p', { class: 'bad', role: 'alert' });
  const made = element(
    'form',
    {},
    element('fieldset', {}, element('legend', {}, label('judgeOpinion')), ...Object.entries(OPINIONS).map(choice)),
    element('label', { for: note.id }, label('judgeNote')),
    note,
    bad,
    element('button', { type: 'submit' }, label('judgeSave')),
  );
  const chosen = () => String(new FormData(made).get(name) ?? '');
  made.oninput = () => unsaved.set(found.id, { opinion: chosen(), note: note.value });
  made.onsubmit = async (event) => {
    event.preventDefault();
    const { site } = visit;
    const asked = { site, private: Boolean(visit.private), finding: found.id, opinion: chosen() || null, note: note.value };
    try {
      ({ judgement: found.judgement } = await ask('judge', asked));
      unsaved.delete(found.id);
      shown();
      made.remove();
      box.open = false;
      box.querySelector('summary')?.focus();
    } catch (failure) {
      bad.textContent = failure instanceof AskError ? failure.message : label('failure');
    }
  };
  return made;
}
