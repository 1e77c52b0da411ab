//! `no-charter`: no cookie charter is known for this site.
//!
//! ## What it checks
//! Whether a charter was found, pointed to or pasted.
//!
//! ## Why it matters
//! Without a charter nobody can tell what the cookies are for.
//!
//! ## Example
//! A shop sets five cookies, and none of its links leads to a page about them.
//!
//! ## When it stays silent
//! There is a charter, even one that could not be read (see `charter-unreadable`) or whose page did not open; the site's own
//! page did not load, and no charter could be looked for in it.

use super::{Answer, Ask, Rule};
use crate::audit::Severity;
use crate::audit::case::{Case, Outcome};
use crate::cookie::Missing;
use serde_json::json;

/// No cookie charter is known for this site.
pub(super) const RULE: Rule = Rule { id: "no-charter", severity: Severity::Notice, also: &[], ask: Ask::Case(check) };

fn check(case: &Case<'_>) -> Option<Answer> {
    let hidden = [Missing::PageFailed, Missing::PageError, Missing::CharterUnopened];
    let is_hidden = hidden.iter().any(|missing| case.visit.missing.contains(missing));
    (case.outcome == Outcome::NoCharter && !is_hidden)
        .then(|| Answer { severity: RULE.severity, evidence: json!({ "cookies": case.held.len() }) })
}
