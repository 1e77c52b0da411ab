//! `claims-only-necessary`: the charter says that only necessary cookies are used, and others are there.
//!
//! ## What it checks
//! A page-wide claim such as « uniquement des cookies strictement nécessaires » against cookies that the charter
//! itself, or public knowledge, counts as advertising or audience measurement.
//!
//! Where the charter itself declares cookies of other sorts, the claim may be about one of several choices: it weighs a
//! notice then, of a charter that contradicts itself, and only for cookies that it declares so.
//!
//! ## Why it matters
//! Whether consent is asked at all depends on it (ePrivacy Directive art. 5(3)).
//!
//! ## Example
//! « Nous n'utilisons que des cookies nécessaires », and `_fbp` is there.
//!
//! ## When it stays silent
//! Nothing else is there; only audience measurement was seen, and the charter claims its exemption.

use super::{Answer, Ask, Rule};
use crate::audit::Severity;
use crate::audit::case::{Case, Held};
use crate::charter::{Category, Claim};

/// The charter says that only necessary cookies are used, and others are there.
pub(super) const RULE: Rule = Rule {
    id: "claims-only-necessary",
    severity: Severity::Breach,
    also: &[Severity::Warning, Severity::Notice],
    ask: Ask::Case(check),
};

fn check(case: &Case<'_>) -> Option<Answer> {
    let claim = case.claim(Claim::OnlyNecessary)?;
    let optional = |category| matches!(category, Some(Category::Statistics | Category::Marketing));
    let declares_others = case.declarations.iter().any(|declaration| optional(declaration.category));
    let other = |held: &&Held<'_>| held.optional(case).is_some_and(|other| !declares_others || other.by == "charter");
    let answer = super::against_claim(&RULE, claim, case.held.iter().filter(other))?;
    Some(answer.beside_declarations(declares_others))
}
