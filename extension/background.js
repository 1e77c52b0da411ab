// @ts-check
// The background: hears what the browser tells, keeps names and hosts of it, and hands questions to the core.
// It decides nothing. Every listener is registered before the first turn ends, since the browser may stop this
// script at any moment and wakes it only for listeners registered in that turn.

import { ask, leave, load } from './background/core.js';
import { changed, failed, redirected, requested, responded, sent } from './background/cut.js';
import { noteOwn } from './background/fetch.js';
import { chosen, installed, untilRead } from './background/menu.js';
import { append, flush, forget, renumber } from './background/seen.js';
import { settled } from './background/browse.js';

const everything = { urls: ['<all_urls>'] };
const ours = chrome.runtime.getURL('');

/** Chromium shows cookie headers only when asked with `extraHeaders`, a word that Firefox refuses. */
function withHeaders(options, ...wanted) {
  return options && 'EXTRA_HEADERS' in options ? [...wanted, 'extraHeaders'] : wanted;
}

const { webRequest } = chrome;

/** A listener that keeps what `cut` leaves of an event, and blocks nothing. */
function keep(cut) {
  return (details) => {
    append(cut(details));
    return undefined;
  };
}

/** Kinds of requests whose hosts are told by an answer or a failure: one event of each is enough. */
const ANSWERED = ['font', 'image', 'imageset', 'media', 'script', 'stylesheet', 'xmlhttprequest'];
const every = Object.values(webRequest.ResourceType);

webRequest.onBeforeRequest.addListener(keep(requested), {
  ...everything,
  types: every.filter((type) => !ANSWERED.includes(type)),
});
webRequest.onBeforeRedirect.addListener(keep(redirected), everything);
webRequest.onErrorOccurred.addListener(keep(failed), everything);
/** Browsers ask for fonts of other sites, and report to them, without cookies. */
const WITHOUT_COOKIES = ['csp_report', 'font'];
webRequest.onSendHeaders.addListener(
  keep(sent),
  { ...everything, types: every.filter((type) => !WITHOUT_COOKIES.includes(type)) },
  withHeaders(webRequest.OnSendHeadersOptions, 'requestHeaders'),
);
webRequest.onHeadersReceived.addListener(
  keep((details) => {
    noteOwn(details);
    return responded(details);
  }),
  everything,
  withHeaders(webRequest.OnHeadersReceivedOptions, 'responseHeaders'),
);
// Our own requests are the only ones it is about, and of these kinds: others cost nothing here.
webRequest.onResponseStarted.addListener(noteOwn, { ...everything, types: ['xmlhttprequest', 'other'] });

chrome.cookies.onChanged.addListener((change) => append(changed(change)));

chrome.tabs.onRemoved.addListener((tab) => {
  forget(tab);
  leave(tab);
});
chrome.tabs.onReplaced.addListener((tab, before) => {
  renumber(tab, before).catch(console.error);
  leave(before);
});
chrome.tabs.onUpdated.addListener((tab, change) => {
  if (change.status === 'loading') leave(tab);
  if (change.status === 'complete') settled(tab);
});

chrome.runtime.onInstalled.addListener(installed);
chrome.contextMenus.onClicked.addListener(chosen);

chrome.runtime.onMessage.addListener((message, sender, respond) => {
  if (sender.id !== chrome.runtime.id || !sender.url?.startsWith(ours)) return false;
  // The core loads while what was heard is written; where it cannot, the answer says so.
  load().catch(() => {});
  Promise.all([flush(), untilRead(message)]).then(() => ask(message)).then(respond);
  return true;
});
