// @ts-check
/** What the background keeps of storms: bounded, the oldest gone first, and said to be cut. */
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';

/** The browsers' own bound of `storage.session`, in bytes. */
const QUOTA = 10_485_760;

Map.groupBy ??= (items, key) => {
  const groups = new Map();
  for (const item of items) {
    if (!groups.has(key(item))) groups.set(key(item), []);
    groups.get(key(item)).push(item);
  }
  return groups;
};

/** `storage.session`, as far as the background uses it. */
function session(quota) {
  let kept = {};
  const size = (all) => JSON.stringify(all).length;
  return {
    size: () => size(kept),
    async get(keys) {
      const wanted = keys === undefined ? Object.keys(kept) : [keys].flat();
      return structuredClone(Object.fromEntries(wanted.filter((key) => key in kept).map((key) => [key, kept[key]])));
    },
    async set(records) {
      const all = { ...kept, ...structuredClone(records) };
      if (size(all) > quota) throw new Error('Session storage quota bytes exceeded.');
      kept = all;
    },
    async remove(keys) {
      for (const key of [keys].flat()) delete kept[key];
    },
  };
}

let storage;
/** The open tabs. */
let tabs = [];
let started = 0;

/** A background that has just started, with what the storage holds from before. */
async function background() {
  started += 1;
  return import(`../../extension/background/seen.js?${started}`);
}

function open(quota) {
  storage = session(quota);
  /** Tabs below 900 are ordinary ones, the others private; a container has those from 500 on. */
  const get = async (tab) => ({ incognito: tab >= 900, ...(tab >= 500 && tab < 900 && { cookieStoreId: 'firefox-container-1' }) });
  globalThis.chrome = { storage: { session: storage }, tabs: { query: async () => tabs, get } };
}

beforeEach(() => {
  tabs = [];
  open(QUOTA);
});

const request = (tab, number, more = {}) => ({
  key: `seen:${tab}`, event: 'requested', at: 1_000 + number, request: `${tab}-${number}`, type: 'image',
  host: `host-${number}.example`, document: `document-${tab}`, frame: 0, frames: [], top: true, ahead: false, secure: true, ...more,
});
const navigation = (tab, at) => request(tab, 0, { type: 'main_frame', host: 'site.example', document: undefined, at });
const answer = (tab, number) => ({
  ...request(tab, number, { event: 'responded', host: `host-${number % 40}.example` }),
  folder: '/', lines: [{ line: `cookie-${number}=; Path=/; Max-Age=31536000; SameSite=None; Secure`, length: 60 }],
});

async function record(key) {
  const kept = (await storage.get(key))[key];
  return typeof kept === 'string' ? JSON.parse(kept) : kept;
}

test('20,000 requests to 2,000 hosts keep the last hosts and say that the first are missing', async () => {
  const { append, flush } = await background();
  append(navigation(1, 1_000));
  for (let number = 0; number < 20_000; number += 1) {
    append(request(1, number, { host: `host-${number % 2_000}.example` }));
    if (number % 400 === 0) await flush();
  }
  await flush();
  const { documents: [page] } = await record('seen:1');
  const hosts = Object.keys(page.hosts);
  assert.equal(hosts.length, 500);
  assert.deepEqual([hosts[0], hosts.at(-1)], ['host-1500.example', 'host-1999.example']);
  assert.deepEqual([page.whole, page.bounded], [true, true]);
  assert.ok(storage.size() < 100_000, `${storage.size()} bytes`);
});

test('200 tabs fit, and none of them loses anything', async () => {
  const { append, flush } = await background();
  for (let tab = 0; tab < 200; tab += 1) {
    append(navigation(tab, 1_000));
    for (let number = 1; number <= 100; number += 1) append(request(tab, number, { host: `host-${number % 40}.example` }));
    for (let number = 1; number <= 60; number += 1) append(answer(tab, number));
    if (tab % 20 === 0) await flush();
  }
  await flush();
  for (let tab = 0; tab < 200; tab += 1) {
    const { documents: [page], bounded } = await record(`seen:${tab}`);
    assert.deepEqual([Object.keys(page.hosts).length, page.lines.length, page.bounded, bounded], [41, 60, false, undefined]);
  }
  assert.ok(storage.size() < QUOTA / 2, `${storage.size()} bytes`);
});

test('a page that writes 500 cookies a second for a minute leaves the last thousand changes', async () => {
  const { append, flush } = await background();
  for (let number = 0; number < 30_000; number += 1) {
    const identity = JSON.stringify([`cookie-${number}`, 'site.example', '/', '0', '', true]);
    append({ key: 'changes', event: 'changed', at: number * 2, removed: false, identity, expires: null });
    if (number % 125 === 0) await flush();
  }
  await flush();
  const { cookies, bounded } = await record('changes');
  const names = Object.keys(cookies).map((identity) => JSON.parse(identity)[0]);
  assert.deepEqual([names.length, names[0], names.at(-1), bounded], [1_000, 'cookie-29000', 'cookie-29999', true]);
});

test('between two writes the oldest observations go first, and the records say so', async () => {
  const { append, flush } = await background();
  append(navigation(1, 1_000));
  for (let number = 1; number <= 25_000; number += 1) append(request(2, number, { host: `host-${number % 10}.example`, at: number }));
  await flush();
  assert.equal(await record('seen:1'), undefined);
  const { bounded, touched } = await record('seen:2');
  assert.deepEqual([bounded, touched], [true, 25_000]);
});

test('a full storage forgets the tabs touched longest ago, which say so, and keeps the rest', async () => {
  open(90_000);
  const { append, flush } = await background();
  for (let tab = 1; tab <= 40; tab += 1) {
    append(navigation(tab, tab * 1_000));
    for (let number = 1; number <= 80; number += 1) append(request(tab, number, { at: tab * 1_000 + number }));
    await flush();
  }
  const told = await Promise.all(Array.from({ length: 40 }, (_, tab) => record(`seen:${tab + 1}`)));
  assert.deepEqual([told[0].documents, told[0].bounded], [[], true]);
  assert.equal(Object.keys(told[39].documents[0].hosts).length, 81);
  const forgotten = told.map(({ documents }) => documents.length === 0);
  assert.deepEqual(forgotten, [...forgotten].sort((a, b) => Number(b) - Number(a)), 'the oldest, and only they');
  assert.ok(storage.size() <= 90_000);
});

test('a background that is stopped with something unwritten is missed by those tabs alone', async () => {
  const first = await background();
  first.append(navigation(1, 1_000));
  first.append(navigation(2, 1_000));
  await first.flush();
  first.append(request(2, 7, { at: 5_000 }));
  // It never writes again. The next one finds what it left.
  const second = await background();
  await second.flush();
  assert.equal((await record('seen:1')).interrupted, undefined);
  assert.equal((await record('seen:2')).interrupted, 5_000);
  const third = await background();
  third.append(request(1, 8, { at: 9_000 }));
  await third.flush();
  assert.deepEqual([(await record('seen:1')).interrupted, await record('unwritten')], [undefined, {}]);
});

test('of the answers of a host to a document the first is told, and every one that sets a cookie', async () => {
  const { requested, responded } = await import('../../extension/background/cut.js');
  chrome.runtime = { getURL: () => 'extension://ours/' };
  const details = (more) => ({
    tabId: 1, frameId: 0, requestId: '1', type: 'image', url: 'https://a.example/x?y=/z', timeStamp: 1_000, documentId: 'D', ...more,
  });
  const cookie = { name: 'Set-Cookie', value: 'id=secret; Path=/' };
  const told = (more) => Boolean(responded(details({ responseHeaders: [{ name: 'server', value: 'x' }], ...more })));
  assert.deepEqual([told({}), told({ url: 'https://a.example/other' }), told({ documentId: 'E' })], [true, false, true]);
  assert.deepEqual([told({ url: 'https://a.example' }), told({ url: 'https://a.example:8443/' }), told({ tabId: 2 })], [false, true, true]);
  assert.deepEqual([told({ responseHeaders: [cookie] }), told({ responseHeaders: [cookie] })], [true, true]);
  assert.ok(!JSON.stringify(responded(details({ responseHeaders: [cookie] }))).includes('secret'));
  requested(details({ type: 'main_frame' }));
  assert.deepEqual([told({}), told({ tabId: 2 })], [true, false]);
});

test('what a page is answered while the next one is on its way is its own', async () => {
  const { append, flush } = await background();
  const main = (at, event) => ({ ...navigation(1, at), event, request: `main-${at}`, lines: [], folder: '/' });
  for (const seen of [main(1_000, 'requested'), main(1_000, 'responded'), main(5_000, 'requested')]) append(seen);
  append(request(1, 7, { document: undefined, event: 'responded', lines: [], folder: '/', at: 5_001 }));
  append(main(5_000, 'responded'));
  append(request(1, 8, { document: undefined, event: 'responded', lines: [], folder: '/', at: 5_002 }));
  await flush();
  const { documents } = await record('seen:1');
  assert.deepEqual(documents.map(({ hosts }) => Object.keys(hosts)), [['site.example', 'host-7.example'], ['site.example', 'host-8.example']]);
});

test('the folder of an address is kept of the cookies alone that name no path', async () => {
  const { append, flush } = await background();
  const names = ['a=; Path=/', 'b=; Secure', 'c=; Path=x'];
  append({ ...answer(1, 1), folder: '/patients/42', lines: names.map((line) => ({ line, length: 8 })) });
  await flush();
  const { documents: [page] } = await record('seen:1');
  assert.deepEqual(page.lines.map(({ folder }) => folder), ['/', '/patients/42', '/patients/42']);
});

test('what is fetched ahead is of the document that asks for it, and explains the one that comes of it', async () => {
  const { append, flush } = await background();
  const main = (at, event, more) => ({ ...navigation(1, at), event, request: `main-${at}`, lines: [], folder: '/', ...more });
  const lines = [{ line: 'seat=; Path=/', length: 8 }];
  for (const event of ['requested', 'responded']) append(main(1_000, event));
  append(main(2_000, 'requested', { early: true, document: 'document-1' }));
  append(main(2_000, 'responded', { early: true, document: 'document-1', lines }));
  append(request(1, 7, { at: 2_500 }));
  for (const event of ['requested', 'responded']) append(main(3_000, event, { ahead: true, frame: 7 }));
  await flush();
  const { documents } = await record('seen:1');
  const told = documents.map(({ ids, hosts, lines }) => [ids, Object.keys(hosts), lines.map(({ line }) => line)]);
  const line = ['seat=; Path=/'];
  assert.deepEqual(told, [[['document-1'], ['site.example', 'host-7.example'], line], [[], ['site.example'], line]]);
  for (const at of [4_000, 5_000]) for (const event of ['requested', 'responded']) append(main(at, event));
  await flush();
  assert.deepEqual((await record('seen:1')).documents.map((page) => page.lines.length), [1, 1, 0, 0]);
});

test('a page that its service worker answers is not the one that it replaces', async () => {
  const { append, flush } = await background();
  const main = (at, event) => ({ ...navigation(1, at), event, request: `main-${at}`, lines: [], folder: '/' });
  for (const event of ['requested', 'responded']) append(main(1_000, event));
  append(request(1, 7, { page: 'site.example' }));
  append(request(1, 8, { document: 'another', page: 'refuge.example', at: 2_000 }));
  append(request(1, 9, { document: 'another', top: false, type: 'sub_frame', at: 2_001 }));
  append(request(1, 10, { page: 'site.example', at: 2_002 }));
  // Firefox tells of the navigation, and that the worker took it; of no answer.
  append(main(3_000, 'requested'));
  append({ ...main(3_000, 'redirected'), to: 'site.example', passedOn: true });
  append(main(3_000, 'requested'));
  append(request(1, 11, { document: 'third', page: 'site.example', at: 3_001 }));
  append(request(1, 12, { document: 'frame', frame: 3, top: false, type: 'sub_frame', at: 3_002 }));
  await flush();
  const { documents } = await record('seen:1');
  const told = documents.map(({ site, whole, hosts, chains }) => [site, whole, Object.keys(hosts), Object.values(chains)]);
  assert.deepEqual(told, [
    ['site.example', true, ['site.example', 'host-7.example', 'host-10.example'], []],
    ['refuge.example', true, ['host-8.example', 'host-9.example'], []],
    ['site.example', true, ['site.example', 'host-11.example', 'host-12.example'], [[]]],
  ]);
});

test('what left room once is not asked for room again', async () => {
  open(60_000);
  const { append, flush } = await background();
  for (let round = 0; round < 30; round += 1) {
    for (let tab = round; tab < round + 4; tab += 1) {
      append(navigation(tab, 1_000 + round * 100));
      for (let number = 1; number <= 40; number += 1) append({ ...answer(tab, number), at: 1_001 + round * 100 });
    }
    await flush();
  }
  const { documents } = await record('seen:32');
  assert.ok(documents.length > 0, 'the last pages are still heard');
});

test('with the last private window goes what changed in its jar, and nothing else', async () => {
  const { append, flush, forget } = await background();
  const change = (store) => ({
    key: 'changes', event: 'changed', at: 1_000, removed: false, expires: null,
    identity: JSON.stringify(['sid', 'site.example', '/', store, '', true]),
  });
  append(change('firefox-private'));
  append(change('firefox-default'));
  append({ ...request(1, 1), key: 'private:from:site.example' });
  await flush();
  await forget(9);
  const { cookies } = await record('changes');
  assert.deepEqual(Object.keys(cookies).map((identity) => JSON.parse(identity)[3]), ['firefox-default']);
  assert.equal(await record('private:from:site.example'), undefined);
});

test('a tab that goes on under another number keeps what was heard of it', async () => {
  const { append, flush, renumber } = await background();
  append(navigation(1, 1_000));
  await flush();
  await storage.set({ 'pictures:1': { site: 'site.example' }, 'shown:11': 'of another tab' });
  append(answer(1, 7));
  await renumber(2, 1);
  const { documents: [page] } = await record('seen:2');
  assert.deepEqual(page.lines.map(({ line }) => line.split('=')[0]), ['cookie-7']);
  assert.deepEqual(await storage.get(), { ...(await storage.get(['seen:2', 'unwritten'])), 'pictures:2': { site: 'site.example' }, 'shown:11': 'of another tab' });
});

test('what is heard of a number that a tab had is kept for nobody, and what was heard of the next one stays', async () => {
  const { append, flush, renumber } = await background();
  append(navigation(1, 1_000));
  append(answer(1, 7));
  append({ ...navigation(2, 2_000), request: 'later' });
  append({ ...answer(2, 8), document: 'later', at: 2_100 });
  const moved = renumber(2, 1);
  append({ ...answer(2, 9), document: 'later', at: 2_200 });
  await Promise.all([flush(), moved]);
  append(answer(1, 10));
  await flush();
  assert.equal(await record('seen:1'), undefined);
  assert.deepEqual(await record('unwritten'), {});
  const { documents, touched } = await record('seen:2');
  const names = documents.map(({ lines }) => lines.map(({ line }) => line.split('=')[0]));
  assert.deepEqual([names, touched], [[['cookie-7'], ['cookie-8', 'cookie-9']], 2_200]);
});

test('a tab that is closed while it gets another number leaves nothing under either', async () => {
  const { append, flush, forget, renumber } = await background();
  append(navigation(901, 1_000));
  append(answer(901, 7));
  await flush();
  tabs = [{ incognito: true }];
  await Promise.all([renumber(902, 901), forget(902)]);
  assert.deepEqual([await record('seen:901'), await record('seen:902')], [undefined, undefined]);
  assert.deepEqual(Object.keys((await record('private:tabs:closed')).past), ['1 site.example']);
  append(answer(903, 7));
  await flush();
  await forget(904);
  await renumber(904, 903);
  assert.deepEqual([await record('seen:903'), await record('seen:904')], [undefined, undefined]);
});

test('who looks while a tab is being closed finds what set its cookies', async () => {
  const { append, flush, forget } = await background();
  append(navigation(1, 1_000));
  append(answer(1, 7));
  await flush();
  const { remove } = storage;
  storage.remove = async (keys) => {
    assert.notEqual(await record('closed'), undefined);
    await remove(keys);
  };
  await forget(1);
  assert.equal(await record('seen:1'), undefined);
});

test('a tab whose record cannot be read is forgotten all the same', async (context) => {
  context.mock.method(console, 'error', () => {});
  const { forget } = await background();
  await storage.set({ 'seen:1': '{' });
  await forget(1);
  assert.equal(await record('seen:1').catch(() => 'kept'), undefined);
});

test('a background that starts after the last private window was closed forgets what is left of it', async (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  tabs = [];
  await storage.set({ 'private:tabs:closed': JSON.stringify({ past: {} }) });
  await background();
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
  context.mock.timers.tick(5_000);
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
  assert.equal(await record('private:tabs:closed'), undefined);
});

test('of a cookie it is kept since when it is there, when it was last set, and when it last went', async () => {
  const { append, flush } = await background();
  const { changed } = await import('../../extension/background/cut.js');
  const cookie = { name: 'sid', domain: '.site.example', hostOnly: false, path: '/', storeId: '0', value: 'secret' };
  const told = async (...changes) => {
    for (const [at, change] of changes) {
      const seen = changed({ cookie, cause: 'explicit', removed: false, ...change });
      append(seen && { ...seen, at });
    }
    await flush();
    const { cookies } = await record('changes');
    assert.ok(!JSON.stringify(cookies).includes('secret'));
    return cookies[JSON.stringify(['sid', 'site.example', '/', '0', '', false, false])];
  };
  const over = { removed: true, cause: 'overwrite' };
  assert.deepEqual(await told([1_000, {}], [2_000, over], [2_000, {}]), { at: 2_000, expires: null, first: 1_000 });
  assert.deepEqual(await told([3_000, { removed: true }]), { at: 2_000, expires: null, gone: 3_000, first: 1_000 });
  assert.deepEqual(await told([4_000, {}]), { at: 4_000, expires: null, gone: 3_000 });
  assert.deepEqual(await told([5_000, { removed: true, cause: 'evicted' }]), { at: 4_000, expires: null, gone: 5_000, evicted: true });
  assert.deepEqual(await told([6_000, {}]), { at: 6_000, expires: null, gone: 5_000 });
  assert.deepEqual(await told([7_000, {}]), { at: 7_000, expires: null, gone: 5_000, first: 6_000 });
  assert.deepEqual(await told([8_000, {}]), { at: 8_000, expires: null, gone: 5_000, first: 6_000 });
});

test('of pages that gave way stays what they were answered, by their site, and when the first one began', async () => {
  const { append, flush } = await background();
  const page = (number, site, lines) => {
    const main = { ...navigation(1, number * 1_000), host: site, request: `main-${number}`, folder: '/', lines: lines.map((line) => ({ line, length: 8 })) };
    append(main);
    append({ ...main, event: 'responded' });
  };
  page(1, 'site.example', ['first=; Path=/', 'again=; Path=/']);
  for (let number = 2; number <= 9; number += 1) page(number, 'site.example', ['again=; Path=/']);
  await flush();
  const told = ({ since, lines, bounded }) => [since, lines.map(({ line, at }) => [line, at]), bounded];
  const { documents, past } = await record('seen:1');
  assert.equal(documents.length, 4);
  assert.deepEqual(told(past['site.example']), [1_000, [['first=; Path=/', 1_000], ['again=; Path=/', 5_000]], false]);
  const many = (number) => Array.from({ length: 60 }, (_, line) => `c${number}-${line}=; Path=/`);
  for (let number = 10; number < 30; number += 1) page(number, `site-${number}.example`, many(number));
  for (let number = 30; number < 40; number += 1) page(number, 'last.example', many(number));
  await flush();
  const later = (await record('seen:1')).past;
  assert.deepEqual(Object.keys(later), ['site-26.example', 'site-27.example', 'site-28.example', 'site-29.example', 'last.example']);
  const { lines, bounded } = later['last.example'];
  assert.deepEqual([lines.length, lines.at(-1).at, bounded], [100, 35_000, true]);
});

test('of closed tabs stays what they were answered, by their store and site, and of private ones while a private window is open', async () => {
  const { append, flush, forget } = await background();
  const visited = async (tab, site, names) => {
    const main = { ...navigation(tab, tab), host: site, request: `main-${tab}`, folder: '/', lines: names.map((name) => ({ line: `${name}=; Path=/`, length: 8 })) };
    append(main);
    append({ ...main, event: 'responded' });
    await flush();
  };
  tabs = [{ incognito: true }];
  await visited(1, 'one.example', ['a']);
  await visited(2, 'one.example', ['b']);
  await visited(3, 'silent.example', []);
  await visited(500, 'one.example', ['c']);
  await visited(900, 'one.example', ['d']);
  await Promise.all([1, 2, 3, 500, 900].map(forget));
  const told = async (key) => Object.entries((await record(key))?.past ?? {}).map(([place, { lines }]) => [place, lines.map(({ line }) => line)]);
  assert.deepEqual(await told('closed'), [['0 one.example', ['a=; Path=/', 'b=; Path=/']], ['firefox-container-1 one.example', ['c=; Path=/']]]);
  assert.deepEqual(await told('private:tabs:closed'), [['1 one.example', ['d=; Path=/']]]);
  tabs = [];
  await visited(901, 'two.example', ['e']);
  await forget(901);
  assert.equal(await record('private:tabs:closed'), undefined);
  for (let tab = 10; tab < 80; tab += 1) {
    await visited(tab, `site-${tab}.example`, ['f']);
    await forget(tab);
  }
  const kept = (await told('closed')).map(([place]) => place);
  assert.deepEqual([kept.length, kept[0], kept.at(-1)], [50, '0 site-30.example', '0 site-79.example']);
});

test('of what two closed tabs were answered alike the later stays, whichever was closed first', async () => {
  for (const order of [[1, 2], [2, 1]]) {
    open(QUOTA);
    const { append, flush, forget } = await background();
    for (const tab of [1, 2]) {
      const main = { ...navigation(tab, tab * 1_000), request: `main-${tab}`, folder: '/', lines: [{ line: 'a=; Path=/', length: 8 }] };
      append(main);
      append({ ...main, event: 'responded' });
    }
    await flush();
    for (const tab of order) await forget(tab);
    const { lines } = (await record('closed')).past['0 site.example'];
    assert.deepEqual(lines.map(({ at }) => at), [2_000], `closed in the order ${order}`);
  }
});

/** A tab that showed a site which set so many cookies is closed. */
async function closed({ append, flush, forget }, tab, site, lines) {
  const main = { ...navigation(tab, tab * 1_000), host: site, request: `main-${tab}`, folder: '/', lines: lines.map((line) => ({ line, length: 8 })) };
  append(main);
  append({ ...main, event: 'responded' });
  await flush();
  await forget(tab);
}
const lines = (count, length) => Array.from({ length: count }, (_, number) => `${number}${'x'.repeat(length)}=; Path=/`);

test('what stays of closed tabs has a bound in characters, and says until when something was left out', async () => {
  const it = await background();
  await closed(it, 1, 'first.example', lines(3, 10));
  assert.equal((await record('closed')).dropped, undefined);
  for (let tab = 2; tab < 20; tab += 1) await closed(it, tab, `site-${tab}.example`, lines(30, 4_000));
  const { past, dropped } = await record('closed');
  assert.ok(JSON.stringify(past).length <= 1_000_000);
  assert.deepEqual([Object.keys(past).length, Object.keys(past).at(-1), dropped], [8, '0 site-19.example', 11_000]);
  await closed(it, 20, 'many.example', lines(101, 10));
  assert.equal((await record('closed')).dropped, 20_000);
});

test('where there is no room for what stays of closed tabs half of the sites go, and then all, which is said', async () => {
  open(20_000);
  const it = await background();
  for (let tab = 1; tab <= 4; tab += 1) await closed(it, tab, `site-${tab}.example`, lines(20, 10));
  const { set } = storage;
  let most = 7_000;
  storage.set = (records) => (records.closed?.length > most ? Promise.reject(new Error('full')) : set(records));
  await closed(it, 5, 'site-5.example', lines(20, 10));
  const { past, dropped } = await record('closed');
  assert.deepEqual([Object.keys(past), dropped], [['0 site-4.example', '0 site-5.example'], 3_000]);
  most = 1_000;
  await closed(it, 6, 'site-6.example', lines(20, 10));
  assert.deepEqual(await record('closed'), { past: {}, dropped: 6_000 });
});

test('where a full storage lets go of what stays of closed tabs, it stays known until when it told', async () => {
  open(30_000);
  const it = await background();
  await closed(it, 1, 'first.example', lines(60, 60));
  it.append(navigation(2, 2_000));
  for (let number = 1; number <= 90; number += 1) it.append(answer(2, number));
  await it.flush();
  assert.deepEqual(await record('closed'), { past: {}, dropped: 1_000 });
  assert.equal((await record('seen:2')).documents[0].lines.length, 90);
});

test('of an attribute that is there twice the one that counts is kept', async () => {
  const { cut } = await import('../../extension/background/cut.js');
  const kept = (line) => cut(line).line;
  assert.equal(kept('a=1; Path=/x; Secure; path=/; Max-Age=60; secure'), 'a=; path=/; Max-Age=60; secure');
  assert.equal(kept('a=1; Max-Age=60; Max-Age=soon; Expires=Thu, 01 Jan 2026 00:00:00 GMT; Expires='), 'a=; Max-Age=60; Expires=Thu, 01 Jan 2026 00:00:00 GMT');
  assert.equal(kept('a=1; HttpOnly; other=secret'), 'a=; HttpOnly');
});

test('nothing that comes after the last private window was closed stays', async (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  const { append, flush, forget } = await background();
  append(request(9, 1));
  await flush();
  await forget(9);
  append(request(9, 2));
  append({ ...request(1, 1), key: 'private:from:site.example' });
  append({ key: 'changes', event: 'changed', at: 1_000, removed: true, expires: null, identity: JSON.stringify(['sid', 'site.example', '/', 'firefox-private', '', false]) });
  await flush();
  assert.equal(await record('seen:9'), undefined, 'nobody shows what is heard of a closed tab');
  assert.notEqual(await record('private:from:site.example'), undefined);
  context.mock.timers.tick(5_000);
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
  assert.equal(await record('private:from:site.example'), undefined);
  assert.deepEqual((await record('changes')).cookies, {});
});
