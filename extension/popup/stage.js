// @ts-check
import { element } from '../shared/element.js';
import { asMenu, closeMenu } from '../shared/menu.js';
import { label } from '../shared/words.js';

/** @typedef {import('../shared/view').View} View */

const STAGES = { unknown: 'stageUnknown', before: 'stageBefore', accepted: 'stageAccepted', refused: 'stageRefused' };
const at = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));

/**
 * A consent stage in words.
 *
 * @param {unknown} stage
 */
export function staged(stage) {
  return label(STAGES[/** @type {keyof typeof STAGES} */ (stage)] ?? 'stageUnknown');
}

/**
 * Makes the menu of consent stages. A stage becomes evidence: nothing is told before one of its buttons is pressed.
 *
 * @param {(name: string, fields: {stage: string}) => void} tell Tells the stage, or withdraws one.
 */
export function offerStages(tell) {
  const [menu, list] = [at('stage'), at('stages')];
  asMenu(menu, list);
  list.onclick = ({ target }) => {
    const { act, stage } = (target instanceof Element ? target.closest('button') : null)?.dataset ?? {};
    if (!act || !stage) return;
    closeMenu(menu);
    tell(act, { stage });
  };
}

/**
 * Shows where the visitor stands, and what can be said of it.
 *
 * @param {View} view
 */
export function showStage({ stage, recorded = [] }) {
  at('stage').dataset.stage = stage;
  at('stage-now').textContent = staged(stage);
  const entry = (/** @type {'stage' | 'withdraw'} */ act, /** @type {string} */ of, /** @type {string} */ said) =>
    element('li', {}, element('button', { type: 'button', 'data-act': act, 'data-stage': of, 'data-key': `${act} ${of}`, 'aria-current': act === 'stage' && of === stage && 'true' }, said));
  at('stages').replaceChildren(
    ...Object.keys(STAGES).map((each) => entry('stage', each, staged(each))),
    ...recorded.map((each) => entry('withdraw', each, label('stageWithdraw', { stage: staged(each) }))),
  );
}
