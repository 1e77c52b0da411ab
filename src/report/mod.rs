//! Findings made ready to be read: the only place that knows the words people read.

pub mod baseline;
pub mod csv;
pub mod declared;
pub mod difference;
pub mod draft;
pub mod explain;
pub mod format;
pub mod history;
pub mod html;
pub mod inspection;
pub mod json;
pub mod judgement;
pub mod junit;
pub mod markdown;
pub mod moment;
pub mod sarif;
pub mod stages;
pub mod text;
pub mod view;
pub mod visits;
pub mod words;

use crate::audit::cover::Cover;
use crate::audit::{Audit, Finding, Matched, Outcome, Severity};
use crate::charter::{Charter, Declaration, Party};
use crate::cookie::stages::{Difference, differences};
use crate::cookie::{Cookie, Stored, Visit};
use baseline::Baseline;
use serde::{Deserialize, Serialize};

/// One audit, complete: what was declared, what was seen, what was found. The extension exports this very JSON.
///
/// Nothing in it depends on a language, a clock or the order in which cookies were read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// Always `cookie-charter/report/1`.
    pub schema: String,
    /// The numbers.
    pub summary: Summary,
    /// What was found, the gravest first; beside a baseline only what is new.
    pub findings: Vec<Finding>,
    /// What an earlier report has as well. `None` where the audit was compared with none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub baseline: Option<Baseline>,
    /// For each cookie of `visit.cookies`, in its order: its party and the declaration that covers it.
    pub held: Vec<Matched>,
    /// For each key of `visit.storage`, in its order: the declaration that covers it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stored: Vec<Option<Cover>>,
    /// For each declaration of the charters, one charter after another: something of the visit matches it.
    pub seen: Vec<bool>,
    /// What differs from one consent stage to the next, where several were seen (`visit.stages`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stages: Vec<Difference>,
    /// The charter. `None` when none is known.
    pub charter: Option<Charter>,
    /// Further charters of the same site: a consent dialog, a second page.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub further_charters: Vec<Charter>,
    /// What was seen, and in which circumstances.
    pub visit: Visit,
}

/// The numbers of an audit. Every cookie of the visit counts once among `declared`, `undeclared` and `third_party`;
/// where nothing was compared the first two are zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Summary {
    /// Whether there was a charter to compare with.
    pub outcome: Outcome,
    /// Cookies of the visit, held and refused.
    pub cookies: usize,
    /// Cookies of the site that a declaration covers.
    pub declared: usize,
    /// Cookies of the site that none covers.
    pub undeclared: usize,
    /// Cookies of other sites, declared or not.
    pub third_party: usize,
    /// Those among them that no declaration covers.
    pub undeclared_third_party: usize,
    /// Cookies that were tried and refused by the browser, among all.
    pub refused: usize,
    /// Declarations read.
    pub declarations: usize,
    /// Declarations that match nothing of the visit.
    pub not_seen: usize,
    /// Findings of each severity, those that a baseline knows left out.
    pub breach: usize,
    /// Findings worth correcting.
    pub warning: usize,
    /// Findings worth knowing.
    pub notice: usize,
    /// Findings for completeness.
    pub information: usize,
}

/// Makes a report of an audit of these charters and this visit. Cookies are put in the order of their identity.
pub fn report(charters: &[Charter], visit: &Visit, audit: Audit) -> Report {
    let mut visit = visit.clone();
    let (cookies, held) = sorted(visit.cookies, audit.held);
    let (storage, stored) = sorted(visit.storage, audit.stored);
    visit.cookies = cookies;
    visit.storage = storage;
    visit.hosts.sort();
    visit.missing.sort();
    let mut charters = charters.iter().cloned();
    Report {
        schema: "cookie-charter/report/1".to_owned(),
        summary: summary(audit.outcome, &visit.cookies, &held, &audit.seen, &audit.findings),
        findings: audit.findings,
        baseline: None,
        held,
        stored,
        seen: audit.seen,
        stages: differences(&visit.stages),
        charter: charters.next(),
        further_charters: charters.collect(),
        visit,
    }
}

impl Report {
    /// The charters, the first one first.
    pub fn charters(&self) -> impl Iterator<Item = &Charter> {
        self.charter.iter().chain(&self.further_charters)
    }

    /// The declarations of all charters, in the order that [`Cover::declaration`] counts.
    pub fn declarations(&self) -> impl Iterator<Item = &Declaration> {
        self.charters().flat_map(|charter| &charter.declarations)
    }

    /// The declaration a cover speaks of.
    pub fn covering(&self, cover: &Cover) -> Option<&Declaration> {
        self.declarations().nth(cover.declaration)
    }

    /// The cookies with their place in the comparison.
    pub fn cookies(&self) -> impl Iterator<Item = (&Cookie, &Matched)> {
        self.visit.cookies.iter().zip(&self.held)
    }

    /// The storage keys with the declaration that covers each.
    pub fn storage(&self) -> impl Iterator<Item = (&Stored, Option<&Cover>)> {
        self.visit.storage.iter().zip(self.stored.iter().map(Option::as_ref))
    }
}

/// The name of a member of a closed list, as JSON writes it: "loaded-before".
fn json_name(member: &impl Serialize) -> String {
    let name = serde_json::to_value(member).unwrap_or_default();
    name.as_str().unwrap_or_default().to_owned()
}

fn sorted<K: Ord, V>(keys: Vec<K>, values: Vec<V>) -> (Vec<K>, Vec<V>) {
    let mut pairs: Vec<(K, V)> = keys.into_iter().zip(values).collect();
    pairs.sort_by(|(a, _), (b, _)| a.cmp(b));
    pairs.into_iter().unzip()
}

fn summary(outcome: Outcome, cookies: &[Cookie], held: &[Matched], seen: &[bool], findings: &[Finding]) -> Summary {
    let compared = outcome == Outcome::Audited;
    let count = |party: Party, covered: bool| {
        held.iter().filter(|held| held.party == party && held.cover.is_some() == covered).count()
    };
    let mut summary = Summary {
        outcome,
        cookies: cookies.len(),
        declared: count(Party::First, true),
        undeclared: if compared { count(Party::First, false) } else { 0 },
        third_party: count(Party::Third, true) + count(Party::Third, false),
        undeclared_third_party: if compared { count(Party::Third, false) } else { 0 },
        refused: cookies.iter().filter(|cookie| cookie.refused.is_some()).count(),
        declarations: seen.len(),
        not_seen: seen.iter().filter(|seen| !**seen).count(),
        breach: 0,
        warning: 0,
        notice: 0,
        information: 0,
    };
    summary.weigh(findings);
    summary
}

impl Summary {
    /// Counts findings by their severity.
    fn weigh(&mut self, findings: &[Finding]) {
        let of = |severity: Severity| findings.iter().filter(|finding| finding.severity == severity).count();
        self.breach = of(Severity::Breach);
        self.warning = of(Severity::Warning);
        self.notice = of(Severity::Notice);
        self.information = of(Severity::Information);
    }
}
