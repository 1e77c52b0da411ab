//! `duplicate`: one cookie declared twice in the same way.
//!
//! ## What it checks
//! Each name that one charter declares more than once, for the same domain, kind and provider, without
//! contradiction; and each of which the reader met the same row again. One finding a charter, with the list.
//!
//! ## Why it matters
//! A row that is kept twice will be corrected once.
//!
//! ## Example
//! `csrftoken` stands in the first and in the eighth row.
//!
//! ## When it stays silent
//! The rows differ in domain, kind or provider, or contradict each other (see `contradiction`); they stand in
//! different charters, or in different parts of one: a list that sums up another is no mistake.

use super::{Answer, Ask, Rule};
use crate::audit::Severity;
use crate::audit::case::Case;
use crate::charter::Declaration;

/// One cookie declared twice in the same way.
pub(super) const RULE: Rule = Rule { id: "duplicate", severity: Severity::Notice, also: &[], ask: Ask::Case(check) };

fn check(case: &Case<'_>) -> Option<Answer> {
    let same = |a: &Declaration, b: &Declaration| {
        a.provider == b.provider && a.category == b.category && a.lifetime == b.lifetime
    };
    let again = |declaration: &&&Declaration| declaration.evidence.again.is_some();
    let mut names = case.repeated(same);
    names.extend(case.declarations.iter().filter(again).map(|declaration| declaration.name.as_str()));
    super::names(&RULE, &names)
}
