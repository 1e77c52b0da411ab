//! `never-seen`: declared, not seen in this visit.
//!
//! ## What it checks
//! Each declared cookie that matches no cookie of the visit, held or refused; each declared storage key where the
//! visit could look at storage.
//!
//! ## Why it matters
//! A charter that describes cookies long gone is hard to believe. One visit proves nothing, though: another page,
//! another choice or a login may well set it.
//!
//! ## Example
//! The charter declares `cookies_preferences`, and the visitor has not answered the consent dialog yet.
//!
//! ## When it stays silent
//! Something of the visit matches the declaration; it speaks of a pixel, or of storage the visit did not look at; its
//! files left no cookie to see.

use super::{Answer, Ask, Rule};
use crate::audit::Severity;
use crate::audit::case::Case;
use crate::charter::{Declaration, Kind};
use serde_json::json;

/// Declared, not seen in this visit.
pub(super) const RULE: Rule =
    Rule { id: "never-seen", severity: Severity::Information, also: &[], ask: Ask::Declaration(check) };

fn check(place: usize, declaration: &Declaration, case: &Case<'_>) -> Option<Answer> {
    let looked = match declaration.kind {
        Kind::Cookie => !case.visit.tells_nothing(),
        Kind::LocalStorage | Kind::SessionStorage | Kind::IndexedDb => !case.visit.storage.is_empty(),
        Kind::Pixel => false,
    };
    let seen = case.seen.get(place).copied().unwrap_or_default();
    (looked && !seen).then(|| Answer { severity: RULE.severity, evidence: json!({ "stage": case.visit.stage }) })
}
