// @ts-check
// One GET for the core, within the bounds it gives: no cookies, no redirect followed, so many bytes, so many seconds.

import { isOurs } from './cut.js';
import { decode } from './decode.js';

/** What the browser told about our own requests: where an answer redirects to, and the address it came from. */
const own = new Map();

/**
 * `fetch` hides where a redirect leads; the observation of our own request tells it.
 *
 * @param {any} details as webRequest tells them: Chromium knows an `initiator`, Firefox an `originUrl`
 */
export function noteOwn({ url, tabId, initiator, originUrl, responseHeaders, ip }) {
  if (tabId >= 0 || !isOurs(initiator ?? originUrl)) return;
  const location = responseHeaders?.find(({ name }) => name.toLowerCase() === 'location')?.value;
  own.set(url, { ...own.get(url), ...(location && { location }), ...(ip && { ip }) });
}

const pause = () => new Promise((resume) => setTimeout(resume, 10));

/** The address that an answer came from, which browsers do not always tell; the observation may come a moment later. */
async function ipOf(address) {
  for (let turn = 0; turn < 20 && own.get(address)?.ip === undefined; turn += 1) await pause();
  return own.get(address)?.ip;
}

/** Where an answer redirects to. Its observation always comes: on a busy machine long after the answer. */
async function locationOf(address, signal) {
  while (!own.has(address) && !signal.aborted) await pause();
  return own.get(address)?.location;
}

/**
 * @typedef {{outcome: 'page'|'redirect'|'too-large'|'timeout'|'network', status?: number, type?: string,
 *   location?: string, ip?: string, text?: string}} Answer
 */

/** What is being asked for, by its address. */
/** @type {Map<string, Promise<Answer>>} */
const asking = new Map();

/**
 * Asks for a page. Whoever wants one that is being asked for gets the same answer; where the other one's time is up first, it
 * is asked for again in what is left of their own.
 *
 * @param {string} address
 * @param {number} mostBytes
 * @param {number} mostMilliseconds for the whole answer
 * @returns {Promise<Answer>}
 */
export async function fetchPage(address, mostBytes, mostMilliseconds) {
  const until = Date.now() + mostMilliseconds;
  for (let shared = asking.get(address); shared; shared = asking.get(address)) {
    const answer = await shared;
    if (answer.outcome !== 'timeout' || Date.now() >= until) return answer;
  }
  const alone = fetched(address, mostBytes, until - Date.now()).finally(() => asking.delete(address));
  asking.set(address, alone);
  return alone;
}

/** @returns {Promise<Answer>} */
async function fetched(address, mostBytes, mostMilliseconds) {
  own.delete(address);
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort('timeout'), mostMilliseconds);
  try {
    const response = await fetch(address, {
      method: 'GET', credentials: 'omit', redirect: 'manual', referrerPolicy: 'no-referrer', cache: 'no-cache', signal: stop.signal,
      headers: { Accept: 'text/html,application/xhtml+xml,text/plain;q=0.9,text/markdown;q=0.9,*/*;q=0.1' },
    });
    if (response.type === 'opaqueredirect') {
      const location = await locationOf(address, stop.signal);
      return stop.signal.aborted ? { outcome: 'timeout' } : { outcome: 'redirect', location };
    }
    const bytes = await read(response, mostBytes);
    stop.abort();
    if (!bytes) return { outcome: 'too-large' };
    const type = response.headers.get('content-type') ?? '';
    return { outcome: 'page', status: response.status, type, text: decode(bytes, type), ip: await ipOf(address) };
  } catch {
    return { outcome: stop.signal.reason === 'timeout' ? 'timeout' : 'network' };
  } finally {
    clearTimeout(timer);
    own.delete(address);
  }
}

/** The whole body, or `undefined` as soon as it passes the bound. */
async function read(response, mostBytes) {
  const reader = response.body?.getReader();
  const parts = [];
  let length = 0;
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true };
    if (done) return new Blob(parts).arrayBuffer();
    length += value.length;
    if (length > mostBytes) return undefined;
    parts.push(value);
  }
}
