//! The auditor's own judgement of a finding: accepted, disputed, or a note. It stays with the finding at a new visit.

use super::baseline::fingerprint;
use super::view::Judged;
use super::words::Words;
use super::{Report, view};
use crate::audit::Judgement;
use std::collections::BTreeMap;

/// The most characters of a note that are kept.
pub const NOTE: usize = 2_000;

/// Puts judgements, by the identity of their finding ([`fingerprint`]), beside the findings of a report. Judgements of
/// findings that are not there now stay out.
#[must_use]
pub fn judged(mut report: Report, judgements: &BTreeMap<String, Judgement>) -> Report {
    for finding in &mut report.findings {
        finding.judgement = judgements
            .get(&fingerprint(finding))
            .cloned()
            .map(|judgement| Judgement { note: judgement.note.chars().take(NOTE).collect(), ..judgement });
    }
    report
}

/// A judgement in words.
pub fn said(judgement: &Judgement, language: &str) -> Judged {
    view::judged(Words::of(language), judgement)
}

/// The judgements a report carries, by the identity of their finding: what to keep for the next visit.
pub fn judgements(report: &Report) -> BTreeMap<String, Judgement> {
    let of = |finding: &crate::audit::Finding| Some((fingerprint(finding), finding.judgement.clone()?));
    report.findings.iter().filter_map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::{judged, judgements};
    use crate::audit::{Judgement, Opinion, audit};
    use crate::cookie::Visit;
    use crate::report::baseline::fingerprint;
    use crate::report::view::view;
    use crate::report::{Report, report};
    use serde_json::json;
    use std::collections::BTreeMap;

    fn at(now: u64, expires: u64) -> Report {
        let visit: Visit = serde_json::from_value(json!({
            "schema": "cookie-charter/visit/1", "site": "https://a.example/", "now": now, "stage": "unknown",
            "cookies": [{ "name": "uid", "domain": "tracker.example", "path": "/", "expires": expires }],
        }))
        .unwrap();
        report(&[], &visit, audit(&[], &visit))
    }

    #[test]
    fn a_judgement_survives_a_new_visit_and_is_shown() {
        let first = at(1_000, 90_000);
        let third = first.findings.iter().find(|finding| finding.rule == "third-party").unwrap();
        let opinion =
            Judgement { opinion: Some(Opinion::Disputed), note: "Notre sous-traitant.".to_owned(), at: 1_795_392_000 };
        let kept = BTreeMap::from([(fingerprint(third), opinion.clone()), ("gone".to_owned(), opinion)]);
        let second = judged(at(500_000, 900_000), &kept);
        assert_eq!(judgements(&second).len(), 1);
        let again: Report = serde_json::from_str(&serde_json::to_string(&second).unwrap()).unwrap();
        assert_eq!(judgements(&again), judgements(&second));
        let shown = serde_json::to_string(&view(&second, "fr")).unwrap();
        assert!(
            shown.contains(
                "contesté le 23 novembre 2026 : « Notre sous-traitant. »"
                    .replace(" :", "\u{a0}:")
                    .replace("« ", "«\u{a0}")
                    .replace(" »", "\u{a0}»")
                    .as_str()
            ),
            "{shown}"
        );
    }
}
