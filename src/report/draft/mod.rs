//! Rows for the charter: one for each cookie that it does not declare, in its own columns, order and language.
//!
//! What a site's owner needs most. Measured facts are filled in, public knowledge is suggested, and what only the owner
//! can know is marked as blank.

use super::words::Words;
use super::{Report, csv, html, markdown, moment};
use crate::charter::{Column, Field, Kind, Party};
use crate::cookie::{Cookie, Untold};
use crate::knowledge::base::Fact;
use crate::knowledge::{self, Known};
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

/// Drafts rows for the cookies that no declaration covers, refused ones left out. `language` is used where the charter
/// has none. Cookies of one known family share a row.
pub fn draft(report: &Report, language: &str) -> Draft {
    let charter = report.charter.as_ref().and_then(|charter| charter.language.as_deref());
    let words = Words::of(charter.unwrap_or(language));
    let columns = columns(words, report);
    let undeclared = report.cookies().filter(|(cookie, matched)| matched.cover.is_none() && cookie.refused.is_none());
    let mut rows = BTreeMap::new();
    for (cookie, matched) in undeclared {
        let told = matched.fact.as_ref().and_then(Fact::known);
        let known = told.or_else(|| knowledge::known(&cookie.name, &cookie.domain));
        let facts = Facts { words, report, cookie, party: matched.party, known };
        let identity = (matched.party == Party::Third, cookie.domain.clone(), facts.name());
        rows.entry(identity).or_insert_with(|| columns.iter().map(|column| facts.cell(column.tells)).collect());
    }
    Draft {
        language: words.language().to_owned(),
        headings: columns.into_iter().map(|column| column.heading).collect(),
        rows: rows.into_values().collect(),
    }
}

/// The charter's columns in its order, under its own headings; the name and the lifetime are always among them, under
/// ours where it has none.
fn columns(words: &Words, report: &Report) -> Vec<Column> {
    let ours = |field: Field| Column { heading: words.view(heading(field), &[]), tells: Some(field) };
    let theirs = report.charters().map(|charter| &charter.columns).find(|columns| !columns.is_empty());
    let Some(theirs) = theirs else { return USUAL.map(ours).into() };
    let mut columns = theirs.clone();
    for needed in [Field::Name, Field::Lifetime] {
        if columns.iter().all(|column| column.tells != Some(needed)) {
            columns.push(ours(needed));
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

/// What there is to say about one undeclared cookie.
struct Facts<'a> {
    words: &'a Words,
    report: &'a Report,
    cookie: &'a Cookie,
    party: Party,
    known: Option<Known<'a>>,
}

impl Facts<'_> {
    /// The cell of a column; what is not known, or only the owner knows, is marked as blank.
    fn cell(&self, tells: Option<Field>) -> String {
        let said = tells.and_then(|field| match field {
            Field::Name => Some(self.name()),
            Field::Kind => Some(self.of("kind", Kind::Cookie)),
            Field::Provider => self.provider(),
            Field::Service => self.known.map(|known| known.service.to_owned()),
            Field::Purpose => self.known.map(|known| self.of("purpose", known.used_for)),
            Field::Category => self.known.map(|known| self.of("category-name", known.used_for.category())),
            Field::Lifetime => Some(self.lifetime()),
            Field::Party => Some(self.of("party-name", self.party)),
            Field::Domain => Some(self.cookie.domain.clone()),
        });
        said.unwrap_or_else(|| self.words.view("draft.blank", &[]))
    }

    /// The family's name where one is known: `_pk_id.*` for `_pk_id.1.4f2a`.
    fn name(&self) -> String {
        self.known.map_or_else(|| self.cookie.name.clone(), |known| known.name.to_owned())
    }

    fn provider(&self) -> Option<String> {
        let known = self.known.map(|known| known.company.unwrap_or(known.service));
        let host = || knowledge::company(&self.cookie.domain).filter(|_| self.party == Party::Third);
        known.or_else(|| Some(host()?.name)).map(str::to_owned)
    }

    /// The lifetime it was set for; from the jar alone only "at least" can be said.
    fn lifetime(&self) -> String {
        match (self.cookie.set_for, self.cookie.expires) {
            (Some(seconds), _) => moment::length(self.words, seconds),
            (None, Some(expires)) => {
                let left = moment::kept(self.words, expires.saturating_sub(self.report.visit.now));
                self.words.view("draft.at-least", &[("length", &left)])
            }
            (None, None) if self.cookie.untold == Untold::Attributes => self.words.view("draft.blank", &[]),
            (None, None) => self.words.view("session", &[]),
        }
    }

    fn of(&self, list: &str, id: impl serde::Serialize) -> String {
        super::view::of_id(self.words, list, &id)
    }
}

impl Draft {
    /// The rows as an HTML table.
    pub fn html(&self) -> String {
        let row = |tag: &str, cells: &[String]| {
            let cells: Vec<String> = cells.iter().map(|cell| format!("<{tag}>{}</{tag}>", html::text(cell))).collect();
            format!("  <tr>{}</tr>\n", cells.concat())
        };
        let rows: Vec<String> = self.rows.iter().map(|cells| row("td", cells)).collect();
        format!("<table lang=\"{}\">\n{}{}</table>\n", self.language, row("th", &self.headings), rows.concat())
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
