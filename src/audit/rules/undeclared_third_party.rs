//! `undeclared-third-party`: a cookie of another site that the charter does not declare.
//!
//! ## What it checks
//! Each cookie whose registrable domain is not the visited site's and that no declaration covers. A cookie that was
//! tried and refused by the browser is raised one severity lower.
//! So is one whose name the charter writes somewhere, though no declaration of it could be read there.
//!
//! ## Why it matters
//! The information due includes whether third parties may have access to cookies (CJEU C-673/17 Planet49), and the list
//! of those who use them has to be available (CNIL, délibération 2020-092).
//!
//! ## Example
//! The charter names no one but Opendatasoft; `stats.tracker.example` sets `uid`.
//!
//! ## When it stays silent
//! A declaration covers the cookie; no charter was read, or nothing could be read in it.

use super::{Answer, Ask, Rule};
use crate::audit::Severity;
use crate::audit::case::{Case, Held};
use crate::charter::Party;

/// A cookie of another site that the charter does not declare.
pub(super) const RULE: Rule = Rule {
    id: "undeclared-third-party",
    severity: Severity::Breach,
    also: &[Severity::Warning, Severity::Notice],
    ask: Ask::Cookie(check),
};

fn check(held: &Held<'_>, case: &Case<'_>) -> Option<Answer> {
    (held.party == Party::Third).then(|| super::uncovered(&RULE, held, case)).flatten()
}
