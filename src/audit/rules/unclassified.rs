//! `unclassified`: declarations that the charter itself leaves unclassified.
//!
//! ## What it checks
//! Each declaration under a heading such as « non classés » or "unclassified"; one finding a charter, with the list.
//!
//! ## Why it matters
//! Whether a cookie needs consent depends on what it is for.
//!
//! ## Example
//! Consent platforms put what their scan found and nobody described under "unclassified".
//!
//! ## When it stays silent
//! The charter classifies the cookie, or does not classify at all.

use super::{Answer, Ask, Rule};
use crate::audit::Severity;
use crate::audit::case::Case;
use crate::charter::Category;

/// Declarations that the charter itself leaves unclassified.
pub(super) const RULE: Rule = Rule { id: "unclassified", severity: Severity::Notice, also: &[], ask: Ask::Case(check) };

fn check(case: &Case<'_>) -> Option<Answer> {
    super::listed(&RULE, case, |declaration| declaration.category == Some(Category::Unclassified))
}
