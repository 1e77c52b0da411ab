//! Captures of one site → one visit.

use super::{Capture, Form, looks};
use crate::cookie::domain::host;
use crate::cookie::stages::{self, Picture};
use crate::cookie::{Cookie, Host, Identity, KnownBy, Missing, Stage, Untold, Visit};
use std::collections::{BTreeMap, BTreeSet};

/// Joins captures of one site into one visit: the union of what they saw. Of two records of one cookie the later one
/// stays, unless it was refused and the earlier one held; the stage at which it was first seen is kept. What had expired
/// when its capture was taken is left out, and said to be.
pub fn join(mut captures: Vec<Capture>, site: String, now: u64, stage: Stage) -> Visit {
    let mut visit = Visit {
        schema: "cookie-charter/visit/1".to_owned(),
        site,
        now,
        stage,
        browser: None,
        store: None,
        private: false,
        hosts: Vec::new(),
        cookies: Vec::new(),
        storage: Vec::new(),
        missing: Vec::new(),
        last_charter: None,
        charter_read: None,
        told_by: None,
        told_at: None,
        pushed_out: None,
        expired: None,
        status: None,
        dated_by_file: false,
        // Of several visits none is how all were made.
        driven: if let [capture] = captures.as_slice() { capture.driven.clone() } else { None },
        files: Vec::new(),
        stages: Vec::new(),
    };
    for file in captures.iter().flat_map(|capture| &capture.files) {
        if !visit.files.contains(file) {
            visit.files.push(file.clone());
        }
    }
    captures.sort_by_key(|capture| capture.now.unwrap_or(now));
    settle(&mut captures);
    visit.missing.extend(are_apart(&captures).then_some(Missing::Apart));
    let tells = |it: &Capture| !it.cookies.is_empty() || looks(it.form) || it.form == Form::Har;
    visit.missing.extend((!captures.iter().any(tells)).then_some(Missing::FilesWithoutCookies));
    let mut expired = BTreeSet::new();
    for capture in &mut captures {
        let at = capture.now.unwrap_or(now);
        let cookies = std::mem::take(&mut capture.cookies);
        let (gone, left): (Vec<_>, Vec<_>) = cookies.into_iter().partition(|cookie| has_expired(cookie, at));
        capture.cookies = left;
        expired.extend(gone.iter().map(key));
    }
    visit.missing.extend((!expired.is_empty()).then_some(Missing::Expired));
    let is_seen = captures.iter().any(|it| looks(it.form) && !it.missing.iter().any(|missing| missing.hides_page()));
    let mut cookies = BTreeMap::new();
    let mut pictures = Vec::new();
    for capture in captures {
        visit.browser = visit.browser.or(capture.browser);
        visit.store = visit.store.or(capture.store);
        visit.private |= capture.private;
        visit.pushed_out = visit.pushed_out.max(capture.pushed_out);
        visit.expired = visit.expired.max(capture.expired);
        visit.status = visit.status.or(capture.status);
        visit.dated_by_file |= capture.dated_by_file && capture.now == Some(now);
        visit.hosts.extend(capture.hosts);
        visit.storage.extend(capture.storage);
        visit.missing.extend(capture.missing);
        pictures.extend(capture.stages);
        visit.last_charter = capture.last_charter.or(visit.last_charter);
        visit.charter_read = capture.charter_read.or(visit.charter_read);
        if capture.stage == stage {
            visit.told_by = capture.told_by.or(visit.told_by);
            visit.told_at = capture.told_at.or(visit.told_at);
        }
        if capture.stage != Stage::Unknown {
            pictures.push(Picture::of(capture.stage, capture.now.unwrap_or(now), &capture.cookies));
        }
        for mut cookie in capture.cookies {
            // Where the choice has a moment, it is known of which cookies the stage is not.
            if cookie.stage == Stage::Unknown && capture.told_at.is_none() {
                cookie.stage = if capture.stage == Stage::Unknown { stage } else { capture.stage };
            }
            add(&mut cookies, cookie);
        }
    }
    expired.retain(|key| !cookies.contains_key(key));
    visit.expired = visit.expired.max((!expired.is_empty()).then_some(expired.len()));
    visit.stages = stages::compared(pictures);
    visit.cookies = cookies.into_values().collect();
    visit.cookies.sort();
    if let Some(name) = host(&visit.site) {
        visit.hosts.push(Host { name, known_by: KnownBy::Page });
    }
    visit.hosts.sort();
    visit.hosts.dedup_by(|a, b| a.name == b.name);
    visit.storage.sort();
    visit.storage.dedup();
    visit.missing.retain(|missing| !is_seen || !missing.hides_page());
    visit.missing.sort();
    visit.missing.dedup();
    visit
}

/// What tells a cookie from every other one of a browser, its store included.
type Key = (Identity, Option<String>);

fn key(cookie: &Cookie) -> Key {
    (cookie.identity(), cookie.store.clone())
}

/// Takes the cookies of which their own file does not say whether sub-domains have them too for those of which another file
/// says that they do not, and those of which it names no store for those of the only store that another file names.
fn settle(captures: &mut [Capture]) {
    let tells = |form: Form, cookie: &Cookie| match form {
        // The collector strips the leading dot of domains.
        Form::Inspection => cookie.host_only,
        // Of a cookie that was only sent the name is all that is known.
        Form::Har => cookie.host_only || cookie.set_by.is_some(),
        Form::Visit | Form::Report | Form::List | Form::Session | Form::Netscape => true,
    };
    let told = captures.iter().flat_map(|it| it.cookies.iter().filter(|cookie| tells(it.form, cookie)));
    let told: BTreeSet<Identity> = told.map(Cookie::identity).collect();
    for Capture { form, cookies, .. } in captures.iter_mut() {
        for cookie in cookies.iter_mut().filter(|cookie| !tells(*form, cookie)) {
            let of_host = Cookie { host_only: true, ..cookie.clone() };
            cookie.host_only = !told.contains(&cookie.identity()) && told.contains(&of_host.identity());
        }
    }
    let mut stores: BTreeMap<Identity, BTreeSet<String>> = BTreeMap::new();
    for cookie in captures.iter().flat_map(|it| &it.cookies) {
        if let Some(store) = &cookie.store {
            stores.entry(cookie.identity()).or_default().insert(store.clone());
        }
    }
    for cookie in captures.iter_mut().flat_map(|it| &mut it.cookies).filter(|cookie| cookie.store.is_none()) {
        let named = stores.get(&cookie.identity()).filter(|stores| stores.len() == 1);
        cookie.store = named.and_then(|stores| stores.first().cloned());
    }
}

fn add(cookies: &mut BTreeMap<Key, Cookie>, mut cookie: Cookie) {
    let identity = key(&cookie);
    if let Some(earlier) = cookies.get(&identity) {
        if cookie.refused.is_some() && earlier.refused.is_none() {
            return;
        }
        match (cookie.untold, earlier.untold) {
            // A request adds to what is known that the cookie was held.
            (Untold::Attributes, Untold::Nothing | Untold::HttpOnly) => {
                cookie = Cookie { refused: None, only_sent: false, ..earlier.clone() };
            }
            (Untold::HttpOnly, Untold::Nothing) => {
                cookie.http_only = earlier.http_only;
                cookie.untold = Untold::Nothing;
            }
            _ => {}
        }
        cookie.stage = earlier.stage;
        cookie.only_sent &= earlier.only_sent;
        cookie.longest_set_for = cookie.longest_set_for.max(earlier.longest_set_for);
        if cookie.set_at.is_none() {
            cookie.set_at = earlier.set_at;
            cookie.set_for = earlier.set_for;
        }
        cookie.set_by = cookie.set_by.or_else(|| earlier.set_by.clone());
    }
    cookies.insert(identity, cookie);
}

/// Whether a cookie is held no more. Of one that was set at a time that nobody tells it is not known.
pub(super) fn has_expired(cookie: &Cookie, now: u64) -> bool {
    let is_timed = cookie.set_for.is_none() || cookie.set_at.is_some();
    cookie.refused.is_none() && is_timed && cookie.expires.is_some_and(|expires| expires <= now)
}

/// Captures further apart than this, in seconds, are not of one visit.
const VISIT: u64 = 3_600;

/// Whether captures were taken at times further apart than a visit takes.
fn are_apart(captures: &[Capture]) -> bool {
    let times = || captures.iter().filter_map(|capture| capture.now);
    times().min().zip(times().max()).is_some_and(|(first, last)| last - first > VISIT)
}

#[cfg(test)]
mod tests {
    use super::{Capture, join};
    use crate::cookie::import::read;
    use crate::cookie::{Missing, Stage};
    use std::io::Cursor;

    /// Whether each cookie of some joined files is the host's only.
    fn host_only(files: &[&str]) -> Vec<bool> {
        let captures: Vec<Capture> = files.iter().map(|file| read(Cursor::new(file)).unwrap()).collect();
        let visit = join(captures, "https://a.example/".to_owned(), 9, Stage::Unknown);
        visit.cookies.iter().map(|cookie| cookie.host_only).collect()
    }

    const HOST: &str = r#"[{ "name": "a", "domain": "a.example", "hostOnly": true, "path": "/" }]"#;
    const DOMAIN: &str = r#"[{ "name": "a", "domain": ".a.example", "hostOnly": false, "path": "/" }]"#;

    #[test]
    fn a_cookie_of_the_host_and_one_of_its_domain_are_two() {
        assert_eq!(host_only(&[HOST, DOMAIN, HOST]), [false, true]);
    }

    #[test]
    fn a_file_that_says_nothing_of_sub_domains_speaks_of_the_cookie_that_is_known() {
        let inspection =
            r#"{ "uri_ins": "https://a.example/", "cookies": [{ "name": "a", "domain": "a.example", "path": "/" }] }"#;
        let sent = r#"{ "log": { "version": "1.2", "entries": [{ "request": { "url": "https://a.example/", "cookies": [{ "name": "a", "value": "1" }] }, "response": { "headers": [] } }] } }"#;
        for silent in [inspection, sent] {
            assert_eq!(host_only(&[silent]), [false]);
            assert_eq!(host_only(&[silent, HOST]), [true]);
            assert_eq!(host_only(&[HOST, silent]), [true]);
            assert_eq!(host_only(&[silent, DOMAIN]), [false]);
            assert_eq!(host_only(&[HOST, silent, DOMAIN]), [false, true]);
            for store in ["0", "firefox-default"] {
                let in_store =
                    |cookie: &str| cookie.replace("\"path\"", &format!("\"storeId\": \"{store}\", \"path\""));
                assert_eq!(host_only(&[silent, &in_store(HOST)]), [true]);
                assert_eq!(host_only(&[&in_store(HOST), silent, &in_store(DOMAIN)]), [false, true]);
            }
        }
    }

    #[test]
    fn a_file_that_names_no_store_speaks_of_the_only_one_that_is_named() {
        let stores = |stores: &[&str]| {
            let file = |store: &&str| {
                read(Cursor::new(HOST.replace("\"path\"", &format!("\"storeId\": \"{store}\", \"path\"")))).unwrap()
            };
            let visit = join(stores.iter().map(file).collect(), "https://a.example/".to_owned(), 9, Stage::Unknown);
            visit.cookies.into_iter().map(|cookie| cookie.store.unwrap_or_default()).collect::<Vec<_>>()
        };
        assert_eq!(stores(&["0", ""]), ["0"]);
        assert_eq!(stores(&["", "firefox-default", ""]), ["firefox-default"]);
        assert_eq!(stores(&["", "0", "1"]), ["", "0", "1"]);
    }

    #[test]
    fn what_had_expired_when_its_own_capture_was_taken_is_left_out() {
        let list = |now: Option<u64>, expires: u64| {
            let file = HOST.replace("\"path\"", &format!("\"expirationDate\": {expires}, \"path\""));
            Capture { now, ..read(Cursor::new(file)).unwrap() }
        };
        let joined = |captures: Vec<Capture>| {
            let visit = join(captures, "https://a.example/".to_owned(), 100_000, Stage::Unknown);
            (visit.cookies.len(), visit.missing)
        };
        assert_eq!(joined(vec![list(None, 1_000)]), (0, vec![Missing::Expired]));
        assert_eq!(joined(vec![list(None, 100_001)]), (1, vec![]));
        assert_eq!(joined(vec![list(Some(999), 1_000)]), (1, vec![]));
        assert_eq!(
            joined(vec![list(Some(100_000), 1_000), list(Some(999), 1_000)]),
            (1, vec![Missing::Expired, Missing::Apart])
        );
        assert_eq!(joined(vec![list(Some(100_000), 100_001), list(Some(99_000), 100_001)]), (1, vec![]));
    }

    #[test]
    fn a_page_that_one_of_several_visits_looked_into_is_not_hidden() {
        let visit = |missing: &str| {
            format!(
                r#"{{ "schema": "cookie-charter/visit/1", "site": "https://a.example/", "now": 1, "stage": "unknown", "cookies": [], "missing": {missing} }}"#
            )
        };
        let missing = |files: &[&str]| {
            let captures = files.iter().map(|file| read(Cursor::new(file)).unwrap()).collect();
            join(captures, "https://a.example/".to_owned(), 9, Stage::Unknown).missing
        };
        let (failed, asleep, seen) =
            (visit(r#"["page-failed", "gone"]"#), visit(r#"["page-asleep"]"#), visit(r#"["bounded"]"#));
        assert_eq!(missing(&[&failed, &seen]), [Missing::Bounded, Missing::Gone]);
        assert_eq!(missing(&[&failed, &asleep, HOST]), [Missing::PageFailed, Missing::PageAsleep, Missing::Gone]);
    }
}
