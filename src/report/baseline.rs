//! What is new since an earlier report: the rest of an audit, once what was known is left out.

use super::Report;
use crate::audit::{self, Audit, Finding};
use crate::charter::Charter;
use crate::cookie::Visit;
use crate::knowledge::base::Base;
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

/// Makes a report of what an audit of these charters and this visit found beyond an earlier report, and says how many
/// findings were left out. A cookie all of whose findings were known is left out too.
pub fn beyond(earlier: &Report, charters: &[Charter], visit: &Visit, base: &Base) -> (Report, usize) {
    let known: BTreeSet<String> = earlier.findings.iter().map(fingerprint).collect();
    let whole = audit::audit_knowing(charters, visit, base);
    let (old, new): (Vec<&Finding>, Vec<&Finding>) =
        whole.findings.iter().partition(|finding| known.contains(&fingerprint(finding)));
    let stale = |finding: &Finding| new.iter().all(|other| other.cookie != finding.cookie);
    let gone: BTreeSet<_> = old.iter().filter(|finding| stale(finding)).filter_map(|it| it.cookie.as_ref()).collect();
    let news: BTreeSet<String> = new.iter().map(|finding| fingerprint(finding)).collect();
    let left = Visit {
        cookies: visit.cookies.iter().filter(|cookie| !gone.contains(cookie)).cloned().collect(),
        ..visit.clone()
    };
    let again = audit::audit_knowing(charters, &left, base);
    let findings = again.findings.into_iter().filter(|finding| news.contains(&fingerprint(finding))).collect();
    let seen = whole.seen.clone();
    let report = super::report(charters, &left, Audit { seen, findings, ..again });
    (report, old.len())
}
