//! Rows for the charter: one for each cookie and storage key that it does not declare, in its own columns, order and language.
//!
//! What a site's owner needs most. Measured facts are filled in, public knowledge is suggested, and what only the owner
//! can know is marked as blank.

mod cell;

use super::words::Words;
use super::{Report, csv, html, markdown};
use crate::charter::{Column, Field};
use crate::cookie::{Stored, domain};
use crate::knowledge;
use crate::knowledge::base::Fact;
use cell::{Facts, Subject};
use std::collections::BTreeMap;

/// Rows ready to paste.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The language of headings and cells: the charter's, where there are words for it.
    pub language: String,
    /// The headings.
    pub headings: Vec<String>,
    /// The rows, one cell a heading.
    pub rows: Vec<Vec<String>>,
}

/// The columns where the charter shows none.
const USUAL: [Field; 7] =
    [Field::Name, Field::Provider, Field::Purpose, Field::Category, Field::Lifetime, Field::Party, Field::Domain];

/// Drafts rows for the cookies that no declaration covers, refused ones left out, then for the site's other storage, without
/// its caches. `language` is used where the charter has none. Cookies of one known family share a row.
pub fn draft(report: &Report, language: &str) -> Draft {
    let charter = report.charter.as_ref().and_then(|charter| charter.language.as_deref());
    let words = Words::of(charter.unwrap_or(language));
    let keys: Vec<&Stored> = undeclared_storage(report).collect();
    let columns = columns(words, report, if keys.is_empty() { &NEEDED } else { &NEEDED_WITH_STORAGE });
    let undeclared = report.cookies().filter(|(cookie, matched)| matched.cover.is_none() && cookie.refused.is_none());
    let cookies = undeclared.map(|(cookie, matched)| {
        let told = matched.fact.as_ref().and_then(Fact::known);
        let public = || knowledge::known(&cookie.name, &cookie.domain);
        let subject = Subject::Cookie { cookie, party: matched.party, is_told: told.is_some() };
        Facts { words, report, columns: &columns, subject, known: told.or_else(public) }
    });
    let keys = keys.into_iter().map(|stored| {
        let known = knowledge::known(&stored.name, &stored.host);
        Facts { words, report, columns: &columns, subject: Subject::Stored(stored), known }
    });
    let mut rows = BTreeMap::new();
    for facts in cookies.chain(keys) {
        rows.entry(facts.identity()).or_insert_with(|| facts.row());
    }
    Draft {
        language: words.language().to_owned(),
        rows: rows.into_values().collect(),
        headings: columns.into_iter().map(|column| column.heading).collect(),
    }
}

/// The storage keys of the site that no declaration covers, as the rule `undeclared-storage` counts them.
fn undeclared_storage(report: &Report) -> impl Iterator<Item = &Stored> {
    let site = domain::host(&report.visit.site).unwrap_or_default();
    let undeclared = report.storage().filter(|(_, cover)| cover.is_none()).map(|(stored, _)| stored);
    undeclared.filter(move |stored| stored.is_of_site(&site))
}

/// The columns that no table of rows can do without.
const NEEDED: [Field; 2] = [Field::Name, Field::Lifetime];

/// The same where not all rows are about cookies.
const NEEDED_WITH_STORAGE: [Field; 3] = [Field::Name, Field::Lifetime, Field::Kind];

/// The charter's columns in its order, under its own headings, or the usual ones; those that are needed are always among them,
/// under ours where it has none.
fn columns(words: &Words, report: &Report, needed: &[Field]) -> Vec<Column> {
    let ours = |field: Field| Column { heading: words.view(heading(field), &[]), tells: Some(field) };
    let theirs = report.charters().map(|charter| &charter.columns).find(|columns| !columns.is_empty());
    let mut columns = theirs.cloned().unwrap_or_else(|| USUAL.map(ours).into());
    for field in needed {
        if columns.iter().all(|column| column.tells != Some(*field)) {
            columns.push(ours(*field));
        }
    }
    columns
}

fn heading(field: Field) -> &'static str {
    match field {
        Field::Name => "draft.name",
        Field::Kind => "draft.kind",
        Field::Provider => "draft.provider",
        Field::Service => "draft.service",
        Field::Purpose => "draft.purpose",
        Field::Category => "draft.category",
        Field::Lifetime => "draft.lifetime",
        Field::Party => "draft.party",
        Field::Domain => "draft.domain",
    }
}

impl Draft {
    /// The rows as an HTML table.
    pub fn html(&self) -> String {
        let row = |[begin, end]: [&str; 2], cells: &[String]| {
            let cells: Vec<String> = cells.iter().map(|cell| format!("{begin}{}{end}", html::text(cell))).collect();
            format!("  <tr>{}</tr>\n", cells.concat())
        };
        let rows: Vec<String> = self.rows.iter().map(|cells| row(["<td>", "</td>"], cells)).collect();
        let heads = row(["<th scope=\"col\">", "</th>"], &self.headings);
        format!("<table lang=\"{}\">\n{heads}{}</table>\n", self.language, rows.concat())
    }

    /// The rows as a markdown table.
    pub fn markdown(&self) -> String {
        let row = |cells: &[String]| {
            let cells: Vec<String> = cells.iter().map(|cell| markdown::literal(cell)).collect();
            format!("| {} |\n", cells.join(" | "))
        };
        let rows: Vec<String> = self.rows.iter().map(|cells| row(cells)).collect();
        format!("{}|{}\n{}", row(&self.headings), "---|".repeat(self.headings.len()), rows.concat())
    }

    /// The rows as CSV, separated by semicolons in languages that write a decimal comma, as their spreadsheets expect.
    pub fn csv(&self) -> String {
        let separator = if self.language == "en" { "," } else { ";" };
        let row = |cells: &Vec<String>| {
            let cells: Vec<String> = cells.iter().map(|cell| csv::cell(cell)).collect();
            cells.join(separator) + "\r\n"
        };
        std::iter::once(&self.headings).chain(&self.rows).map(row).collect()
    }
}

#[cfg(test)]
mod tests;
