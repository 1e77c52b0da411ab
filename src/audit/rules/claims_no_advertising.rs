//! `claims-no-advertising`: the charter says that no advertising cookies are used, and some are there.
//!
//! ## What it checks
//! A page-wide claim such as « aucun cookie publicitaire » against cookies that the charter itself, or public knowledge,
//! counts as advertising.
//!
//! Where the charter itself declares advertising cookies, the claim may be about one of several choices: it weighs a
//! notice then, of a charter that contradicts itself, and only for cookies that it declares so.
//!
//! ## Why it matters
//! It is a plain contradiction between what is said and what is seen, about the cookies that visitors mind most.
//!
//! ## Example
//! « Nous n'utilisons aucun cookie publicitaire », and `_fbp` is there.
//!
//! ## When it stays silent
//! No advertising cookie is there; audience measurement is none.

use super::{Answer, Ask, Rule};
use crate::audit::Severity;
use crate::audit::case::{Case, Held};
use crate::charter::{Category, Claim};

/// The charter says that no advertising cookies are used, and some are there.
pub(super) const RULE: Rule = Rule {
    id: "claims-no-advertising",
    severity: Severity::Breach,
    also: &[Severity::Warning, Severity::Notice],
    ask: Ask::Case(check),
};

fn check(case: &Case<'_>) -> Option<Answer> {
    let claim = case.claim(Claim::NoAdvertisingCookies)?;
    let declares = case.declarations.iter().any(|declaration| declaration.category == Some(Category::Marketing));
    let advertises = |held: &&Held<'_>| {
        let found = held.optional(case);
        found.is_some_and(|it| it.category == Category::Marketing && (!declares || it.by == "charter"))
    };
    let answer = super::against_claim(&RULE, claim, case.held.iter().filter(advertises))?;
    Some(answer.beside_declarations(declares))
}
