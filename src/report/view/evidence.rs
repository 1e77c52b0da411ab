//! What an audit rests on, a line each: what was compared with what, when, and what could not be seen.

use super::sides::of_id;
use super::{CharterLine, Proof};
use crate::charter::{Charter, Source, TextOf};
use crate::cookie::domain::host;
use crate::cookie::{Driven, File, Stage, Visit};
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
    if let Some(driven) = visit.driven.as_ref().filter(|driven| driven.asked != visit.site) {
        let led = host(&driven.asked) != host(&visit.site);
        let led = if led { words.view("evidence.redirected", &[]) } else { String::new() };
        lines.push(line("asked", Some(driven.asked.clone()), led));
    }
    for each in report.charters() {
        let shown = charter(words, report, each);
        let read = match visit.charter_read {
            Some(read) => words.view("evidence.read", &[("moment", &moment::instant(words, read))]),
            None => words.view("evidence.given", &[]),
        };
        let hash = format!("{} {}", shown.fingerprint, shown.sha256);
        let parts = [shown.file, Some(hash), Some(read)];
        lines.push(line("charter", shown.address, parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")));
    }
    if report.charter.is_none() {
        lines.push(line("charter", None, words.view("evidence.none", &[])));
    }
    let seen = moment::instant(words, visit.now);
    let seen = if visit.dated_by_file { words.view("evidence.by-file", &[("moment", &seen)]) } else { seen };
    lines.push(line("seen", None, seen));
    lines.extend(visit.files.iter().map(|file| line("files", None, named(words, file))));
    let agent = visit.driven.as_ref().and_then(|driven| driven.agent.clone());
    let browser: Vec<String> = visit.browser.iter().cloned().chain(agent).collect();
    lines.extend((!browser.is_empty()).then(|| line("browser", None, browser.join(" · "))));
    lines.extend(visit.driven.as_ref().map(|driven| line("watched", None, watched(words, driven))));
    lines.push(line("stage", None, stage(words, visit)));
    if !visit.missing.is_empty() {
        let unseen = words.view("evidence.count", &[("n", &visit.missing.len().to_string())]);
        lines.push(line("unseen", None, unseen));
    }
    lines
}

/// The words for what the SHA-256 of a charter is of.
fn fingerprint(source: &Source) -> &'static str {
    match (&source.file, source.text_of) {
        (Some(_), _) => "fingerprint.file",
        (None, Some(TextOf::Sent)) => "fingerprint.sent",
        (None, Some(TextOf::Shown)) => "fingerprint.shown",
        (None, None) => "fingerprint.text",
    }
}

/// A file of cookies, and what tells it from every other one.
fn named(words: &Words, file: &File) -> String {
    let name = file.name.clone().unwrap_or_else(|| words.view("evidence.stream", &[]));
    format!("{name} · {} {}", words.view("fingerprint.file", &[]), file.sha256)
}

/// For how long a driven browser showed the page before it was looked at.
fn watched(words: &Words, driven: &Driven) -> String {
    let seconds = |milliseconds: u64| {
        let tenths = milliseconds.saturating_add(50) / 100;
        words.number(&format!("{}.{}", tenths / 10, tenths % 10))
    };
    let (whole, settle) = (seconds(driven.watched), seconds(driven.settle));
    let whole = words.view("evidence.watch", &[("watched", &whole), ("settle", &settle)]);
    let again = driven.reloaded.map(|again| words.view("evidence.reloaded", &[("reloaded", &seconds(again))]));
    std::iter::once(whole).chain(again).collect::<Vec<_>>().join(" · ")
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
        fingerprint: words.view(fingerprint(source), &[]),
    }
}

#[cfg(test)]
mod tests {
    use super::fingerprint;
    use crate::charter::{Saved, TextOf, read, read_as};
    use crate::page::{Form, Page};

    #[test]
    fn a_fingerprint_says_what_it_is_of() {
        let page = Page { address: None, language: None, form: Form::Html, source: "<p>Cookies</p>".to_owned() };
        let of = |text_of| fingerprint(&read_as(text_of, &page).source);
        assert_eq!([of(TextOf::Sent), of(TextOf::Shown)], ["fingerprint.sent", "fingerprint.shown"]);
        let mut pasted = read(&page).source;
        assert_eq!(fingerprint(&pasted), "fingerprint.text");
        pasted.file = Some(Saved { name: "charte.html".to_owned(), sha256: String::new() });
        assert_eq!(fingerprint(&pasted), "fingerprint.file");
    }
}
