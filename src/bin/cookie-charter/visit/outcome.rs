//! What a visit came to: the line of its site, the reports that are printed, the verdict on all.

use super::evidence::of_stage;
use super::queue::Task;
use super::results::{Line, Taken};
use super::site::{self, Pack, Visited};
use super::trouble::Trouble;
use crate::Verdict;
use crate::args::Bar;
use cookie_charter::audit::{Outcome, Severity};
use cookie_charter::cookie::domain::{host, registrable};
use cookie_charter::cookie::{Missing, Stage};
use cookie_charter::report::format::Format;
use cookie_charter::report::text::Paint;
use cookie_charter::report::text::plain;
use cookie_charter::report::words::Words;
use cookie_charter::report::{Report, Summary, stages, view};
use std::fmt::Write as _;
use std::path::PathBuf;
use std::time::Duration;

/// The line of a site that was visited, with a name and password or without: of several stages the largest numbers.
/// `None` where no stage was taken.
pub(super) fn line(task: &Task, visited: &Visited, folder: PathBuf, took: Duration, is_signed: bool) -> Option<Line> {
    let Visited { packs, troubles } = visited;
    let pack = packs.last()?;
    let mut told: Vec<String> = troubles.iter().map(Trouble::to_string).collect();
    told.extend(staged(packs, |pack| refusal(pack.status, is_signed)));
    let has_failed = !told.is_empty();
    told.extend(staged(packs, |pack| loading(&pack.report)));
    told.extend(staged(packs, |pack| pack.unopened.as_ref().map(|why| format!("{why}; {GIVE}"))));
    told.extend(staged(packs, |pack| pack.framed.as_ref().map(|why| format!("{why}; {GIVE}"))));
    told.extend(staged(packs, |pack| {
        let is_told = pack.unopened.is_none() && !pack.unread.is_empty();
        is_told.then(|| format!("{}; {GIVE}", pack.unread.join("; ")))
    }));
    let most =
        |number: fn(&Summary) -> usize| packs.iter().map(|pack| number(&pack.counts.summary)).max().unwrap_or_default();
    let site = |address: &str| host(address).map(|host| registrable(&host).map_or(host.clone(), str::to_owned));
    Some(Line {
        site: task.address.clone(),
        outcome: if has_failed { "failed" } else { site::word(pack.report.summary.outcome) }.to_owned(),
        declared: most(|summary| summary.declared),
        undeclared: most(|summary| summary.undeclared),
        third_party: most(|summary| summary.third_party),
        raised: most(|summary| summary.breach + summary.warning),
        stages: packs.iter().map(taken).collect(),
        shown: Some(&pack.report.visit.site).filter(|shown| site(shown) != site(&task.address)).cloned(),
        charter: pack.report.charter.as_ref().and_then(|charter| charter.source.address.clone()),
        folder: Some(folder),
        tries: task.tries + 1,
        seconds: took.as_secs_f64(),
        error: (!told.is_empty()).then(|| told.join("; ")),
    })
}

/// What can be done where a charter could not be read.
const GIVE: &str = "save its text and give it: --charter FILE";

fn taken(pack: &Pack) -> Taken {
    let Summary { declared, undeclared, third_party, breach, warning, notice, .. } = pack.counts.summary;
    let compared = pack.report.summary.outcome == Outcome::Audited;
    let undeclared_third_party = compared.then_some(pack.counts.summary.undeclared_third_party);
    let unsure = crate::audit::is_unsure(&pack.report);
    let astray = pack.astray.clone();
    Taken {
        stage: pack.stage,
        declared,
        undeclared,
        third_party,
        undeclared_third_party,
        breach,
        warning,
        notice,
        unsure,
        astray,
    }
}

/// What is said of a site that answers with an error.
fn refusal(status: u16, is_signed: bool) -> Option<String> {
    let asks = match status {
        401 if is_signed => ": it does not accept the name and password that were given",
        401 => ": it asks for a name and password; give them: https://name:password@…",
        400.. => "",
        _ => return None,
    };
    Some(format!("the site answers with an error, HTTP {status}{asks}"))
}

/// What is said of a page that was still loading when its time was over.
fn loading(report: &Report) -> Option<String> {
    let said = "the page had not finished loading when it was read, after half of --timeout: give it more time, or see what hangs";
    report.visit.missing.contains(&Missing::PageLoading).then(|| said.to_owned())
}

/// What is said of each stage: once where the same is said of all, else with its name.
fn staged(packs: &[Pack], said: impl Fn(&Pack) -> Option<String>) -> Vec<String> {
    let all: Vec<(Stage, String)> = packs.iter().filter_map(|pack| Some((pack.stage, said(pack)?))).collect();
    let Some((_, first)) = all.first() else { return Vec::new() };
    if all.len() == packs.len() && all.iter().all(|(_, said)| said == first) {
        return vec![first.clone()];
    }
    let named = |(stage, said): &(Stage, String)| match stage {
        Stage::Accepted => format!("after accepting, {said}"),
        Stage::Refused => format!("after refusing, {said}"),
        Stage::Before | Stage::Unknown => format!("before any choice, {said}"),
    };
    all.iter().map(named).collect()
}

/// The line of a site that was not visited.
pub(super) fn failed(task: &Task, trouble: &Trouble, took: Duration) -> Line {
    Line {
        site: task.address.clone(),
        outcome: "failed".to_owned(),
        declared: 0,
        undeclared: 0,
        third_party: 0,
        raised: 0,
        stages: Vec::new(),
        shown: None,
        charter: None,
        folder: None,
        tries: task.tries + 1,
        seconds: took.as_secs_f64(),
        error: Some(trouble.to_string()),
    }
}

/// The reports of one site, each under its stage where there are several.
pub(super) fn told(reports: &[Report], language: &str) -> String {
    let one = |report: &Report| {
        let text = Format::Text(Paint::Ansi).write(report, language);
        let stage = match report.visit.stage {
            Stage::Accepted => "stageAccepted",
            Stage::Refused => "stageRefused",
            Stage::Before | Stage::Unknown => "stageBefore",
        };
        let title = Words::of(language).labels.get(stage).cloned().unwrap_or_default();
        if reports.len() > 1 { format!("══ {} ══\n{text}", Paint::Ansi.with("1", &title)) } else { text }
    };
    let table = stages::table(reports, language).map(|table| table.text());
    reports.iter().map(one).chain(table).collect::<Vec<_>>().join("\n")
}

/// What is raised in the reports of one site, a line each, under its stage where there are several.
pub(super) fn raised(reports: &[Report], language: &str) -> String {
    let mut text = String::new();
    for report in reports {
        let stage = if reports.len() > 1 { format!("{}: ", of_stage(report.visit.stage)) } else { String::new() };
        let view = view::written(report, language);
        for found in view.groups.iter().flat_map(|group| &group.rows).flat_map(|row| &row.findings) {
            if matches!(found.severity.as_str(), "breach" | "warning") {
                let _ = writeln!(text, "{stage}{} ({}): {}", found.weight, found.rule, plain(&found.told()));
            }
        }
        if let Some(known) = view.state.sentence.filter(|_| report.baseline.is_some()) {
            let _ = writeln!(text, "{stage}{known}");
        }
    }
    text
}

/// Raised somewhere, of the severity that was asked for, else untold somewhere, else clear.
pub(super) fn verdict(lines: &[&Line], asked: usize, bar: &Bar) -> Verdict {
    let raises = |taken: &Taken| {
        let found =
            [(Severity::Breach, taken.breach), (Severity::Warning, taken.warning), (Severity::Notice, taken.notice)];
        found.iter().any(|(severity, count)| *count > 0 && *severity <= bar.least()) || bar.strict && taken.unsure
    };
    if lines.iter().any(|line| line.stages.iter().any(raises)) {
        Verdict::Raised
    } else if lines.len() < asked || lines.iter().any(|line| line.outcome != "audited") {
        Verdict::CouldNotTell
    } else {
        Verdict::Clear
    }
}
