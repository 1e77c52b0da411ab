//! A report for a spreadsheet: one line a cookie, storage key or unseen declaration (RFC 4180, UTF-8 with byte order mark).
//!
//! Names of cookies come from strangers: a cell that a spreadsheet would take for a formula starts with an apostrophe.

use super::words::Words;
use super::{Report, moment, view};
use crate::audit::{Finding, Outcome};
use crate::charter::lifetime::Length;
use crate::charter::{Declaration, Party};
use crate::cookie::{Cookie, Setter, Stage, Untold};
use std::collections::BTreeMap;

/// The columns, in order; their headings are the words `column.<key>`.
const COLUMNS: [&str; 30] = [
    "status",
    "rules",
    "severity",
    "name",
    "domain",
    "path",
    "party",
    "lifetime",
    "left",
    "expires",
    "http-only",
    "secure",
    "same-site",
    "partition",
    "store",
    "set-by",
    "stage",
    "refused",
    "declared-name",
    "declared-provider",
    "declared-purpose",
    "declared-category",
    "declared-lifetime",
    "declared-section",
    "declared-row",
    "charter-words",
    "judgement",
    "known",
    "findings",
    "sentences",
];

type Cells = BTreeMap<&'static str, String>;

/// Writes a report. Columns are separated by commas in English and by semicolons elsewhere, where spreadsheets expect
/// the comma in numbers.
pub fn csv(report: &Report, language: &str) -> String {
    let words = Words::of(language);
    let separator = if words.language() == "en" { ',' } else { ';' };
    let mut csv = String::from("\u{feff}");
    line(&mut csv, separator, COLUMNS.iter().map(|column| words.view(&format!("column.{column}"), &[])));
    let declarations: Vec<&Declaration> = report.declarations().collect();
    let known = report.baseline.as_ref().map_or(&[][..], |baseline| &baseline.known);
    let (findings, before) = (by_cookie(&report.findings), by_cookie(known));
    for (cookie, matched) in report.cookies() {
        let declaration = matched.cover.as_ref().and_then(|cover| declarations.get(cover.declaration));
        let compared = report.summary.outcome == Outcome::Audited;
        let status = match (matched.party, declaration) {
            (_, None) if !compared => "seen",
            (Party::First, Some(_)) => "declared",
            (Party::First, None) => "undeclared",
            (Party::Third, Some(_)) => "third-party-declared",
            (Party::Third, None) => "third-party",
        };
        let mut cells = held(words, cookie, report.visit.now);
        cells.insert("status", words.view(&format!("status.{status}"), &[]));
        cells.insert("party", view::of_id(words, "party-name", &matched.party));
        found(words, &mut cells, findings.get(cookie).map(Vec::as_slice).unwrap_or_default());
        cells.insert("known", titles(words, before.get(cookie).map(Vec::as_slice).unwrap_or_default()));
        declared(words, &mut cells, declaration.copied());
        write(&mut csv, separator, &cells);
    }
    let new = report.findings.iter().map(|finding| (finding, Cells::new()));
    let old = known.iter().map(|finding| (finding, Cells::from([("known", titles(words, &[finding]))])));
    for (finding, mut cells) in new.chain(old).filter(|(finding, _)| finding.cookie.is_none()) {
        if !cells.contains_key("known") {
            found(words, &mut cells, &[finding]);
        }
        declared(words, &mut cells, finding.declaration.as_ref());
        claim(&mut cells, finding);
        let status = match (&finding.storage, &finding.declaration) {
            (Some(stored), _) => {
                cells.insert("name", stored.name.clone());
                cells.insert("domain", stored.host.clone());
                "undeclared"
            }
            (None, Some(_)) => "not-seen",
            (None, None) => "charter",
        };
        cells.insert("status", words.view(&format!("status.{status}"), &[]));
        write(&mut csv, separator, &cells);
    }
    csv
}

/// Findings by the cookie that they are about.
fn by_cookie(findings: &[Finding]) -> BTreeMap<&Cookie, Vec<&Finding>> {
    let mut all: BTreeMap<&Cookie, Vec<&Finding>> = BTreeMap::new();
    for finding in findings {
        if let Some(cookie) = &finding.cookie {
            all.entry(cookie).or_default().push(finding);
        }
    }
    all
}

/// The rules of findings, by their titles.
fn titles(words: &Words, findings: &[&Finding]) -> String {
    findings.iter().map(|finding| words.title(&finding.rule)).collect::<Vec<_>>().join(" · ")
}

/// What the browser holds, at a moment.
fn held(words: &Words, cookie: &Cookie, now: u64) -> Cells {
    let is_told = cookie.untold != Untold::Attributes;
    let unknown = || words.view("untold", &[]);
    // Nothing is left of what the browser refused.
    let expires = cookie.expires.filter(|_| cookie.refused.is_none());
    let yes = |truth: bool| words.view(if truth { "yes" } else { "no" }, &[]);
    let set_by = match &cookie.set_by {
        Some(Setter::Script) => words.view("set-by.script", &[]),
        Some(Setter::Header { host, redirects, .. }) => {
            redirects.iter().chain([host]).cloned().collect::<Vec<_>>().join(" > ")
        }
        None => String::new(),
    };
    Cells::from([
        ("name", cookie.name.clone()),
        ("domain", cookie.domain.clone()),
        ("path", if is_told { cookie.path.clone() } else { String::new() }),
        ("lifetime", cookie.asked_for().map(|seconds| seconds.to_string()).unwrap_or_default()),
        ("expires", expires.map(moment::iso).unwrap_or_default()),
        ("left", expires.map(|expires| expires.saturating_sub(now).to_string()).unwrap_or_default()),
        ("http-only", if cookie.untold == Untold::Nothing { yes(cookie.http_only) } else { unknown() }),
        ("secure", if is_told { yes(cookie.secure) } else { unknown() }),
        ("same-site", cookie.same_site.map(|it| view::same_site(it).to_owned()).unwrap_or_default()),
        ("partition", cookie.partition.as_ref().map(|it| it.top_level_site.clone()).unwrap_or_default()),
        ("store", cookie.store.clone().unwrap_or_default()),
        ("set-by", set_by),
        (
            "stage",
            if cookie.stage == Stage::Unknown { String::new() } else { view::of_id(words, "stage", &cookie.stage) },
        ),
        ("refused", cookie.refused.map(|it| view::of_id(words, "refused", &it)).unwrap_or_default()),
    ])
}

/// What the charter says.
fn declared(words: &Words, cells: &mut Cells, declaration: Option<&Declaration>) {
    let Some(declaration) = declaration else { return };
    let lifetime = declaration.lifetime.as_ref().map(|lifetime| match lifetime.length {
        Length::Seconds(seconds) => format!("{} ({})", lifetime.as_written, moment::length(words, seconds)),
        Length::Session(_) | Length::Unbounded(_) => lifetime.as_written.clone(),
    });
    let texts = [
        ("declared-name", Some(declaration.as_written.clone())),
        ("declared-provider", declaration.provider.clone()),
        ("declared-purpose", declaration.purpose.clone()),
        ("declared-category", declaration.category.map(|category| view::of_id(words, "category-name", &category))),
        ("declared-lifetime", lifetime),
        ("declared-section", declaration.evidence.section.clone()),
        ("declared-row", declaration.evidence.row.map(|row| row.to_string())),
        ("charter-words", Some(declaration.evidence.excerpt.clone())),
    ];
    cells.extend(texts.into_iter().filter_map(|(column, text)| Some((column, text?))));
}

/// The sentence of the charter that a finding speaks against.
fn claim(cells: &mut Cells, finding: &Finding) {
    if let Some(claim) = finding.evidence.get("claim").and_then(serde_json::Value::as_str) {
        cells.insert("charter-words", claim.to_owned());
    }
}

/// What was found.
fn found(words: &Words, cells: &mut Cells, findings: &[&Finding]) {
    let rules: Vec<&str> = findings.iter().map(|finding| finding.rule.as_str()).collect();
    cells.insert("rules", rules.join(" "));
    let judged = findings.iter().filter_map(|finding| finding.judgement.as_ref());
    let judged = judged.map(|judgement| view::judged(words, judgement).sentence);
    cells.insert("judgement", judged.collect::<Vec<_>>().join(" "));
    cells.insert("findings", titles(words, findings));
    let sentences: Vec<String> = findings.iter().map(|finding| view::found(words, finding).observed).collect();
    cells.insert("sentences", sentences.join(" · "));
    let gravest = findings.iter().map(|finding| finding.severity).min();
    cells.insert("severity", gravest.map(|severity| view::of_id(words, "severity", &severity)).unwrap_or_default());
}

fn write(csv: &mut String, separator: char, cells: &Cells) {
    line(csv, separator, COLUMNS.iter().map(|column| cells.get(column).cloned().unwrap_or_default()));
}

pub(super) fn line(csv: &mut String, separator: char, cells: impl Iterator<Item = String>) {
    for (place, text) in cells.enumerate() {
        if place > 0 {
            csv.push(separator);
        }
        csv.push_str(&cell(&text));
    }
    csv.push_str("\r\n");
}

/// One cell, always quoted: control characters become spaces, what starts a formula is preceded by an apostrophe.
pub(super) fn cell(text: &str) -> String {
    let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let formula = text.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    format!("\"{}{}\"", if formula { "'" } else { "" }, text.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn cells_are_quoted_and_harmless() {
        assert_eq!(cell("_ga"), "\"_ga\"");
        assert_eq!(cell("a \"b\"; c,d"), "\"a \"\"b\"\"; c,d\"");
        assert_eq!(cell("=HYPERLINK(1)"), "\"'=HYPERLINK(1)\"");
        assert_eq!(cell("\t@cmd\r\n"), "\"' @cmd  \"");
        assert_eq!(cell("-1"), "\"'-1\"");
    }
}
