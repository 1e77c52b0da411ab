//! The cookies of several consent stages in one table: for a terminal and for a spreadsheet.

use super::Report;
use super::csv;
use super::text::plain;
use super::view;
use super::words::Words;
use crate::cookie::stages::{Picture, Presence, compared, presences};

/// What was there at each stage, of all cookies of several reports of one site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    separator: char,
    heads: Vec<String>,
    rows: Vec<Vec<String>>,
}

/// The table of one site's reports, one a stage. `None` where fewer than two stages were seen.
pub fn table(reports: &[Report], language: &str) -> Option<Table> {
    let words = Words::of(language);
    let visits = reports.iter().map(|report| &report.visit);
    let pictures = compared(visits.map(|visit| Picture::of(visit.stage, visit.now, &visit.cookies)));
    if pictures.is_empty() {
        return None;
    }
    let told = |presence: &Presence| view::of_id(words, "presence", presence);
    let stages = pictures.iter().map(|picture| view::of_id(words, "stage", &picture.stage));
    let heads = ["column.name", "column.domain"].map(|key| words.view(key, &[])).into_iter().chain(stages);
    let rows = presences(&pictures).into_iter().map(|cookie| {
        let place = [cookie.place.name, cookie.place.domain];
        place.into_iter().chain(cookie.at.iter().map(told)).collect()
    });
    let separator = if words.language() == "en" { ',' } else { ';' };
    Some(Table { separator, heads: heads.collect(), rows: rows.collect() })
}

impl Table {
    /// For a terminal: in columns.
    pub fn text(&self) -> String {
        let lines: Vec<Vec<String>> = std::iter::once(&self.heads)
            .chain(&self.rows)
            .map(|row| row.iter().map(|cell| plain(cell)).collect())
            .collect();
        let width = |column: usize| {
            let cells = lines.iter().filter_map(|line| line.get(column));
            cells.map(|cell| cell.chars().count()).max().unwrap_or_default()
        };
        let widths: Vec<usize> = (0..self.heads.len()).map(width).collect();
        let told = |line: &Vec<String>| {
            let cells = line.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}"));
            cells.collect::<Vec<_>>().join("  ").trim_end().to_owned() + "\n"
        };
        lines.iter().map(told).collect()
    }

    /// For a spreadsheet, as [`csv::csv`] writes it.
    pub fn csv(&self) -> String {
        let mut text = String::from("\u{feff}");
        for row in std::iter::once(&self.heads).chain(&self.rows) {
            csv::line(&mut text, self.separator, row.iter().cloned());
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::table;
    use crate::audit::audit;
    use crate::cookie::Visit;
    use crate::report::report;
    use serde_json::json;

    #[test]
    fn cookies_stand_beside_one_another_by_stage() {
        let report = |stage: &str, names: &[&str]| {
            let cookies: Vec<_> = names
                .iter()
                .map(|name| json!({ "name": name, "domain": "a.example", "path": "/", "refused": name.starts_with("no").then_some("third-party") }))
                .collect();
            let visit: Visit = serde_json::from_value(json!({
                "schema": "cookie-charter/visit/1", "site": "https://a.example/", "now": 1, "stage": stage, "cookies": cookies,
            }))
            .unwrap();
            report(&[], &visit, audit(&[], &visit))
        };
        let reports =
            [report("before", &["=sid"]), report("refused", &["=sid"]), report("accepted", &["=sid", "_ga", "no"])];
        let shown = table(&reports, "en").unwrap();
        let expected = "\
Cookie  Host       before your choice  after accepting  after refusing
=sid    a.example  there               there            there
_ga     a.example  not there           there            not there
no      a.example  not there           refused          not there
";
        assert_eq!(shown.text(), expected);
        assert!(shown.csv().contains("\n\"'=sid\",\"a.example\",\"there\",\"there\",\"there\""), "{}", shown.csv());
        assert_eq!(table(&reports[..1], "en"), None);
    }
}
