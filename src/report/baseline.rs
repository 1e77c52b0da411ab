//! What is new since an earlier report, and what it knew already.

use super::Report;
use crate::audit::Finding;
use crate::cookie::domain;
use crate::knowledge;
use crate::text;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// What makes two findings of two audits the same one: the rule and whose cookie, key or declaration it is about.
/// Moments, lifetimes and evidence do not count, so that a renewed cookie is no other finding.
pub fn fingerprint(finding: &Finding) -> String {
    fingerprint_as(finding, finding.cookie.as_ref().map(|cookie| cookie.name.as_str()))
}

/// The fingerprint of a finding whose cookie is called so.
fn fingerprint_as(finding: &Finding, name: Option<&str>) -> String {
    let cookie = finding.cookie.as_ref();
    let stored = finding.storage.as_ref();
    let parts = [
        Some(finding.rule.as_str()),
        name,
        cookie.map(|cookie| cookie.domain.as_str()),
        cookie.map(|cookie| cookie.path.as_str()),
        cookie.and_then(|cookie| cookie.partition.as_ref()).map(|partition| partition.top_level_site.as_str()),
        stored.map(|stored| stored.host.as_str()),
        stored.map(|stored| stored.name.as_str()),
        finding.declaration.as_ref().map(|declaration| declaration.name.as_str()),
    ];
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.unwrap_or_default());
        hash.update([0]);
    }
    text::hex(hash.finalize().get(..16).unwrap_or_default())
}

/// What an earlier report knew already of an audit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Baseline {
    /// The moment of the earlier report's visit, in seconds since 1970.
    pub now: u64,
    /// The findings of this audit that it has too, the gravest first.
    pub known: Vec<Finding>,
    /// How many of its findings this audit has no more, neither as they were nor graver.
    #[serde(default)]
    pub gone: usize,
}

/// Puts the findings that an earlier report has too apart from those that are new or became worse. What was seen and
/// counted stays as it is. What the earlier report had put apart itself is known as well.
#[must_use]
pub fn beyond(mut report: Report, earlier: &Report) -> Report {
    let apart = earlier.baseline.iter().flat_map(|baseline| &baseline.known);
    let mut known: BTreeMap<String, Vec<&Finding>> = BTreeMap::new();
    for finding in earlier.findings.iter().chain(apart) {
        known.entry(family(finding)).or_default().push(finding);
    }
    let is_known = |finding: &Finding| {
        let same = known.get(&family(finding)).into_iter().flatten();
        same.take(MOST_ALIKE).any(|earlier| !is_worse(finding, earlier))
    };
    let present: BTreeSet<String> = report.findings.iter().map(family).collect();
    let gone = known.keys().filter(|id| !present.contains(*id)).count();
    let (old, new) = report.findings.into_iter().partition(is_known);
    report.findings = new;
    report.baseline = Some(Baseline { now: earlier.visit.now, known: old, gone });
    report.summary.weigh(&report.findings);
    report
}

/// The [`fingerprint`] of a finding, with the name of its cookie's family where the charter or public knowledge tells one: a
/// part of `_pk_id.1.4f2a` is another one at each visit.
fn family(finding: &Finding) -> String {
    let cookie = finding.cookie.as_ref();
    let declared = finding.declaration.as_ref().map(|declaration| declaration.name.as_str());
    let family = cookie.map(|cookie| {
        let known = || knowledge::known(&cookie.name, cookie.host()).map(|known| known.name);
        declared.filter(|name| name.contains('*')).or_else(known).unwrap_or(&cookie.name)
    });
    fingerprint_as(finding, family)
}

/// Whether a report is of the site of an address, by registrable domain: a baseline of another site knows nothing of it.
pub fn is_of(report: &Report, address: &str) -> bool {
    let (its, host) = (domain::host(&report.visit.site), domain::host(address));
    match (its, host) {
        (Some(its), Some(host)) => domain::same_site(&its, &host),
        _ => report.visit.site == address,
    }
}

/// Findings of two visits that are told apart by nothing are a handful; the work stays linear.
const MOST_ALIKE: usize = 16;

/// Whether a finding became worse: it weighs more, names more, or the cookie lives half as long again.
fn is_worse(now: &Finding, earlier: &Finding) -> bool {
    let listed = |finding: &Finding, key| -> BTreeSet<String> {
        let names = finding.evidence.get(key).and_then(Value::as_array).into_iter().flatten();
        names.filter_map(Value::as_str).map(str::to_owned).collect()
    };
    let lives = |finding: &Finding| finding.evidence.get("observedSeconds").and_then(Value::as_u64);
    let lives_on = lives(now).zip(lives(earlier)).is_some_and(|(now, before)| now / 3 > before / 2);
    let names_more = |key| !listed(now, key).is_subset(&listed(earlier, key));
    now.severity < earlier.severity || lives_on || ["names", "hosts", "lacking"].into_iter().any(names_more)
}
