//! What Firefox is asked with its own privileges: the whole jar, and what its pages ask for.

/// Every cookie of Firefox's jar, in the shape of WebExtension's `cookies.getAll`, without values.
pub(super) const JAR: &str = r"
const sameSite = { 0: 'no_restriction', 1: 'lax', 2: 'strict' };
return Services.cookies.cookies.map((cookie) => {
  const part = /^\(([^,]+),([^,)]+)(?:,(\d+))?(,f)?\)$/.exec(cookie.originAttributes.partitionKey || '');
  return {
    name: cookie.name, domain: cookie.host, hostOnly: !cookie.host.startsWith('.'), path: cookie.path,
    httpOnly: cookie.isHttpOnly, secure: cookie.isSecure, sameSite: sameSite[cookie.sameSite] ?? 'unspecified',
    session: cookie.isSession, expirationDate: cookie.expiry > 1e11 ? cookie.expiry / 1000 : cookie.expiry,
    partitionKey: part ? { topLevelSite: `${part[1]}://${part[2]}${part[3] ? ':' + part[3] : ''}` } : null,
  };
});";

/// Notes every answer to a page of this window, its own background requests aside. The note is kept beside the window,
/// for scripts have no memory.
pub(super) const LISTENS: &str = r"
const heard = [];
const listener = {
  heard,
  observe(subject) {
    const channel = subject.QueryInterface(Ci.nsIHttpChannel);
    const { loadInfo } = channel;
    if (!loadInfo?.browsingContext) return;
    let lines = '';
    try { lines = channel.getResponseHeader('set-cookie'); } catch {}
    const hosts = (loadInfo.redirectChain ?? []).map((entry) => { try { return entry.principal.host; } catch { return ''; } });
    heard.push({
      address: channel.URI.specIgnoringRef, kind: loadInfo.externalContentPolicyType, at: Date.now(),
      via: hosts.filter((host) => host), lines,
    });
  },
};
for (const topic of ['http-on-examine-response', 'http-on-examine-cached-response', 'http-on-examine-merged-response'])
  Services.obs.addObserver(listener, topic);
Services.wm.getMostRecentWindow('navigator:browser').cookieCharterListener = listener;";

pub(super) const HEARD: &str =
    "return Services.wm.getMostRecentWindow('navigator:browser').cookieCharterListener?.heard ?? null;";
