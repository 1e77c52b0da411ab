//! `no-lifetime`: declarations that do not say how long the cookie is kept.
//!
//! ## What it checks
//! Each declared cookie without a lifetime; one finding a charter, with the list.
//!
//! ## Why it matters
//! The information due includes how long cookies operate (CJEU C-673/17 Planet49).
//!
//! ## Example
//! The seed charter's table has no column for lifetimes.
//!
//! ## When it stays silent
//! Every declared cookie has a lifetime, "session" included, or words in its place that could not be read; the
//! declaration is about other storage, which has none.

use super::{Answer, Ask, Rule};
use crate::audit::Severity;
use crate::audit::case::Case;
use crate::charter::{DoubtKind, Kind};

/// Declarations that do not say how long the cookie is kept.
pub(super) const RULE: Rule = Rule { id: "no-lifetime", severity: Severity::Notice, also: &[], ask: Ask::Case(check) };

fn check(case: &Case<'_>) -> Option<Answer> {
    super::listed(&RULE, case, |declaration| {
        let unread = declaration.doubts.iter().any(|doubt| doubt.doubt == DoubtKind::UnreadLifetime);
        declaration.kind == Kind::Cookie && declaration.lifetime.is_none() && !unread
    })
}
