// @ts-check
/**
 * Every screen in every state: drawn to `target/screens/`, and without a violation of WCAG 2.2 AA that axe-core can find.
 */
import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { LANGUAGES } from '../../extension/shared/words.js';
import { BROWSERS, start } from './drive.js';
import { pressed, sheets, written } from './paper.js';
import { serve } from './serve.js';

const DRAWN = fileURLToPath(new URL('../../target/screens/', import.meta.url));
const READ = ['audited', 'clean', 'hostile', 'large', 'no-charter', 'no-cookies', 'charter-unreadable'];
const BARRED = ['not-a-site', 'no-access', 'charter-too-large', 'charter-elsewhere', 'charter-timeout', 'charter-not-html', 'charter-bad-address', 'charter-refused', 'paste-unreadable', 'paste-cookies'];
/** Two audits of one site are chosen and compared. */
const COMPARED = `for (const box of [...document.querySelectorAll('[data-site="ville-exemple.fr"] input')].slice(0, 2)) box.click(); document.querySelector('#difference').click()`;
const SCREENS = [
  ...[...READ, ...BARRED, 'working', 'reading', 'asleep'].map((state) => ({ page: 'popup/popup.html', state, width: 400, height: 600 })),
  { page: 'popup/popup.html', state: 'audited&shown=stages', width: 400, height: 600, act: "document.querySelector('#stage').open = true" },
  ...[...READ, 'asleep'].map((state) => ({ page: 'report/report.html', state, width: 1100, height: 1400 })),
  { page: 'report/report.html', state: 'judged', width: 1100, height: 1400, act: "document.querySelectorAll('.judge summary')[1].click()" },
  { page: 'options/options.html', state: 'audited', width: 760, height: 1250 },
  ...['history', 'history-empty', 'history-imported'].map((state) => ({ page: 'history/history.html', state, width: 960, height: 900 })),
  { page: 'history/history.html', state: 'history&shown=difference', width: 960, height: 1500, act: COMPARED },
  { page: 'history/history.html', state: 'history&shown=sure', width: 960, height: 900, act: "document.querySelector('#delete-all').click()" },
  { page: 'options/welcome.html', state: 'audited', width: 760, height: 640 },
  { page: 'options/welcome.html', state: 'audited&grant=no', width: 760, height: 640 },
];
/**
 * All four looks are drawn in one browser. What fits depends on the words and on the browser, not on the colours, so the other
 * draws each language and each scheme once.
 *
 * @type {Record<string, string[]>}
 */
const LOOKS = { chromium: ['fr light', 'en dark', 'fr dark', 'en light'], firefox: ['fr light', 'en dark'] };
/**
 * Colours depend neither on words nor on the browser: axe judges the light ones in one, the dark ones in the other.
 *
 * @type {Record<string, string>}
 */
const JUDGED = { chromium: 'fr light', firefox: 'en dark' };
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Every text of a report that belongs on paper. */
const PRINTED = `
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (texts.nextNode()) if (!texts.currentNode.parentElement.closest('button, details, .acts, .place, .away, .said, .judge, title, script')) found.push(texts.currentNode.data);
  return found;
`;
/** Readers of PDF give writing from right to left in the order in which it is drawn. */
const BACKWARDS = /\p{Script=Hebrew}/u;

describe('drawn', { concurrency: BROWSERS.length }, () => {
  for (const name of BROWSERS) {
    describe(name, { concurrency: 1, timeout: 900_000 }, () => {
      /** @type {import('./drive.js').Browser} */
      let browser;
      /** @type {Awaited<ReturnType<typeof serve>>} */
      let pages;
      before(async () => {
        [pages, browser] = await Promise.all([serve(), start(name), mkdir(DRAWN, { recursive: true })]);
      });
      after(async () => {
        await browser?.close();
        pages?.close();
      });

      for (const { page, state, width, height, act } of SCREENS) {
        const what = page.replace(/.*\/|\.html/g, '');
        test(`${what} ${state}`, async () => {
          for (const look of LOOKS[name]) {
            const [language, scheme] = look.split(' ');
            await browser.look({ width, height, scheme: scheme === 'dark' ? 'dark' : 'light' });
            await browser.open(`${pages.origin}/extension/${page}?tab=1&state=${state}&language=${language}`);
            await settled(browser, state);
            await browser.run('for (const each of [...document.querySelectorAll(".head")].slice(0, arguments[0])) each.click(); scrollTo(0, 0)', state === 'hostile' ? 20 : 1);
            if (act) await browser.run(act);
            if (act === COMPARED) await browser.wait("const done = arguments[0]; const look = () => document.querySelector('#shown h2') ? done() : setTimeout(look, 10); look()");
            const file = `${what}-${state.replace(/\W+/g, '-')}-${language}-${scheme}${name === 'firefox' ? '-firefox' : ''}.png`;
            await writeFile(`${DRAWN}${file}`, await browser.picture());
            assert.ok(await browser.run('return document.documentElement.scrollWidth <= innerWidth'), `${file} scrolls sideways`);
            if (look === JUDGED[name]) assert.deepEqual(await violations(browser), [], file);
          }
        });
      }

      test('zoomed to 200 % and narrowed to 320 px, nothing is lost sideways', async () => {
        for (const { page } of [SCREENS[0], { page: 'report/report.html' }, { page: 'options/options.html' }]) {
          await browser.look({ width: name === 'firefox' ? 450 : 320, height: 400, scheme: 'light' });
          await browser.open(`${pages.origin}/extension/${page}?tab=1&state=hostile&language=fr`);
          await settled(browser, 'hostile');
          assert.ok(await browser.run('return document.documentElement.scrollWidth <= innerWidth'), page);
        }
      });

      test('at 360 px storage has lists of its own, and the moment of the visit is not cut', async () => {
        for (const look of LOOKS[name]) {
          const [language, scheme] = look.split(' ');
          // Firefox has no narrower windows.
          await browser.look({ width: name === 'firefox' ? 450 : 360, height: 1500, scheme: scheme === 'dark' ? 'dark' : 'light' });
          await browser.open(`${pages.origin}/extension/popup/popup.html?tab=1&state=stored&language=${language}`);
          await settled(browser, 'stored');
          await writeFile(`${DRAWN}popup-stored-${language}-${scheme}${name === 'firefox' ? '-firefox' : ''}.png`, await browser.picture());
          const groups = await browser.run(`return [...document.querySelectorAll('[data-group]')].map(({ dataset }) => dataset.group)`);
          assert.ok(groups.includes('undeclared-storage') && groups.includes('declared-storage'), String(groups));
          const [shown, whole] = await browser.run(`const { clientWidth, scrollWidth } = document.querySelector('#stage summary'); return [clientWidth, scrollWidth]`);
          assert.equal(shown, whole, `${language}: the moment of the visit is cut`);
        }
      });

      test('in the other languages nothing is lost sideways either', async () => {
        for (const language of LANGUAGES.filter((tag) => !LOOKS[name].some((look) => look.startsWith(tag)))) {
          for (const [page, state, width, height] of /** @type {const} */ ([['popup', 'hostile', 360, 600], ['popup', 'audited', 360, 1500], ['report', 'audited', 1100, 1400]])) {
            await browser.look({ width: name === 'firefox' ? Math.max(width, 450) : width, height, scheme: 'light' });
            await browser.open(`${pages.origin}/extension/${page}/${page}.html?tab=1&state=${state}&language=${language}`);
            await settled(browser, state);
            const file = `${page}-${state}-${language}${name === 'firefox' ? '-firefox' : ''}.png`;
            await writeFile(`${DRAWN}${file}`, await browser.picture());
            assert.ok(await browser.run('return document.documentElement.scrollWidth <= innerWidth'), `${file} scrolls sideways`);
            const spilt = "return [...document.querySelectorAll('.counts button, header, footer, footer span')].filter((it) => it.scrollWidth > it.clientWidth).map((it) => it.textContent)";
            assert.deepEqual(await browser.run(spilt), [], `${file}: words do not fit`);
          }
        }
      });

      test('in forced colours axe finds nothing either', async () => {
        await browser.look({ width: 400, height: 600, scheme: 'dark', forced: true });
        await browser.open(`${pages.origin}/extension/popup/popup.html?tab=1&state=audited&language=en`);
        await settled(browser, 'audited');
        await writeFile(`${DRAWN}popup-forced-${name}.png`, await browser.picture());
        assert.deepEqual(await violations(browser), []);
        await browser.look({ width: 400, height: 600, scheme: 'light' });
      });

      test('the report prints on A4, and nothing of it is lost', async () => {
        for (const [state, language] of [['audited', 'fr'], ['hostile', 'en']]) {
          await browser.look({ width: 1100, height: 1400, scheme: 'dark' });
          await browser.open(`${pages.origin}/extension/report/report.html?tab=1&state=${state}&language=${language}`);
          await settled(browser, state);
          /** @type {string[]} */
          const said = await browser.run(PRINTED);
          const file = `${DRAWN}report-${state}-${name}.pdf`;
          await writeFile(file, await browser.print());
          const count = sheets(file);
          assert.ok(count > 1 && count < 20, `${count} sheets`);
          const paper = written(file);
          const lost = said.map(pressed).filter((text) => !paper.includes(text) && !BACKWARDS.test(text));
          assert.deepEqual(lost, [], file);
        }
      });
    });
  }
});

/**
 * Waits until the page says that it has its answer.
 *
 * @param {import('./drive.js').Browser} browser
 * @param {string} state
 */
async function settled(browser, state) {
  const wanted = state === 'reading' ? ['reading'] : state === 'working' ? ['working'] : ['ready', 'error'];
  await browser.wait(
    `const [wanted, done] = arguments;
     const look = () => [document.body?.dataset.state, document.body?.dataset.view].some((it) => wanted.includes(it)) && document.querySelector('h1')?.textContent ? requestAnimationFrame(() => done()) : requestAnimationFrame(look);
     look();`,
    wanted,
  );
}

/** @param {import('./drive.js').Browser} browser */
async function violations(browser) {
  // What lies under the footer scrolls into view, and is laid out by then; axe looks at one place of scrolling only, so nothing
  // may stick, and nothing may wait.
  await browser.run("for (const each of document.querySelectorAll('body > header, body > footer, h2')) each.style.position = 'static'; for (const each of document.querySelectorAll('.row')) each.style.contentVisibility = 'visible'");
  await browser.wait(`const done = arguments[0]; if (globalThis.axe) done(); else { const script = document.createElement('script'); script.src = '/axe.js'; script.onload = () => done(); document.head.append(script); }`);
  return browser.wait(
    `const [tags, done] = arguments;
     // Of long lists the first items: the others are made by the same hand, and axe would take a minute for them.
     for (const more of document.querySelectorAll('tbody tr:nth-child(n+51), main li:nth-child(n+51), svg :nth-child(n+101)')) more.remove();
     axe.run(document, { runOnly: tags, resultTypes: ['violations'] }).then(({ violations }) => done(violations.map((each) => each.id + ': ' + each.nodes.slice(0, 3).map((node) => node.html.slice(0, 160) + ' ' + (node.any[0]?.message ?? '')).join(' | '))), (error) => done([String(error)]));`,
    TAGS,
  );
}
