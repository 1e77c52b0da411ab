//! `charter-unreadable`: a charter is there, but no declared cookie could be read in it.
//!
//! ## What it checks
//! Whether any declaration was read in the charters.
//!
//! ## Why it matters
//! Names are not due one by one, but a table of them is what makes a charter checkable. Until then nothing is compared,
//! and no cookie is accused.
//!
//! ## Example
//! « Ce site utilise des cookies pour améliorer votre expérience. », and nothing more.
//!
//! ## When it stays silent
//! One declaration was read, or the page says that it uses no cookie (see `claims-no-cookies`); no charter is known.

use super::{Answer, Ask, Rule};
use crate::audit::Severity;
use crate::audit::case::{Case, Outcome};
use serde_json::json;

/// A charter is there, but no declared cookie could be read in it.
pub(super) const RULE: Rule =
    Rule { id: "charter-unreadable", severity: Severity::Notice, also: &[], ask: Ask::Case(check) };

fn check(case: &Case<'_>) -> Option<Answer> {
    let addresses: Vec<_> = case.charters.iter().filter_map(|charter| charter.source.address.as_deref()).collect();
    (case.outcome == Outcome::CharterUnreadable).then(|| Answer {
        severity: RULE.severity,
        evidence: json!({ "cookies": case.held.len(), "addresses": addresses }),
    })
}
