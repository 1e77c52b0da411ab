//! `claims-no-cookies`: the charter says that no cookies are used, and cookies are there.
//!
//! ## What it checks
//! A page-wide claim such as « ce site n'utilise aucun cookie » against the cookies of the visit.
//!
//! Where the charter also declares cookies, the claim may be about some of them: it weighs a notice then, of a charter that
//! contradicts itself.
//!
//! ## Why it matters
//! It is a plain contradiction between what is said and what is seen.
//!
//! ## Example
//! The legal notice says that the site sets no cookie; the browser holds two.
//!
//! ## When it stays silent
//! No cookie was held or refused. When all were refused by the browser, it weighs one severity less.

use super::{Answer, Ask, Rule};
use crate::audit::Severity;
use crate::audit::case::Case;
use crate::charter::{Claim, Kind};

/// The charter says that no cookies are used, and cookies are there.
pub(super) const RULE: Rule = Rule {
    id: "claims-no-cookies",
    severity: Severity::Breach,
    also: &[Severity::Warning, Severity::Notice],
    ask: Ask::Case(check),
};

fn check(case: &Case<'_>) -> Option<Answer> {
    let claim = case.claim(Claim::NoCookies)?;
    let declares = case.declarations.iter().any(|declaration| declaration.kind == Kind::Cookie);
    let answer = super::against_claim(&RULE, claim, case.held.iter())?;
    Some(answer.beside_declarations(declares))
}
