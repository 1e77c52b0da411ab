// @ts-check
// Keeps what was seen in `storage.session` (memory, never the disk), bounded, written in batches.
// Nothing here is needed after the batch is written: the browser may stop the script at any moment.

import { close, fold, goOn, keepSites } from './fold.js';
import { unlearn } from './known.js';

/** Milliseconds between two writes: a storm of events costs four writes a second. */
const PAUSE = 250;
/** Events held between two writes; more than that in one pause is a storm, and the record says that it is cut. */
const HELD = 10_000;
/** Tabs that were closed last, of which nothing more is kept. */
const FAREWELLS = 100;
/** Milliseconds without anything heard of private windows after which is looked whether there still is one. */
const QUIET = 2000;
/** The cookie stores of private windows, in Firefox and in Chromium. */
const PRIVATE = ['firefox-private', '1'];
/** What is kept of one tab, each before its number. */
const OF_TAB = ['seen', 'pictures', 'shown'];
/** Where it is kept what stays of closed tabs: of ordinary ones, and of private ones. */
const GRAVES = { ordinary: 'closed', private: 'private:tabs:closed' };

/** @type {import('./cut.js').Observation[]} */
let pending = [];
let lost = false;
/** The keys of what waits to be written, each with the moment of its first observation. */
/** @type {Record<string, number>} */
let unwritten = {};
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;
/** Writes follow one another: two at once would overwrite each other. */
let writing = mourn();

/** The keys of tabs that are gone: what is heard of one later, the answer to a farewell, would be kept for nobody. */
/** @type {Set<string>} */
const gone = new Set();

/** @type {ReturnType<typeof setTimeout> | undefined} */
let quiet;

/** Whether a change of the jar is one in that of private windows. */
const isPrivate = (/** @type {string} */ identity) => PRIVATE.includes(JSON.parse(identity)[3]);

/** @param {import('./cut.js').Observation & {identity?: string} | undefined | false | ''} observation */
export function append(observation) {
  if (!observation || gone.has(observation.key)) return;
  if (observation.key.startsWith('private:') || (observation.identity && isPrivate(observation.identity))) {
    // The jar of a private window is emptied after its window is closed, and workers may be answered later still.
    lookAgain();
  }
  if (pending.length >= HELD) {
    pending.splice(0, HELD / 2);
    unlearn();
    lost = true;
  }
  pending.push(observation);
  timer ??= setTimeout(flush, PAUSE);
  if (unwritten[observation.key]) return;
  unwritten[observation.key] = observation.at;
  chrome.storage.session.set({ unwritten }).catch(() => {});
}

/** What an earlier background had heard and not written when the browser stopped it is lost: its records say so. */
async function mourn() {
  const { unwritten: left, [GRAVES.private]: ofPrivate } = await chrome.storage.session.get(['unwritten', GRAVES.private]);
  // It may have been stopped before it saw that the last private window is closed.
  if (ofPrivate) lookAgain();
  const lost = Object.entries(left ?? {}).map(([key, at]) => ({ key, at, event: 'interrupted' }));
  if (lost.length === 0) return;
  pending.unshift(...lost);
  timer ??= setTimeout(flush, PAUSE);
}

/** Writes everything heard so far. */
export function flush() {
  clearTimeout(timer);
  timer = undefined;
  writing = writing.then(write).catch((error) => {
    // What could not be written is told again where it is heard again, and the record says that it is cut.
    unlearn();
    lost = true;
    console.error(error);
  });
  return writing;
}

async function write() {
  const observations = pending;
  const cut = lost;
  pending = [];
  lost = false;
  unwritten = {};
  if (observations.length === 0) return;
  const byKey = Map.groupBy(observations, ({ key }) => key);
  // Records are kept as text, which takes several times less of the session's memory than an object.
  /** @type {Record<string, any>} */
  const records = await chrome.storage.session.get([...byKey.keys()]);
  for (const [key, seen] of byKey) {
    const record = fold(records[key] && JSON.parse(records[key]), key, seen);
    if (cut) record.bounded = true;
    record.store ??= await storeOf(key);
    records[key] = JSON.stringify(record);
  }
  await chrome.storage.session.set({ ...records, unwritten }).catch(() => shed(records));
}

/** The store of the cookies of an open tab, whose record has this key. Chromium has one for private windows and one for all others. */
async function storeOf(key) {
  const tab = /^seen:(\d+)$/.exec(key)?.[1];
  const open = tab && (await chrome.tabs.get(Number(tab)).catch(() => undefined));
  return open ? (open.cookieStoreId ?? (open.incognito ? '1' : '0')) : undefined;
}

/**
 * The session's storage is full. What popups last showed goes first, since it is only a shortcut, with what stays of closed
 * tabs; then what was touched longest ago, half of the tabs, and they say that it went.
 */
async function shed(records) {
  unlearn();
  const all = { ...(await chrome.storage.session.get()), ...records };
  const graves = Object.values(GRAVES).filter((key) => Object.keys(JSON.parse(all[key] ?? '{}').past ?? {}).length > 0);
  const spare = [...Object.keys(all).filter((key) => key.startsWith('shown:')), ...graves];
  await chrome.storage.session.remove(spare);
  for (const key of graves) records[key] = JSON.stringify(keepSites(JSON.parse(all[key]), 0));
  if (spare.length > 0 && (await chrome.storage.session.set({ ...records, unwritten }).then(() => true, () => false))) return;
  // What went before left a word of that, which takes no room.
  const kept = Object.keys(all).filter((key) => key.startsWith('seen:')).map((key) => [key, JSON.parse(all[key])]);
  const touched = Object.fromEntries(kept.filter(([, { documents, adrift = [] }]) => documents.length + adrift.length > 0).map(([key, it]) => [key, it.touched]));
  const seen = Object.keys(touched).sort((a, b) => touched[a] - touched[b]);
  const oldest = seen.slice(0, Math.ceil(seen.length / 2));
  await chrome.storage.session.remove(oldest.map((key) => key.replace('seen:', 'pictures:')));
  for (const key of oldest) records[key] = JSON.stringify({ documents: [], touched: touched[key] });
  for (const key of Object.keys(records)) records[key] = JSON.stringify({ ...JSON.parse(records[key]), bounded: true });
  await chrome.storage.session.set({ ...records, unwritten });
}

/** Does something behind what is being written, and before anything else is. */
function next(work) {
  flush();
  writing = writing.then(work).catch(console.error);
  return writing;
}

/** Keeps nothing more of what is heard of a tab. */
function leave(tab) {
  unlearn(tab);
  gone.add(`seen:${tab}`);
  if (gone.size > FAREWELLS) gone.delete(gone.keys().next().value ?? '');
}

/** Forgets a closed tab but for who set cookies in it, and with the last private one everything that private windows left in memory. */
export async function forget(tab) {
  leave(tab);
  await next(() => bury(tab));
  await forgetPrivate();
  // An audit may have kept something since.
  lookAgain();
}

/** What is kept as text under a key, if anything is. */
async function parsed(key) {
  /** @type {Record<string, any>} */
  const { [key]: text } = await chrome.storage.session.get(key);
  return text && JSON.parse(text);
}

/**
 * Of a tab stays what tells who set the cookies that other tabs find, where there is room. It is kept before the tab is
 * forgotten: who looks in between finds it twice rather than not at all.
 */
async function bury(tab) {
  try {
    const record = await parsed(`seen:${tab}`);
    if (!record?.store) return;
    const grave = PRIVATE.includes(record.store) ? GRAVES.private : GRAVES.ordinary;
    const kept = close(await parsed(grave), record);
    const sites = Object.keys(kept.past ?? {}).length;
    for (const most of [sites, Math.floor(sites / 2), 0]) {
      const text = JSON.stringify(keepSites(kept, most));
      if (await chrome.storage.session.set({ [grave]: text }).then(() => true, () => false)) return;
    }
    await chrome.storage.session.remove(grave);
  } finally {
    await chrome.storage.session.remove(OF_TAB.map((kind) => `${kind}:${tab}`));
  }
}

/** Chromium gives another number to a tab whose page it unloads: what is kept of it goes along. */
export async function renumber(tab, before) {
  const isClosed = gone.has(`seen:${tab}`);
  leave(before);
  await next(() => (isClosed ? bury(before) : move(tab, before)));
}

/** Moves what is kept of one number of a tab to another, where something may have been heard of it already. */
async function move(tab, before) {
  const keys = (number) => OF_TAB.map((kind) => `${kind}:${number}`);
  /** @type {Record<string, any>} */
  const all = await chrome.storage.session.get([...keys(before), ...keys(tab)]);
  /** @type {Record<string, any>} */
  const moved = Object.fromEntries(keys(before).flatMap((key, kind) => (key in all ? [[keys(tab)[kind], all[key]]] : [])));
  const [seen] = keys(tab);
  const there = Object.fromEntries(keys(tab).flatMap((key) => (key in all ? [[key, all[key]]] : [])));
  const whole = seen in moved && seen in there && { [seen]: JSON.stringify(goOn(JSON.parse(moved[seen]), JSON.parse(there[seen]))) };
  await chrome.storage.session.set({ ...moved, ...there, ...whole });
  await chrome.storage.session.remove(keys(before));
}

/** Has what private windows leave forgotten after a quiet moment. */
function lookAgain() {
  clearTimeout(quiet);
  quiet = setTimeout(() => forgetPrivate().catch(console.error), QUIET);
}

/** Forgets everything that private windows left in memory, where there is none any more. */
async function forgetPrivate() {
  await flush();
  if ((await chrome.tabs.query({})).some(({ incognito }) => incognito)) return;
  unlearn();
  const all = await chrome.storage.session.get();
  const keys = Object.keys(all).filter((key) => key.startsWith('private:'));
  if (keys.length > 0) await chrome.storage.session.remove(keys);
  if (typeof all.changes === 'string') await forgetChanges(JSON.parse(all.changes));
}

/** Forgets what changed in the jar of private windows. */
async function forgetChanges(changes) {
  const cookies = Object.entries(changes.cookies).filter(([identity]) => !isPrivate(identity));
  if (cookies.length === Object.keys(changes.cookies).length) return;
  await chrome.storage.session.set({ changes: JSON.stringify({ ...changes, cookies: Object.fromEntries(cookies) }) });
}
