//! A charter for a terminal: what a page declares, and where it was unsure.

use super::moment;
use super::text::plain;
use super::view::of_id;
use super::words::Words;
use crate::charter::lifetime::Length;
use crate::charter::{Charter, Declaration, Doubt, DoubtKind, Kind};
use std::fmt::Write as _;

/// Writes a charter.
pub fn declared(charter: &Charter, language: &str) -> String {
    let words = Words::of(language);
    let mut text = String::new();
    let address = charter.source.address.clone().unwrap_or_else(|| words.view("read.no-address", &[]));
    let tag = charter.language.clone().unwrap_or_else(|| words.view("read.no-language", &[]));
    let _ = writeln!(
        text,
        "{} ({tag})\n{} {}\n",
        plain(&address),
        words.view("fingerprint.text", &[]),
        charter.source.sha256
    );
    let count = charter.declarations.len();
    let key = if count == 0 { "read.nothing" } else { "read.count" };
    let _ = writeln!(text, "{}", words.view(key, &[("n", &count.to_string())]));
    for declaration in &charter.declarations {
        text.push_str(&row(words, declaration));
    }
    for statement in &charter.claims {
        let claim = of_id(words, "claim-name", &statement.claim);
        let line = words.view("read.claim", &[("claim", &claim), ("quote", &quoted(words, &statement.excerpt))]);
        let _ = writeln!(text, "\n{line}");
    }
    for doubt in &charter.doubts {
        let _ = writeln!(text, "\n{}", unsure(words, doubt));
    }
    if !charter.mentions.is_empty() {
        let names: Vec<&str> = charter.mentions.iter().map(|mention| mention.name.as_str()).collect();
        let _ = writeln!(text, "\n{}", plain(&words.view("read.mentions", &[("names", &names.join(", "))])));
    }
    text
}

fn row(words: &Words, declaration: &Declaration) -> String {
    let mut row = format!("\n  {}", plain(&declaration.name));
    if declaration.as_written != declaration.name {
        let written = words.view("read.written", &[("quote", &quoted(words, &declaration.as_written))]);
        let _ = write!(row, "  ({written})");
    }
    row.push('\n');
    let category = declaration.category.map(|category| of_id(words, "category-name", &category));
    let lines = [
        ("draft.kind", (declaration.kind != Kind::Cookie).then(|| of_id(words, "kind", &declaration.kind))),
        ("draft.provider", declaration.provider.clone()),
        ("draft.service", declaration.service.clone()),
        ("draft.domain", declaration.domain.clone()),
        ("draft.purpose", declaration.purpose.clone()),
        ("draft.category", category),
        ("draft.party", declaration.party.map(|party| of_id(words, "party-name", &party))),
        ("draft.lifetime", declaration.lifetime.as_ref().map(|it| lifetime(words, &it.as_written, it.length))),
        ("read.place", place(words, declaration)),
    ];
    let width = lines.iter().map(|(key, _)| words.view(key, &[]).chars().count()).max().unwrap_or(0);
    for (key, value) in lines {
        if let Some(value) = value {
            let _ = writeln!(row, "    {:<width$}  {}", words.view(key, &[]), plain(&value));
        }
    }
    for doubt in &declaration.doubts {
        let _ = writeln!(row, "    {}", unsure(words, doubt));
    }
    row
}

/// As written, with the length that it was read as.
fn lifetime(words: &Words, written: &str, length: Length) -> String {
    let length = match length {
        Length::Session(_) => words.view("session", &[]),
        Length::Seconds(seconds) => moment::length(words, seconds),
        Length::Unbounded(_) => words.view("read.unbounded", &[]),
    };
    if length == written { length } else { format!("{written} ({length})") }
}

fn place(words: &Words, declaration: &Declaration) -> Option<String> {
    let evidence = &declaration.evidence;
    let rows = [evidence.row, evidence.again].into_iter().flatten();
    let rows = rows.map(|row| words.view("place.row", &[("row", &row.to_string())]));
    let parts: Vec<String> = evidence.section.clone().into_iter().chain(rows).collect();
    (!parts.is_empty()).then(|| parts.join(" · ").trim_end_matches('.').to_owned())
}

/// A doubt in words, with what caused it.
fn unsure(words: &Words, doubt: &Doubt) -> String {
    let key = match doubt.doubt {
        DoubtKind::NothingRead => "doubtNothingRead",
        DoubtKind::InferredColumn => "doubtInferredColumn",
        DoubtKind::UnreadLifetime => "doubtUnreadLifetime",
        DoubtKind::Contradiction => "doubtContradiction",
        DoubtKind::Truncated => "doubtTruncated",
    };
    let said = words.labels.get(key).map(String::as_str).unwrap_or_default();
    format!("{said} {}", quoted(words, &doubt.excerpt))
}

fn quoted(words: &Words, text: &str) -> String {
    words.view("quoted", &[("text", &plain(text))])
}
