// @ts-check
// Folds observations into the bounded record of a tab: a pure function of the record and the events.

import { adrift, holds, only, settle } from './frames.js';

/** Documents a tab remembers: the one shown and those the back button restores; and as many that no page has come of yet. */
const DOCUMENTS = 4;
/** Those rendered ahead: Chromium keeps at most a dozen of them. */
const AHEAD = 12;
const HOSTS = 500;
const LINES = 600;
const NAMES = 150;
/** Browsers keep about 180 cookies a site, and send no more. */
const SENT = 200;
const REDIRECTS = 20;
const CHANGES = 1000;
/** Sites whose former pages are remembered by what they were answered, and the Set-Cookie lines of each. */
const SITES = 5;
const FORMER = 100;
/** The same of tabs that were closed. */
const SITES_OF_CLOSED = 50;
/** The most that stays of closed tabs, as text, in characters: a tenth of what the session has room for. */
const TEXT_OF_CLOSED = 1_000_000;

/** Adds to a list unless it is there or the list is full; answers whether nothing was left out. */
function add(list, item, most) {
  if (list.includes(item)) return true;
  if (list.length >= most) return false;
  list.push(item);
  return true;
}

/** Drops the first entries of what holds too many; answers whether there were none to drop. */
function drop(entries, most) {
  const keys = Object.keys(entries);
  for (const key of keys.slice(0, Math.max(keys.length - most, 0))) delete entries[key];
  return keys.length <= most;
}

/** A new document; it has what was answered to one before it that fetched it ahead, which no other one has then. */
function blank(seen, whole, before = []) {
  const lines = [];
  for (const line of before.flatMap((page) => page.lines).filter(({ early, host }) => early && host === seen.host)) {
    line.early = false;
    lines.push({ ...line });
  }
  return {
    started: seen.at, whole, ahead: seen.ahead, answered: false, frame: seen.ahead ? seen.frame : 0, ids: [],
    site: seen.host, hosts: {}, lines, errors: {}, chains: {}, frames: [], around: [], bounded: false,
  };
}

/** Puts a document last, be it new, shown only now or answered only now. */
function begin(record, page) {
  const { documents } = record;
  const before = documents.indexOf(page);
  if (before >= 0) documents.splice(before, 1);
  documents.push(page);
  bound(record, page);
  return page;
}

/** Where there are too many like a document, the first one gives way; a file or an empty answer is not like a page. */
function bound(record, page) {
  const { documents } = record;
  const kind = ({ ahead, answered }) => (ahead ? 'ahead' : answered ? 'there' : 'asked');
  const alike = documents.filter((other) => kind(other) === kind(page));
  if (alike.length > (page.ahead ? AHEAD : DOCUMENTS)) remember(record, documents.splice(documents.indexOf(alike[0]), 1)[0]);
}

/** Of a document that gives way stays what tells who set a cookie: its Set-Cookie lines and when it began, with those of its site. */
function remember(record, { site, started, lines }, sites = SITES) {
  const past = (record.past ??= {});
  const { since = started, lines: former = [], bounded = false } = past[site] ?? {};
  // Of equal ones the last stays, and another tab may have heard it before.
  const heard = [...former, ...lines].sort((a, b) => a.at - b.at);
  const all = new Map(heard.map((line) => [JSON.stringify([line.line, line.host, line.folder]), line]));
  const kept = [...all.values()].sort((a, b) => a.at - b.at);
  miss(record, kept.splice(0, kept.length - FORMER));
  delete past[site];
  past[site] = { since: Math.min(since, started), lines: kept, bounded: bounded || all.size > FORMER };
  keepSites(record, sites);
}

/** Has a record say until when it misses lines: who set a cookie up to then may have been told in one of these. */
function miss(record, lines) {
  for (const { at } of lines) record.dropped = Math.max(record.dropped ?? 0, at);
}

/** Drops what is remembered of the sites longest ago, where there are more. */
export function keepSites(record, most) {
  const { past = {} } = record;
  const sites = Object.keys(past);
  for (const site of sites.slice(0, Math.max(sites.length - most, 0))) {
    miss(record, past[site].lines);
    delete past[site];
  }
  return record;
}

/**
 * What stays of closed tabs: the Set-Cookie lines of their pages, by the store of their cookies and the site.
 *
 * @param {any} kept what stays of those before, or `undefined`
 * @param {any} record what was kept of this one
 */
export function close(kept = {}, { store, documents, adrift = [], past = {}, dropped = 0 }) {
  if (dropped > (kept.dropped ?? 0)) kept.dropped = dropped;
  const former = Object.entries(past).map(([site, { since, lines }]) => ({ site, started: since, lines }));
  for (const page of [...former, ...adrift, ...documents].filter(({ lines }) => lines.length > 0)) {
    remember(kept, { ...page, site: `${store} ${page.site}` }, SITES_OF_CLOSED);
  }
  const sizes = Object.entries(kept.past ?? {}).map((site) => JSON.stringify(site).length);
  let size = 0;
  return keepSites(kept, sizes.reverse().filter((one) => (size += one) <= TEXT_OF_CLOSED).length);
}

/** What is kept of a tab under the number that it had, with what was heard of it since under the next one. */
export function goOn(former, { documents, adrift = [], past = {}, bounded, interrupted, touched, dropped = 0 }) {
  former.adrift = [...(former.adrift ?? []), ...adrift];
  for (const [site, { since, lines }] of Object.entries(past)) remember(former, { site, started: since, lines });
  for (const page of documents) begin(former, page);
  former.bounded ||= bounded;
  former.interrupted = interrupted ?? former.interrupted;
  former.touched = touched;
  if (dropped > (former.dropped ?? 0)) former.dropped = dropped;
  return former;
}

/** Whether an event tells what the browser calls the document of a page. */
function names(seen, page) {
  return seen.document !== undefined && (seen.top || seen.frame === 0 || seen.frame === page?.frame);
}

/** The document an event belongs to, made when it is new. */
function documentOf(record, seen) {
  const { documents } = record;
  if (seen.type === 'main_frame' && !seen.early) {
    // Redirects keep the number of the request, and so does a request that a service worker passes on.
    const asked = documents.find(({ request }) => request === seen.request);
    const page = () => ({ ...blank(seen, seen.event === 'requested', documents), request: seen.request });
    return asked ?? begin(record, page());
  }
  // What a page rendered ahead asks for first may bear another name than the page has from then on; the number of its frame is
  // the same until it is shown.
  const framed = seen.frame > 0 ? documents.find(({ frame }) => frame === seen.frame) : undefined;
  const named = framed ?? documents.find(({ ids }) => seen.document && ids.includes(seen.document));
  const known = named ?? documents.find((page) => holds(page, seen.frames));
  if (known?.ahead && !seen.ahead) {
    known.ahead = false;
    return begin(record, known);
  }
  if (known) return known;
  const isTold = names(seen);
  if (!isTold && seen.frames.length > 0) return only(record, seen) ?? adrift(record, seen, blank);
  const alike = documents.filter(({ ahead }) => ahead === seen.ahead);
  // Where the browser names documents, a page that is new to this record tells so itself: its own service worker may have
  // answered, or it was there before us.
  const isOthers = (page) => page.ids.length > 0 || page.frame !== seen.frame || (seen.page && page.site !== seen.page);
  const able = isTold ? alike.filter((page) => !isOthers(page)) : alike;
  // Until a navigation is answered, whatever else is heard is of the document that it leaves.
  const isItsOwn = ({ answered, site }) => answered && site === seen.page;
  const found = able.findLast(isItsOwn) ?? able.findLast(({ answered }) => answered) ?? able.at(-1);
  if (found) return found;
  return begin(record, { ...blank({ ...seen, host: seen.page || seen.host }, documents.length > 0, documents), answered: true });
}

const events = {
  requested(page, seen) {
    if (seen.type === 'main_frame' && !seen.early) page.site = seen.host;
    return true;
  },
  redirected(page, seen) {
    const chain = (page.chains[seen.request] ??= []);
    drop(page.chains, NAMES);
    if (seen.type === 'main_frame' && !seen.early) page.site = seen.to;
    // Nothing else tells of a page that its service worker answers.
    if (seen.passedOn) page.answered = true;
    return seen.passedOn || add(chain, seen.host, REDIRECTS);
  },
  failed(page, seen) {
    page.errors[seen.error] = (page.errors[seen.error] ?? 0) + 1;
    return Object.keys(page.errors).length < NAMES;
  },
  sent(page, seen, host) {
    return seen.names.map((name) => add(host.sent, name, SENT)).every(Boolean);
  },
  responded(page, seen) {
    const { at, host, type, secure, early } = seen;
    if (type === 'main_frame' && !early && seen.answers !== false) page.answered = true;
    if (seen.status && !early) page.status = seen.status;
    for (const { line, length } of seen.lines) {
      // What names its path needs no other, and an address tells more of the visit than a host.
      const folder = /;\s*path\s*=\s*\//i.test(line) ? '/' : seen.folder;
      const same = page.lines.findIndex((other) => other.line === line && other.host === host && other.folder === folder);
      if (same >= 0) page.lines.splice(same, 1);
      page.lines.push({ at, host, type, secure, folder, early, line, length, via: [...(page.chains[seen.request] ?? [])] });
    }
    return page.lines.splice(0, page.lines.length - LINES).length === 0;
  },
};

/** Adds to a page what was kept apart and is its own. */
function join(page, other) {
  for (const [name, { sent }] of Object.entries(other.hosts)) {
    const host = (page.hosts[name] ??= { sent: [] });
    for (const cookie of sent) add(host.sent, cookie, SENT);
  }
  for (const [error, times] of Object.entries(other.errors)) page.errors[error] = (page.errors[error] ?? 0) + times;
  Object.assign(page.chains, other.chains);
  drop(page.chains, NAMES);
  page.lines = [...page.lines, ...other.lines].sort((a, b) => a.at - b.at);
  const fits = [drop(page.hosts, HOSTS), page.lines.splice(0, page.lines.length - LINES).length === 0];
  page.bounded ||= other.bounded || fits.includes(false);
}

function foldPage(record, seen) {
  const page = documentOf(record, seen);
  const { answered } = page;
  if (names(seen, page)) {
    add(page.ids, seen.document, 4);
    page.answered = true;
    if (seen.page && page.request === undefined) page.site = seen.page;
  }
  const isNew = !page.hosts[seen.host];
  const host = (page.hosts[seen.host] ??= { sent: [] });
  if (isNew && !drop(page.hosts, HOSTS)) page.bounded = true;
  if (!events[seen.event](page, seen, host)) page.bounded = true;
  // It is what the tab shows now, or is about to, though others were asked for after it.
  if (page.answered !== answered && !page.ahead) begin(record, page);
  settle(record, page, seen, join);
}

function foldChange(record, seen) {
  const { identity, at, removed, evicted, expires } = seen;
  const before = record.cookies[identity];
  delete record.cookies[identity];
  if (removed) {
    record.cookies[identity] = { ...(before ?? { at, expires }), gone: at, ...(evicted && { evicted }) };
    return;
  }
  // What is set again has been there since it was first set.
  const stayed = before && !(before.gone >= before.at);
  record.cookies[identity] = { at, expires, gone: before?.gone, ...(stayed && { first: before.first ?? before.at }) };
}

/**
 * @param {any} record what was kept under the key, or `undefined`
 * @param {string} key
 * @param {any[]} observations in the order they came
 */
export function fold(record, key, observations) {
  const kept = record ?? (key === 'changes' ? { cookies: {} } : { documents: [] });
  const step = key === 'changes' ? foldChange : foldPage;
  for (const seen of observations) {
    if (seen.event === 'interrupted') kept.interrupted = seen.at;
    else step(kept, seen);
  }
  // Once for all of them: a storm of changes would spend its time counting.
  if (kept.cookies && !drop(kept.cookies, CHANGES)) kept.bounded = true;
  kept.touched = observations.at(-1).at;
  return kept;
}
