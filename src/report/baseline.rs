//! What is new since an earlier report, and what it knew already.

use super::Report;
use crate::audit::Finding;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

/// What makes two findings of two audits the same one: the rule and whose cookie, key or declaration it is about.
/// Moments, lifetimes and evidence do not count, so that a renewed cookie is no news.
pub fn fingerprint(finding: &Finding) -> String {
    let cookie = finding.cookie.as_ref();
    let stored = finding.storage.as_ref();
    let parts = [
        Some(finding.rule.as_str()),
        cookie.map(|cookie| cookie.name.as_str()),
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
    hash.finalize().iter().take(16).fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

/// What an earlier report knew already of an audit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Baseline {
    /// The moment of the earlier report's visit, in seconds since 1970.
    pub now: u64,
    /// The findings of this audit that it has too, the gravest first.
    pub known: Vec<Finding>,
}

/// Puts the findings that an earlier report has too apart from those that are new. What was seen and counted stays as it
/// is. What the earlier report had put apart itself is known as well.
#[must_use]
pub fn beyond(mut report: Report, earlier: &Report) -> Report {
    let apart = earlier.baseline.iter().flat_map(|baseline| &baseline.known);
    let known: BTreeSet<String> = earlier.findings.iter().chain(apart).map(fingerprint).collect();
    let (old, new) = report.findings.into_iter().partition(|finding| known.contains(&fingerprint(finding)));
    report.findings = new;
    report.baseline = Some(Baseline { now: earlier.visit.now, known: old });
    report.summary.weigh(&report.findings);
    report
}
