//! The questions asked of charter and cookies: one rule, one file, one id.
//!
//! A rule is a value of one table. It answers with evidence, never with a sentence; its words are in
//! `src/report/words/*.json` under its id, its cases in `tests/rules/<id>/`.

mod charter_unreadable;
mod never_seen;
mod no_charter;
mod third_party;
mod undeclared;
mod undeclared_third_party;

use super::case::{Case, Held, HeldStorage, Outcome};
use super::{Finding, Severity};
use crate::charter::Declaration;
use serde_json::{Value, json};

/// All rules, in the order in which findings of one severity are shown.
pub const RULES: &[Rule] = &[
    undeclared::RULE,
    undeclared_third_party::RULE,
    third_party::RULE,
    no_charter::RULE,
    charter_unreadable::RULE,
    never_seen::RULE,
];

/// A question asked of the pair charter–cookies.
pub struct Rule {
    /// Its id: file, fixture folder and words bear the same name.
    pub id: &'static str,
    /// How much a yes matters in the plain case.
    pub severity: Severity,
    /// What it is asked about.
    ask: Ask,
}

/// What a rule is asked about. The function answers `None` when the rule stays silent.
enum Ask {
    /// Each cookie of the visit.
    Cookie(fn(&Held<'_>, &Case<'_>) -> Option<Answer>),
    /// Each storage key of the visit.
    #[expect(dead_code, reason = "`undeclared-storage` is the first to ask")]
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

impl Rule {
    /// Asks the rule about everything it speaks of.
    pub(super) fn findings(&self, case: &Case<'_>) -> Vec<Finding> {
        match self.ask {
            Ask::Cookie(ask) => {
                let one = |held: &Held<'_>| {
                    let finding = self.finding(ask(held, case)?);
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

    fn finding(&self, answer: Answer) -> Finding {
        Finding {
            rule: self.id.to_owned(),
            severity: answer.severity,
            cookie: None,
            storage: None,
            declaration: None,
            evidence: answer.evidence,
        }
    }
}

/// The answer of the rules that raise cookies no declaration covers. `None` when one does, or when nothing was compared.
fn uncovered(rule: &Rule, held: &Held<'_>, case: &Case<'_>) -> Option<Answer> {
    (case.outcome == Outcome::Audited && held.cover.is_none()).then(|| {
        let mut evidence = json!({ "declarations": case.declarations.len() });
        if held.cookie.partition.is_some() {
            evidence = json!({ "declarations": case.declarations.len(), "case": "partitioned" });
        } else if let Some((declaration, miss)) = held.near {
            evidence = json!({
                "declarations": case.declarations.len(),
                "case": miss,
                "declaredName": declaration.as_written,
                "declaredDomain": declaration.domain,
                "declaredKind": declaration.kind,
            });
        }
        less_if_refused(rule, held, evidence)
    })
}

/// What a host tried to set and the browser refused weighs one severity less, and the evidence says so.
fn less_if_refused(rule: &Rule, held: &Held<'_>, mut evidence: Value) -> Answer {
    let Some(refusal) = held.cookie.refused else { return Answer { severity: rule.severity, evidence } };
    if let Some(evidence) = evidence.as_object_mut() {
        evidence.insert("refused".to_owned(), json!(refusal));
    }
    Answer { severity: rule.severity.lower(), evidence }
}
