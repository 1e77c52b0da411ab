//! The one sentence of an audit with its three numbers. It tells what was seen, never whether it is right.

use super::{Count, Group, joined};
use crate::audit::{Matched, Outcome};
use crate::charter::Party;
use crate::cookie::{Missing, Stage};
use crate::report::words::Words;
use crate::report::{Report, Summary, moment};

/// The verdict of a report: of a page that did not load it says so.
pub(super) fn of(words: &Words, report: &Report) -> String {
    // What an archive shows was asked for, not what became of it.
    let seen = report.visit.cookies.iter().any(|cookie| cookie.refused.is_some() && !cookie.only_sent);
    let refused = if seen { "refused" } else { "refused-sent" };
    of_all(words, &report.summary, &report.visit.missing) + &of_refused(words, &report.summary, refused)
}

/// The verdict of a summary, of a visit that lacks this and that.
pub(in crate::report) fn sentence(words: &Words, summary: &Summary, missing: &[Missing]) -> String {
    of_all(words, summary, missing) + &of_refused(words, summary, "refused")
}

/// How many of the cookies the browser does not hold.
fn of_refused(words: &Words, summary: &Summary, key: &str) -> String {
    match summary.refused {
        0 => String::new(),
        n => format!(" {}", words.verdict(key, &[("n", &n.to_string())])),
    }
}

fn of_all(words: &Words, summary: &Summary, missing: &[Missing]) -> String {
    let failed = missing.contains(&Missing::PageFailed);
    match summary.outcome {
        Outcome::NoCharter if failed && summary.cookies == 0 => words.verdict("page-failed-no-cookie", &[]),
        Outcome::NoCharter if failed => words.verdict("page-failed", &[("cookies", &present(words, summary))]),
        Outcome::Audited if summary.cookies == 0 && missing.contains(&Missing::ArchiveWithoutCookies) => {
            words.verdict("without-cookies", &[])
        }
        Outcome::Audited if summary.cookies == 0 && missing.contains(&Missing::FilesWithoutCookies) => {
            words.view("missing.files-without-cookies", &[])
        }
        Outcome::Audited if summary.cookies == 0 && missing.contains(&Missing::Expired) => {
            words.verdict("all-expired", &[])
        }
        Outcome::Audited if summary.cookies == 0 && summary.declarations == 0 => words.verdict("no-cookie", &[]),
        Outcome::Audited if summary.cookies == 0 => {
            words.verdict("no-cookie-declared", &[("n", &summary.declarations.to_string())])
        }
        Outcome::Audited => {
            words.verdict("audited", &[("site", &of_site(words, summary)), ("third", &of_third(words, summary))])
        }
        Outcome::NoCharter if missing.contains(&Missing::CharterUnopened) => {
            words.verdict("charter-unopened", &[("cookies", &present(words, summary))])
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

/// A second sentence: what else was found, by the rows of the groups that it is in. `None` when the verdict says all.
pub(super) fn beside(words: &Words, report: &Report, groups: &[Group]) -> Option<String> {
    let unread = report.visit.missing.iter().find(|missing| missing.hides_page());
    match (report.summary.outcome, unread) {
        (Outcome::NoCharter, Some(Missing::PageFailed)) => Some(words.verdict("page-failed.next", &[])),
        // That nothing was found says little of a page that nobody looked into.
        (Outcome::NoCharter | Outcome::Audited, Some(unread)) => Some(super::lacks(words, &report.visit, *unread)),
        (Outcome::Audited, None) => {
            let said = |key: &str, n: usize| (n > 0).then(|| words.verdict(key, &[("n", &n.to_string())]));
            let marked = |group: &str, mark: &str| {
                let rows = groups.iter().filter(|it| it.id == group).flat_map(|it| &it.rows);
                rows.filter(|row| row.mark == mark).count()
            };
            let other = marked("deviating", "raised") + marked("third-party", "raised");
            joined([said("other-findings", other), said("noted", marked("deviating", "noted"))])
        }
        (Outcome::NoCharter, None) if !report.visit.missing.contains(&Missing::CharterUnopened) => {
            Some(words.verdict("no-charter.next", &[]))
        }
        (Outcome::NoCharter, None) | (Outcome::CharterUnreadable, _) => {
            Some(words.verdict("charter-unreadable.next", &[]))
        }
    }
}

/// What whoever reads a file can do where nothing was compared. `None` where something was, or the page is the reason.
pub(super) fn given(words: &Words, report: &Report) -> Option<String> {
    let hidden = report.visit.missing.iter().any(|missing| missing.hides_page());
    match report.summary.outcome {
        Outcome::NoCharter if !hidden => Some(words.verdict("no-charter.given", &[])),
        Outcome::CharterUnreadable => Some(words.verdict("charter-unreadable.given", &[])),
        Outcome::NoCharter | Outcome::Audited => None,
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

/// How many findings an earlier report has too, and how many it alone has. `None` where it has none, or there is none.
pub(super) fn known(words: &Words, report: &Report) -> Option<String> {
    let baseline = report.baseline.as_ref()?;
    let moment = moment::instant(words, baseline.now);
    let told = |key: &str, count: usize| {
        (count > 0).then(|| words.verdict(key, &[("n", &*count.to_string()), ("moment", &moment)]))
    };
    joined([told("known-findings", baseline.known.len()), told("gone-findings", baseline.gone)])
}

/// The numbers with their labels, which say how many of each were refused. Those of third parties are among the first two.
pub(super) fn counts(words: &Words, report: &Report) -> Vec<Count> {
    let summary = &report.summary;
    let told = !report.visit.tells_nothing();
    let compared = summary.outcome == Outcome::Audited && told;
    let undeclared = summary.undeclared + summary.undeclared_third_party;
    let declared = if compared { summary.cookies.saturating_sub(undeclared) } else { summary.declared };
    let third = if compared { "third-party-in-all" } else { "third-party" };
    let numbers = [
        ("declared", "declared", declared),
        ("undeclared", "undeclared", undeclared),
        ("third-party", third, summary.third_party),
        ("never-seen", "never-seen", summary.not_seen),
    ];
    let counts = |id: &str, held: &Matched| match id {
        "declared" => compared && held.cover.is_some(),
        "undeclared" => compared && held.cover.is_none(),
        "third-party" => held.party == Party::Third,
        _ => false,
    };
    let refused = |id: &str| report.cookies().filter(|(it, held)| it.refused.is_some() && counts(id, held)).count();
    let count = |(id, key, value): (&str, &str, usize)| {
        let label = words.verdict(&format!("count.{key}"), &[("n", &value.to_string())]);
        let label = match refused(id) {
            0 => label,
            n => words.verdict("count.refused", &[("label", &label), ("n", &n.to_string())]),
        };
        // Where nothing was compared, that none is declared or undeclared is no number.
        let value = Some(value).filter(|_| compared || told && id == "third-party");
        Count { id: id.to_owned(), value, label }
    };
    numbers.into_iter().filter(|(id, ..)| compared || *id != "never-seen").map(count).collect()
}

/// How many findings there are of each severity that is raised or noted, with their labels.
pub(super) fn weights(words: &Words, report: &Report) -> Vec<Count> {
    let summary = &report.summary;
    let numbers = [("breach", summary.breach), ("warning", summary.warning), ("notice", summary.notice)];
    let compared = summary.outcome == Outcome::Audited && !report.visit.tells_nothing();
    let count = |(id, value): (&str, usize)| Count {
        id: id.to_owned(),
        value: Some(value).filter(|value| compared || *value > 0),
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

#[cfg(test)]
mod tests {
    use crate::audit::{Outcome, audit};
    use crate::charter::read;
    use crate::cookie::Visit;
    use crate::page::{Form, Page};
    use crate::report::report;
    use crate::report::view::obstacle::acts;
    use crate::report::view::view;
    use serde_json::json;

    /// The verdict and the sentence beside it, the best thing to do next, and how many findings there are.
    fn told(missing: &[&str], cookies: usize) -> (String, Option<String>, String, usize) {
        let cookies: Vec<_> =
            (0..cookies).map(|n| json!({ "name": n.to_string(), "domain": "a.example", "path": "/" })).collect();
        let visit: Visit = serde_json::from_value(json!({
            "schema": "cookie-charter/visit/1", "site": "https://a.example/", "now": 1, "stage": "unknown", "cookies": cookies,
            "missing": missing,
        }))
        .unwrap();
        let report = report(&[], &visit, audit(&[], &visit));
        let shown = view(&report, "en");
        (shown.verdict, shown.state.sentence, shown.state.acts[0].clone(), report.findings.len())
    }

    #[test]
    fn of_a_page_that_did_not_load_nothing_is_concluded() {
        for (cookies, verdict) in [
            (0, "This page did not load: no cookie was seen, and its links to a charter could not be followed."),
            (
                1,
                "This page did not load, so its links to a charter could not be followed; 1 cookie seen, none from third parties.",
            ),
        ] {
            let next = "Check the page’s address, or reload it once the site answers.".to_owned();
            assert_eq!(told(&["page-failed"], cookies), (verdict.to_owned(), Some(next), "reload".to_owned(), 0));
        }
    }

    #[test]
    fn a_page_that_is_asleep_or_did_not_load_is_first_to_be_loaded_whatever_charter_was_read() {
        let source = "<h1>Cookies</h1><table><tr><th>Cookie<th>Lifetime<tr><td>sid<td>1 day</table>".to_owned();
        let charters = [read(&Page { address: None, language: Some("en".to_owned()), form: Form::Html, source })];
        for (missing, best) in [("page-asleep", "reload"), ("page-failed", "reload"), ("page-busy", "open")] {
            let visit: Visit = serde_json::from_value(json!({
                "schema": "cookie-charter/visit/1", "site": "https://a.example/", "now": 1, "stage": "unknown",
                "cookies": [], "missing": [missing],
            }))
            .unwrap();
            let report = report(&charters, &visit, audit(&charters, &visit));
            assert_eq!((report.summary.outcome, acts(&report)[0].as_str()), (Outcome::Audited, best), "{missing}");
        }
    }

    #[test]
    fn why_a_page_was_not_looked_into_stands_beside_the_verdict() {
        let (verdict, _, _, findings) = told(&[], 0);
        for (missing, begin, best) in [
            ("page-unread", "This page could not be looked into", "point"),
            ("page-busy", "This page is busy", "point"),
            ("page-asleep", "The browser has put this page to sleep", "reload"),
        ] {
            let (same, beside, act, as_many) = told(&[missing], 0);
            assert_eq!((same, act.as_str(), as_many), (verdict.clone(), best, findings));
            assert!(beside.as_ref().is_some_and(|beside| beside.starts_with(begin)), "{beside:?}");
        }
    }
}
