//! Every rule has a case that makes it speak and a neighbour about which it stays silent.
//!
//! `tests/rules/<id>/` holds `visit.json`, `charter.json` (or `page.html`; neither where there is no charter) and the
//! findings of that rule, which `UPDATE_EXPECT=1 cargo test` rewrites. The neighbour is another cookie, storage key or
//! declaration of the same case, or else a second case in `silent/`.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot read its case has failed")]

use cookie_charter::audit::rules::RULES;
use cookie_charter::audit::{self, Finding};
use cookie_charter::charter::{self, Charter};
use cookie_charter::cookie::Visit;
use cookie_charter::page::{Form, Page};
use cookie_charter::report::view::{View, view};
use cookie_charter::report::{self, Report};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::{env, fs};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules")
}

fn read(path: &Path) -> Option<String> {
    path.exists().then(|| fs::read_to_string(path).unwrap())
}

/// Audits the case of a folder.
fn case(folder: &Path) -> Report {
    let visit: Visit = serde_json::from_str(&read(&folder.join("visit.json")).expect("visit.json")).unwrap();
    let page = read(&folder.join("page.html")).map(|source| {
        charter::read(&Page { address: Some(visit.site.clone()), language: None, form: Form::Html, source })
    });
    let given = read(&folder.join("charter.json")).map(|charter| serde_json::from_str(&charter).unwrap());
    let charters: Vec<Charter> = given.into_iter().chain(page).collect();
    report::report(&charters, &visit, audit::audit(&charters, &visit))
}

fn of_rule<'a>(report: &'a Report, rule: &str) -> Vec<&'a Finding> {
    report.findings.iter().filter(|finding| finding.rule == rule).collect()
}

/// The rule's findings as an auditor reads them: whose, how grave, on which evidence, in which words.
fn told(report: &Report, rule: &str) -> Value {
    let said = |view: &View| -> Vec<String> {
        let rows = view.groups.iter().flat_map(|group| &group.rows).flat_map(|row| &row.findings);
        let mut said: Vec<String> =
            rows.filter(|found| found.rule == rule).map(|found| found.observed.clone()).collect();
        said.sort();
        said
    };
    let findings: Vec<Value> = of_rule(report, rule)
        .into_iter()
        .map(|finding| {
            json!({
                "severity": finding.severity,
                "cookie": finding.cookie.as_ref().map(|cookie| format!("{} @ {}{}", cookie.name, cookie.domain, cookie.path)),
                "storage": finding.storage.as_ref().map(|stored| format!("{} @ {}", stored.name, stored.host)),
                "declaration": finding.declaration.as_ref().map(|declaration| &declaration.as_written),
                "evidence": finding.evidence,
            })
        })
        .collect();
    json!({ "findings": findings, "fr": said(&view(report, "fr")), "en": said(&view(report, "en")) })
}

#[test]
fn every_rule_speaks_where_it_should() {
    let mut wrong = Vec::new();
    for rule in RULES {
        let folder = folder().join(rule.id);
        let report = case(&folder);
        assert!(!of_rule(&report, rule.id).is_empty(), "{}: nothing found", rule.id);
        let weighs = |severity| severity == rule.severity || rule.also.contains(&severity);
        let wrongly = of_rule(&report, rule.id).into_iter().find(|finding| !weighs(finding.severity));
        assert!(wrongly.is_none(), "{}: its table does not tell {wrongly:?}", rule.id);
        let told = serde_json::to_string_pretty(&told(&report, rule.id)).unwrap() + "\n";
        let expected = folder.join("findings.json");
        if env::var("UPDATE_EXPECT").is_ok() {
            fs::write(&expected, told).unwrap();
        } else if read(&expected).as_deref() != Some(told.as_str()) {
            wrong.push(format!("{}:\n{told}", rule.id));
        }
    }
    assert!(wrong.is_empty(), "UPDATE_EXPECT=1 rewrites, then review the difference:\n{}", wrong.join("\n"));
}

#[test]
fn every_rule_stays_silent_about_a_neighbour() {
    for rule in RULES {
        let folder = folder().join(rule.id);
        if folder.join("silent").exists() {
            let neighbour = case(&folder.join("silent"));
            assert!(of_rule(&neighbour, rule.id).is_empty(), "{}/silent: {:?}", rule.id, of_rule(&neighbour, rule.id));
            continue;
        }
        let report = case(&folder);
        let raised = of_rule(&report, rule.id);
        let subjects = match raised.first() {
            Some(Finding { cookie: Some(_), .. }) => report.visit.cookies.len(),
            Some(Finding { storage: Some(_), .. }) => report.visit.storage.len(),
            _ => report.declarations().count(),
        };
        assert!(raised.len() < subjects, "{}: no neighbour", rule.id);
    }
}

#[test]
fn no_sentence_has_an_open_place_or_a_raw_id() {
    for rule in RULES {
        let report = case(&folder().join(rule.id));
        for language in ["fr", "en"] {
            let shown = serde_json::to_string(&view(&report, language)).unwrap();
            for raw in [
                "{name}",
                "{host}",
                "{n}",
                "{names}",
                "{use}",
                "{kind}",
                "null.",
                "cover.",
                "doubt.",
                "fact.",
                "use.",
                "category.",
            ] {
                assert!(!shown.contains(raw), "{}: {raw} in {shown}", rule.id);
            }
        }
    }
}

/// A number that decides is told with the finding, in the report as in its evidence.
#[test]
fn thresholds_are_told() {
    for (rule, told) in [
        ("outlives-declaration", [["1.1 times", "1.5 times", "1 day"], ["1,1 fois", "1,5 fois", "1 jour"]]),
        ("persistent-not-session", [["1 day"; 3], ["1 jour"; 3]]),
        ("consent-outlives", [["398 days"; 3], ["398 jours"; 3]]),
        ("outlives-thirteen-months", [["398 days"; 3], ["398 jours"; 3]]),
    ] {
        let report = case(&folder().join(rule));
        assert!(of_rule(&report, rule).iter().all(|finding| finding.evidence.get("thresholds").is_some()), "{rule}");
        for (language, told) in ["en", "fr"].into_iter().zip(told) {
            let view = view(&report, language);
            let rows = view.groups.iter().flat_map(|group| &group.rows).flat_map(|row| &row.findings);
            for found in rows.filter(|found| found.rule == rule) {
                let why = found.why.replace('\u{a0}', " ");
                assert!(told.iter().all(|words| why.contains(words)), "{why}");
            }
        }
    }
}

#[test]
fn the_same_report_has_the_same_bytes() {
    for rule in RULES {
        let folder = folder().join(rule.id);
        let first = case(&folder);
        let mut turned = first.visit.clone();
        turned.cookies.reverse();
        turned.storage.reverse();
        let charters: Vec<Charter> = first.charters().cloned().collect();
        let second = report::report(&charters, &turned, audit::audit(&charters, &turned));
        assert_eq!(serde_json::to_string(&first).unwrap(), serde_json::to_string(&second).unwrap(), "{}", rule.id);
        let again: Report = serde_json::from_str(&serde_json::to_string(&first).unwrap()).unwrap();
        assert_eq!(again, first, "{}", rule.id);
    }
}
