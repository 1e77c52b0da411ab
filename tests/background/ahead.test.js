// @ts-check
/** Pages that Chromium renders ahead: in whatever order it tells of them, each document has its own hosts and no others. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PAGE, ahead, documents, failed, fold, hosts, image, navigation, next, orders, redirected, requested, responded, told } from './told.js';

const child = { type: 'sub_frame', frameType: 'sub_frame', documentId: undefined };

/** The page that is there, which has the other ones fetched. */
const before = () => [
  ...navigation({ initiator: undefined }),
  told(requested, `${PAGE}/ahead`, { type: 'main_frame', documentId: 'before', initiator: undefined }),
];

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
    const details = { type: 'main_frame', requestId: `other-${next()}` };
    const pages = documents([
      ...navigation({ initiator: undefined, statusCode: 200 }),
      unnamed(requested, 'https://other.example/', details),
      unnamed(responded, 'https://other.example/', { ...details, ...no }),
      unnamed(responded, 'https://tracker.example/', {}),
    ]);
    assert.deepEqual(Object.keys(pages[0].hosts), ['site.example', 'tracker.example'], JSON.stringify(no));
  }
});

test('no answer that brings no page pushes out a page, whether it is shown or comes back', () => {
  const header = (name, value) => ({ responseHeaders: [{ name, value }, { name: 'Set-Cookie', value: 'file=1; Path=/' }] });
  const nothing = [
    { statusCode: 200, ...header('Content-Disposition', 'attachment; filename=a.pdf') },
    { statusCode: 200, ...header('Content-Type', 'application/octet-stream') },
    { statusCode: 200, ...header('Content-Type', 'application/zip; charset=binary') },
    { statusCode: 204 },
  ];
  for (const answer of nothing) {
    const page = (name) => [...navigation({ initiator: undefined, statusCode: 200 }), image(`${name}.example`, name)];
    const pages = ['first', 'second', 'third', 'shown'];
    const files = Array.from({ length: 20 }, () => navigation({ initiator: undefined, ...answer }));
    let kept = fold(undefined, 'seen:1', pages.flatMap(page));
    for (const file of files) kept = fold(kept, 'seen:1', file);
    const named = () => kept.documents.flatMap(({ ids }) => ids);
    assert.deepEqual(named(), pages, JSON.stringify(answer));
    assert.ok(kept.documents.length <= 8, `${kept.documents.length} are kept`);
    kept = fold(kept, 'seen:1', [image('late.example', 'shown'), told(failed, `${PAGE}/`, { type: 'main_frame', requestId: `f-${next()}`, error: 'x' })]);
    assert.deepEqual(hosts(kept.documents.filter(({ ids }) => ids.includes('shown'))), ['late.example', 'shown.example']);
    // A page that comes does so.
    kept = fold(kept, 'seen:1', page('next'));
    assert.deepEqual(named(), ['second', 'third', 'shown', 'next']);
  }
});

test('a page that is answered after others were asked for and answered is kept, and is the last one', () => {
  for (const overtaking of [1, 4, 7]) {
    const [asked, answered] = navigation({ initiator: undefined, statusCode: 200 });
    const others = Array.from({ length: overtaking }, () => navigation({ initiator: undefined, statusCode: 200 }));
    const pages = documents([asked, ...others.flat(), answered]);
    assert.equal(pages.at(-1).request, asked.request);
    assert.deepEqual(pages.slice(0, -1).map(({ request }) => request), others.map(([{ request }]) => request).slice(-3));
  }
});

test('what browsers show is a page, whatever its type is called', () => {
  for (const type of ['text/html', 'text/plain', 'application/xhtml+xml', 'application/pdf', 'application/ld+json', 'image/png', 'video/mp4', 'text/javascript', 'application/x-javascript', 'application/unknown', '']) {
    const more = { initiator: undefined, statusCode: 200, responseHeaders: type ? [{ name: 'content-type', value: `${type}; charset=utf-8` }] : [] };
    assert.deepEqual(documents(navigation(more)).map(({ answered }) => answered), [true], type);
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
