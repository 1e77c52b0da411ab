//! `no-lifetime`: declarations that do not say how long the cookie is kept.
//!
//! ## What it checks
//! Each declared cookie without a lifetime, or with a dash in its place; one finding a charter, with the list.
//!
//! ## Why it matters
//! The information due includes how long cookies operate (CJEU C-673/17 Planet49).
//!
//! ## Example
//! The seed charter's table has no column for lifetimes.
//!
//! ## When it stays silent
//! Every declared cookie has a lifetime, "session" included, or words in its place that could not be read (see
//! `unread-lifetime`); the declaration is about other storage, which has none.

use super::{Answer, Ask, Rule};
use crate::audit::Severity;
use crate::audit::case::Case;
use crate::charter::Kind;

/// Declarations that do not say how long the cookie is kept.
pub(super) const RULE: Rule = Rule { id: "no-lifetime", severity: Severity::Notice, also: &[], ask: Ask::Case(check) };

fn check(case: &Case<'_>) -> Option<Answer> {
    super::listed(&RULE, case, |declaration| {
        let is_told = declaration.lifetime.is_some() || declaration.unread_lifetime().is_some();
        declaration.kind == Kind::Cookie && !is_told
    })
}
