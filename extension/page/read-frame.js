// @ts-check
// Runs in every frame of the visited page: where the frame is, whom it contacted, and what it keeps beside cookies.
// Names and sizes only. Built-ins are read from the prototypes, since a page can shadow those of `document`.

(async () => {
  const ENTRIES = 2000;
  const KEYS = 500;
  const utf8 = new TextEncoder();
  const tryIn = async (read, otherwise) => {
    try {
      return await read();
    } catch {
      return otherwise;
    }
  };

  let keysCut = false;
  /** Keys and sizes of `localStorage` or `sessionStorage`; a frame without a storage of its own throws. */
  const keys = (kind, area) => {
    const found = [];
    keysCut ||= area.length > KEYS;
    for (let index = 0; index < Math.min(area.length, KEYS); index += 1) {
      const name = area.key(index);
      found.push({ kind, name, size: utf8.encode(name).length + utf8.encode(area.getItem(name)).length });
    }
    return found;
  };

  const resources = performance.getEntriesByType('resource').slice(0, ENTRIES);
  const contacted = new Map();
  for (const { name, startTime } of resources) {
    const host = URL.canParse(name) ? new URL(name).hostname : '';
    if (host && !contacted.has(host)) contacted.set(host, Math.round(performance.timeOrigin + startTime));
  }

  const stored = await Promise.all([
    tryIn(() => keys('local_storage', localStorage), []),
    tryIn(() => keys('session_storage', sessionStorage), []),
    tryIn(async () => (await indexedDB.databases()).map(({ name }) => ({ kind: 'indexed_db', name, size: null })), []),
    tryIn(async () => (await caches.keys()).map((name) => ({ kind: 'cache', name, size: null })), []),
  ]);

  const kept = stored.flat();
  return {
    address: location.href,
    top: window === window.top,
    loading: Reflect.get(Document.prototype, 'readyState', document) !== 'complete',
    // Chromium rendered the page before it was shown.
    ahead: performance.getEntriesByType('navigation').some(({ activationStart }) => activationStart > 0),
    started: Math.round(performance.timeOrigin),
    contacted: [...contacted].map(([host, at]) => ({ host, at })),
    // A page's list of resources holds 250 entries unless the page asks for more.
    cut: resources.length >= 250,
    stored: kept.slice(0, 4 * KEYS),
    keysCut: keysCut || kept.length > 4 * KEYS,
  };
})();
