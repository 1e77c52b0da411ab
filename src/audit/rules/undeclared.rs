//! `undeclared`: a cookie of the site that its charter does not declare.
//!
//! ## What it checks
//! Each first-party cookie of the visit that no declaration covers, neither by its exact name nor as one of a family.
//! A cookie that was tried and refused by the browser is raised one severity lower.
//! So is one whose name the charter writes somewhere, though no declaration of it could be read there, and one that a slip
//! of the pen tells from a declared name of which nothing was seen (`PHPSESID`).
//!
//! ## Why it matters
//! The information due before storing anything includes what is stored and for how long
//! (ePrivacy Directive art. 5(3); CJEU C-673/17 Planet49).
//!
//! ## Example
//! The charter declares `sessionid`; the browser also holds `ab_bucket`.
//!
//! ## When it stays silent
//! A family covers it (`_pk_id.*`); no charter was read, or nothing could be read in it; the cookie belongs to a third
//! party (see `undeclared-third-party`).

use super::{Answer, Ask, Rule};
use crate::audit::Severity;
use crate::audit::case::{Case, Held};
use crate::charter::Party;

/// A cookie of the site that its charter does not declare.
pub(super) const RULE: Rule = Rule {
    id: "undeclared",
    severity: Severity::Breach,
    also: &[Severity::Warning, Severity::Notice],
    ask: Ask::Cookie(check),
};

fn check(held: &Held<'_>, case: &Case<'_>) -> Option<Answer> {
    (held.party == Party::First).then(|| super::uncovered(&RULE, held, case)).flatten()
}
