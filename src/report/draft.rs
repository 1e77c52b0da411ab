//! Rows for the charter: one for each cookie that it does not declare, in its own columns, order and language.
//!
//! What a site's owner needs most. Measured facts are filled in, public knowledge is suggested, and what only the owner
//! can know is marked as blank.

use super::words::Words;
use super::{Report, csv, html, markdown, moment};
use crate::charter::{Declaration, Party};
use crate::cookie::Cookie;
use crate::knowledge::base::Fact;
use crate::knowledge::{self, Known};
use crate::text;
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

/// A column of a charter's table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Column {
    Name,
    Provider,
    Service,
    Purpose,
    Category,
    Lifetime,
    Party,
    Domain,
}

/// The order where the charter shows none.
const ALL: [Column; 8] = [
    Column::Name,
    Column::Provider,
    Column::Service,
    Column::Purpose,
    Column::Category,
    Column::Lifetime,
    Column::Party,
    Column::Domain,
];

/// Drafts rows for the cookies that no declaration covers, refused ones left out. `language` is used where the charter
/// has none. Cookies of one known family share a row.
pub fn draft(report: &Report, language: &str) -> Draft {
    let charter = report.charter.as_ref().and_then(|charter| charter.language.as_deref());
    let words = Words::of(charter.unwrap_or(language));
    let columns = columns(report);
    let undeclared = report.cookies().filter(|(cookie, matched)| matched.cover.is_none() && cookie.refused.is_none());
    let mut rows = BTreeMap::new();
    for (cookie, matched) in undeclared {
        let told = matched.fact.as_ref().and_then(Fact::known);
        let known = told.or_else(|| knowledge::known(&cookie.name, &cookie.domain));
        let facts = Facts { words, report, cookie, party: matched.party, known };
        let identity = (matched.party == Party::Third, cookie.domain.clone(), facts.name());
        rows.entry(identity).or_insert_with(|| columns.iter().map(|column| facts.cell(*column)).collect());
    }
    Draft {
        language: words.language().to_owned(),
        headings: columns.iter().map(|column| words.view(column.heading(), &[])).collect(),
        rows: rows.into_values().collect(),
    }
}

/// The charter's columns in its order, read off the places of what was declared in the words it was read from; the
/// lifetime is always among them.
fn columns(report: &Report) -> Vec<Column> {
    let mut places: BTreeMap<Column, (usize, usize)> = BTreeMap::new();
    for declaration in report.declarations() {
        let words = text::fold(&declaration.evidence.excerpt);
        for column in ALL {
            let said = column.said(declaration).map(text::fold).filter(|said| !said.is_empty());
            let found = said.and_then(|said| words.split(" | ").position(|cell| cell.contains(&said)));
            if let Some(place) = found {
                let (sum, count) = places.entry(column).or_default();
                *sum += place;
                *count += 1;
            }
        }
    }
    let mut order: Vec<Column> = places.keys().copied().collect();
    order.sort_by_key(|column| places.get(column).map(|(sum, count)| sum * 1_000 / count));
    if order.len() < 2 {
        return ALL.into_iter().filter(|column| *column != Column::Service).collect();
    }
    for needed in [Column::Name, Column::Purpose, Column::Lifetime] {
        if !order.contains(&needed) {
            order.push(needed);
        }
    }
    order
}

impl Column {
    fn heading(self) -> &'static str {
        match self {
            Self::Name => "draft.name",
            Self::Provider => "draft.provider",
            Self::Service => "draft.service",
            Self::Purpose => "draft.purpose",
            Self::Category => "draft.category",
            Self::Lifetime => "draft.lifetime",
            Self::Party => "draft.party",
            Self::Domain => "draft.domain",
        }
    }

    /// What a declaration says in this column, in the page's words. Category and party are kept as meanings only.
    fn said(self, declaration: &Declaration) -> Option<&str> {
        match self {
            Self::Name => Some(&declaration.as_written),
            Self::Provider => declaration.provider.as_deref(),
            Self::Service => declaration.service.as_deref(),
            Self::Purpose => declaration.purpose.as_deref(),
            Self::Lifetime => declaration.lifetime.as_ref().map(|lifetime| lifetime.as_written.as_str()),
            Self::Domain => declaration.domain.as_deref(),
            Self::Category | Self::Party => None,
        }
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
    fn cell(&self, column: Column) -> String {
        let said = match column {
            Column::Name => Some(self.name()),
            Column::Provider => self.provider(),
            Column::Service => self.known.map(|known| known.service.to_owned()),
            Column::Purpose => self.known.map(|known| self.of("purpose", known.used_for)),
            Column::Category => self.known.map(|known| self.of("category-name", known.used_for.category())),
            Column::Lifetime => Some(self.lifetime()),
            Column::Party => Some(self.of("party-name", self.party)),
            Column::Domain => Some(self.cookie.domain.clone()),
        };
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
