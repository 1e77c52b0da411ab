//! The comparison: the only place where what is declared and what is held meet.
//!
//! Charters and a visit go in. Out come, for each cookie, its party and the declaration that covers it, and the
//! findings of every rule, in a total order: the same input gives the same findings, whatever the order of its cookies.

mod case;
pub mod cover;
#[cfg(test)]
mod facts;
mod judgement;
pub mod rules;
mod until;

pub use case::Outcome;
pub use judgement::{Judgement, Opinion};

use crate::charter::{Charter, Declaration, Party};
use crate::cookie::{Cookie, Stored, Visit};
use crate::knowledge::base::{Base, Fact};
use case::{Case, Held};
use cover::Cover;
use serde::{Deserialize, Serialize};

/// What came out of comparing charters and a visit. Cookies and storage keys keep the order of the visit.
#[derive(Debug, Clone, PartialEq)]
pub struct Audit {
    /// Whether there was a charter to compare with.
    pub outcome: Outcome,
    /// One for each cookie of the visit.
    pub held: Vec<Matched>,
    /// One for each storage key of the visit: the declaration that covers it.
    pub stored: Vec<Option<Cover>>,
    /// One for each declaration, the charters' declarations one after another: something of the visit matches it.
    pub seen: Vec<bool>,
    /// What the rules found, the gravest first.
    pub findings: Vec<Finding>,
}

/// One cookie's place in the comparison.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Matched {
    /// Whether it belongs to the visited site, by registrable domain.
    pub party: Party,
    /// The declaration that covers it, and why. `None` when none does.
    pub cover: Option<Cover>,
    /// In how many of several joined visits it was seen. `None` for a single visit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen_in: Option<SeenIn>,
    /// What a knowledge base that the auditor brought knows about it. `None` when nothing, or without one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fact: Option<Fact>,
}

/// In how many of several visits a cookie was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeenIn {
    /// The visits that saw it, held or refused.
    pub visits: usize,
    /// All visits.
    pub of: usize,
}

/// A rule that answered yes, with its evidence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// The rule's id (`undeclared`).
    pub rule: String,
    /// How much it matters here.
    pub severity: Severity,
    /// The cookie it is about. `None` when it is about the charter.
    pub cookie: Option<Cookie>,
    /// The storage key it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub storage: Option<Stored>,
    /// The declaration it is about.
    pub declaration: Option<Declaration>,
    /// What was observed, as plain data; never a sentence.
    pub evidence: serde_json::Value,
    /// What the auditor thinks of it. `None` when nobody said, as in every fresh audit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub judgement: Option<Judgement>,
}

/// How much a finding matters, the gravest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// What the charter says and what the browser holds contradict each other.
    Breach,
    /// Worth correcting.
    Warning,
    /// Worth knowing.
    Notice,
    /// For completeness.
    Information,
}

impl Severity {
    /// The next lower severity; information stays information.
    #[must_use]
    pub fn lower(self) -> Self {
        match self {
            Self::Breach => Self::Warning,
            Self::Warning => Self::Notice,
            Self::Notice | Self::Information => Self::Information,
        }
    }
}

/// Compares what charters declare with what a visit saw. No charter at all is an ordinary case: see [`Outcome`].
///
/// # Example
///
/// ```
/// use cookie_charter::{audit, charter, cookie::Visit, page::{Form, Page}};
///
/// let source = "<table><tr><th>Nom du cookie<th>Finalité<tr><td>sessionid<td>Reste connecté</table>".to_owned();
/// let charter = charter::read(&Page { address: None, language: Some("fr".to_owned()), form: Form::Html, source });
/// let visit: Visit = serde_json::from_str(r#"{
///     "schema": "cookie-charter/visit/1", "site": "https://data.example/", "now": 0, "stage": "unknown",
///     "cookies": [{ "name": "sessionid", "domain": "data.example", "path": "/" },
///                 { "name": "ab_bucket", "domain": "data.example", "path": "/" }]
/// }"#)?;
/// let audit = audit::audit(&[charter], &visit);
/// let raised = audit.findings.iter().find(|finding| finding.rule == "undeclared");
/// assert_eq!(raised.and_then(|finding| finding.cookie.as_ref()).map(|cookie| cookie.name.as_str()), Some("ab_bucket"));
/// # Ok::<(), serde_json::Error>(())
/// ```
pub fn audit(charters: &[Charter], visit: &Visit) -> Audit {
    audit_knowing(charters, visit, &Base::default())
}

/// As [`audit`], with what an auditor's knowledge base knows before what is publicly known.
pub fn audit_knowing(charters: &[Charter], visit: &Visit, base: &Base) -> Audit {
    let case = Case::of(charters, visit, base);
    let mut findings: Vec<Finding> = rules::RULES.iter().flat_map(|rule| rule.findings(&case)).collect();
    findings.sort_by(|a, b| order(a).cmp(&order(b)));
    Audit {
        outcome: case.outcome,
        held: case.held.iter().map(|held| matched(held)).collect(),
        stored: case.stored.iter().map(|stored| stored.cover.clone()).collect(),
        seen: case.seen,
        findings,
    }
}

fn matched(held: &Held<'_>) -> Matched {
    Matched { party: held.party, cover: held.cover.clone(), seen_in: None, fact: held.fact.cloned() }
}

/// Gravest first, then the table's order of rules, then whose cookie it is, then the place in the charter.
fn order(finding: &Finding) -> impl Ord + '_ {
    let declaration = finding.declaration.as_ref();
    (
        finding.severity,
        rules::RULES.iter().position(|rule| rule.id == finding.rule),
        finding.cookie.as_ref().map(|cookie| (&cookie.domain, cookie)),
        &finding.storage,
        declaration.map(|declaration| (&declaration.evidence.section, declaration.evidence.row)),
        declaration.map(|declaration| (&declaration.name, &declaration.evidence.excerpt, &declaration.domain)),
        declaration
            .map(|declaration| (declaration.kind, declaration.party, &declaration.provider, &declaration.purpose)),
    )
}
