// @ts-check
/** Events as browsers tell them, cut as the background cuts them, and the orders in which they may come. */
import { failed, redirected, requested, responded } from '../../extension/background/cut.js';
import { fold } from '../../extension/background/fold.js';

globalThis.chrome = { runtime: { getURL: () => 'extension://ours/' } };

export const PAGE = 'https://site.example';
const cookie = { name: 'Set-Cookie', value: 'a=1; Path=/' };
let number = 0;

/** The number of a request that no other event has. */
export const next = () => (number += 1);

/** An event as Chromium tells it, cut. */
export function told(cut, url, more) {
  next();
  return cut({
    tabId: 1, frameId: 0, parentFrameId: -1, frameType: 'outermost_frame', documentLifecycle: 'active', initiator: PAGE,
    type: 'image', requestId: `${number}`, timeStamp: 1_000 + number, url, responseHeaders: [cookie], ...more,
  });
}

/** A page asked for, and answered. */
export function navigation(more) {
  const details = { type: 'main_frame', requestId: `navigation-${next()}`, ...more };
  return [told(requested, `${PAGE}/`, details), told(responded, `${PAGE}/`, details)];
}

export const image = (host, documentId, more) => told(responded, `https://${host}/`, { documentId, ...more });
export const ahead = (frameId) => ({ documentLifecycle: 'prerender', frameId });

/** Every order of several rows of events, each of which keeps its own. */
export function* orders(rows) {
  const left = rows.filter((row) => row.length > 0);
  if (left.length === 0) yield [];
  for (const row of left) {
    const rest = left.map((other) => (other === row ? row.slice(1) : other));
    for (const order of orders(rest)) yield [row[0], ...order];
  }
}

export const documents = (events) => fold(undefined, 'seen:1', events).documents;
export const hosts = (pages) => pages.flatMap((page) => Object.keys(page.hosts)).filter((host) => host !== 'site.example').sort();

export { failed, redirected, requested, responded, fold };
