//! Joins what was heard on the wire with what the jar holds: who set a cookie, when, for how long, and what was refused.

use super::set_cookie::{Answer, Outcome, parse};
use super::{Cookie, Refusal, SameSite, Setter, domain};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Browsers refuse a name and value longer than this together, in bytes (RFC 6265bis §5.6, step 6).
const LONGEST_PAIR: usize = 4096;
/// The longest lifetime that browsers grant, in seconds: 400 days (RFC 6265bis §5.5).
const LONGEST_LIFE: u64 = 400 * 86_400;

/// The jar tells of a change so many seconds after the header that made it, at most.
const SAME: u64 = 2;

/// A Set-Cookie line that was heard, its value already cut off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Heard {
    /// The line without the value: `a=; Path=/`.
    pub line: String,
    /// Bytes of name and value together, before the cut.
    pub length: usize,
    /// When it was heard, in seconds since 1970.
    pub at: u64,
    /// The answering host.
    pub host: String,
    /// The answer came over https, or from the machine itself.
    pub secure: bool,
    /// The folder of the request, which is the path of a cookie without one (RFC 6265bis §5.1.4).
    pub folder: String,
    /// The kind of resource, in webRequest's words. `None` when unknown.
    #[serde(default)]
    pub resource: Option<String>,
    /// The hosts whose redirects led there, first one first.
    #[serde(default)]
    pub redirects: Vec<String>,
}

/// A change of the jar that was seen while the page was open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// When, in seconds since 1970.
    pub at: u64,
    /// Until when the cookie then was to live. `None` is the session.
    pub expires: Option<u64>,
}

/// Where a cookie is: its name, its domain, whether sub-domains have it too, and its path.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The name.
    pub name: String,
    /// The host it belongs to, without leading dot.
    pub domain: String,
    /// It is sent to `domain` only.
    pub host_only: bool,
    /// The path it is sent to.
    pub path: String,
}

/// What tells two cookies apart, the store aside.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Identity {
    /// Where it is.
    pub place: Place,
    /// The site of its partition.
    pub site: Option<String>,
}

/// The identity of a cookie.
pub fn identity(cookie: &Cookie) -> Identity {
    Identity { place: place(cookie), site: cookie.partition.as_ref().map(|it| it.top_level_site.clone()) }
}

fn place(cookie: &Cookie) -> Place {
    let (name, domain, path) = (cookie.name.clone(), cookie.domain.clone(), cookie.path.clone());
    Place { name, domain, host_only: cookie.host_only, path }
}

/// Adds to the jar's cookies who set them and when, and appends those that were tried and refused.
///
/// `site` is the visited host. `former` was heard of the site before: it says who set a cookie that is there still, and
/// nothing of those that are not. `changes` are those seen since the page began to load; without any header for a cookie,
/// a change of one that scripts can reach means that a script set it. The result is sorted by identity.
pub fn join(
    site: &str,
    mut jar: Vec<Cookie>,
    former: &[Heard],
    heard: &[Heard],
    changes: &BTreeMap<Identity, Change>,
) -> Vec<Cookie> {
    let mut by_place: BTreeMap<Place, Vec<usize>> = BTreeMap::new();
    for (index, cookie) in jar.iter().enumerate() {
        by_place.entry(place(cookie)).or_default().push(index);
    }
    let holder = |asked: &Cookie, jar: &[Cookie]| {
        let held = by_place.get(&place(asked)).map(Vec::as_slice).unwrap_or_default();
        pick(asked, held, jar)
    };
    for heard in former {
        if let Some(Outcome::Cookie(asked)) = outcome(heard)
            && let Some(cookie) = holder(&asked, &jar).and_then(|index| jar.get_mut(index))
        {
            credit(cookie, &asked, heard);
        }
    }
    for cookie in &mut jar {
        let of_header = |change: &&Change| cookie.set_at.is_some_and(|at| change.at <= at + SAME);
        if let Some(change) = changes.get(&identity(cookie)).filter(|change| !of_header(change)) {
            cookie.set_at = Some(change.at);
            cookie.set_for = change.expires.map(|expires| whole(expires.saturating_sub(change.at)));
            cookie.set_by = (!cookie.http_only).then_some(Setter::Script);
        }
    }
    let mut missing: BTreeMap<Place, Cookie> = BTreeMap::new();
    for heard in heard {
        match outcome(heard) {
            None => {}
            Some(Outcome::Removed(asked)) => {
                missing.remove(&place(&asked));
            }
            Some(Outcome::Cookie(asked)) => {
                let place = place(&asked);
                if let Some(cookie) = holder(&asked, &jar).and_then(|index| jar.get_mut(index)) {
                    credit(cookie, &asked, heard);
                } else if !existed(&place, changes) {
                    missing.insert(place, refused(site, *asked, heard));
                }
            }
        }
    }
    jar.extend(missing.into_values());
    jar.sort();
    jar
}

/// Browsers round the expiry, and tell of it a little later: what is a second or two off whole minutes is whole minutes.
fn whole(seconds: u64) -> u64 {
    let minutes = (seconds + 30) / 60 * 60;
    if minutes > 0 && minutes.abs_diff(seconds) <= 2 { minutes } else { seconds }
}

/// What a line asks of the browser. The site of a partition is left to the jar, which knows it.
fn outcome(heard: &Heard) -> Option<Outcome> {
    let path = format!("{}/", heard.folder.trim_end_matches('/'));
    let answer =
        Answer { host: &heard.host, path: &path, secure: heard.secure, now: heard.at, top_level_site: Some("") };
    Some(parse(&heard.line)?.outcome(&answer))
}

/// Which of the cookies at one place a line has set: the partitioned one when it asked so, else the plain one, else any.
fn pick(asked: &Cookie, held: &[usize], jar: &[Cookie]) -> Option<usize> {
    let fits =
        |index: &&usize| jar.get(**index).is_some_and(|cookie| cookie.partition.is_some() == asked.partition.is_some());
    held.iter().find(fits).or_else(|| held.first()).copied()
}

/// A cookie that once was in the jar was not refused, whatever became of it.
fn existed(place: &Place, changes: &BTreeMap<Identity, Change>) -> bool {
    let found = changes.range(Identity { place: place.clone(), site: None }..).next();
    found.is_some_and(|(identity, _)| identity.place == *place)
}

fn credit(cookie: &mut Cookie, asked: &Cookie, heard: &Heard) {
    let kept = cookie.expires.map(|expires| expires.saturating_sub(heard.at));
    // The jar rounds and caps; within a few seconds the line's own figure is the exact one.
    let exact = asked.set_for.filter(|life| kept.is_some_and(|kept| kept.abs_diff(*life) <= 5));
    cookie.set_for = exact.or(kept);
    cookie.set_at = Some(heard.at);
    cookie.set_by = Some(setter(heard));
}

fn setter(heard: &Heard) -> Setter {
    Setter::Header { host: heard.host.clone(), resource: heard.resource.clone(), redirects: heard.redirects.clone() }
}

/// The cookie that a line asked for and the jar lacks, with the most likely reason. What browsers check first is answered
/// first (RFC 6265bis §5.7); a blocked third party comes last, because nothing in the line tells it.
fn refused(site: &str, asked: Cookie, heard: &Heard) -> Cookie {
    let cross = !domain::same_site(site, &heard.host);
    let reason = if heard.length > LONGEST_PAIR {
        Refusal::Oversize
    } else if let Some(reason) = asked.refused {
        reason
    } else if cross && asked.same_site != Some(SameSite::None) {
        Refusal::SameSite
    } else if cross {
        Refusal::ThirdParty
    } else {
        Refusal::Unknown
    };
    let life = asked.set_for.map(|life| life.min(LONGEST_LIFE));
    Cookie {
        partition: None,
        expires: life.map(|life| heard.at.saturating_add(life)),
        set_for: life,
        set_by: Some(setter(heard)),
        refused: Some(reason),
        ..asked
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cookie::Partition;

    fn heard(host: &str, line: &str) -> Heard {
        let (host, line) = (host.to_owned(), line.to_owned());
        Heard {
            line,
            length: 8,
            at: 1_000,
            host,
            secure: true,
            folder: "/".to_owned(),
            resource: Some("image".to_owned()),
            redirects: vec![],
        }
    }

    fn held(name: &str, domain: &str) -> Cookie {
        serde_json::from_value(serde_json::json!({ "name": name, "domain": domain, "hostOnly": true, "path": "/" }))
            .unwrap()
    }

    fn partitioned(name: &str, domain: &str) -> Cookie {
        let partition = Partition { top_level_site: "http://site.fr".to_owned(), has_cross_site_ancestor: Some(true) };
        Cookie { partition: Some(partition), ..held(name, domain) }
    }

    #[test]
    fn a_header_is_credited_with_its_cookie() {
        let cookies = join(
            "site.fr",
            vec![Cookie { expires: Some(1_061), ..held("a", "site.fr") }],
            &[],
            &[heard("site.fr", "a=; Max-Age=60")],
            &BTreeMap::new(),
        );
        let [cookie] = cookies.as_slice() else { panic!("{cookies:?}") };
        assert_eq!((cookie.set_at, cookie.set_for, cookie.refused), (Some(1_000), Some(60), None));
        assert!(matches!(&cookie.set_by, Some(Setter::Header { host, .. }) if host == "site.fr"));
    }

    #[test]
    fn a_cookie_of_a_host_and_one_of_its_domain_are_two() {
        let host = Cookie { expires: Some(1_060), ..held("dup", "shop.fr") };
        let wide = Cookie { expires: Some(87_400), host_only: false, ..held("dup", "shop.fr") };
        let lines = [heard("shop.fr", "dup=; Max-Age=60"), heard("shop.fr", "dup=; Domain=shop.fr; Max-Age=86400")];
        let changes = BTreeMap::from(
            [&host, &wide].map(|cookie| (identity(cookie), Change { at: 1_000, expires: cookie.expires })),
        );
        let cookies = join("shop.fr", vec![host, wide], &[], &lines, &changes);
        let set: Vec<_> = cookies.iter().map(|cookie| (cookie.host_only, cookie.set_for)).collect();
        assert_eq!(set, [(false, Some(86_400)), (true, Some(60))]);
        assert!(cookies.iter().all(|cookie| matches!(cookie.set_by, Some(Setter::Header { .. }))));
    }

    #[test]
    fn the_jar_tells_a_capped_lifetime() {
        let cap = LONGEST_LIFE;
        let jar = vec![Cookie { expires: Some(1_000 + cap), ..held("a", "site.fr") }];
        let cookies = join("site.fr", jar, &[], &[heard("site.fr", "a=; Max-Age=99999999")], &BTreeMap::new());
        assert_eq!(cookies[0].set_for, Some(cap));
    }

    #[test]
    fn what_the_jar_lacks_was_refused() {
        let lines = [
            heard("t.fr", "a="),
            heard("t.fr", "b=; SameSite=None; Secure; Max-Age=60"),
            heard("t.fr", "c=; Max-Age=60"),
            heard("t.fr", "c=; Max-Age=0"),
            Heard { length: 5_000, ..heard("t.fr", "d=") },
        ];
        let cookies = join("site.fr", vec![], &[], &lines, &BTreeMap::new());
        let refusals: Vec<_> =
            cookies.iter().map(|cookie| (cookie.name.as_str(), cookie.refused, cookie.set_for)).collect();
        assert_eq!(
            refusals,
            [
                ("a", Some(Refusal::SameSite), None),
                ("b", Some(Refusal::ThirdParty), Some(60)),
                ("d", Some(Refusal::Oversize), None)
            ]
        );
    }

    #[test]
    fn partitioned_lines_meet_partitioned_cookies() {
        let jar = vec![held("p", "t.fr"), partitioned("p", "t.fr")];
        let cookies = join("site.fr", jar, &[], &[heard("t.fr", "p=; Secure; Partitioned")], &BTreeMap::new());
        let set: Vec<_> = cookies.iter().map(|cookie| (cookie.partition.is_some(), cookie.set_at.is_some())).collect();
        assert_eq!(set, [(false, false), (true, true)]);
        let firefox = join("site.fr", vec![partitioned("q", "t.fr")], &[], &[heard("t.fr", "q=")], &BTreeMap::new());
        assert!(firefox.len() == 1 && firefox[0].set_at.is_some());
    }

    #[test]
    fn a_change_without_a_header_is_a_script() {
        let cookie = held("s", "site.fr");
        let changes = BTreeMap::from([(identity(&cookie), Change { at: 1_000, expires: Some(1_601) })]);
        let hidden = Cookie { http_only: true, ..held("h", "site.fr") };
        let cookies = join("site.fr", vec![cookie, hidden], &[], &[], &changes);
        assert_eq!(cookies[1].set_by, Some(Setter::Script));
        assert_eq!(cookies[1].set_for, Some(600));
        assert_eq!(cookies[0].set_by, None);
    }

    #[test]
    fn a_header_of_before_tells_what_is_there_still_and_no_more() {
        let jar = vec![held("a", "site.fr"), held("b", "site.fr"), held("c", "site.fr")];
        let former = ["a=", "b=", "gone="].map(|line| heard("site.fr", line));
        let changed = |name: &str, at| (identity(&held(name, "site.fr")), Change { at, expires: None });
        let changes = BTreeMap::from([changed("a", 1_001), changed("b", 1_009)]);
        let cookies = join("site.fr", jar, &former, &[], &changes);
        let set: Vec<_> = cookies.iter().map(|cookie| (cookie.set_at, cookie.set_by == Some(Setter::Script))).collect();
        assert_eq!(set, [(Some(1_000), false), (Some(1_009), true), (None, false)]);
    }

    #[test]
    fn a_cookie_that_was_held_and_removed_was_not_refused() {
        let gone = identity(&partitioned("a", "t.fr"));
        let changes = BTreeMap::from([(gone, Change { at: 1_000, expires: None })]);
        assert_eq!(join("site.fr", vec![], &[], &[heard("t.fr", "a=")], &changes), []);
    }
}
