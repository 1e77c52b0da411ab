// @ts-check
// What was heard before of a document: a page asks the same hosts again and again, and only the first time tells something.

/** What is remembered of one tab; a document with more to tell is heard twice, which costs time and loses nothing. */
const MOST = 1000;
/** What is longer is not remembered, in characters. */
const LONGEST = 1000;
/** Tabs that are remembered; the one heard of first goes first. */
const TABS = 50;

/** @type {Map<number | string, Set<string>>} */
const known = new Map();

/**
 * Whether this is heard for the first time.
 *
 * @param {any} details of a request, as webRequest tells them
 * @param {string} [more] what was heard beside the host
 */
export function isNew(details, more = '') {
  const { url } = details;
  const place = details.tabId >= 0 ? details.tabId : (details.initiator ?? details.documentUrl ?? details.originUrl ?? '');
  const origin = url.slice(0, url.indexOf('/', url.indexOf(':') + 3) >>> 0);
  // A frame that loads has no document yet.
  const what = `${details.documentId ?? details.parentDocumentId} ${details.documentLifecycle} ${origin} ${more}`;
  if (what.length > LONGEST) return true;
  const heard = known.get(place) ?? new Set();
  if (heard.has(what)) return false;
  if (heard.size >= MOST) heard.clear();
  if (heard.size === 0) {
    known.set(place, heard);
    if (known.size > TABS) known.delete(known.keys().next().value);
  }
  heard.add(what);
  return true;
}

/**
 * Forgets what was heard of a tab, or of all of them: what is heard again is told again.
 *
 * @param {number} [tab]
 */
export function unlearn(tab) {
  if (tab === undefined) known.clear();
  else known.delete(tab);
}
