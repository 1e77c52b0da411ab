// @ts-check
/** What the popup and the report do when somebody acts on them, by keyboard and by pointer. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { BROWSERS, start } from './drive.js';
import { serve } from './serve.js';

const [TAB, ENTER, ESCAPE, ARROW_UP] = ['\uE004', '\uE007', '\uE00C', '\uE013'];
/** Functions for the scripts below. */
const TOOLS = `
  const $ = (selector) => document.querySelector(selector);
  const $$ = (selector) => [...document.querySelectorAll(selector)];
  const write = (selector, text) => { const field = $(selector); field.value = text; field.dispatchEvent(new Event('input', { bubbles: true })); field.dispatchEvent(new Event('change', { bubbles: true })); };
  const asks = () => asked.map(({ language, tab, ...rest }) => rest);
`;

describe('acted upon', { concurrency: BROWSERS.length }, () => {
  for (const name of BROWSERS) {
    describe(name, { concurrency: 1, timeout: 120_000 }, () => {
      /** @type {import('./drive.js').Browser} */
      let browser;
      /** @type {Awaited<ReturnType<typeof serve>>} */
      let pages;
      before(async () => {
        [pages, browser] = await Promise.all([serve(), start(name)]);
        await browser.look({ width: 400, height: 600, scheme: 'light' });
      });
      after(async () => {
        await browser?.close();
        pages?.close();
      });

      /** @param {string} script */
      const run = (script) => browser.run(TOOLS + script);
      /** @param {string} script Waits until it is true. */
      const until = (script) => browser.wait(`${TOOLS} const done = arguments[0]; const look = () => { if (${script}) done(true); else setTimeout(look, 10); }; look();`);
      /** @param {string} state @param {string} [page] */
      const open = async (state, page = 'popup/popup.html') => {
        await browser.open(`${pages.origin}/extension/${page}?tab=1&language=en&state=${state}`);
        await until(`['ready', 'error'].includes(document.body?.dataset.state)`);
      };

      test('the address of a charter is asked for until it is one', async () => {
        await open('no-charter');
        await run(`$('[data-act=point]').click(); $('form [type=submit]').click()`);
        assert.equal(await run(`return $('#bad').textContent`), 'Write an address first.');
        await run(`write('#address', 'javascript:alert(1)'); $('form [type=submit]').click()`);
        assert.match(await run(`return $('#bad').textContent`), /must begin with https/);
        assert.deepEqual(await run(`return [$('#address').getAttribute('aria-invalid'), document.activeElement.id]`), ['true', 'address']);
        await run(`write('#address', ' https://www.ville-exemple.fr/cookies '); $('form [type=submit]').click()`);
        await until(`asks().some(({ ask }) => ask === 'point')`);
        assert.deepEqual(await run(`return asks().find(({ ask }) => ask === 'point')`), { ask: 'point', address: 'https://www.ville-exemple.fr/cookies' });
      });

      test('a pasted charter is asked for until there is text', async () => {
        await open('charter-timeout');
        await run(`$('[data-act=paste]').click(); $('form [type=submit]').click()`);
        assert.equal(await run(`return $('#bad').textContent`), 'Paste the charter’s text first.');
        await run(`write('#text', 'x'.repeat(5 * 1024 * 1024 + 1)); $('form [type=submit]').click()`);
        assert.match(await run(`return $('#bad').textContent`), /over 5 MB/);
        await run(`write('#text', 'sessionid\\tOpendatasoft'); $('form [type=submit]').click()`);
        await until(`asks().some(({ ask }) => ask === 'paste')`);
      });

      test('access is asked for within the click, and a refusal is said', async () => {
        await open('no-access&grant=no');
        const requested = await run(`let during = false; const { request } = chrome.permissions; chrome.permissions.request = (...all) => { during = true; return request(...all); }; $('[data-act=grant]').click(); return during`);
        assert.equal(requested, true);
        await until(`$('#form [role=alert]')?.textContent.includes('not granted')`);
        await open('no-access');
        await run(`$('[data-act=grant]').click()`);
        await until(`asks().some(({ ask }) => ask === 'read-again')`);
      });

      test('the stage, the mode and reading again reach the background', async () => {
        await open('audited');
        await run(`$('[data-act=stage][data-stage=accepted]').click(); $('#browse').click(); $('#read-again').click()`);
        await until(`asks().some(({ ask }) => ask === 'read-again')`);
        const asks = await run(`return asks()`);
        assert.ok(asks.some((/** @type {any} */ each) => each.ask === 'stage' && each.stage === 'accepted'));
        assert.ok(asks.some((/** @type {any} */ each) => each.ask === 'set-settings' && each.mode === 'browse'));
      });

      test('an answer about the tab of another window is not shown', async () => {
        await browser.open(`${pages.origin}/extension/popup/popup.html?language=en&state=audited&active=2`);
        await until(`document.body?.dataset.state === 'ready'`);
        assert.deepEqual(await run(`return asked.filter(({ ask }) => ask === 'view').map(({ tab }) => tab ?? null)`), [null, 1]);
        await browser.open(`${pages.origin}/extension/popup/popup.html?language=en&state=audited`);
        await until(`document.body?.dataset.state === 'ready'`);
        assert.equal(await run(`return asked.filter(({ ask }) => ask === 'view').length`), 1);
      });

      test('without the worker there is a sentence and a way on', async () => {
        await open('asleep');
        assert.equal(await run(`return document.body.dataset.state`), 'error');
        assert.match(await run(`return $('#verdict').textContent`), /fell asleep/);
        assert.equal(await run(`return $('#acts button').textContent`), 'Read again');
      });

      test('the menu of exports is whole in the window, at any width', async () => {
        for (const language of ['en', 'fr', 'de']) {
          for (const width of [1280, 1100, 900, 700, 560, 450, ...(name === 'firefox' ? [] : [360])]) {
            await browser.look({ width, height: 900, scheme: 'light' });
            await browser.open(`${pages.origin}/extension/report/report.html?tab=1&language=${language}&state=audited`);
            await until(`document.body?.dataset.state === 'ready'`);
            await run(`$('#menu summary').click()`);
            await until(`$('#formats').style.insetInlineStart`);
            const [left, right, room] = await run(`const { left, right } = $('#formats').getBoundingClientRect(); return [left, right, innerWidth]`);
            assert.ok(left >= 0 && right <= room, `${language}, ${width} px: from ${left} to ${right} of ${room}`);
          }
        }
        await browser.look({ width: 400, height: 600, scheme: 'light' });
      });

      test('a finding about the charter says nothing of what the browser keeps', async () => {
        await open('audited');
        const held = await run(`const heads = $$('[data-group=charter] .head'); heads.forEach((head) => head.click()); return heads.map((head) => head.closest('.row').querySelector('.evidence').textContent.includes('The browser'))`);
        assert.ok(held.length > 0 && !held.includes(true), String(held));
      });

      test('words of the trade are explained in words, on demand', async () => {
        await open('audited');
        await run(`$('[data-name=ab_bucket] .head').click()`);
        const told = await run(`const terms = $('[data-name=ab_bucket] .terms'); const [before] = [terms.querySelector('li').checkVisibility()]; terms.querySelector('summary').focus(); const focused = document.activeElement.textContent; document.activeElement.click(); return [before, focused, terms.querySelector('li').checkVisibility(), terms.querySelector('ul').textContent]`);
        assert.deepEqual(told.slice(0, 3), [false, 'What do these words mean?', true]);
        assert.match(told[3], /^HttpOnly: scripts in pages cannot read this cookie\./);
        assert.equal(await run(`$$('[data-group=charter] .head').forEach((head) => head.click()); return $$('[data-group=charter] .terms').length`), 0);
      });

      test('the report advises the visitor and the owner, and offers the rows that the charter lacks where it says so', async () => {
        await open('audited', 'report/report.html');
        const advised = await run(`return $$('.rule').map((rule) => [...rule.querySelectorAll('.advice b')].map(({ textContent }) => textContent).join())`);
        assert.deepEqual([...new Set(advised)], ['What you can do,For the site’s owner']);
        const asked = await run(`$('.rule:has([data-rule=undeclared]) [data-format=draft-csv]').click(); return asks().at(-1)`);
        assert.deepEqual([asked.ask, asked.format], ['export', 'draft-csv']);
        assert.equal(await run(`return $$('.drafts').length`), await run(`return $$('.rule:has([data-rule=undeclared], [data-rule=undeclared-third-party], [data-rule=undeclared-storage])').length`));
      });

      test('the charter is offered to be opened once', async () => {
        for (const state of ['charter-unreadable', 'audited']) {
          await open(state);
          assert.equal(await run(`return $$('a, button').filter((each) => each.textContent === 'Open the charter' && each.checkVisibility()).length`), 1, state);
        }
      });

      test('the report says of which site no answer came, and reads again', async () => {
        await open('asleep', 'report/report.html');
        assert.match(await run(`return $('#verdict').textContent`), /fell asleep/);
        assert.equal(await run(`return $('#circumstances').textContent`), 'opendata.ville-exemple.fr');
        assert.deepEqual(await run(`return $$('#acts > *').filter((each) => each.checkVisibility()).map(({ id }) => id)`), ['read-again', '']);
        const asked = await run(`const before = asks().length; $('#read-again').click(); return before`);
        await until(`asks().length > ${asked} && document.body.dataset.state === 'error'`);
      });

      test('where the worker was stopped while it read, it is asked again before anything is said', async () => {
        await open('audited&stopped=1');
        assert.deepEqual(await run(`return [document.body.dataset.state, document.body.dataset.view]`), ['ready', 'audited']);
        assert.equal(await run(`return asks().filter(({ ask }) => ask === 'view').length`), 2);
      });

      test('the cookies are shown while the charter is looked for, and what is concluded takes their place', async () => {
        const reading = async () => {
          await browser.open(`${pages.origin}/extension/popup/popup.html?tab=1&language=en&state=reading`);
          await until(`document.body?.dataset.view === 'reading'`);
        };
        const shown = `return [document.body.dataset.state, document.body.dataset.view, $$('.row').length, $$('.ghost').length, $$('[data-rule]').length, $('#report').hidden, $('#verdict').textContent.slice(0, 31)]`;
        await reading();
        assert.deepEqual(await run(shown), ['working', 'reading', 11, 2, 0, true, 'Looking for this site’s charter']);
        await run(`find('audited')`);
        await until(`document.body.dataset.state === 'ready'`);
        assert.deepEqual(await run(`return [document.body.dataset.view, $$('.ghost').length, $$('[data-rule]').length > 0, $('#report').hidden]`), ['audited', 0, true, false]);
        assert.deepEqual(await run(`return asks().filter(({ ask }) => ask === 'view')`), [{ ask: 'view', reach: 'here' }, { ask: 'view', reach: 'rest' }]);
        await reading();
        await run(`$('.head').click(); find('reading')`);
        await until(`document.body.dataset.state === 'ready'`);
        assert.equal(await run(`return $('.head').getAttribute('aria-expanded')`), 'true', 'the same again is not drawn again');
        await reading();
        await run(`find()`);
        await until(`document.body.dataset.state === 'error'`);
        assert.deepEqual(await run(`return [$$('.row').length, $$('.ghost').length, $('#verdict').textContent.includes('fell asleep'), $('#acts button').textContent]`), [11, 0, true, 'Read again'], 'what was seen stays');
        assert.equal(await run(`return asks().filter(({ reach }) => reach === 'rest').length`), 2, 'it was asked again before');
      });

      test('something is said before the worker answers', async () => {
        await browser.open(`${pages.origin}/extension/popup/popup.html?tab=1&language=fr&state=working`);
        await until(`$('#site').textContent !== ''`);
        assert.deepEqual(await run(`return [$('#verdict').textContent, $('#site').textContent, $$('.ghost').length]`), ['Lecture de la charte et des cookies…', 'opendata.ville-exemple.fr', 3]);
      });

      test('every control is reached by the keyboard, with a visible focus', async () => {
        await open('audited');
        const wanted = await run(`return $$('button, select, input, a[href], summary').filter((each) => each.checkVisibility()).length`);
        const reached = new Set();
        for (let presses = 0; presses < wanted + 2 && reached.size < wanted; presses++) {
          await browser.type(TAB);
          const [where, outlined] = await run(`const each = document.activeElement; return [$$('*').indexOf(each), each === document.body || getComputedStyle(each).outlineStyle !== 'none']`);
          assert.ok(outlined, `no focus to see on control ${where}`);
          if (where > 1) reached.add(where);
        }
        assert.ok(reached.size >= wanted, `${reached.size} of ${wanted} controls reached`);
      });

      test('a row opens to its evidence by the keyboard', async () => {
        await open('audited');
        await run(`$('.head').focus()`);
        await browser.type(ENTER);
        assert.deepEqual(await run(`const [row] = $$('.row'); return [$('.head').getAttribute('aria-expanded'), row.querySelectorAll('.side').length]`), ['true', 2]);
        await browser.type(ENTER);
        assert.equal(await run(`return $('.evidence').checkVisibility()`), false);
      });

      test('a count shows its group alone', async () => {
        await open('audited');
        await run(`$$('.counts button')[1].click()`);
        assert.deepEqual(await run(`return $$('[data-group]').map((each) => each.dataset.group)`), ['undeclared', 'undeclared-third-party']);
        await run(`$$('.counts button')[1].click()`);
        assert.ok((await run(`return $$('[data-group]').length`)) > 1);
      });

      test('a thousand rows are made as they are scrolled to, and found by searching', async () => {
        await open('large');
        const total = await run(`return Number($('[data-group=undeclared] .row').getAttribute('aria-setsize'))`);
        assert.ok(total >= 1000);
        assert.ok((await run(`return $$('.row').length`)) < 200);
        await browser.wait(`${TOOLS} const done = arguments[0]; const step = () => { scrollTo(0, document.documentElement.scrollHeight); if ($$('[data-group=undeclared] .row').length === ${total}) done(); else requestAnimationFrame(step); }; step();`);
        assert.equal(await run(`return $$('[data-group=undeclared] .row').at(-1).getAttribute('aria-posinset')`), String(total));
        await run(`write('#search', 'BUCKET_777')`);
        assert.deepEqual(await run(`return [$$('.row').map((each) => each.dataset.name), $('#found').textContent]`), [['bucket_777'], '1 row found']);
        await run(`write('#search', 'no such cookie')`);
        assert.equal(await run(`return $('#found').textContent`), 'No row matches this search.');
      });

      test('a hostile name stays text', async () => {
        await open('hostile');
        assert.ok((await run(`return Math.max(...$$('.row .top').map((each) => each.offsetHeight))`)) < 160);
        await run(`for (const each of $$('.head')) each.click()`);
        assert.deepEqual(await run(`return [$$('.groups img, .groups script').length, $$('.groups .unseen').some((each) => each.textContent === 'U+202E')]`), [0, true]);
        await run(`$$('.evidence .link').find((each) => each.textContent.includes('4,096')).click()`);
        assert.ok(await run(`return $$('.evidence .name').some((each) => each.textContent.includes('x'.repeat(4096)))`));
        await open('hostile', 'report/report.html');
        assert.equal(await run(`return $$('main img, main script').length`), 0);
      });

      test('the report names every finding, and hands out its exports', async () => {
        await open('audited', 'report/report.html');
        const found = await run(`return $$('main [data-rule]').map((each) => [each.dataset.rule, each.dataset.cookie, each.dataset.domain].join(' ')).sort()`);
        await open('audited');
        const popup = await run(`return $$('[data-rule]').map((each) => [each.dataset.rule, each.dataset.cookie, each.dataset.domain].join(' ')).sort()`);
        assert.deepEqual(found, popup);
        assert.ok(found.length > 0);
        await open('audited', 'report/report.html');
        await run(`$('#menu summary').focus()`);
        await browser.type(ENTER);
        assert.equal(await run(`return $('#menu').open`), true);
        await browser.type(ESCAPE);
        assert.deepEqual(await run(`return [$('#menu').open, document.activeElement === $('#menu summary')]`), [false, true]);
        await run(`$('[data-format=json]').click()`);
        await until(`$('#said').textContent.includes('report.json')`);
        assert.ok(await run(`return asks().some(({ ask, format }) => ask === 'export' && format === 'json')`));
      });

      test('a setting is saved and said so; the language changes at once', async () => {
        await open('audited', 'options/options.html');
        await run(`write('#language', 'pl')`);
        await until(`$('#said').textContent === 'Zapisano.'`);
        assert.equal(await run(`return document.documentElement.lang`), 'pl');
        await run(`write('#language', '')`);
        await until(`document.documentElement.lang === 'en'`);
      });

      test('a finding is judged by the keyboard alone, and the judgement is shown', async () => {
        await open('audited', 'report/report.html');
        await run(`$('.judge summary').focus()`);
        await browser.type(ENTER);
        await until(`$('.judge form')`);
        await browser.type(TAB + ARROW_UP + TAB);
        await browser.type('Not ours.' + TAB + ENTER);
        await until(`$('.judgement').textContent.startsWith('Judged')`);
        const [judge] = await run(`return asks().filter(({ ask }) => ask === 'judge')`);
        assert.deepEqual([judge.opinion, judge.note, judge.finding.length], ['disputed', 'Not ours.', 32]);
        assert.deepEqual(await run(`return [$('.judge').open, document.activeElement === $('.judge summary')]`), [false, true]);
      });

      test('an audit is kept as it is on screen', async () => {
        await open('audited', 'report/report.html');
        await run(`$('#keep').click()`);
        await until(`$('#said').textContent.startsWith('Kept.')`);
        assert.deepEqual(await run(`return asks().filter(({ ask }) => ask === 'keep').map(({ report }) => report.schema)`), ['cookie-charter/report/1']);
      });

      test('two audits of one site are compared', async () => {
        await open('history', 'history/history.html');
        assert.equal(await run(`return $('#difference').disabled`), true);
        await run(`$('[data-site="ville-exemple.fr"] input').focus()`);
        await browser.type(' ');
        assert.deepEqual(await run(`return $$('.audits input').map((box) => box.disabled)`), [true, false, false, true], 'the other site and the broken record wait');
        await run(`$$('[data-site="ville-exemple.fr"] input')[1].click(); $('#difference').click()`);
        await until(`$('#shown h2')`);
        assert.deepEqual(await run(`return [$$('#shown [data-group]').map((each) => each.dataset.group), document.activeElement === $('#shown h2')]`), [['cookies', 'declarations', 'findings'], true]);
      });

      test('nothing is deleted before it is confirmed', async () => {
        await open('history', 'history/history.html');
        const deleted = `return asks().filter(({ ask }) => ask === 'delete')`;
        await run(`$('.audits li button').click()`);
        await browser.type(ESCAPE);
        await until(`!$('#sure').open`);
        assert.deepEqual(await run(deleted), []);
        await run(`$('#delete-all').click(); $('#sure-yes').click()`);
        await until(`asks().some(({ ask }) => ask === 'delete')`);
        assert.deepEqual(await run(deleted), [{ ask: 'delete', audit: null }]);
      });

      test('the address of a site’s charter is edited in the settings, and must be one', async () => {
        await open('audited', 'options/options.html');
        await run(`write('[data-site] input', 'ftp://x'); $('[data-site] [type=submit]').click()`);
        assert.match(await run(`return $('[data-site] .bad').textContent`), /must begin with https/);
        await run(`write('[data-site] input', 'https://www.example.org/cookies'); $('[data-site] [type=submit]').click()`);
        await until(`asks().some(({ ask }) => ask === 'set-charter')`);
        assert.deepEqual(await run(`return asks().find(({ ask }) => ask === 'set-charter')`), { ask: 'set-charter', site: 'www.example.org', address: 'https://www.example.org/cookies' });
      });
    });
  }
});
