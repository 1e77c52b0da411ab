// @ts-check
import { element } from './element.js';

/**
 * Hands a file to the person.
 *
 * @param {{name: string, type: string, text: string}} file
 */
export function save({ name, type, text }) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  element('a', { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
