//! `claims-no-third-party`: the charter says that no third-party cookies are used, and third-party cookies are there.
//!
//! ## What it checks
//! A page-wide claim such as « aucun cookie tiers » against the cookies of other sites that no declaration covers.
//!
//! ## Why it matters
//! It is a plain contradiction between what is said and what is seen.
//!
//! ## Example
//! « Aucun cookie tiers n'est déposé », and `stats.tracker.example` holds `uid`.
//!
//! ## When it stays silent
//! Every third-party cookie is declared, so that the claim must be about others. When all were refused by the
//! browser, it weighs one severity less.

use super::{Answer, Ask, Rule};
use crate::audit::Severity;
use crate::audit::case::{Case, Held};
use crate::charter::{Claim, Party};

/// The charter says that no third-party cookies are used, and third-party cookies are there.
pub(super) const RULE: Rule =
    Rule { id: "claims-no-third-party", severity: Severity::Breach, also: &[Severity::Warning], ask: Ask::Case(check) };

fn check(case: &Case<'_>) -> Option<Answer> {
    let claim = case.claim(Claim::NoThirdPartyCookies)?;
    let third = |held: &&Held<'_>| held.party == Party::Third && held.cover.is_none();
    super::against_claim(&RULE, claim, case.held.iter().filter(third))
}
