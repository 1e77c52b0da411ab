//! `third-not-first-party`: a cookie declared as the site's own that belongs to another site.
//!
//! ## What it checks
//! Each cookie of another registrable domain whose declaration says first party (« interne »).
//!
//! ## Why it matters
//! Who can read a cookie is part of the information due (CJEU C-673/17 Planet49).
//!
//! ## Example
//! « uid — cookie interne », held under `tracker.example`.
//!
//! ## When it stays silent
//! The declaration does not say whose it is, or says third party. A cookie of the site that works for another
//! company (`_ga`) is the site's own in the browser: nothing is said.

use super::{Answer, Ask, Rule};
use crate::audit::Severity;
use crate::audit::case::{Case, Held};
use crate::charter::Party;
use serde_json::json;

/// A cookie declared as the site's own that belongs to another site.
pub(super) const RULE: Rule = Rule {
    id: "third-not-first-party",
    severity: Severity::Breach,
    also: &[Severity::Warning],
    ask: Ask::Cookie(check),
};

fn check(held: &Held<'_>, _: &Case<'_>) -> Option<Answer> {
    let told = held.declaration?.party == Some(Party::First) && held.party == Party::Third;
    told.then(|| super::less_if_refused(&RULE, held, json!({ "company": held.company().map(|company| company.name) })))
}
