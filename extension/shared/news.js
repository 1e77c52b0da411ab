// @ts-check
import { label, plural } from './words.js';

/** @typedef {import('./view').View} View */

/**
 * How many findings came and went from one view of a page to the next, in sentences. None where the first had none yet.
 *
 * @param {View | undefined} former
 * @param {View} present
 */
export function news(former, present) {
  if (!former || former.state.id === 'reading') return [];
  const [before, now] = [former, present].map(findings);
  const apart = (/** @type {Set<string>} */ those, /** @type {Set<string>} */ others) => [...those].filter((id) => !others.has(id)).length;
  const [come, gone] = [apart(now, before), apart(before, now)];
  if (come + gone === 0) return [label('nothingNew')];
  return [come > 0 ? plural('findingsNew', come) : '', gone > 0 ? plural('findingsGone', gone) : ''].filter(Boolean);
}

/** @param {View} view */
function findings({ groups }) {
  return new Set(groups.flatMap(({ rows }) => rows.flatMap((row) => row.findings.map(({ id }) => id))));
}
