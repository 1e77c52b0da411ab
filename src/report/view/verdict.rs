//! The one sentence of an audit with its three numbers. It tells what was seen, never whether it is right.

use super::Count;
use crate::audit::{Outcome, Severity};
use crate::cookie::{Missing, Stage};
use crate::report::words::Words;
use crate::report::{Report, Summary};

/// The verdict.
pub(in crate::report) fn sentence(words: &Words, summary: &Summary) -> String {
    match summary.outcome {
        Outcome::Audited if summary.cookies == 0 => words.verdict("no-cookie", &[]),
        Outcome::Audited => {
            words.verdict("audited", &[("site", &of_site(words, summary)), ("third", &of_third(words, summary))])
        }
        Outcome::NoCharter if summary.cookies == 0 => words.verdict("no-charter-no-cookie", &[]),
        Outcome::NoCharter => words.verdict("no-charter", &[("cookies", &present(words, summary))]),
        Outcome::CharterUnreadable => words.verdict("charter-unreadable", &[("cookies", &present(words, summary))]),
    }
}

/// The verdict before a charter was read: there is none, and it says so.
pub(super) fn reading(language: &str, summary: &Summary) -> String {
    let words = Words::of(language);
    match summary.cookies {
        0 => words.verdict("reading-no-cookie", &[]),
        _ => words.verdict("reading", &[("cookies", &present(words, summary))]),
    }
}

/// A second sentence: what else was found. `None` when the verdict says all.
pub(super) fn beside(words: &Words, report: &Report) -> Option<String> {
    match report.summary.outcome {
        Outcome::Audited => {
            let raised = ["undeclared", "undeclared-third-party"];
            let other = report
                .findings
                .iter()
                .filter(|finding| finding.severity <= Severity::Warning && !raised.contains(&finding.rule.as_str()));
            let other = other.count();
            (other > 0).then(|| words.verdict("other-findings", &[("n", &other.to_string())]))
        }
        // That nothing was found says little of a page that nobody looked into.
        Outcome::NoCharter if report.visit.missing.contains(&Missing::PageUnread) => {
            Some(words.view("missing.page-unread", &[]))
        }
        Outcome::NoCharter => Some(words.verdict("no-charter.next", &[])),
        Outcome::CharterUnreadable => Some(words.verdict("charter-unreadable.next", &[])),
    }
}

/// Why the stage is what it is, when a consent platform tells it.
pub(super) fn told(words: &Words, report: &Report) -> Option<String> {
    let platform = report.visit.told_by.as_deref()?;
    let stage = match report.visit.stage {
        Stage::Unknown => return None,
        Stage::Before => "before",
        Stage::Accepted => "accepted",
        Stage::Refused => "refused",
    };
    Some(words.view(&format!("told-by.{stage}"), &[("platform", platform)]))
}

/// The three numbers with their labels.
pub(super) fn counts(words: &Words, summary: &Summary) -> Vec<Count> {
    let numbers =
        [("declared", summary.declared), ("undeclared", summary.undeclared), ("third-party", summary.third_party)];
    let count = |(id, value): (&str, usize)| Count {
        id: id.to_owned(),
        value,
        label: words.verdict(&format!("count.{id}"), &[("n", &value.to_string())]),
    };
    numbers.map(count).into()
}

fn of_site(words: &Words, summary: &Summary) -> String {
    let all = ("all", &*(summary.declared + summary.undeclared).to_string());
    let undeclared = ("n", &*summary.undeclared.to_string());
    match (summary.declared, summary.undeclared) {
        (0, 0) => words.verdict("site.none", &[]),
        (declared, 0) => words.verdict("site.declared", &[("n", &declared.to_string())]),
        (0, _) => words.verdict("site.undeclared", &[undeclared]),
        _ => words.verdict("site.both", &[undeclared, all]),
    }
}

fn of_third(words: &Words, summary: &Summary) -> String {
    let all = summary.third_party.to_string();
    let unnamed = summary.undeclared_third_party.to_string();
    match (summary.third_party, summary.undeclared_third_party) {
        (0, _) => words.verdict("third.none", &[]),
        (_, 0) => words.verdict("third.declared", &[("n", &all)]),
        (third, undeclared) if third == undeclared => words.verdict("third.undeclared", &[("n", &all)]),
        _ => words.verdict("third.both", &[("n", &all), ("unnamed", &unnamed)]),
    }
}

fn present(words: &Words, summary: &Summary) -> String {
    let key = match summary.third_party {
        0 => "present",
        third if third == summary.cookies => "present-all-third",
        _ => "present-some-third",
    };
    words.verdict(key, &[("n", &summary.cookies.to_string()), ("third", &summary.third_party.to_string())])
}
