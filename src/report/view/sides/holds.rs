//! What the browser holds, label by label.

use super::of_id;
use crate::audit::{Matched, SeenIn};
use crate::cookie::{Cookie, Partition, Refusal, SameSite, Setter, Stage, Stored, Untold, domain};
use crate::knowledge::{self, base::Fact};
use crate::report::words::Words;
use crate::report::{Report, moment};

/// What browsers call the store of an ordinary window: nothing worth telling.
const DEFAULT_STORES: [&str; 2] = ["0", "firefox-default"];

/// The short mark at the right of a cookie's row.
pub(super) fn chip(words: &Words, report: &Report, cookie: &Cookie) -> String {
    if cookie.refused.is_some() {
        words.view("chip.refused", &[])
    } else if cookie.only_sent {
        words.view("chip.sent", &[])
    } else if cookie.partition.is_some() {
        words.view("chip.partitioned", &[("lifetime", &lifetime(words, report, cookie))])
    } else {
        lifetime(words, report, cookie)
    }
}

/// What the short mark means, where it does not speak for itself.
pub(super) fn hint(words: &Words, cookie: &Cookie) -> Option<String> {
    if let Some(refusal) = &cookie.refused {
        return Some(of_id(words, "refused", refusal));
    }
    let partition = cookie.partition.as_ref().filter(|_| !cookie.only_sent)?;
    Some(words.view("hint.partitioned", &[("site", &within(partition))]))
}

/// The site that a partition belongs to.
fn within(partition: &Partition) -> String {
    domain::host(&partition.top_level_site).unwrap_or_else(|| partition.top_level_site.clone())
}

/// What stands above the facts of a cookie.
pub(super) fn heading(words: &Words, cookie: &Cookie) -> String {
    let key = match (cookie.only_sent, cookie.refused) {
        (true, _) => "holds.sent",
        (false, Some(_)) => "holds.refused",
        (false, None) => "holds.kept",
    };
    words.view(key, &[])
}

/// The facts of a cookie, label and value: first why it is not held, if it is not.
pub(super) fn of(words: &Words, report: &Report, cookie: &Cookie, matched: &Matched) -> Vec<(String, String)> {
    let mut facts = Vec::new();
    let mut put = |label: &str, value: String| facts.push((words.view(&format!("fact.{label}"), &[]), value));
    if cookie.only_sent {
        put("only-sent", words.view("only-sent", &[]));
    }
    if let Some(refusal) = &cookie.refused {
        put("refused", of_id(words, "refused", refusal));
    }
    let is_told = cookie.untold != Untold::Attributes;
    if !is_told {
        put("only-sent", words.view("untold.attributes", &[]));
    }
    let scope = if cookie.host_only { "scope.host" } else { "scope.sub-domains" };
    put("host", if is_told { words.view(scope, &[("host", &cookie.domain)]) } else { cookie.domain.clone() });
    if cookie.path != "/" {
        put("path", cookie.path.clone());
    }
    put("lifetime", lifetime(words, report, cookie));
    put("protection", protection(words, cookie));
    match &cookie.set_by {
        Some(Setter::Script) => put("set-by", words.view("set-by.script", &[])),
        Some(Setter::Header { host, redirects, .. }) if redirects.is_empty() => {
            put("set-by", words.view("set-by.header", &[("host", host)]));
        }
        Some(Setter::Header { host, redirects, .. }) => {
            put("set-by", words.view("set-by.redirect", &[("host", host), ("by", &redirects.join(" → "))]));
        }
        None => {}
    }
    if cookie.stage != Stage::Unknown {
        put("seen", of_id(words, "stage", &cookie.stage));
    }
    if let Some(SeenIn { visits, of }) = matched.seen_in {
        put("visits", words.view("seen-in", &[("n", &visits.to_string()), ("of", &of.to_string())]));
    }
    if let Some(partition) = &cookie.partition {
        put("partition", words.view("partition", &[("site", &within(partition))]));
    }
    if let Some(store) = cookie.store.as_ref().filter(|store| !DEFAULT_STORES.contains(&store.as_str())) {
        put("store", store.clone());
    }
    if let Some(fact) = &matched.fact {
        put("supplied", format!("{} : {}", fact.base, told(fact)));
    }
    if let Some(known) = knowledge::known(&cookie.name, cookie.host()) {
        put(
            "known",
            words.view("known-fact", &[("service", known.service), ("use", &of_id(words, "use", &known.used_for))]),
        );
    }
    if let Some(company) = company(report, cookie) {
        put("company", company.to_owned());
    }
    facts
}

/// What the auditor's knowledge base tells of a cookie, or else what is publicly known, in a sentence. `None` when nothing is.
pub(super) fn known(words: &Words, cookie: &Cookie, fact: Option<&Fact>) -> Option<String> {
    if let Some(fact) = fact {
        return Some(words.view("supplied", &[("base", &fact.base), ("told", &told(fact))]));
    }
    let known = knowledge::known(&cookie.name, cookie.host())?;
    Some(words.view("known", &[("service", known.service), ("use", &of_id(words, "use", &known.used_for))]))
}

/// A fact in its author's own words.
fn told(fact: &Fact) -> String {
    let parts = [&fact.controller, &fact.category, &fact.comment].into_iter().flatten();
    let parts: Vec<&str> = parts.map(|part| part.trim_end_matches(['.', ' '])).collect();
    if parts.is_empty() { fact.name.clone() } else { parts.join(" · ") }
}

/// The company behind the host of a third-party cookie.
fn company(report: &Report, cookie: &Cookie) -> Option<&'static str> {
    let site = domain::host(&report.visit.site)?;
    if domain::same_site(&site, cookie.host()) { None } else { Some(knowledge::company(cookie.host())?.name) }
}

/// The facts of a storage key.
pub(super) fn storage(words: &Words, stored: &Stored, kind: String) -> Vec<(String, String)> {
    let mut facts = vec![(words.view("fact.host", &[]), stored.host.clone()), (words.view("fact.kind", &[]), kind)];
    if let Some(size) = stored.size {
        facts.push((words.view("fact.size", &[]), words.view("bytes", &[("n", &size.to_string())])));
    }
    facts
}

/// Whether the browser keeps a cookie for at least a day less than was asked for.
fn is_cut(cookie: &Cookie, asked: u64, expires: u64) -> bool {
    const DAY: u64 = 86_400;
    let kept = cookie.set_at.map(|at| expires.saturating_sub(at));
    cookie.refused.is_none() && kept.is_some_and(|kept| kept + DAY < asked)
}

/// How long a cookie was set for, or what remains of it when the setting was not seen; where an earlier answer asked for
/// longer, also how long that is.
pub(in crate::report) fn lifetime(words: &Words, report: &Report, cookie: &Cookie) -> String {
    let last = last_lifetime(words, report, cookie);
    match cookie.longest_set_for {
        Some(longest) => words.view("set-again", &[("longest", &moment::length(words, longest)), ("last", &last)]),
        None => last,
    }
}

fn last_lifetime(words: &Words, report: &Report, cookie: &Cookie) -> String {
    match (cookie.set_for, cookie.expires) {
        (Some(asked), Some(expires)) if is_cut(cookie, asked, expires) => {
            let kept = moment::length(words, expires.saturating_sub(cookie.set_at.unwrap_or_default()));
            words.view("cut", &[("asked", &moment::length(words, asked)), ("kept", &kept)])
        }
        (Some(seconds), _) => moment::length(words, seconds),
        (None, Some(expires)) => moment::kept(words, expires.saturating_sub(report.visit.now)),
        (None, None) if cookie.untold == Untold::Attributes => words.view("untold", &[]),
        (None, None) => words.view("session", &[]),
    }
}

pub(in crate::report) fn protection(words: &Words, cookie: &Cookie) -> String {
    let same_site = cookie.same_site.map(|value| format!("SameSite={}", same_site(value)));
    let plain = |is: bool, name: &str| is.then(|| name.to_owned());
    let (http_only, unsafe_sending) = match cookie.untold {
        Untold::Nothing => (plain(cookie.http_only, "HttpOnly"), None),
        Untold::HttpOnly => {
            let sent = (!cookie.secure).then(|| words.view("unencrypted", &[]));
            (Some(words.view("untold.http-only", &[])), sent)
        }
        Untold::Attributes => return words.view("untold", &[]),
    };
    let parts = [http_only, plain(cookie.secure, "Secure"), unsafe_sending, same_site];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() { words.view("unprotected", &[]) } else { parts.join(" · ") }
}

/// The words of the trade in the facts of a cookie.
pub(super) fn terms(cookie: &Cookie) -> Vec<&'static str> {
    let refused = |by: &[Refusal]| cookie.refused.is_some_and(|refusal| by.contains(&refusal));
    let is_told = cookie.untold != Untold::Attributes;
    let http_only = is_told && (cookie.http_only || cookie.untold == Untold::HttpOnly);
    let secure = is_told && cookie.secure || refused(&[Refusal::InsecureConnection, Refusal::NotSecure]);
    let same_site = cookie.same_site.filter(|_| is_told).map(|value| match value {
        SameSite::None => "same-site-none",
        SameSite::Lax => "same-site-lax",
        SameSite::Strict => "same-site-strict",
    });
    let refused_by_site = (same_site.is_none() && refused(&[Refusal::SameSite])).then_some("same-site");
    let partitioned = cookie.partition.is_some() || refused(&[Refusal::NotSecure]);
    let found = [
        http_only.then_some("http-only"),
        secure.then_some("secure"),
        same_site,
        refused_by_site,
        partitioned.then_some("partitioned"),
    ];
    found.into_iter().flatten().collect()
}

/// The attribute as headers write it.
pub(in crate::report) fn same_site(value: SameSite) -> &'static str {
    match value {
        SameSite::None => "None",
        SameSite::Lax => "Lax",
        SameSite::Strict => "Strict",
    }
}

#[cfg(test)]
mod tests {
    use super::terms;
    use crate::cookie::Cookie;
    use serde_json::json;

    #[test]
    fn the_words_of_the_trade_that_are_shown_are_explained() {
        let of = |told: serde_json::Value| {
            let mut cookie = json!({ "name": "a", "domain": "b.example", "path": "/" });
            cookie.as_object_mut().unwrap().extend(told.as_object().unwrap().clone());
            terms(&serde_json::from_value::<Cookie>(cookie).unwrap())
        };
        assert_eq!(of(json!({})), [""; 0]);
        assert_eq!(of(json!({ "httpOnly": true, "sameSite": "strict" })), ["http-only", "same-site-strict"]);
        let partition = json!({ "topLevelSite": "https://a.example", "hasCrossSiteAncestor": false });
        let partitioned = json!({ "secure": true, "sameSite": "none", "partition": partition });
        assert_eq!(of(partitioned), ["secure", "same-site-none", "partitioned"]);
        assert_eq!(of(json!({ "refused": "same-site" })), ["same-site"]);
        assert_eq!(of(json!({ "refused": "same-site", "sameSite": "lax" })), ["same-site-lax"]);
        assert_eq!(of(json!({ "refused": "insecure-connection" })), ["secure"]);
        assert_eq!(
            of(json!({ "refused": "not-secure", "sameSite": "none" })),
            ["secure", "same-site-none", "partitioned"]
        );
    }
}
