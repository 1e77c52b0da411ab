//! `changed-since-last-visit`: the charter is not the one that was read at the last visit.
//!
//! ## What it checks
//! The SHA-256 of the charter's text against the one remembered from the last visit to this site.
//!
//! ## Why it matters
//! A charter may change for good reasons; whoever relied on the old one will want to know.
//!
//! ## Example
//! A new analytics service was added to the page overnight.
//!
//! ## When it stays silent
//! Nothing is remembered for this site; the text is the same; no charter is known now.

use super::{Answer, Ask, Rule};
use crate::audit::Severity;
use crate::audit::case::Case;
use serde_json::json;

/// The charter is not the one that was read at the last visit.
pub(super) const RULE: Rule =
    Rule { id: "changed-since-last-visit", severity: Severity::Information, also: &[], ask: Ask::Case(check) };

fn check(case: &Case<'_>) -> Option<Answer> {
    let (last, now) = (case.visit.last_charter.as_deref()?, case.charters.first()?);
    let changed = !case.charters.iter().any(|charter| charter.source.sha256 == last);
    changed.then(|| Answer { severity: RULE.severity, evidence: json!({ "last": last, "sha256": now.source.sha256 }) })
}
