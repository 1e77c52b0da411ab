// @ts-check
/** Frames inside frames: whatever they ask for is their page's, at any depth, whichever other page is on its way. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PAGE, ahead, documents, fold, hosts, image, navigation, next, orders, redirected, requested, responded, told } from './told.js';

/** Frames, outermost first, as each browser tells where they are: Firefox names every frame around one, Chromium the next. */
const BROWSERS = {
  chromium: (page, frames, asked) => ({
    frameType: 'sub_frame', frameId: frames.at(-1), parentFrameId: frames.at(-2) ?? 0, initiator: 'https://frame.example',
    documentId: asked ? `in-${frames.at(-1)}` : undefined, parentDocumentId: frames.length > 1 ? `in-${frames.at(-2)}` : page,
  }),
  firefox: (page, frames, asked) => ({
    documentLifecycle: undefined, frameType: undefined, initiator: undefined, documentUrl: 'https://frame.example/',
    frameId: frames.at(-1), parentFrameId: frames.at(-2) ?? 0,
    documentId: asked ? `in-${frames.at(-1)}` : undefined, parentDocumentId: frames.length > 1 ? `in-${frames.at(-2)}` : page,
    frameAncestors: [...frames.slice(0, -1).reverse(), 0].map((frameId) => ({ frameId, url: frameId ? 'https://frame.example/' : `${PAGE}/` })),
  }),
};

/** The frame that loads, and what it asks for once it is there. */
const frame = (place, page, frames) => told(requested, `https://frame-${frames.at(-1)}.example/`, { type: 'sub_frame', ...place(page, frames, false) });
const within = (place, page, frames, host, more) => told(responded, `https://${host}/`, { ...place(page, frames, true), ...more });

/** A page that has asked for something itself, and so has a name. */
const named = (name) => [...navigation({ initiator: undefined }), image(`${name}.example`, name)];

test('what frames in frames ask for is their page’s, while the next page is asked for, answered and shown, in every order', () => {
  for (const place of Object.values(BROWSERS)) {
    const left = [
      frame(place, 'first', [3]),
      frame(place, 'first', [3, 4]),
      frame(place, 'first', [3, 4, 5]),
      within(place, 'first', [3, 4, 5], 'deep.example'),
      within(place, 'first', [3, 4], 'bye.example', { documentLifecycle: 'cached' }),
    ];
    const shown = [
      ...named('second'),
      frame(place, 'second', [6]),
      within(place, 'second', [6, 7], 'below.example'),
      frame(place, 'second', [6, 7, 8]),
    ];
    for (const order of orders([left, shown])) {
      const pages = documents([...named('first'), ...order]);
      assert.deepEqual(pages.map((page) => hosts([page])), [
        ['bye.example', 'deep.example', 'first.example', 'frame-3.example', 'frame-4.example', 'frame-5.example'],
        ['below.example', 'frame-6.example', 'frame-8.example', 'second.example'],
      ]);
    }
  }
});

test('pages rendered ahead keep what frames in their frames ask for, and are shown where only such a frame tells it', () => {
  const place = BROWSERS.chromium;
  const row = (root) => [
    ...navigation(ahead(root)),
    image(`${root}.example`, `page-${root}`, ahead(root)),
    told(requested, `https://frame-${root + 1}.example/`, {
      ...place(`page-${root}`, [root + 1]), type: 'sub_frame', parentFrameId: root, documentLifecycle: 'prerender',
    }),
    within(place, `page-${root}`, [root + 1, root + 2], `deep-${root}.example`, { documentLifecycle: 'prerender' }),
  ];
  for (const order of orders([row(10), row(20), [within(place, 'first', [3, 4], 'left.example')]])) {
    const events = [...named('first'), frame(place, 'first', [3]), ...order];
    const kept = fold(undefined, 'seen:1', events);
    const expected = (root) => [`${root}.example`, `deep-${root}.example`, `frame-${root + 1}.example`];
    const first = ['first.example', 'frame-3.example', 'left.example'];
    const told = (pages) => pages.map((page) => [page.ahead, hosts([page])]);
    assert.deepEqual(told(kept.documents.filter((page) => page.frame !== 20)), [[false, first], [true, expected(10)]]);
    assert.deepEqual(hosts(kept.documents.filter((page) => page.frame === 20)), expected(20));
    // The page is shown, and says so only by a frame in one of its frames.
    const late = within(place, 'page-10', [11, 12], 'late.example');
    const [before, other, shown] = fold(structuredClone(kept), 'seen:1', [late]).documents;
    assert.deepEqual(told([before, other]), [[false, first], [true, expected(20)]]);
    assert.deepEqual(told([shown]), [[false, [...expected(10), 'late.example'].sort()]]);
  }
});

/** A page, and another that is answered and may or may not be shown yet: whatever comes from an unknown frame may be of either. */
const undecided = () => [...named('first'), ...navigation({ initiator: PAGE })];

test('what is asked inside of a frame that has itself asked nothing waits until that frame tells its page', () => {
  for (const place of Object.values(BROWSERS)) {
    for (const frames of [[3, 4], [3, 4, 5]]) {
      const pages = undecided();
      const inside = (host) => within(place, 'first', frames, host);
      const asked = frames.slice(1).map((_, at) => frame(place, 'first', frames.slice(0, at + 2)));
      const moved = { type: 'image', requestId: 'moved', ...place('first', frames, true) };
      const waiting = [
        ...asked,
        inside('inner.example'),
        told(redirected, 'https://from.example/', { ...moved, redirectUrl: 'https://to.example/' }),
        told(responded, 'https://to.example/', moved),
      ];
      const kept = fold(undefined, 'seen:1', [...pages, ...waiting]);
      assert.deepEqual(kept.documents.map((page) => hosts([page])), [['first.example'], []], 'it is no page’s yet');
      const names = [...asked.map(({ host }) => host), 'from.example', 'inner.example', 'to.example'].sort();
      assert.deepEqual(kept.adrift.map((group) => hosts([group])), [names]);
      const told3 = within(place, 'first', [3], 'outer.example');
      const { documents: [first, second], adrift } = fold(structuredClone(kept), 'seen:1', [told3]);
      assert.deepEqual([hosts([first]), hosts([second]), adrift], [['first.example', ...names, 'outer.example'].sort(), [], []]);
      assert.deepEqual(first.lines.map(({ host, via }) => [host, via]).slice(-3), [
        ['inner.example', []], ['to.example', ['from.example']], ['outer.example', []],
      ]);
    }
  }
});

test('what is asked inside of a frame that has itself asked nothing is the page’s where there is no other', () => {
  for (const place of Object.values(BROWSERS)) {
    const inside = [frame(place, 'first', [3, 4]), within(place, 'first', [3, 4], 'inner.example')];
    const asked = told(requested, `${PAGE}/next`, { type: 'main_frame', requestId: 'next' });
    for (const order of orders([inside, [asked]])) {
      const { documents: [first], adrift } = fold(undefined, 'seen:1', [...named('first'), ...order]);
      assert.deepEqual([hosts([first]), adrift], [['first.example', 'frame-4.example', 'inner.example'], undefined]);
    }
  }
});

test('what a page asks as it is left is not the next one’s, though the frame is unknown', () => {
  const late = within(BROWSERS.chromium, 'first', [3, 4], 'late.example', { documentLifecycle: 'pending_deletion' });
  const { documents: pages, adrift } = fold(undefined, 'seen:1', [...named('first'), ...named('second'), late]);
  assert.deepEqual(pages.map((page) => hosts([page])), [['first.example'], ['second.example']]);
  assert.deepEqual(adrift.map((group) => [group.frames, group.around, hosts([group])]), [[[4], [3], ['late.example']]]);
});

test('what waits for its page keeps the host of that page, where the browser tells it', () => {
  const next = told(requested, 'https://next.example/', { type: 'main_frame', requestId: 'next' });
  for (const [name, page] of [['firefox', 'site.example'], ['chromium', '']]) {
    const ping = (more) => within(BROWSERS[name], 'unheard', [3, 4], 'ping.example', more);
    const { documents: [asked], adrift } = fold(undefined, 'seen:1', [next, ping({ type: 'ping' })]);
    assert.deepEqual([hosts([asked]), adrift.map((group) => [group.site, hosts([group])])], [['next.example'], [[page, ['ping.example']]]]);
    const later = fold(undefined, 'seen:1', [next, ping({ frameAncestors: undefined }), ping({})]).adrift;
    assert.deepEqual(later.map((group) => group.site), [page]);
  }
});

test('a request of a frame is of the same page when the browser tells no more than its number', () => {
  const place = BROWSERS.firefox;
  const alive = { documentId: undefined, parentDocumentId: undefined, frameAncestors: [] };
  const pages = documents([
    ...named('first'), frame(place, 'first', [3]), frame(place, 'first', [3, 4]), ...named('second'),
    within(place, 'first', [3, 4], 'alive.example', alive),
  ]);
  assert.deepEqual(hosts([pages[0]]), ['alive.example', 'first.example', 'frame-3.example', 'frame-4.example']);
  assert.deepEqual(hosts([pages[1]]), ['second.example']);
});

test('where no document has a name, a frame in a frame is of the site in the address bar', () => {
  const place = (page, frames, asked) => ({ ...BROWSERS.firefox(page, frames, asked), documentId: undefined, parentDocumentId: undefined });
  const other = { type: 'main_frame', requestId: `other-${next()}`, initiator: undefined };
  const pages = documents([
    ...navigation({ initiator: undefined }),
    told(requested, 'https://other.example/', other),
    told(responded, 'https://other.example/', other),
    frame(place, undefined, [3, 4]),
  ]);
  assert.deepEqual(pages.map((page) => Object.keys(page.hosts)), [['site.example', 'frame-4.example'], ['other.example']]);
});

test('a page that makes and removes 100,000 frames leaves a bounded record, and what it asks then is still its own', () => {
  for (const place of Object.values(BROWSERS)) {
    for (const [events, depth] of [[undecided(), 1], [undecided(), 2], [named('first'), 2]]) {
      let kept = fold(undefined, 'seen:1', [...events, frame(place, 'first', [3]), frame(place, 'first', [3, 4])]);
      for (let made = 1_000; made < 101_000; made += 1_000) {
        const frames = Array.from({ length: 1_000 }, (_, at) => (depth === 1 ? [made + at] : [200_000 + made + at, made + at]));
        kept = fold(kept, 'seen:1', frames.map((numbers) => told(requested, 'https://made.example/', { type: 'sub_frame', ...place('first', numbers, false) })));
        kept = fold(kept, 'seen:1', [within(place, 'first', [3, 4], 'steady.example')]);
      }
      assert.ok(JSON.stringify(kept).length < 60_000, `${JSON.stringify(kept).length} characters`);
      const [first, second] = kept.documents;
      assert.ok(hosts([first]).includes('steady.example'));
      assert.deepEqual(second ? hosts([second]) : [], []);
      // What belongs to nobody yet, and is let go, is missed.
      assert.equal(first.bounded, depth === 2 && Boolean(second));
    }
  }
});

test('a frame’s own answers are told for each page that has it', async () => {
  const { sent } = await import('../../extension/background/cut.js');
  const carried = (page) => Boolean(told(sent, 'https://frame.example/', {
    ...BROWSERS.chromium(page, [3], false), type: 'sub_frame', requestHeaders: [{ name: 'Cookie', value: 'a=1' }],
  }));
  assert.deepEqual([carried('first'), carried('first'), carried('second')], [true, false, true]);
});
