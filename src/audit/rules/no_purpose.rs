//! `no-purpose`: declarations that do not say what the cookie is for.
//!
//! ## What it checks
//! Each declaration without a purpose and without a category that would tell it; one finding a charter, with the
//! list.
//!
//! ## Why it matters
//! The purpose is the first thing due (ePrivacy Directive art. 5(3); CNIL, délibération 2020-092).
//!
//! ## Example
//! A table of names and lifetimes only.
//!
//! ## When it stays silent
//! A purpose, a service or a category is given, by the row or by the heading above it.

use super::{Answer, Ask, Rule};
use crate::audit::Severity;
use crate::audit::case::Case;
use crate::charter::Category;

/// Declarations that do not say what the cookie is for.
pub(super) const RULE: Rule = Rule { id: "no-purpose", severity: Severity::Notice, also: &[], ask: Ask::Case(check) };

fn check(case: &Case<'_>) -> Option<Answer> {
    super::listed(&RULE, case, |declaration| {
        let blank = |text: &Option<String>| text.as_deref().is_none_or(|text| text.trim().is_empty());
        let classed = !matches!(declaration.category, None | Some(Category::Unclassified));
        blank(&declaration.purpose) && blank(&declaration.service) && !classed
    })
}
