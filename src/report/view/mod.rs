//! What a popup, a report page or a terminal shows: sentences and rows, ready in one language.

mod evidence;
mod observed;
mod obstacle;
mod reading;
mod rows;
mod sides;
mod stages;
mod verdict;

pub(super) use observed::{found, judged};
pub use obstacle::Obstacle;
pub use reading::reading;
pub(super) use sides::{lifetime, of_id, protection, same_site};
pub use stages::{At, StageRow, Stages};
pub(super) use verdict::sentence;

use super::Report;
use super::words::Words;
use crate::audit::{Opinion, Outcome};
use crate::charter::Claim;
use crate::cookie::stages::{Span, spans};
use crate::cookie::{Missing, Stage, Visit, domain};
use serde::Serialize;
use std::collections::BTreeSet;

/// Shows a report in a language (`fr`, `fr-FR`; English when there are no words for it).
pub fn view(report: &Report, language: &str) -> View {
    let words = Words::of(language);
    let (groups, known) = rows::groups(words, report);
    View {
        language: words.language().to_owned(),
        site: domain::host(&report.visit.site).unwrap_or_else(|| report.visit.site.clone()),
        state: State {
            id: match report.summary.outcome {
                Outcome::Audited => "audited",
                Outcome::NoCharter => "no-charter",
                Outcome::CharterUnreadable => "charter-unreadable",
            }
            .to_owned(),
            sentence: joined([
                verdict::beside(words, report, &groups),
                verdict::told(words, report),
                verdict::known(words, report),
            ]),
            acts: obstacle::acts(report),
            address: report.charter.as_ref().and_then(|charter| charter.source.address.clone()),
        },
        verdict: verdict::of(words, report),
        counts: verdict::counts(words, report),
        weights: verdict::weights(words, report),
        groups,
        known,
        charters: report.charters().map(|charter| evidence::charter(words, report, charter)).collect(),
        evidence: evidence::of(words, report),
        missing: report
            .visit
            .missing
            .iter()
            .map(|missing| lacks(words, &report.visit, *missing))
            .chain(untested(words, report))
            .collect(),
        stage: report.visit.stage,
        recorded: stages::recorded(&report.visit),
        stages: stages::stages(words, report),
        spans: spans(&report.visit),
    }
}

/// The same for a file, whose reader has neither the popup's buttons nor the visited page before him.
pub fn written(report: &Report, language: &str) -> View {
    let view = view(report, language);
    let words = Words::of(language);
    match verdict::given(words, report) {
        Some(sentence) => {
            let sentences = [Some(sentence), verdict::told(words, report), verdict::known(words, report)];
            View { state: State { sentence: joined(sentences), ..view.state }, ..view }
        }
        None => view,
    }
}

/// What a visit could not see, in a sentence; of an error its status, of cookies that are gone also how many the
/// browser removed, where it told.
fn lacks(words: &Words, visit: &Visit, missing: Missing) -> String {
    let sentence = sides::of_id(words, "missing", &missing);
    if let Some(status) = visit.status.filter(|_| missing == Missing::PageError) {
        return format!("{sentence} (HTTP {status})");
    }
    if let Some(count) = visit.expired.filter(|_| missing == Missing::Expired) {
        return words.view("missing.expired-count", &[("n", &count.to_string())]);
    }
    if let Some(driven) = visit.driven.as_ref().filter(|_| missing == Missing::OnTheWay) {
        let names =
            driven.on_the_way.iter().map(|cookie| format!("{} · {}", sides::named(words, &cookie.name), cookie.domain));
        return format!("{sentence} ({})", names.collect::<Vec<_>>().join(", "));
    }
    match visit.pushed_out.filter(|_| missing == Missing::Gone) {
        Some(count) => format!("{sentence} {}", words.view("missing.pushed-out", &[("n", &count.to_string())])),
        None => sentence,
    }
}

/// That a charter's claim about what is there before any choice could not be tested, where nothing was seen then.
fn untested(words: &Words, report: &Report) -> Option<String> {
    let mut claims = report.charters().flat_map(|charter| &charter.claims);
    let claim = claims.find(|statement| statement.claim == Claim::ConsentFirst)?;
    let quote = observed::shortened("claim", &claim.excerpt);
    (!report.visit.tells_of(Stage::Before)).then(|| words.view("missing.consent-first-untested", &[("claim", &quote)]))
}

/// Sentences one after another. `None` when there is none.
fn joined<const N: usize>(sentences: [Option<String>; N]) -> Option<String> {
    let sentences: Vec<String> = sentences.into_iter().flatten().collect();
    (!sentences.is_empty()).then(|| sentences.join(" "))
}

/// Everything a screen shows about one audit, in one language. No raw code, no `null` sentence.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct View {
    /// The language of every sentence (`fr`).
    pub language: String,
    /// The host of the visited page.
    pub site: String,
    /// What the screen is about.
    pub state: State,
    /// One plain sentence.
    pub verdict: String,
    /// The counts: cookies declared and undeclared, those of third parties among them, declarations that nothing was seen of.
    pub counts: Vec<Count>,
    /// How many findings there are of the severities breach, warning and notice.
    pub weights: Vec<Count>,
    /// The rows, by group, in the order they are shown.
    pub groups: Vec<Group>,
    /// The rows of which an earlier report knew all findings: left out of the groups. Empty without a baseline.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub known: Vec<Row>,
    /// Where the charters were read. Empty when none was.
    pub charters: Vec<CharterLine>,
    /// What the audit rests on: the tool, the site, the charters, the moment and the circumstances of the visit.
    pub evidence: Vec<Proof>,
    /// "What may be missing": one sentence each.
    pub missing: Vec<String>,
    /// Where the person stands in the site's consent dialog.
    pub stage: Stage,
    /// The stages that the evidence rests on and that were not told by a platform just now: each can be withdrawn.
    pub recorded: BTreeSet<Stage>,
    /// What differs from one consent stage to the next. `None` where only one was seen.
    pub stages: Option<Stages>,
    /// The times of the visit by consent stage.
    pub spans: Vec<Span>,
}

/// What a screen is about: an audit, or what stands in its way with one clear next step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct State {
    /// `audited`, `no-charter`, `charter-unreadable`, `no-access`, `not-a-site`, …: for tests and style, never shown.
    pub id: String,
    /// A sentence beside the verdict. `None` when the verdict says all.
    pub sentence: Option<String>,
    /// What the person can do next, the best first: `grant`, `reload`, `point`, `paste`, `open`, `read-again`.
    pub acts: Vec<String>,
    /// The page that `open` opens: the charter, read or not. `None` when no address is known.
    pub address: Option<String>,
}

/// A number with its label.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Count {
    /// `declared`, `undeclared`, `third-party`, `never-seen`.
    pub id: String,
    /// The number. `None` where nothing was compared.
    pub value: Option<usize>,
    /// Its label, in the right plural.
    pub label: String,
}

impl Count {
    /// The number as it is shown: a dash where there is none.
    pub fn shown(&self) -> String {
        self.value.map_or_else(|| "–".to_owned(), |value| value.to_string())
    }
}

/// A group of rows under one heading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Group {
    /// `undeclared`, `undeclared-third-party`, `third-party`, `undeclared-storage`, `deviating` (declared, yet something is found), `seen` (cookies of the site where nothing was compared), `declared`, `declared-storage`, `never-seen`, `charter`.
    pub id: String,
    /// The heading.
    pub title: String,
    /// The rows.
    pub rows: Vec<Row>,
}

/// One cookie, or one declaration that was not seen, or one thing about the charter itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Row {
    /// `raised`, `noted`, `third`, `kept` or `quiet`: the mark beside the row.
    pub mark: String,
    /// The cookie's name; a placeholder sentence when it is empty.
    pub name: String,
    /// The host it belongs to, when that is not the site's own.
    pub host: Option<String>,
    /// Why it is here, in a sentence.
    pub sentence: String,
    /// The same with what is quoted in it cut short.
    pub brief: String,
    /// The short mark at the right: lifetime, "refusé", "6 mois · cloisonné".
    pub chip: Option<String>,
    /// What the mark means. `None` where it speaks for itself.
    pub hint: Option<String>,
    /// The findings about it.
    pub findings: Vec<Found>,
    /// What the charter says. `None` when the row has no such side.
    pub says: Option<Says>,
    /// What stands above `holds`: that the browser holds it, that it refused it, or that it was only seen being sent.
    pub heading: String,
    /// What is known of the cookie or the key in the browser, label and value. Empty when there is none.
    pub holds: Vec<(String, String)>,
    /// The words of the trade among them that are to be explained: `http-only`, `secure`, `same-site-lax`, `partitioned`.
    pub terms: Vec<&'static str>,
}

/// One finding of a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Found {
    /// What makes it the same finding at another visit ([`fingerprint`](super::baseline::fingerprint)).
    pub id: String,
    /// The rule's id, for `data-rule`.
    pub rule: String,
    /// The cookie's name, for `data-cookie`; empty when the finding is about the charter.
    pub cookie: String,
    /// The cookie's domain, for `data-domain`.
    pub domain: String,
    /// The severity's id, for style.
    pub severity: String,
    /// The severity in a word.
    pub weight: String,
    /// The rule's title.
    pub title: String,
    /// What was observed.
    pub observed: String,
    /// The same with what is quoted in it cut short.
    #[serde(skip)]
    pub brief: String,
    /// Why it matters.
    pub why: String,
    /// What a visitor may do.
    pub advice: String,
    /// What the owner of the site may do.
    pub owner: String,
    /// What the auditor thinks of it. `None` when nobody said.
    pub judgement: Option<Judged>,
}

/// What an auditor thinks of a finding, in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Judged {
    /// For or against. `None` when there is only a note.
    pub opinion: Option<Opinion>,
    /// The auditor's words. Empty when there are none.
    pub note: String,
    /// Both in a sentence, with the day.
    pub sentence: String,
}

impl Found {
    /// A sentence with the severity and the rule that it comes of before it.
    pub fn weighed(&self, words: &Words, sentence: &str) -> String {
        words.view("weighed", &[("severity", &self.weight), ("rule", &self.rule), ("sentence", sentence)])
    }

    /// What was observed, followed by the auditor's judgement when there is one.
    pub fn told(&self) -> String {
        match &self.judgement {
            Some(judged) => format!("{} {}", self.observed, judged.sentence),
            None => self.observed.clone(),
        }
    }
}

/// The charter's side of a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Says {
    /// The charter's own words. `None` when it says nothing of this cookie.
    pub quote: Option<String>,
    /// Our sentence when there is no quote, or about it (section, row, why it covers).
    pub sentence: String,
    /// The language of the quote (`fr`). `None` where nobody knows.
    pub language: Option<String>,
    /// The page that the quote stands in, where several were read.
    pub source: Option<String>,
    /// The charter's address, with a text fragment that leads to the place.
    pub link: Option<String>,
}

/// One line of what an audit rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Proof {
    /// "Charte".
    pub label: String,
    /// What can be followed, before the value. `None` where there is nothing to follow.
    pub address: Option<String>,
    /// The value.
    pub value: String,
}

/// Where and when the charter was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CharterLine {
    /// "Charte lue le 23 novembre 2026", or that nobody knows when.
    pub sentence: String,
    /// Its address. `None` when it was pasted, or is a file alone.
    pub address: Option<String>,
    /// The file that it was read from. `None` where it was none.
    pub file: Option<String>,
    /// Its SHA-256: that of the file, where there is one.
    pub sha256: String,
    /// What the SHA-256 is of, in words: one page has another as it was sent than as it was shown.
    pub fingerprint: String,
}
