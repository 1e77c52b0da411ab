//! The questions asked of charter and cookies: one rule, one file, one id.
//!
//! A rule is a value of one table. It answers with evidence, never with a sentence; its words are in
//! `src/report/words/*.json` under its id, its cases in `tests/rules/<id>/`.

mod after_refusal;
mod before_consent;
mod changed_since_last_visit;
mod charter_unreadable;
mod claims_consent_first;
mod claims_no_advertising;
mod claims_no_cookies;
mod claims_no_third_party;
mod claims_only_necessary;
mod consent_outlives;
mod consent_outlives_claim;
mod contradiction;
mod duplicate;
mod insecure_session;
mod necessary_but_known_otherwise;
mod never_seen;
mod no_charter;
mod no_lifetime;
mod no_provider;
mod no_purpose;
mod open_ended_list;
mod outlives_declaration;
mod outlives_thirteen_months;
mod persistent_not_session;
mod provider_mismatch;
mod third_not_first_party;
mod third_party;
mod unclassified;
mod undeclared;
mod undeclared_storage;
mod undeclared_third_party;
mod unread_lifetime;

use super::case::{Case, Held, HeldStorage, Outcome};
use super::cover::Miss;
use super::{Finding, Severity};
use crate::charter::Declaration;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// All rules, in the order in which findings of one severity are shown.
pub const RULES: &[Rule] = &[
    undeclared::RULE,
    undeclared_third_party::RULE,
    third_party::RULE,
    undeclared_storage::RULE,
    outlives_declaration::RULE,
    unread_lifetime::RULE,
    persistent_not_session::RULE,
    third_not_first_party::RULE,
    claims_no_cookies::RULE,
    claims_no_third_party::RULE,
    claims_only_necessary::RULE,
    claims_no_advertising::RULE,
    claims_consent_first::RULE,
    provider_mismatch::RULE,
    before_consent::RULE,
    after_refusal::RULE,
    consent_outlives_claim::RULE,
    consent_outlives::RULE,
    outlives_thirteen_months::RULE,
    necessary_but_known_otherwise::RULE,
    insecure_session::RULE,
    no_charter::RULE,
    charter_unreadable::RULE,
    no_lifetime::RULE,
    no_purpose::RULE,
    no_provider::RULE,
    unclassified::RULE,
    contradiction::RULE,
    duplicate::RULE,
    open_ended_list::RULE,
    changed_since_last_visit::RULE,
    never_seen::RULE,
];

/// A question asked of the pair charter–cookies.
pub struct Rule {
    /// Its id: file, fixture folder and words bear the same name.
    pub id: &'static str,
    /// How much a yes matters in the plain case.
    pub severity: Severity,
    /// What it weighs in cases that its file names, the gravest first.
    pub also: &'static [Severity],
    /// What it is asked about.
    ask: Ask,
}

/// What a rule is asked about. The function answers `None` when the rule stays silent.
enum Ask {
    /// Each cookie of the visit.
    Cookie(fn(&Held<'_>, &Case<'_>) -> Option<Answer>),
    /// Each storage key of the visit.
    Storage(fn(&HeldStorage<'_>, &Case<'_>) -> Option<Answer>),
    /// Each declaration, with its place among all.
    Declaration(fn(usize, &Declaration, &Case<'_>) -> Option<Answer>),
    /// The case as a whole.
    Case(fn(&Case<'_>) -> Option<Answer>),
}

/// A rule's yes.
struct Answer {
    severity: Severity,
    evidence: Value,
}

impl Answer {
    /// The answer in a case that weighs otherwise and has its own words.
    fn of_case(mut self, case: &str, severity: Severity) -> Self {
        if let Some(evidence) = self.evidence.as_object_mut() {
            evidence.insert("case".to_owned(), json!(case));
        }
        Self { severity, ..self }
    }

    /// The answer about a claim that the charter's own declarations speak against as well, if they do: it may be about some
    /// cookies only, and weighs a notice.
    fn beside_declarations(self, contradict: bool) -> Self {
        if contradict { self.of_case("declared", Severity::Notice) } else { self }
    }
}

impl Rule {
    /// Asks the rule about everything it speaks of.
    pub(super) fn findings(&self, case: &Case<'_>) -> Vec<Finding> {
        match self.ask {
            Ask::Cookie(ask) => {
                let one = |held: &Held<'_>| {
                    let finding = self.finding(Self::dated(ask(held, case)?, case));
                    Some(Finding {
                        cookie: Some(held.cookie.clone()),
                        declaration: held.declaration.cloned(),
                        ..finding
                    })
                };
                case.held.iter().filter_map(one).collect()
            }
            Ask::Storage(ask) => {
                let one = |held: &HeldStorage<'_>| {
                    Some(Finding { storage: Some(held.stored.clone()), ..self.finding(ask(held, case)?) })
                };
                case.stored.iter().filter_map(one).collect()
            }
            Ask::Declaration(ask) => {
                let one = |(place, declaration): (usize, &&Declaration)| {
                    let finding = self.finding(ask(place, declaration, case)?);
                    Some(Finding { declaration: Some((*declaration).clone()), ..finding })
                };
                case.declarations.iter().enumerate().filter_map(one).collect()
            }
            Ask::Case(ask) => ask(case).map(|answer| self.finding(answer)).into_iter().collect(),
        }
    }

    /// Says of what is left of a cookie that it is counted from no more than the date of a file.
    fn dated(mut answer: Answer, case: &Case<'_>) -> Answer {
        if let Some(evidence) = answer.evidence.as_object_mut().filter(|_| case.visit.dated_by_file)
            && evidence.get("measured").is_some_and(|measured| measured == "remaining")
        {
            evidence.insert("datedByFile".to_owned(), json!(true));
        }
        answer
    }

    fn finding(&self, answer: Answer) -> Finding {
        Finding {
            rule: self.id.to_owned(),
            severity: answer.severity,
            cookie: None,
            storage: None,
            declaration: None,
            evidence: answer.evidence,
            judgement: None,
        }
    }
}

/// The answer of the rules that raise cookies no declaration covers. `None` when one does, or when nothing was compared.
///
/// A cookie of a kind that is technical by public knowledge weighs one severity less, and so does one whose name the charter
/// writes somewhere, though nothing could be read of it there, or declares but for a slip of the pen.
fn uncovered(rule: &Rule, held: &Held<'_>, case: &Case<'_>) -> Option<Answer> {
    if case.outcome != Outcome::Audited || held.cover.is_some() {
        return None;
    }
    let known = held.known();
    let technical = known.is_some_and(|known| known.used_for.technical());
    let is_misspelt = held.near.is_some_and(|(_, miss)| miss == Miss::OtherSpelling);
    let mention = if held.near.is_none() || is_misspelt { case.mention(&held.cookie.name) } else { None };
    let variant = match held.near {
        _ if mention.is_some() => MENTIONED,
        _ if held.cookie.partition.is_some() && !is_misspelt => "partitioned",
        Some((_, Miss::OtherDomain)) => "other-domain",
        Some((_, Miss::OtherKind)) => "other-kind",
        Some((_, Miss::OtherSpelling)) => "misspelt",
        None if technical => "technical",
        None => "plain",
    };
    let evidence = json!({
        "case": variant,
        "declarations": case.declarations.len(),
        "declaredName": held.near.map(|(declaration, _)| &declaration.as_written),
        "declaredDomain": held.near.map(|(declaration, _)| &declaration.domain),
        "technical": technical,
        "excerpt": mention,
        "known": known,
        "company": held.company(),
    });
    let answer = less_if_refused(rule, held, evidence);
    let is_less = technical || mention.is_some() || is_misspelt;
    Some(if is_less { Answer { severity: answer.severity.lower(), ..answer } } else { answer })
}

/// The case in which the charter writes a name that it does not declare.
pub(crate) const MENTIONED: &str = "mentioned";

/// What a host tried to set and the browser refused weighs one severity less, and the evidence says so.
fn less_if_refused(rule: &Rule, held: &Held<'_>, mut evidence: Value) -> Answer {
    let Some(refusal) = held.cookie.refused else { return Answer { severity: rule.severity, evidence } };
    if let Some(evidence) = evidence.as_object_mut() {
        evidence.insert("refused".to_owned(), json!(refusal));
    }
    Answer { severity: rule.severity.lower(), evidence }
}

/// The answer of the rules about a claim: the cookies that speak against it. `None` when there are none.
fn against_claim<'a>(rule: &Rule, claim: &str, held: impl Iterator<Item = &'a Held<'a>>) -> Option<Answer> {
    let held: Vec<&Held<'_>> = held.collect();
    let names: BTreeSet<&str> = held.iter().map(|held| held.cookie.name.as_str()).collect();
    let hosts: BTreeSet<&str> = held.iter().map(|held| held.cookie.host()).collect();
    let kept = held.iter().any(|held| held.cookie.refused.is_none());
    let answer = Answer {
        severity: rule.severity,
        evidence: json!({ "claim": claim, "n": held.len(), "names": names, "hosts": hosts }),
    };
    let answer = if kept { answer } else { answer.of_case("refused", rule.severity.lower()) };
    (!held.is_empty()).then_some(answer)
}

/// The answer of the rules that list declarations, with those of which something is true.
fn listed(rule: &Rule, case: &Case<'_>, holds: impl Fn(&Declaration) -> bool) -> Option<Answer> {
    let held = case.declarations.iter().filter(|declaration| holds(declaration));
    names(rule, &held.map(|declaration| declaration.as_written.as_str()).collect())
}

/// An answer that lists names. `None` when there are none.
fn names(rule: &Rule, names: &BTreeSet<&str>) -> Option<Answer> {
    let evidence = json!({ "n": names.len(), "names": names });
    (!names.is_empty()).then_some(Answer { severity: rule.severity, evidence })
}
