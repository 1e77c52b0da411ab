//! Several visits to one site, joined: what was seen in any of them, and in how many.

use super::{Report, report};
use crate::audit::{SeenIn, audit};
use crate::charter::Charter;
use crate::cookie::{Cookie, Identity, Stage, Visit};
use std::collections::BTreeMap;

/// What tells a cookie from every other one of a browser, its store included.
fn identity(cookie: &Cookie) -> (Identity, &Option<String>) {
    (cookie.identity(), &cookie.store)
}

/// Reports on several visits as on one: the union of what they saw, at the moment of the latest. Of two records of one
/// cookie a held one outranks a refused one, and a later one an earlier one; the stage at which it was first seen stays.
/// `None` without a visit.
pub fn several(charters: &[Charter], visits: &[Visit]) -> Option<Report> {
    let mut visits: Vec<&Visit> = visits.iter().collect();
    visits.sort_by_key(|visit| visit.now);
    let latest = *visits.last()?;
    let mut cookies: BTreeMap<_, (Cookie, usize)> = BTreeMap::new();
    for visit in &visits {
        let mut here: BTreeMap<_, &Cookie> = BTreeMap::new();
        for cookie in &visit.cookies {
            let record = here.entry(identity(cookie)).or_insert(cookie);
            if record.refused.is_some() {
                *record = cookie;
            }
        }
        for (identity, cookie) in here {
            let stage = if cookie.stage == Stage::Unknown { visit.stage } else { cookie.stage };
            let now = Cookie { stage, ..cookie.clone() };
            let (record, times) = cookies.entry(identity).or_insert_with(|| (now.clone(), 0));
            *times += 1;
            if record.refused.is_some() || now.refused.is_none() {
                let first = if record.stage == Stage::Unknown { stage } else { record.stage };
                *record = Cookie { stage: first, ..now };
            }
        }
    }
    let mut joined = Visit { cookies: cookies.values().map(|(cookie, _)| cookie.clone()).collect(), ..latest.clone() };
    for visit in &visits {
        joined.hosts.extend(visit.hosts.iter().cloned());
        joined.storage.extend(visit.storage.iter().cloned());
        joined.missing.extend(visit.missing.iter().copied());
        joined.private |= visit.private;
        joined.pushed_out = joined.pushed_out.max(visit.pushed_out);
        joined.status = joined.status.or(visit.status);
    }
    joined.hosts.sort();
    joined.hosts.dedup();
    joined.storage.sort();
    joined.storage.dedup();
    let is_seen = visits.iter().any(|visit| !visit.missing.iter().any(|missing| missing.hides_page()));
    joined.missing.retain(|missing| !is_seen || !missing.hides_page());
    joined.missing.sort();
    joined.missing.dedup();
    let mut report = report(charters, &joined, audit(charters, &joined));
    let times: BTreeMap<_, usize> = cookies.into_iter().map(|(identity, (_, times))| (identity, times)).collect();
    for (cookie, matched) in report.visit.cookies.iter().zip(&mut report.held) {
        matched.seen_in = times.get(&identity(cookie)).map(|times| SeenIn { visits: *times, of: visits.len() });
    }
    Some(report)
}

#[cfg(test)]
mod tests {
    use super::several;
    use crate::audit::SeenIn;
    use crate::cookie::{Missing, Stage, Visit};
    use serde_json::json;

    #[test]
    fn what_any_visit_saw_is_there_once_with_its_count() {
        let visit = |now: u64, stage: &str, cookies: serde_json::Value| -> Visit {
            serde_json::from_value(json!({
                "schema": "cookie-charter/visit/1", "site": "https://a.example/", "now": now, "stage": stage, "cookies": cookies,
            }))
            .unwrap()
        };
        let kept = json!({ "name": "a", "domain": "a.example", "path": "/" });
        let tried = json!({ "name": "u", "domain": "t.example", "path": "/", "refused": "third-party" });
        let held = json!({ "name": "u", "domain": "t.example", "path": "/" });
        let visits = [
            visit(2, "accepted", json!([kept, tried])),
            visit(1, "before", json!([kept])),
            visit(3, "accepted", json!([held])),
        ];
        let report = several(&[], &visits).unwrap();
        assert_eq!(report.visit.now, 3);
        let seen: Vec<_> =
            report.cookies().map(|(cookie, matched)| (cookie.name.as_str(), cookie.stage, matched.seen_in)).collect();
        let of = |visits| Some(SeenIn { visits, of: 3 });
        assert_eq!(seen, [("a", Stage::Before, of(2)), ("u", Stage::Accepted, of(2))]);
        assert!(report.visit.cookies.iter().all(|cookie| cookie.refused.is_none()));
        assert_eq!(several(&[], &[]), None);
    }

    #[test]
    fn a_page_that_one_of_the_visits_looked_into_is_not_hidden() {
        let visit = |now: u64, missing: &str| -> Visit {
            serde_json::from_value(json!({
                "schema": "cookie-charter/visit/1", "site": "https://a.example/", "now": now, "stage": "unknown", "cookies": [], "missing": [missing],
            }))
            .unwrap()
        };
        let missing = |visits: &[Visit]| several(&[], visits).unwrap().visit.missing;
        let (failed, busy, seen) = (visit(3, "page-failed"), visit(1, "page-busy"), visit(2, "bounded"));
        assert_eq!(missing(&[failed.clone(), seen]), [Missing::Bounded]);
        assert_eq!(missing(&[failed, busy]), [Missing::PageFailed, Missing::PageBusy]);
    }

    #[test]
    fn a_cookie_of_the_host_and_one_of_its_domain_are_two() {
        let cookie =
            |host_only: bool| json!({ "name": "a", "domain": "a.example", "hostOnly": host_only, "path": "/" });
        let visit = |now: u64, cookies: serde_json::Value| -> Visit {
            serde_json::from_value(json!({
                "schema": "cookie-charter/visit/1", "site": "https://a.example/", "now": now, "stage": "unknown", "cookies": cookies,
            }))
            .unwrap()
        };
        let visits = [visit(1, json!([cookie(true), cookie(false)])), visit(2, json!([cookie(false)]))];
        let report = several(&[], &visits).unwrap();
        let seen: Vec<_> = report.cookies().map(|(cookie, matched)| (cookie.host_only, matched.seen_in)).collect();
        let of = |visits| Some(SeenIn { visits, of: 2 });
        assert_eq!(seen, [(false, of(2)), (true, of(1))]);
    }
}
