// The files that Playwright, Puppeteer and a WebExtension write of one visit.
// Run, after `npm install playwright-core puppeteer-core`: node browse.mjs PORT FOLDER
import { mkdtempSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import puppeteer from 'puppeteer-core';

const [port, folder] = process.argv.slice(2);
const site = `http://opendata.localhost:${port}/`;
const executablePath = '/usr/bin/chromium';
const write = (name, value) => writeFileSync(join(folder, name), `${JSON.stringify(value, null, 2)}\n`);
const settle = (page) => page.waitForFunction(() => document.images[0]?.complete).then(() => new Promise((done) => setTimeout(done, 500)));

{
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  const context = await browser.newContext({ recordHar: { path: join(folder, 'playwright.har'), content: 'embed' } });
  const page = await context.newPage();
  await page.goto(site);
  await settle(page);
  await page.reload();
  await settle(page);
  await context.storageState({ path: join(folder, 'playwright-storage-state.json'), indexedDB: true });
  await context.close();
  await browser.close();
}
{
  const browser = await puppeteer.launch({ executablePath, args: ['--no-sandbox'], headless: true });
  const page = await browser.newPage();
  await page.goto(site);
  await settle(page);
  write('puppeteer-cookies.json', await browser.cookies());
  const devtools = await page.createCDPSession();
  write('devtools-cookies.json', await devtools.send('Storage.getCookies'));
  await browser.close();
}
{
  const extension = join(mkdtempSync(join(tmpdir(), 'all-cookies-')), 'extension');
  mkdirSync(extension);
  writeFileSync(join(extension, 'manifest.json'), JSON.stringify({
    manifest_version: 3, name: 'All cookies', version: '1', permissions: ['cookies'], host_permissions: ['<all_urls>'],
    background: { service_worker: 'worker.js' },
  }));
  writeFileSync(join(extension, 'worker.js'), '');
  const context = await chromium.launchPersistentContext('', {
    executablePath, channel: undefined, headless: false,
    args: ['--headless=new', '--no-sandbox', `--disable-extensions-except=${extension}`, `--load-extension=${extension}`],
  });
  const worker = context.serviceWorkers()[0] ?? await context.waitForEvent('serviceworker');
  const page = await context.newPage();
  await page.goto(site);
  await settle(page);
  write('webextension-cookies.json', await worker.evaluate(() => chrome.cookies.getAll({ partitionKey: {} })));
  await context.close();
}
