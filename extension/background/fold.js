// @ts-check
// Folds observations into the bounded record of a tab: a pure function of the record and the events.

/** Documents a tab remembers: the one shown, those the back button restores, those rendered ahead. */
const DOCUMENTS = 4;
const HOSTS = 500;
const LINES = 600;
const NAMES = 150;
/** Browsers keep about 180 cookies a site, and send no more. */
const SENT = 200;
const REDIRECTS = 20;
const CHANGES = 1000;

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
    started: seen.at, whole, ahead: seen.ahead, answered: !whole, ids: [], site: seen.host,
    hosts: {}, lines, errors: {}, chains: {}, bounded: false,
  };
}

/** The document an event belongs to, made when it is new. */
function documentOf(record, seen) {
  const { documents } = record;
  const isMain = seen.type === 'main_frame' && !seen.early;
  if (isMain && seen.event === 'requested' && !documents.at(-1)?.chains[seen.request]) {
    documents.push(blank(seen, true, documents));
    if (documents.length > DOCUMENTS) documents.shift();
    return documents.at(-1);
  }
  const known = seen.document && documents.find(({ ids }) => ids.includes(seen.document));
  if (known && known.ahead && !seen.ahead) {
    known.ahead = false;
    documents.push(...documents.splice(documents.indexOf(known), 1));
  }
  // Until a navigation is answered, whatever else is heard is of the document that it leaves. A page that is new to this
  // record tells so itself, where the browser names documents: its own service worker may have answered.
  const isNewTop = seen.top && seen.document !== undefined;
  const isLeft = (page) => page.ahead === seen.ahead && page.answered && !isMain && !isNewTop;
  const found = known || documents.findLast(isLeft) || documents.findLast(({ ahead }) => ahead === seen.ahead);
  const isOthers = (page) => page.ids.length > 0 || (seen.page && page.site !== seen.page);
  if (found && (known || isMain || !isNewTop || !isOthers(found))) return found;
  // A page whose navigation was not heard, since its own service worker answered it; or one that was there before us.
  const unnamed = documents.findLast((page) => page.ahead === seen.ahead && !isOthers(page));
  if (unnamed) return unnamed;
  documents.push({ ...blank({ ...seen, host: seen.page || seen.host }, documents.length > 0, documents), answered: true });
  if (documents.length > DOCUMENTS) documents.shift();
  return documents.at(-1);
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
    const { at, host, type, secure, folder, early } = seen;
    if (type === 'main_frame' && !early) page.answered = true;
    for (const { line, length } of seen.lines) {
      const same = page.lines.findIndex((other) => other.line === line && other.host === host && other.folder === folder);
      if (same >= 0) page.lines.splice(same, 1);
      page.lines.push({ at, host, type, secure, folder, early, line, length, via: [...(page.chains[seen.request] ?? [])] });
    }
    return page.lines.splice(0, page.lines.length - LINES).length === 0;
  },
};

function foldPage(record, seen) {
  const page = documentOf(record, seen);
  if (seen.top && seen.document) {
    add(page.ids, seen.document, 4);
    page.answered = true;
  }
  const isNew = !page.hosts[seen.host];
  const host = (page.hosts[seen.host] ??= { sent: [] });
  if (isNew && !drop(page.hosts, HOSTS)) page.bounded = true;
  if (!events[seen.event](page, seen, host)) page.bounded = true;
}

function foldChange(record, seen) {
  const { identity, at, removed, expires } = seen;
  const before = record.cookies[identity];
  delete record.cookies[identity];
  record.cookies[identity] = removed ? { ...(before ?? { at, expires }), gone: at } : { at, expires };
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
