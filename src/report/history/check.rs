//! What an audit or a judgement from outside must hold before it is taken: nothing later in the program checks again.

use super::note;
use crate::audit::{Judgement, Outcome};
use crate::cookie::domain;
use crate::report::{Report, summary};
use serde_json::Value;

/// The last second of the year 9999 (RFC 3339 §1): later moments have no date that people can read.
pub(super) const LAST: u64 = 253_402_300_799;
/// The most bytes of one audit.
const MOST: usize = 2_000_000;

/// The audit in this JSON. `None` when it has another shape, contradicts itself, comes from a private window, or is longer
/// than any real one. Its numbers are counted anew.
pub(super) fn report(json: Value) -> Option<Report> {
    let mut report: Report = serde_json::from_value(json).ok()?;
    let visit = &report.visit;
    let declared = report.declarations().count();
    let covers = report.held.iter().filter_map(|held| held.cover.as_ref()).chain(report.stored.iter().flatten());
    let stored = report.stored.is_empty() || report.stored.len() == visit.storage.len();
    let holds = report.schema == "cookie-charter/report/1"
        && !visit.private
        && visit.now <= LAST
        && domain::host(&visit.site).is_some_and(|host| is_site(&host))
        && visit.cookies.iter().all(|cookie| cookie.set_at.is_none_or(|at| at <= LAST))
        && report.held.len() == visit.cookies.len()
        && stored
        && report.seen.len() == declared
        && covers.into_iter().all(|cover| cover.declaration < declared)
        && (report.summary.outcome == Outcome::NoCharter) == report.charter.is_none();
    if !holds || serde_json::to_string(&report).ok()?.len() > MOST {
        return None;
    }
    for finding in &mut report.findings {
        finding.judgement = finding.judgement.take().filter(|judgement| judgement.at <= LAST);
        if let Some(judgement) = &mut finding.judgement {
            judgement.note = note(&judgement.note);
        }
    }
    let outcome = report.summary.outcome;
    report.summary = summary(outcome, &report.visit.cookies, &report.held, &report.seen, &report.findings);
    Some(report)
}

/// The judgement in this JSON, with the identity of its finding. `None` when either is not one of ours, or says nothing.
pub(super) fn judgement(id: &str, json: Value) -> Option<(String, Judgement)> {
    let judgement: Judgement = serde_json::from_value(json).ok()?;
    let judgement = Judgement { note: note(&judgement.note), ..judgement };
    let known = id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_hexdigit());
    let says = judgement.opinion.is_some() || !judgement.note.is_empty();
    (known && says && judgement.at <= LAST).then(|| (id.to_owned(), judgement))
}

/// Whether a text can be the name of a host (RFC 1035 §2.3.4 bounds it; an IPv6 address has colons).
pub(super) fn is_site(text: &str) -> bool {
    let letter = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | ':');
    (1..=253).contains(&text.len()) && text.chars().all(letter)
}
