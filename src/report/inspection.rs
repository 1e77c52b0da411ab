//! A report as `inspection.json` of the EDPS Website Evidence Collector, which the EDPB's Website Auditing Tool opens.
//!
//! Keys that the collector fills and an extension cannot (its own `script`, beacons, TLS tests) are left out: the auditing
//! tool skips what is absent. Values are not known here, so they are empty, when the visit began is not either, and what nothing
//! tells of a cookie is null. What is ours stands under `cookie_charter`.

use super::baseline::fingerprint;
use super::{Report, moment};
use crate::audit::Finding;
use crate::charter::Party;
use crate::cookie::{Cookie, SameSite, Setter, StorageKind, Untold, domain};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Writes a report. Cookies that the browser refused are none that it holds: they are in the findings alone.
pub fn inspection(report: &Report) -> String {
    let visit = &report.visit;
    let site = domain::host(&visit.site).unwrap_or_default();
    let held: Vec<_> = report.cookies().filter(|(cookie, _)| cookie.refused.is_none()).collect();
    let cookies: Vec<Value> = held
        .iter()
        .map(|(cookie, matched)| line(cookie, matched.party == Party::First, visit.now, &visit.site))
        .collect();
    let mut hosts = serde_json::Map::new();
    let requests: BTreeSet<&str> = visit.hosts.iter().map(|host| host.name.as_str()).collect();
    hosts.insert("requests".to_owned(), parties(&site, requests));
    hosts.insert("cookies".to_owned(), parties(&site, held.iter().map(|(cookie, _)| cookie.domain.as_str()).collect()));
    let local = visit.storage.iter().filter(|stored| stored.kind == StorageKind::LocalStorage);
    let scheme = visit.site.split("://").next().unwrap_or("https");
    let mut storage: BTreeMap<String, serde_json::Map<String, Value>> = BTreeMap::new();
    for stored in local.clone() {
        let keys = storage.entry(format!("{scheme}://{}", stored.host)).or_default();
        let first = domain::same_site(&site, &stored.host);
        keys.insert(stored.name.clone(), json!({ "value": "", "firstPartyStorage": first }));
    }
    hosts.insert("localStorage".to_owned(), parties(&site, local.map(|stored| stored.host.as_str()).collect()));
    let (name, version) = browser(visit.browser.as_deref());
    let moment = moment::iso(visit.now);
    let mut inspection = json!({
        "title": "Cookie Charter",
        "uri_ins": visit.site,
        "uri_dest": visit.site,
        "host": site,
        "browser": { "name": name, "version": version, "user_agent": visit.browser },
        "browsing_history": [visit.site],
        "end_time": moment,
        "cookies": cookies,
        "hosts": hosts,
        "cookie_charter": {
            "schema": report.schema,
            "version": env!("CARGO_PKG_VERSION"),
            "charters": report.charters().map(|charter| &charter.source).collect::<Vec<_>>(),
            "findings": report.findings.iter().map(raised).collect::<Vec<_>>(),
            "known": report.baseline.iter().flat_map(|baseline| &baseline.known).map(raised).collect::<Vec<_>>(),
        },
    });
    if let (Some(keys), false) = (inspection.as_object_mut(), storage.is_empty()) {
        keys.insert("localStorage".to_owned(), json!(storage));
    }
    serde_json::to_string_pretty(&inspection).unwrap_or_default() + "\n"
}

/// The collector writes domains without a leading dot, `-1` for the session, and moments as RFC 3339.
fn line(cookie: &Cookie, first: bool, now: u64, site: &str) -> Value {
    let is_told = cookie.untold != Untold::Attributes;
    let mut line = json!({
        "name": cookie.name,
        "value": "",
        "domain": cookie.domain,
        "hostOnly": is_told.then_some(cookie.host_only),
        "path": is_told.then_some(&cookie.path),
        "expires": cookie.expires.map_or_else(|| json!(is_told.then_some(-1)), |expires| json!(expires)),
        "httpOnly": (cookie.untold == Untold::Nothing).then_some(cookie.http_only),
        "secure": is_told.then_some(cookie.secure),
        "session": is_told.then_some(cookie.expires.is_none()),
        "firstPartyStorage": first,
    });
    let mut put = |key: &str, value: Value| line.as_object_mut().and_then(|keys| keys.insert(key.to_owned(), value));
    if cookie.only_sent || cookie.untold != Untold::Nothing {
        put("cookie_charter", json!({ "onlySent": cookie.only_sent, "untold": cookie.untold }));
    }
    if let Some(expires) = cookie.expires {
        put("expiresUTC", json!(moment::iso(expires)));
        put("expiresDays", json!(expires.saturating_sub(cookie.set_at.unwrap_or(now)).div_ceil(86_400)));
    }
    if let Some(same_site) = cookie.same_site {
        let word = match same_site {
            SameSite::None => "None",
            SameSite::Lax => "Lax",
            SameSite::Strict => "Strict",
        };
        put("sameSite", json!(word));
    }
    if let Some(partition) = &cookie.partition {
        put("partitionKey", json!(partition));
    }
    if let Some(store) = &cookie.store {
        put("storeId", json!(store));
    }
    if let (Some(set_by), Some(at)) = (&cookie.set_by, cookie.set_at) {
        let (kind, source) = match set_by {
            Setter::Script => ("Cookie.JS", site.to_owned()),
            Setter::Header { host, .. } => ("Cookie.HTTP", format!("https://{host}/")),
        };
        let stack = [json!({ "fileName": source, "source": "" })];
        put("log", json!({ "stack": stack, "type": kind, "timestamp": moment::iso(at), "location": site }));
    }
    line
}

fn parties(site: &str, hosts: BTreeSet<&str>) -> Value {
    let (first, third): (Vec<&str>, Vec<&str>) = hosts.into_iter().partition(|host| domain::same_site(site, host));
    json!({ "firstParty": first, "thirdParty": third })
}

/// "Firefox 153" → its name and its version.
fn browser(told: Option<&str>) -> (&str, &str) {
    let told = told.unwrap_or_default();
    told.rsplit_once(' ').filter(|(_, version)| version.starts_with(|c: char| c.is_ascii_digit())).unwrap_or((told, ""))
}

fn raised(finding: &Finding) -> Value {
    json!({
        "id": fingerprint(finding),
        "rule": finding.rule,
        "severity": finding.severity,
        "cookie": finding.cookie.as_ref().map(|cookie| &cookie.name),
        "domain": finding.cookie.as_ref().map(|cookie| &cookie.domain),
        "refused": finding.cookie.as_ref().and_then(|cookie| cookie.refused),
        "declaration": finding.declaration.as_ref().map(|declaration| &declaration.as_written),
        "judgement": finding.judgement,
    })
}

#[cfg(test)]
mod tests {
    use super::inspection;
    use crate::audit::audit;
    use crate::cookie::Visit;
    use crate::cookie::import::{Form, join, read};
    use crate::report::{Report, report};
    use serde_json::{Value, json};
    use std::io::Cursor;

    fn of(cookies: &Value) -> Report {
        let visit: Visit = serde_json::from_value(json!({
            "schema": "cookie-charter/visit/1", "site": "https://a.example/", "now": 1_795_392_000, "stage": "unknown",
            "browser": "Firefox 153", "cookies": cookies,
            "hosts": [{ "name": "a.example", "knownBy": "page" }, { "name": "t.tracker.example", "knownBy": "request" }],
            "storage": [{ "kind": "local_storage", "host": "a.example", "name": "theme" }],
        }))
        .unwrap();
        report(&[], &visit, audit(&[], &visit))
    }

    #[test]
    fn what_is_written_is_read_again() {
        let first = of(&json!([
            { "name": "id", "domain": "a.example", "path": "/", "hostOnly": true, "httpOnly": true, "secure": true },
            { "name": "uid", "domain": "tracker.example", "path": "/p", "sameSite": "none", "secure": true,
              "expires": 1_795_478_400_u64, "setAt": 1_795_391_000_u64, "setFor": 87_400,
              "setBy": { "by": "header", "host": "t.tracker.example", "resource": null },
              "partition": { "topLevelSite": "https://a.example", "hasCrossSiteAncestor": false } },
            { "name": "sent", "domain": "tracker.example", "path": "/", "secure": true, "sameSite": "none", "onlySent": true },
            { "name": "named", "domain": "a.example", "path": "/", "untold": "attributes" },
            { "name": "no", "domain": "tracker.example", "path": "/", "refused": "third-party" },
        ]));
        let capture = read(Cursor::new(inspection(&first))).unwrap();
        assert_eq!(capture.form, Form::Inspection);
        assert_eq!(capture.browser.as_deref(), Some("Firefox 153"));
        let now = capture.now.unwrap();
        let again = join(vec![capture], first.visit.site.clone(), now, first.visit.stage);
        let held: Vec<_> = first.visit.cookies.iter().filter(|cookie| cookie.refused.is_none()).cloned().collect();
        assert_eq!(again.cookies, held);
        assert_eq!(again.storage, first.visit.storage);
        let names = |visit: &Visit| visit.hosts.iter().map(|host| host.name.clone()).collect::<Vec<_>>();
        assert_eq!(names(&again), names(&first.visit));
        assert_eq!(again.now, first.visit.now);
    }
}
