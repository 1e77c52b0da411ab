//! `claims-consent-first`: the charter says that cookies wait for consent, and some are there before any choice.
//!
//! ## What it checks
//! A claim such as « aucun cookie n'est déposé avant votre accord » against the cookies first seen before the visitor's
//! choice: all of them where it speaks of all; where it speaks of those that need consent, of audience measurement or of
//! advertising, those that the charter itself, or public knowledge, counts so; where it speaks of third parties, theirs.
//!
//! A claim about all cookies, or all of third parties, weighs less where none of them is known to need consent: a warning
//! where one is of unknown use, a notice where all are technical, so that no more than the sentence is to be mended.
//!
//! `before-consent` raises each cookie that needs consent, whatever the charter says; this rule raises the sentence, once.
//!
//! ## Why it matters
//! Visitors who read it believe that nothing happens before they choose.
//!
//! ## Example
//! « Aucun cookie n'est déposé sans votre accord », and `_ga` is there while the consent dialog is still open.
//!
//! ## When it stays silent
//! Nothing was seen before a choice: the report then says that the claim could not be tested. Cookies whose own row invokes
//! the exemption from consent contradict claims about all cookies alone.

use super::{Answer, Ask, Rule};
use crate::audit::Severity;
use crate::audit::case::{Case, Held};
use crate::charter::{Category, Claim, Party, Scope};
use crate::cookie::Stage;
use std::cmp::Reverse;

/// The charter says that cookies wait for consent, and some are there before any choice.
pub(super) const RULE: Rule = Rule {
    id: "claims-consent-first",
    severity: Severity::Breach,
    also: &[Severity::Warning, Severity::Notice],
    ask: Ask::Case(check),
};

/// Of several claims the one that weighs the most, and of these the one that most cookies speak against.
fn check(case: &Case<'_>) -> Option<Answer> {
    let broken = case.claims(Claim::ConsentFirst).filter_map(|claim| {
        let scope = claim.scope?;
        let early: Vec<&Held<'_>> = case.held.iter().filter(|held| is_early(held, scope, case)).collect();
        Some((early.len(), weighed(&claim.excerpt, &early, case)?))
    });
    broken.min_by_key(|(count, answer)| (answer.severity, Reverse(*count))).map(|(_, answer)| answer)
}

/// Whether a cookie was there before any choice, and is one of those that a claim is made of.
fn is_early(held: &Held<'_>, scope: Scope, case: &Case<'_>) -> bool {
    let waits_for_consent = match scope {
        Scope::All => true,
        Scope::ThirdParty => held.party == Party::Third,
        Scope::Optional => needs_consent(held, case).is_some(),
        Scope::Statistics => needs_consent(held, case) == Some(Category::Statistics),
        Scope::Marketing => needs_consent(held, case) == Some(Category::Marketing),
    };
    waits_for_consent && held.stage(case.visit) == Stage::Before
}

/// The category for which a cookie needs consent, whose own row invokes no exemption.
fn needs_consent(held: &Held<'_>, case: &Case<'_>) -> Option<Category> {
    let category = held.optional(case)?.category;
    held.invokes_exemption(category, case).is_none().then_some(category)
}

fn weighed(claim: &str, early: &[&Held<'_>], case: &Case<'_>) -> Option<Answer> {
    let answer = super::against_claim(&RULE, claim, early.iter().copied())?;
    let is_optional = early.iter().any(|held| needs_consent(held, case).is_some());
    let is_technical = early.iter().all(|held| held.cookie.refused.is_none() && serves_site(held));
    Some(match (is_optional, is_technical) {
        (true, _) => answer,
        (false, true) => answer.of_case("technical", Severity::Notice),
        (false, false) => Answer { severity: answer.severity.lower(), ..answer },
    })
}

/// Whether the charter counts a cookie as necessary or comfort, or where it does not say, public knowledge.
fn serves_site(held: &Held<'_>) -> bool {
    match held.declaration.and_then(|declaration| declaration.category) {
        Some(Category::Necessary | Category::Functional) => true,
        Some(Category::Statistics | Category::Marketing) => false,
        Some(Category::Unclassified) | None => held.known().is_some_and(|known| known.used_for.technical()),
    }
}
