// @ts-check
/** One request for all who ask for the same page at once, and nobody loses time of theirs by it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';

globalThis.chrome = { runtime: { getURL: () => 'extension://ours/' } };
const { fetchPage, noteOwn } = await import('../../extension/background/fetch.js');
const ADDRESS = 'https://site.example/charter';

/** A site that answers after so many milliseconds; how often it was asked. */
function site(milliseconds) {
  const asked = { times: 0 };
  globalThis.fetch = (address, { signal }) => {
    asked.times += 1;
    noteOwn({ url: address, tabId: -1, initiator: 'extension://ours', ip: '192.0.2.1' });
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => resolve(new Response('charter', { headers: { 'content-type': 'text/plain' } })), milliseconds);
      signal.addEventListener('abort', () => {
        clearTimeout(timer);
        reject(new Error('aborted'));
      });
    });
  };
  return asked;
}

test('who asks for a page that is being asked for gets the same answer', async () => {
  const asked = site(20);
  const answers = await Promise.all([1_000, 2_000, 500].map((most) => fetchPage(ADDRESS, 1_000, most)));
  assert.deepEqual(answers.map(({ outcome, text, ip }) => [outcome, text, ip]), Array(3).fill(['page', 'charter', '192.0.2.1']));
  assert.equal(asked.times, 1);
});

test('who has more time than another one has it still when that of the other is up', async () => {
  const asked = site(150);
  const answers = await Promise.all([50, 2_000, 3_000].map((most) => fetchPage(ADDRESS, 1_000, most)));
  assert.deepEqual(answers.map(({ outcome }) => outcome), ['timeout', 'page', 'page']);
  assert.equal(asked.times, 2);
  await fetchPage(ADDRESS, 1_000, 1_000);
  assert.equal(asked.times, 3);
});

test('where a redirect leads is awaited as long as the page may take', async () => {
  const redirected = (milliseconds) => {
    globalThis.fetch = async (address) => {
      const responseHeaders = [{ name: 'Location', value: '/elsewhere' }];
      setTimeout(() => noteOwn({ url: address, tabId: -1, initiator: 'extension://ours', responseHeaders }), milliseconds);
      return { type: 'opaqueredirect' };
    };
  };
  redirected(600);
  assert.deepEqual(await fetchPage(ADDRESS, 1_000, 5_000), { outcome: 'redirect', location: '/elsewhere' });
  redirected(600);
  assert.deepEqual(await fetchPage(ADDRESS, 1_000, 100), { outcome: 'timeout' });
});
