//! A visit, put together: the hosts that were contacted, the cookies they hold or tried to set, what could not be seen.

use super::page::Frame;
use super::seen::{self, Contacted, Document, Elsewhere, Gap, Record};
use super::stage::{By, Now};
use super::tab::{self, Tab};
use super::{api, cookies};
use crate::cookie::seen::{Changes, Joined, Noticed, join};
use crate::cookie::{Cookie, Host, KnownBy, Missing, Refusal, SameSite, Setter, Stored, Visit, domain};
use futures_util::future;
use std::collections::{BTreeMap, BTreeSet};

/// Reads the visit of a tab, at a consent stage, with what was heard of it, and what of its page could not be looked into.
pub(super) async fn read(
    tab: &Tab,
    frames: &[Frame],
    now: &Now,
    records: [Record; 2],
    unread: Option<Missing>,
) -> Visit {
    let document = seen::document(tab, frames, records);
    let mut hosts = contacted(tab, frames, &document);
    let names: BTreeSet<String> = hosts.keys().cloned().collect();
    let (jar, told) = future::join(cookies::jar(tab, &names), seen::changes(tab)).await;
    let mut missing = missing(tab, frames, &document);
    missing.extend(match unread {
        Some(Missing::PageUnread) if document.status.is_some() => None,
        Some(Missing::PageUnread) if document.has_failed() => Some(Missing::PageFailed),
        unread => unread,
    });
    missing.extend(document.status.map(|_| Missing::PageError));
    // What became of the page's cookies was heard from its beginning on, or is not known for all of them.
    let since_began = |at: Option<f64>| at.is_some_and(|at| at >= document.began - 1000.0);
    missing.extend(since_began(told.kept_since).then_some(Missing::Bounded));
    missing.extend(since_began(told.interrupted).then_some(Missing::WorkerRestarted));
    if jar.is_none() {
        missing.insert(Missing::SiteAccess);
    }
    let (jar, foreign) = jar.unwrap_or_default().into_iter().partition(|it| belongs(it, tab, &hosts, &document));
    let Joined { mut cookies, gone, pushed_out } = told_of(tab, &document, jar, foreign, &told.changes).await;
    missing.extend(gone.then_some(Missing::Gone));
    let told_at = now.told_at(&cookies, &tab.address.host);
    for cookie in &mut cookies {
        let first = told.first.get(&cookie.identity()).map(|first| first / 1000).or(cookie.set_at);
        cookie.stage = now.first_seen(first, told_at);
        if cookie.partition.is_some() && !hosts.keys().any(|host| reads(host, cookie)) {
            hosts.insert(cookie.domain.clone(), KnownBy::Partition);
        }
    }
    if cookies.iter().any(|cookie| cookie.refused == Some(Refusal::ThirdParty)) {
        missing.insert(Missing::ThirdPartyBlocked);
    }
    Visit {
        schema: "cookie-charter/visit/1".to_owned(),
        last_charter: None,
        charter_read: None,
        told_by: match &now.by {
            By::Platform(choice) => Some(choice.platform.clone()),
            By::Person(_) | By::Nobody => None,
        },
        told_at,
        pushed_out,
        expired: None,
        status: document.status,
        dated_by_file: false,
        driven: None,
        files: Vec::new(),
        stages: Vec::new(),
        site: tab.address.href.clone(),
        now: api::now(),
        stage: now.stage,
        browser: browser(),
        store: tab.store.clone(),
        private: tab.private,
        hosts: hosts.into_iter().map(|(name, known_by)| Host { name, known_by }).collect(),
        cookies,
        storage: storage(tab, frames),
        missing: missing.into_iter().collect(),
    }
}

/// The cookies with who set them, and those that were refused. Other tabs, closed ones too, are asked where a header of theirs
/// may have set what would else be a script's or nobody's.
async fn told_of(tab: &Tab, document: &Document, jar: Vec<Cookie>, foreign: Vec<Cookie>, changes: &Changes) -> Joined {
    let (heard, former) = (document.heard(), document.former());
    let noticed = Noticed {
        site: &tab.address.host,
        now: api::now(),
        since: api::whole(document.since),
        heard: &heard,
        former: &former,
        elsewhere: &[],
        elsewhere_since: 0,
        changes: Some(changes),
    };
    let joined = join(jar.clone(), foreign.clone(), &noticed);
    let by_header = |cookie: &Cookie| matches!(cookie.set_by, Some(Setter::Header { .. }));
    let Elsewhere { heard: elsewhere, since: elsewhere_since } =
        seen::elsewhere(tab, joined.cookies.iter().filter(|cookie| !by_header(cookie))).await;
    if elsewhere.is_empty() && elsewhere_since == 0 {
        return joined;
    }
    join(jar, foreign, &Noticed { elsewhere: &elsewhere, elsewhere_since, ..noticed })
}

/// Who was contacted, and how that is known, the surest way first.
fn contacted(tab: &Tab, frames: &[Frame], document: &Document) -> BTreeMap<String, KnownBy> {
    let mut hosts = BTreeMap::from([(tab.address.host.clone(), KnownBy::Page)]);
    for host in document.hosts.keys() {
        hosts.entry(bare(host).to_owned()).or_insert(KnownBy::Request);
    }
    for frame in frames {
        // As the browser writes it: with a dot at its end a host is another one.
        let own = tab::address(&frame.address, None).map(|address| address.host);
        for host in own.into_iter().chain(frame.contacted.iter().map(|contact| contact.host.clone())) {
            hosts.entry(bare(&host).to_owned()).or_insert(KnownBy::Timing);
        }
    }
    hosts
}

/// Whether a cookie of the jar belongs to this visit: one of its partition does; one of the site or of a contacted host
/// does when it could be read there. Cookies that a third party holds from other visits stay out unless they were sent
/// here, or nobody listened and nothing kept the browser from sending them.
fn belongs(cookie: &Cookie, tab: &Tab, hosts: &BTreeMap<String, KnownBy>, document: &Document) -> bool {
    if cookie.partition.is_some() {
        return true;
    }
    let read = || hosts.keys().any(|host| reads(host, cookie));
    if domain::same_site(&cookie.domain, &tab.address.host) {
        return read();
    }
    let carried =
        |(host, contacted): (&String, &Contacted)| reads(bare(host), cookie) && contacted.sent.contains(&cookie.name);
    document.hosts.iter().any(carried) || (!document.whole && cookie.same_site == Some(SameSite::None) && read())
}

/// A host without the brackets of an address of IPv6.
fn bare(host: &str) -> &str {
    host.trim_matches(['[', ']'])
}

/// Whether a host reads a cookie (RFC 6265bis §5.1.3).
fn reads(host: &str, cookie: &Cookie) -> bool {
    host == cookie.domain
        || (!cookie.host_only && host.strip_suffix(&cookie.domain).is_some_and(|rest| rest.ends_with('.')))
}

/// The other storage of the site: the top document's and that of frames of the same site.
fn storage(tab: &Tab, frames: &[Frame]) -> Vec<Stored> {
    let mut stored = BTreeSet::new();
    for frame in frames {
        let Some(host) = domain::host(&frame.address).filter(|host| domain::same_site(host, &tab.address.host)) else {
            continue;
        };
        stored.extend(frame.stored.iter().map(|key| Stored {
            kind: key.kind,
            host: host.clone(),
            name: key.name.clone(),
            size: key.size,
        }));
    }
    stored.into_iter().collect()
}

fn missing(tab: &Tab, frames: &[Frame], document: &Document) -> BTreeSet<Missing> {
    let failed = |words: &[&str]| document.errors.keys().any(|error| words.iter().any(|word| error.contains(word)));
    let mut missing = BTreeSet::new();
    let mut note = |what, is_so: bool| {
        if is_so {
            missing.insert(what);
        }
    };
    note(Missing::OtherHostsAccess, !tab.others);
    note(Missing::WorkerRestarted, document.gap == Some(Gap::Stopped));
    note(Missing::LoadedBefore, !document.whole && document.gap.is_none());
    note(
        Missing::TrackingProtection,
        failed(&["TRACKING_URI", "FINGERPRINTING_URI", "CRYPTOMINING_URI", "SOCIALTRACKING_URI"]),
    );
    note(Missing::BlockedRequests, failed(&["BLOCKED_BY_CLIENT", "BLOCKED_BY_ADMINISTRATOR", "NS_ERROR_ABORT"]));
    note(Missing::Workers, document.workers);
    let own =
        |frame: &&Frame| domain::host(&frame.address).is_some_and(|host| domain::same_site(&host, &tab.address.host));
    note(Missing::StorageBounded, frames.iter().filter(own).any(|frame| frame.keys_cut));
    let elsewhere =
        |frame: &Frame| domain::host(&frame.address).is_some_and(|host| !domain::same_site(&host, &tab.address.host));
    note(Missing::PageLoading, frames.iter().any(|frame| frame.top && frame.loading));
    note(Missing::FramesElsewhere, frames.iter().any(elsewhere));
    note(Missing::Bounded, document.bounded || (!document.whole && frames.iter().any(|frame| frame.cut)));
    missing
}

/// "Firefox 153", "Chromium 156": name and version as the browser calls itself. `None` when it does not.
fn browser() -> Option<String> {
    let agent = api::USER_AGENT.with(Clone::clone);
    ["Firefox", "Edg", "Chrome"].into_iter().find_map(|name| {
        let (_, rest) = agent.split_once(&format!("{name}/"))?;
        Some(format!("{name} {}", rest.split(['.', ' ']).next()?))
    })
}
