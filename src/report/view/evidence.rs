//! What an audit rests on, a line each: what was compared with what, when, and what could not be seen.

use super::sides::of_id;
use super::{CharterLine, Proof};
use crate::charter::Charter;
use crate::cookie::{Stage, Visit};
use crate::report::words::Words;
use crate::report::{Report, moment};

/// The lines of a report.
pub(super) fn of(words: &Words, report: &Report) -> Vec<Proof> {
    let visit = &report.visit;
    let line = |key: &str, address: Option<String>, value: String| Proof {
        label: words.view(&format!("evidence.{key}"), &[]),
        address,
        value,
    };
    let mut lines = vec![line("tool", None, format!("Cookie Charter {}", env!("CARGO_PKG_VERSION")))];
    lines.push(line("site", Some(visit.site.clone()), String::new()));
    for each in report.charters() {
        let shown = charter(words, report, each);
        let read = match visit.charter_read {
            Some(read) => words.view("evidence.read", &[("moment", &moment::instant(words, read))]),
            None => words.view("evidence.given", &[]),
        };
        let parts = [shown.file, Some(format!("SHA-256 {}", shown.sha256)), Some(read)];
        lines.push(line("charter", shown.address, parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")));
    }
    if report.charter.is_none() {
        lines.push(line("charter", None, words.view("evidence.none", &[])));
    }
    let seen = moment::instant(words, visit.now);
    let seen = if visit.dated_by_file { words.view("evidence.by-file", &[("moment", &seen)]) } else { seen };
    lines.push(line("seen", None, seen));
    lines.extend(visit.browser.clone().map(|browser| line("browser", None, browser)));
    lines.push(line("stage", None, stage(words, visit)));
    if !visit.missing.is_empty() {
        let unseen = words.view("evidence.count", &[("n", &visit.missing.len().to_string())]);
        lines.push(line("unseen", None, unseen));
    }
    lines
}

/// Where the visitor stood: of captures of several stages, in each of them.
fn stage(words: &Words, visit: &Visit) -> String {
    let of = |stage: &Stage| of_id(words, "stage", stage);
    match visit.stages.as_slice() {
        pictures @ [_, ..] if visit.stage == Stage::Unknown => {
            pictures.iter().map(|picture| of(&picture.stage)).collect::<Vec<_>>().join(" · ")
        }
        _ => of(&visit.stage),
    }
}

/// Where and when a charter was read.
pub(super) fn charter(words: &Words, report: &Report, charter: &Charter) -> CharterLine {
    let source = &charter.source;
    CharterLine {
        sentence: match report.visit.charter_read {
            Some(read) => words.view("charter-read", &[("date", &moment::day(words, read))]),
            None => words.view("charter-given", &[]),
        },
        address: source.address.clone(),
        file: source.file.as_ref().map(|file| file.name.clone()),
        sha256: source.file.as_ref().map_or_else(|| source.sha256.clone(), |file| file.sha256.clone()),
    }
}
