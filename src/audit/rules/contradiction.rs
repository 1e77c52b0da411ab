//! `contradiction`: one cookie declared twice in two ways.
//!
//! ## What it checks
//! Each name that the site’s charters declare more than once, for the same domain and kind, with different categories,
//! lifetimes, providers or parties; and each doubt of the reader about such a place. One finding, with the list.
//!
//! ## Why it matters
//! Whoever reads only one of the two rows is misled.
//!
//! ## Example
//! `_ga` stands under « statistiques » with 13 months and under « nécessaires » with 2 years.
//!
//! ## When it stays silent
//! The rows agree, or one of them leaves out what the other says, or only words it otherwise (« 1 an », « 365 jours »);
//! the domains or the kinds of storage differ.

use super::{Answer, Ask, Rule};
use crate::audit::Severity;
use crate::audit::case::Case;
use crate::charter::{Declaration, DoubtKind};

/// One cookie declared twice in two ways.
pub(super) const RULE: Rule =
    Rule { id: "contradiction", severity: Severity::Notice, also: &[], ask: Ask::Case(check) };

fn check(case: &Case<'_>) -> Option<Answer> {
    let doubted =
        |declaration: &&&Declaration| declaration.doubts.iter().any(|doubt| doubt.doubt == DoubtKind::Contradiction);
    let mut names = case.contradicted();
    names.extend(case.declarations.iter().filter(doubted).map(|declaration| declaration.name.as_str()));
    super::names(&RULE, &names)
}
