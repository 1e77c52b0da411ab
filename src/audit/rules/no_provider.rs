//! `no-provider`: declarations that do not say whose cookie it is.
//!
//! ## What it checks
//! Each declaration that names neither provider, domain nor party; one finding a charter, with the list.
//!
//! ## Why it matters
//! Visitors must be able to know who receives their data, by name (CJEU C-673/17 Planet49; CNIL, délibération
//! 2020-092).
//!
//! ## Example
//! A table of names and purposes only.
//!
//! ## When it stays silent
//! A provider, a service or a domain is given, or the cookie is said to be the site's own.

use super::{Answer, Ask, Rule};
use crate::audit::Severity;
use crate::audit::case::Case;
use crate::charter::Party;

/// Declarations that do not say whose cookie it is.
pub(super) const RULE: Rule = Rule { id: "no-provider", severity: Severity::Notice, also: &[], ask: Ask::Case(check) };

fn check(case: &Case<'_>) -> Option<Answer> {
    super::listed(&RULE, case, |declaration| {
        let blank = |text: &Option<String>| text.as_deref().is_none_or(|text| text.trim().is_empty());
        let ours = declaration.party == Some(Party::First);
        blank(&declaration.provider) && blank(&declaration.service) && blank(&declaration.domain) && !ours
    })
}
