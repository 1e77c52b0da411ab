// @ts-check
/** A page named in its menu as the charter: who waits until it is read, and what the icon tells then. */
import assert from 'node:assert/strict';
import { register } from 'node:module';
import { beforeEach, test } from 'node:test';

// The core is not built here: the tests answer for it.
const core = 'export default async () => {}; export const answer = (text) => globalThis.core(JSON.parse(text));';
const hook = `export const resolve = (name, context, next) => name.endsWith('/wasm/cookie_charter.js')
  ? { url: ${JSON.stringify(`data:text/javascript,${encodeURIComponent(core)}`)}, shortCircuit: true } : next(name, context);`;
register(`data:text/javascript,${encodeURIComponent(hook)}`);

const PAGE = { id: 1, windowId: 5, url: 'https://site.example/cookies' };
const VIEW = { ask: 'view', language: 'en' };

/** What happens, in its order. */
let told;
/** The tabs that are open, the active one first. */
let tabs;
/** Ends what the core does. */
let end;
let opens;
let started = 0;

const later = (value) => new Promise((resume) => setTimeout(resume, 5, value));

beforeEach(() => {
  told = [];
  tabs = [{ ...PAGE }, { id: 2, url: 'https://other.example/' }];
  opens = true;
  const note = (name) => async ({ tabId, text, title }) => {
    if (!tabs.some(({ id }) => id === tabId)) throw new Error(`No tab with id: ${tabId}.`);
    told.push([name, tabId, text ?? title]);
  };
  globalThis.addEventListener = () => {};
  globalThis.core = ({ ask }) => new Promise((resume) => {
    end = (answer) => resume(JSON.stringify(answer));
    told.push([ask]);
  });
  globalThis.chrome = {
    runtime: { getURL: (path) => `extension://ours/${path}` },
    i18n: { getMessage: (name) => name },
    storage: { session: { get: async () => ({}), set: async () => {}, remove: async (key) => void told.push(['remove', key]) } },
    tabs: {
      query: async () => tabs.slice(0, 1),
      get: async (wanted) => tabs.find(({ id }) => id === wanted) ?? Promise.reject(new Error(`No tab with id: ${wanted}.`)),
    },
    action: {
      setBadgeText: note('badge'),
      setTitle: note('title'),
      openPopup: async () => {
        told.push(['popup']);
        if (!opens) throw new Error('No window.');
      },
    },
  };
});

/** A background that has just started, in which the page is named. */
async function named() {
  const menu = await import(`../../extension/background/menu.js?${(started += 1)}`);
  const done = menu.chosen({ menuItemId: 'charter' }, { ...PAGE });
  return { menu, done };
}

/** Whether a question is let through now. */
const passes = (menu, question) => Promise.race([menu.untilRead(question).then(() => true), later(false)]);

test('while a named page is read, questions about it wait, and no others', async () => {
  const { menu, done } = await named();
  await later();
  const waits = [VIEW, { ...VIEW, tab: 1 }, { ask: 'report', tab: 1 }, { ask: 'stage', tab: 1 }];
  const goes = [{ ...VIEW, tab: 2 }, { ask: 'settings' }, { ask: 'history' }, { ask: 'report', audit: 'kept' }, { ask: 'set-settings' }];
  for (const question of waits) assert.equal(await passes(menu, question), false, JSON.stringify(question));
  for (const question of goes) assert.equal(await passes(menu, question), true, JSON.stringify(question));
  tabs.reverse();
  assert.equal(await passes(menu, VIEW), true, 'another tab is active');
  tabs.reverse();
  end({ verdict: 'read' });
  await done;
  await later();
  for (const question of waits) assert.equal(await passes(menu, question), true);
});

test('a memory that forgets nothing keeps no question waiting', async () => {
  chrome.storage.session.remove = () => Promise.reject(new Error('lost'));
  const { menu, done } = await named();
  await later();
  end({ verdict: 'read' });
  await done;
  assert.equal(await passes(menu, VIEW), true);
});

test('what the popup last showed of the page is gone before it opens', async () => {
  const { done } = await named();
  await later();
  end({ verdict: 'read' });
  await done;
  assert.deepEqual(told, [['remove', 'shown:1'], ['popup'], ['point']]);
});

test('the popup is opened while the click is being handled', async () => {
  const menu = await import(`../../extension/background/menu.js?${(started += 1)}`);
  menu.chosen({ menuItemId: 'charter' }, { ...PAGE });
  assert.ok(told.some(([what]) => what === 'popup'));
  await later();
  end({ verdict: 'read' });
});

test('where no popup opens, the icon tells what came of it, and of no other page', async () => {
  const moved = [
    [() => {}, [['badge', 1, '!'], ['title', 1, 'sentence']]],
    [() => (tabs[0].url += '#part'), [['badge', 1, '!'], ['title', 1, 'sentence']]],
    [() => (tabs[0].url = 'https://site.example/elsewhere'), []],
    [() => tabs.shift(), []],
  ];
  for (const [move, expected] of /** @type {[() => void, any[]][]} */ (moved)) {
    told = [];
    tabs = [{ ...PAGE }];
    opens = false;
    const { done } = await named();
    await later();
    move();
    end({ verdict: '', state: { sentence: 'sentence' } });
    await done;
    assert.deepEqual(told.filter(([name]) => ['badge', 'title'].includes(name)), [['badge', 1, '…'], ...expected]);
  }
});
