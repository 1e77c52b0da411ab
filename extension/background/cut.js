// @ts-check
// What is kept of an event of the browser: hosts, kinds, cookie names and attributes.
// Addresses end at the host here, and cookie values end here before anything else sees them.

import { isNew, unlearn } from './known.js';

/**
 * @typedef {object} Observation
 * @property {string} key where it is kept: `seen:<tab>`, `seen:from:<host>` for workers (`private:from:<host>` in private
 *   windows), or `changes`
 * @property {string} event
 * @property {number} at milliseconds since 1970
 */

/** The attributes that say where and how long a cookie lives; whatever else stands there may be a value. */
const ATTRIBUTE = /^\s*(expires|max-age|domain|path|secure|httponly|samesite|partitioned)\s*(=|$)/i;
/** What browsers ignore: a lifetime without any figure. */
const NO_LIFETIME = /^\s*(expires|max-age)\s*(=\D*)?$/i;
/** RFC 6265bis §5.6 ignores longer attributes. */
const LONGEST_ATTRIBUTE = 1024;
/** Longer names are refused by every browser; their beginning is enough to tell. */
const LONGEST_NAME = 4097;

const bytes = (text) => new TextEncoder().encode(text).length;

/**
 * Cuts the value out of one Set-Cookie line: `a=secret; Path=/` becomes `a=; Path=/`, with the length of what was cut.
 * @param {string} line
 */
export function cut(line) {
  const [pair, ...attributes] = line.split(';');
  const equals = pair.indexOf('=');
  const name = pair.slice(0, Math.max(equals, 0)).trim();
  return {
    line: [`${name.slice(0, LONGEST_NAME)}=`, ...lasting(attributes)].join(';'),
    length: bytes(name) + bytes(pair.slice(equals + 1).trim()),
  };
}

/** The attributes that are kept: of each kind the last, as browsers heed it. */
function lasting(attributes) {
  /** @type {Map<string | undefined, string>} */
  const kept = new Map();
  for (const text of attributes.filter((text) => text.length <= LONGEST_ATTRIBUTE + 16)) {
    const kind = ATTRIBUTE.exec(text)?.[1]?.toLowerCase();
    if (!kind || (kept.has(kind) && NO_LIFETIME.test(text))) continue;
    kept.delete(kind);
    kept.set(kind, text);
  }
  return kept.values();
}

/** The names in a Cookie header. */
export function names(header) {
  return header.split(';').map((pair) => pair.slice(0, Math.max(pair.indexOf('='), 0)).trim());
}

/** What is no UTF-8 is replaced as Chromium replaces it in names of cookies. */
function text(header) {
  return header.value ?? new TextDecoder().decode(Uint8Array.from((header.binaryValue ?? []).slice(0, 8192)));
}

function host(address) {
  try {
    return new URL(address).hostname;
  } catch {
    return '';
  }
}

/** @type {string | undefined} */
let origin;

/**
 * Whether an address is of the extension's own pages or requests.
 *
 * @param {string | undefined} from
 */
export function isOurs(from) {
  origin ??= chrome.runtime.getURL('').slice(0, -1);
  return Boolean(from?.startsWith(origin));
}

/** The part common to everything seen of one request; `undefined` for what has no host or is the extension's own. */
function common(details, event) {
  const url = URL.canParse(details.url) ? new URL(details.url) : undefined;
  const from = details.initiator ?? details.documentUrl ?? details.originUrl;
  // A link on a page of ours leads to a page as any other does.
  if (!url?.hostname || (isOurs(from) && details.type !== 'main_frame') || isOurs(details.url)) return undefined;
  // What workers ask in private windows goes with these; Chromium does not tell.
  const kind = details.incognito ? 'private' : 'seen';
  const key = details.tabId >= 0 ? `seen:${details.tabId}` : from && host(from) && `${kind}:from:${host(from)}`;
  // Chromium fetches a page ahead for a document that asks it to; for a navigation it names no document.
  const early = details.type === 'main_frame' && details.documentLifecycle === 'active' && details.documentId !== undefined;
  const isNavigation = details.type === 'main_frame' && !early;
  const top = details.frameId === 0 || details.frameType === 'outermost_frame';
  // Firefox names all that is around a frame, and the page's address with it.
  const around = details.frameAncestors ?? [];
  const page = top ? from : around.at(-1)?.url;
  const numbers = [details.frameId, details.parentFrameId, ...around.map(({ frameId }) => frameId)];
  return key && {
    key,
    event,
    at: Math.round(details.timeStamp),
    request: details.requestId,
    type: details.type,
    host: url.hostname,
    early,
    // The page's document: the one that asked, or the one around the frame that did. A navigation is asked for by the one before.
    document: isNavigation ? undefined : top ? details.documentId : details.parentDocumentId,
    // The number of that document's frame: 0, or where it is rendered ahead one that no other page has.
    frame: top ? details.frameId : details.parentFrameId,
    // The frames between the page and what asked, the innermost first.
    frames: top ? [] : [...new Set(numbers.filter((number) => number > 0))],
    // The host of the page that asked: of the top one, which may begin without a request of its own.
    page: page && !isNavigation ? host(page) : '',
    top,
    ahead: details.documentLifecycle === 'prerender',
    // The page is being left, or was.
    left: ['cached', 'pending_deletion'].includes(details.documentLifecycle),
    secure: url.protocol === 'https:' || url.protocol === 'wss:',
  };
}

export function requested(details) {
  if (details.type === 'main_frame') unlearn(details.tabId);
  return common(details, 'requested');
}

export function redirected(details) {
  const kept = common(details, 'redirected');
  // Firefox tells of a request that a service worker passes on as of a redirect to itself.
  return kept && { ...kept, to: host(details.redirectUrl), passedOn: details.redirectUrl === details.url };
}

export function failed(details) {
  const kept = common(details, 'failed');
  return kept && { ...kept, error: String(details.error).slice(0, 64), classes: details.urlClassification?.thirdParty };
}

/** The names of the cookies that a request carried, where it is the first to carry them. */
export function sent(details) {
  const cookies = values(details.requestHeaders, 'cookie');
  if (cookies.length === 0) return undefined;
  const carried = cookies.flatMap(names);
  const kept = isNew(details, carried.join(';')) && common(details, 'sent');
  return kept ? { ...kept, names: carried } : undefined;
}

/** The Set-Cookie lines of an answer, without their values; without any, the first answer of a host to a document. */
export function responded(details) {
  // Firefox joins several lines by a line feed.
  const lines = values(details.responseHeaders, 'set-cookie').flatMap((value) => value.split('\n').map(cut));
  if (lines.length === 0 && details.type !== 'main_frame' && !isNew(details)) return undefined;
  const kept = common(details, 'responded');
  if (!kept) return undefined;
  // The page that is left may have asked the same hosts since the new one was asked for.
  if (details.type === 'main_frame' && !kept.early) unlearn(details.tabId);
  const status = details.type === 'main_frame' && details.statusCode >= 400 ? { status: details.statusCode } : {};
  return { ...kept, lines, folder: folder(details.url, lines), answers: answers(details), ...status };
}

/** The default path of cookies (RFC 6265 §5.1.4), where one of some lines names none; an address may tell more than that. */
function folder(address, lines) {
  if (lines.every(({ line }) => /;\s*path\s*=\s*\//i.test(line))) return '/';
  return new URL(address).pathname.replace(/\/[^/]*$/, '').slice(0, LONGEST_ATTRIBUTE) || '/';
}

/** Of the types that are no text, picture, sound or film, those that browsers show; of an unknown one they look what it is. */
const SHOWN = /^\s*application\/([^;]*[.+-])?(ecmascript|javascript|json|mpegurl|ogg|pdf|signed-exchange|unknown|x?html|xml|xslt)\b/i;

/** Whether an answer brings a page, rather than another address, nothing, a question for a password, or a file to keep. */
function answers({ statusCode, responseHeaders }) {
  const [type = ''] = values(responseHeaders, 'content-type');
  const isAttached = values(responseHeaders, 'content-disposition').some((value) => /^\s*attachment/i.test(value));
  const isFile = isAttached || (/^\s*application\//i.test(type) && !SHOWN.test(type));
  return !isFile && !(statusCode >= 300 && statusCode < 400) && ![204, 205, 401, 407].includes(statusCode);
}

/** The values of a header, by its name in small letters. */
function values(headers, wanted) {
  const found = (headers ?? []).filter(({ name }) => name.length === wanted.length && name.toLowerCase() === wanted);
  return found.map(text);
}

/** A change of the jar: which cookie, and until when; never its value. Of one that takes the place of another only itself is told. */
export function changed({ cookie, removed, cause }) {
  if (removed && cause === 'overwrite') return undefined;
  const { name, domain, hostOnly, path, storeId, partitionKey, expirationDate } = cookie;
  const { topLevelSite: site = '', hasCrossSiteAncestor: between = false } = partitionKey ?? {};
  return {
    key: 'changes',
    event: 'changed',
    at: Date.now(),
    removed,
    evicted: removed && cause === 'evicted',
    identity: JSON.stringify([name, domain.replace(/^\./, ''), path, storeId, site, hostOnly, between]),
    expires: expirationDate === undefined ? null : Math.round(expirationDate),
  };
}
