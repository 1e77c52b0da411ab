//! The jar of an archive: what a browser would hold after these answers.

use super::entry::{Entry, Parsed};
use crate::cookie::domain::{host, is_this_machine, registrable, same_site};
use crate::cookie::import::Capture;
use crate::cookie::set_cookie::{Answer, Outcome, SetCookie};
use crate::cookie::{Cookie, Host, Identity, KnownBy, Missing, Place, Refusal, SameSite, Setter, Stage, Untold};
use std::collections::{BTreeMap, BTreeSet};

/// More cookies or hosts than this are no visit of one site; the rest is left out and the capture says so.
const MOST: usize = 100_000;
/// Redirects whose target has not come yet. A chain is followed at most 20 hops by browsers.
const MOST_PENDING: usize = 1_000;

/// What has been seen so far.
#[derive(Default)]
pub(super) struct Jar {
    site: Option<String>,
    top_level_site: Option<String>,
    pub(super) browser: Option<String>,
    /// It is the list of hosts that our own evidence keeps: no cookie was ever in it.
    pub(super) hosts_only: bool,
    now: Option<u64>,
    hosts: BTreeSet<String>,
    cookies: BTreeMap<Identity, Cookie>,
    /// By the address that a redirect leads to: the hosts that led there.
    pending: BTreeMap<String, Vec<String>>,
    /// What other sites have set without `SameSite`, in their places inside the page.
    lax_by_default: BTreeSet<Identity>,
    bounded: bool,
}

impl Jar {
    pub(super) fn entry(&mut self, entry: Entry) {
        let address = entry.request.url;
        let Some(name) = host(&address) else { return };
        let at = entry.started_date_time.moment();
        self.now = self.now.max(at);
        if self.site.is_none() {
            let scheme = address.split("://").next().unwrap_or("https");
            self.top_level_site = Some(format!("{scheme}://{}", registrable(&name).unwrap_or(&name)));
            self.site = Some(address.clone());
        }
        self.host(&name);
        let redirects = self.pending.remove(&address).unwrap_or_default();
        let target = entry.response.redirect_url.text().filter(|target| !target.is_empty());
        let resource = entry.resource_type.text();
        let embedded = resource.as_deref().map_or(target.is_none(), |resource| resource != "document");
        let answered = Answered { address: &address, host: &name, at, resource, embedded, redirects };
        let mut set = entry.response.headers.0;
        if set.is_empty() {
            set = entry.response.cookies.into_iter().map(Parsed::set_cookie).collect();
        }
        for cookie in set {
            self.set(cookie, &answered);
        }
        for sent in entry.request.cookies.into_iter().chain(entry.request.headers.0) {
            self.sent(sent.name, &name);
        }
        if let Some(target) = target
            && self.pending.len() < MOST_PENDING
        {
            let mut chain = answered.redirects;
            chain.push(name);
            self.pending.insert(absolute(&target, &address), chain);
        }
    }

    fn host(&mut self, name: &str) {
        if self.hosts.len() < MOST {
            self.hosts.insert(name.to_owned());
        } else {
            self.bounded = true;
        }
    }

    /// A `Set-Cookie` header: holds, replaces, refuses or removes a cookie.
    fn set(&mut self, set: SetCookie, answered: &Answered<'_>) {
        let answer = Answer {
            host: answered.host,
            path: path(answered.address),
            secure: secure(answered.address, answered.host),
            now: answered.at.or(self.now).unwrap_or(0),
            top_level_site: self.top_level_site.as_deref(),
        };
        let (mut cookie, removed) = match set.outcome(&answer) {
            Outcome::Cookie(cookie) => (*cookie, false),
            Outcome::Removed(cookie) => (*cookie, true),
        };
        let identity = cookie.identity();
        if removed {
            if cookie.refused.is_none() {
                self.cookies.remove(&identity);
            }
            return;
        }
        cookie.set_at = answered.at;
        let inside = self.site.as_deref().and_then(host).is_none_or(|site| same_site(&site, answered.host));
        let outside = !inside && answered.embedded;
        if outside && matches!(cookie.same_site, Some(SameSite::Lax | SameSite::Strict)) {
            cookie.refused = cookie.refused.or(Some(Refusal::SameSite));
        }
        cookie.set_by = Some(Setter::Header {
            host: answered.host.to_owned(),
            resource: answered.resource.clone(),
            redirects: answered.redirects.clone(),
        });
        let earlier = self.cookies.get(&identity).or_else(|| self.cookies.get(&named(&cookie.name, answered.host)));
        let held = earlier.is_some_and(|held| held.refused.is_none());
        cookie.only_sent = earlier.is_none_or(|earlier| earlier.only_sent);
        let longest = earlier.filter(|earlier| earlier.refused.is_none()).and_then(Cookie::asked_for);
        cookie.longest_set_for = longest.filter(|longest| Some(*longest) > cookie.set_for);
        if !(held && cookie.refused.is_some()) {
            if outside && cookie.same_site.is_none() {
                self.lax_by_default.insert(identity.clone());
            } else {
                self.lax_by_default.remove(&identity);
            }
            self.cookies.remove(&named(&cookie.name, answered.host));
            self.hold(identity, cookie);
        }
    }

    /// A cookie that the browser sent, and so held: unless the archive has set it, all that is known is its name and where
    /// it went.
    fn sent(&mut self, name: String, to: &str) {
        let first = Place { name: name.clone(), domain: String::new(), host_only: false, path: String::new() };
        let from = Identity::of(first, None);
        let mut known = false;
        for (_, cookie) in self.cookies.range_mut(from..).take_while(|(_, cookie)| cookie.name == name) {
            let under = to.strip_suffix(cookie.domain.as_str());
            if cookie.refused.is_none() && under.is_some_and(|left| left.is_empty() || left.ends_with('.')) {
                cookie.only_sent = false;
                known = true;
            }
        }
        if known || name.is_empty() {
            return;
        }
        let cookie = Cookie {
            name,
            domain: to.to_owned(),
            host_only: false,
            path: "/".to_owned(),
            store: None,
            partition: None,
            secure: false,
            http_only: false,
            same_site: None,
            expires: None,
            set_for: None,
            longest_set_for: None,
            set_at: None,
            set_by: None,
            stage: Stage::Unknown,
            refused: None,
            only_sent: false,
            untold: Untold::Attributes,
        };
        self.hold(cookie.identity(), cookie);
    }

    fn hold(&mut self, identity: Identity, cookie: Cookie) {
        if self.cookies.len() < MOST || self.cookies.contains_key(&identity) {
            self.cookies.insert(identity, cookie);
        } else {
            self.bounded = true;
        }
    }

    /// What browsers refuse of what was sent: without `SameSite` a cookie of another site's image is `Lax`, but in Firefox
    /// (RFC 6265bis §5.6.7.1).
    fn refuse(&mut self) {
        if self.browser.as_ref().is_some_and(|browser| browser.to_lowercase().contains("firefox")) {
            return;
        }
        for identity in &self.lax_by_default {
            if let Some(cookie) = self.cookies.get_mut(identity).filter(|cookie| cookie.only_sent) {
                cookie.refused = cookie.refused.or(Some(Refusal::SameSite));
            }
        }
    }

    pub(super) fn capture(mut self) -> Capture {
        self.refuse();
        let missing = [
            self.bounded.then_some(Missing::Bounded),
            self.cookies.is_empty().then_some(Missing::ArchiveWithoutCookies),
        ];
        let hosts = self.hosts.into_iter().map(|name| Host { name, known_by: KnownBy::Capture });
        Capture {
            site: self.site,
            now: self.now,
            browser: self.browser,
            hosts: hosts.collect(),
            cookies: self.cookies.into_values().collect(),
            missing: missing.into_iter().flatten().collect(),
            ..Capture::default()
        }
    }
}

/// The identity of a cookie of which only requests to a host speak.
fn named(name: &str, host: &str) -> Identity {
    let place = Place { name: name.to_owned(), domain: host.to_owned(), host_only: false, path: "/".to_owned() };
    Identity::of(place, None)
}

/// One answer that sets cookies.
struct Answered<'a> {
    address: &'a str,
    host: &'a str,
    at: Option<u64>,
    resource: Option<String>,
    /// It was no page in the address bar. Where the archive does not tell, what leads on may be.
    embedded: bool,
    redirects: Vec<String>,
}

/// The path of an address, without query.
fn path(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let path = rest.find(['/', '?', '#']).and_then(|start| rest.get(start..)).unwrap_or("/");
    path.split(['?', '#']).next().unwrap_or("/")
}

/// Encrypted, or to this very machine: browsers accept `Secure` cookies from both.
fn secure(address: &str, host: &str) -> bool {
    let scheme = address.split("://").next().unwrap_or_default();
    scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("wss") || is_this_machine(host)
}

/// Where a redirect leads, seen from `address`. Only the forms that servers write.
fn absolute(target: &str, address: &str) -> String {
    let (scheme, rest) = address.split_once("://").unwrap_or(("https", address));
    if let Some(other) = target.strip_prefix("//") {
        return format!("{scheme}://{other}");
    }
    if target.starts_with('/') {
        return format!("{scheme}://{}{target}", rest.split(['/', '?', '#']).next().unwrap_or_default());
    }
    target.to_owned()
}
