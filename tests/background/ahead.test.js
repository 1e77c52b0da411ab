// @ts-check
/** Pages that Chromium renders ahead: in whatever order it tells of them, each document has its own hosts and no others. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { redirected, requested, responded } from '../../extension/background/cut.js';
import { fold } from '../../extension/background/fold.js';

globalThis.chrome = { runtime: { getURL: () => 'extension://ours/' } };

const PAGE = 'https://site.example';
const cookie = { name: 'Set-Cookie', value: 'a=1; Path=/' };
let number = 0;

/** An event as Chromium tells it, cut. */
function told(cut, url, more) {
  number += 1;
  return cut({
    tabId: 1, frameId: 0, parentFrameId: -1, frameType: 'outermost_frame', documentLifecycle: 'active', initiator: PAGE,
    type: 'image', requestId: `${number}`, timeStamp: 1_000 + number, url, responseHeaders: [cookie], ...more,
  });
}

/** A page asked for, and answered. */
function navigation(more) {
  const details = { type: 'main_frame', requestId: `navigation-${(number += 1)}`, ...more };
  return [told(requested, `${PAGE}/`, details), told(responded, `${PAGE}/`, details)];
}

const image = (host, documentId, more) => told(responded, `https://${host}/`, { documentId, ...more });
const child = { type: 'sub_frame', frameType: 'sub_frame', documentId: undefined };
const ahead = (frameId) => ({ documentLifecycle: 'prerender', frameId });

/** The page that is there, which has the other ones fetched. */
const before = () => [
  ...navigation({ initiator: undefined }),
  told(requested, `${PAGE}/ahead`, { type: 'main_frame', documentId: 'before', initiator: undefined }),
];

/** Every order of several rows of events, each of which keeps its own. */
function* orders(rows) {
  const left = rows.filter((row) => row.length > 0);
  if (left.length === 0) yield [];
  for (const row of left) {
    const rest = left.map((other) => (other === row ? row.slice(1) : other));
    for (const order of orders(rest)) yield [row[0], ...order];
  }
}

const documents = (events) => fold(undefined, 'seen:1', events).documents;
const hosts = (pages) => pages.flatMap((page) => Object.keys(page.hosts)).filter((host) => host !== 'site.example').sort();

test('a page keeps its hosts, whatever it is called while it is rendered ahead, and in every order', () => {
  for (const [first, second] of [['shown', 'shown'], ['empty', 'shown'], ['empty', 'empty']]) {
    for (const isHeard of [true, false]) {
      const shown = [
        ...(isHeard ? navigation(ahead(7)) : []),
        image('first.example', first, ahead(7)),
        told(requested, 'https://frame.example/', { ...child, ...ahead(8), parentFrameId: 7, parentDocumentId: second }),
        image('second.example', second, ahead(7)),
        // It is shown now. Chromium waits for that with frames of other sites.
        told(requested, 'https://deferred.example/', { ...child, frameId: 12, parentFrameId: 0, parentDocumentId: 'shown' }),
        image('late.example', 'shown'),
      ];
      const other = [...navigation(ahead(9)), image('other.example', 'other', ahead(9))];
      const left = [image('left.example', 'before')];
      for (const order of orders([shown, other, left])) {
        const all = documents([...before(), ...order]);
        const its = all.filter(({ frame, ids }) => frame === 7 || ids.includes('shown'));
        const rest = all.filter((page) => !its.includes(page));
        const expected = ['deferred.example', 'first.example', 'frame.example', 'late.example', 'second.example'];
        assert.deepEqual(hosts(its), expected);
        assert.deepEqual(rest.map((page) => [page.frame, hosts([page])]), [[0, ['left.example']], [9, ['other.example']]]);
        assert.ok(its.every(({ site }) => site === 'site.example'));
        // Where its name was never heard before it was shown, the page itself says that there is another document of it.
        assert.deepEqual(its.map((page) => page.ahead), second === 'shown' ? [false] : [true, false]);
      }
    }
  }
});

test('a page rendered ahead keeps its answers and redirects while others are asked for', () => {
  const request = { type: 'main_frame', requestId: 'moved', ...ahead(7) };
  const moved = [
    told(requested, `${PAGE}/`, request),
    told(redirected, `${PAGE}/`, { ...request, redirectUrl: 'https://www.site.example/' }),
    told(requested, 'https://www.site.example/', request),
    told(responded, 'https://www.site.example/', request),
  ];
  for (const order of orders([moved, navigation(ahead(9)), navigation(ahead(11))])) {
    const [, ...pages] = documents([...before(), ...order]);
    const its = pages.find(({ frame }) => frame === 7);
    assert.deepEqual([its?.site, its?.lines.map(({ via }) => via)], ['www.site.example', [['site.example']]]);
    assert.deepEqual(pages.map(({ lines }) => lines.length), [1, 1, 1]);
  }
});

test('a dozen pages rendered ahead take no room from those that were shown', () => {
  const frames = Array.from({ length: 20 }, (_, index) => index + 7);
  const all = documents([...before(), ...frames.flatMap((frame) => navigation(ahead(frame))), image('left.example', 'before')]);
  assert.deepEqual(all.filter((page) => page.ahead).map(({ frame }) => frame), frames.slice(-12));
  assert.deepEqual(hosts(all.filter((page) => !page.ahead)), ['left.example']);
  const shown = frames.slice(-6).flatMap((frame) => [image('a.example', `${frame}`, ahead(frame)), image('b.example', `${frame}`)]);
  const later = fold({ documents: all }, 'seen:1', shown).documents;
  assert.deepEqual(later.filter((page) => !page.ahead).map(({ frame }) => frame), frames.slice(-4));
});

test('what a page asks while the next one is on its way is its own, though it asked nothing before', () => {
  const [asked, answered] = navigation({});
  const beacon = told(requested, 'https://beacon.example/', { type: 'ping', documentId: 'before' });
  const all = documents([...navigation({ initiator: undefined }), asked, beacon, answered, image('next.example', 'next')]);
  assert.deepEqual(all.map((page) => hosts([page])), [['beacon.example'], ['next.example']]);
});

test('a page that its service worker answers is not an earlier one that asked nothing', () => {
  const first = navigation({ initiator: undefined });
  const request = { type: 'main_frame', requestId: 'again', initiator: undefined };
  const again = [told(requested, `${PAGE}/`, request), told(redirected, `${PAGE}/`, { ...request, redirectUrl: `${PAGE}/` })];
  const all = documents([...first, ...again, told(requested, `${PAGE}/`, request), image('next.example', 'next')]);
  assert.deepEqual(all.map((page) => hosts([page])), [[], ['next.example']]);
});

test('a page whose request was lost with a background is not the one before it', () => {
  const [, answered] = navigation({ initiator: 'https://elsewhere.example' });
  const all = documents([...before(), answered, image('next.example', 'next')]);
  assert.deepEqual(all.map((page) => [page.whole, hosts([page])]), [[true, []], [false, ['next.example']]]);
});

/** An event as Firefox tells it: no document has a name there. */
const unnamed = (cut, url, more) => told(cut, url, {
  documentLifecycle: undefined, frameType: undefined, initiator: undefined, documentUrl: `${PAGE}/`, ...more,
});

test('an answer that brings no page takes nothing from the page that is shown', () => {
  const file = [{ name: 'Content-Disposition', value: 'attachment; filename=a.pdf' }];
  for (const no of [{ statusCode: 302 }, { statusCode: 204 }, { statusCode: 401 }, { statusCode: 200, responseHeaders: file }]) {
    const details = { type: 'main_frame', requestId: `other-${(number += 1)}` };
    const pages = documents([
      ...navigation({ initiator: undefined, statusCode: 200 }),
      unnamed(requested, 'https://other.example/', details),
      unnamed(responded, 'https://other.example/', { ...details, ...no }),
      unnamed(responded, 'https://tracker.example/', {}),
    ]);
    assert.deepEqual(Object.keys(pages[0].hosts), ['site.example', 'tracker.example'], JSON.stringify(no));
  }
});

test('what a page asks that the back button brought back is its own', () => {
  const other = { type: 'main_frame', requestId: 'other', documentUrl: undefined, statusCode: 200 };
  const pages = documents([
    ...navigation({ initiator: undefined, statusCode: 200 }),
    unnamed(requested, 'https://other.example/', other),
    unnamed(responded, 'https://other.example/', other),
    unnamed(responded, 'https://tracker.example/', {}),
  ]);
  assert.deepEqual(pages.map((page) => Object.keys(page.hosts)), [['site.example', 'tracker.example'], ['other.example']]);
});

test('a link on a page of ours leads to a page', () => {
  const details = { type: 'main_frame', requestId: 'link', initiator: 'extension://ours' };
  const pages = documents([told(requested, 'https://linked.example/', details), told(responded, 'https://linked.example/', details)]);
  assert.deepEqual(pages.map((page) => [page.site, page.lines.length]), [['linked.example', 1]]);
});

test('of an address no more is kept than the default path that a cookie needs', () => {
  const set = (value) => told(responded, `${PAGE}/reset/token/done`, { responseHeaders: [{ name: 'Set-Cookie', value }] });
  assert.equal(set('a=1; Path=/').folder, '/');
  assert.equal(set('a=1').folder, '/reset/token');
});
